/* base/library - shared libraries that are loaded when they are first needed: what a conversion
 * does not use costs it neither time nor memory. */
#ifndef OCT_BASE_LIBRARY_H
#define OCT_BASE_LIBRARY_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct oct_library {
    const char *soname;
    const char *const *names; /* of its functions */
    size_t count;
    void *functions; /* an array, or a struct of nothing else, of count pointers to functions */
    pthread_mutex_t mutex;
    void *handle;
} oct_library;

/* Loads the library, if it is not loaded yet, and fills in the pointers. It stays until the program
 * ends. False when it is not there, lacks a function, or memory is out. From any thread. */
bool oct_library_load(oct_library *library);

#endif
