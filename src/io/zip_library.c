/* io/zip_library - see zip_library.h. */
#include "io/zip_library.h"

#include "base/library.h"

static const char *const names[] = {
#define NAME(name) "zip_" #name,
    OCT_ZIP_FUNCTIONS(NAME)
#undef NAME
};

static oct_zip_library functions;
static oct_library library = {
    .soname = OCT_ZIP_SONAME,
    .names = names,
    .count = sizeof names / sizeof *names,
    .functions = &functions,
    .mutex = PTHREAD_MUTEX_INITIALIZER,
};

const oct_zip_library *oct_zip(void) {
    return oct_library_load(&library) ? &functions : NULL;
}
