/* formats/html/xml_library - see xml_library.h. */
#include "formats/html/xml_library.h"

#include "base/library.h"

static const char *const names[] = {
#define NAME(name) #name,
    HTML_XML_FUNCTIONS(NAME)
#undef NAME
};

const char html_xml_soname[] = OCT_XML_SONAME;

static html_xml_library functions;
static oct_library library = {
    .soname = html_xml_soname,
    .names = names,
    .count = sizeof names / sizeof *names,
    .functions = &functions,
    .mutex = PTHREAD_MUTEX_INITIALIZER,
};

const html_xml_library *html_xml(void) {
    return oct_library_load(&library) ? &functions : NULL;
}
