/* base/library - see library.h. */
#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

static bool find_functions(oct_library *library, void *handle) {
    char *place = library->functions;
    for (size_t i = 0; i < library->count; i++, place += sizeof(void *)) {
        void *function = dlsym(handle, library->names[i]);
        if (!function)
            return false;
        memcpy(place, &function, sizeof function); /* POSIX: one representation for both */
    }
    return true;
}

static void *open_library(oct_library *library) {
    void *handle = dlopen(library->soname, RTLD_NOW | RTLD_LOCAL);
    if (handle && !find_functions(library, handle)) {
        dlclose(handle);
        return NULL;
    }
    return handle;
}

bool oct_library_load(oct_library *library) {
    pthread_mutex_lock(&library->mutex);
    if (!library->handle)
        library->handle = open_library(library);
    bool loaded = library->handle != NULL;
    pthread_mutex_unlock(&library->mutex);
    return loaded;
}
