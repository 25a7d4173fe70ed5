/* formats/html/memory - see memory.h. libxml2's allocator hooks have no user pointer and are the
 * process's: hence the thread-local. Outside of a parse they are malloc and free, and memory that
 * was allocated before they were set is freed by them as well; a program that has set hooks of its
 * own keeps them. */
#include "formats/html/memory.h"

#include "base/size.h"

#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>

static _Thread_local html_reserve *current;

enum { ALIGNMENT = 16 };

/* A piece of the reserve, its size before it; NULL when there is no reserve, or it is too small. */
static void *from_reserve(size_t size) {
    html_reserve *reserve = current;
    if (!reserve)
        return NULL;
    reserve->touched = true;
    if (size > HTML_RESERVE_SIZE - 2 * ALIGNMENT)
        return NULL;
    size_t needed = ALIGNMENT + (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (needed > HTML_RESERVE_SIZE - reserve->used)
        return NULL;
    char *piece = reserve->bytes + reserve->used + ALIGNMENT;
    memcpy(piece - ALIGNMENT, &size, sizeof size);
    reserve->used += needed;
    return piece;
}

static bool is_from_reserve(const void *ptr) {
    uintptr_t start = current ? (uintptr_t)current->bytes : 0;
    return start && (uintptr_t)ptr >= start && (uintptr_t)ptr < start + HTML_RESERVE_SIZE;
}

static size_t size_of(void *ptr) {
    size_t size;
    if (!is_from_reserve(ptr))
        return malloc_usable_size(ptr);
    memcpy(&size, (char *)ptr - ALIGNMENT, sizeof size);
    return size;
}

static void *allocate(size_t size) {
    void *ptr = malloc(size);
    if (!ptr)
        ptr = from_reserve(size);
    /* cppcheck-suppress memleak */
    return ptr;
}

static void release(void *ptr) {
    if (!is_from_reserve(ptr))
        free(ptr);
}

static void *resize(void *old, size_t size) {
    if (!old)
        return allocate(size);
    void *ptr = is_from_reserve(old) ? NULL : realloc(old, size);
    if (ptr)
        return ptr;
    ptr = from_reserve(size);
    if (ptr) {
        size_t kept = size_of(old);
        memcpy(ptr, old, kept < size ? kept : size);
        release(old);
    }
    return ptr;
}

static char *duplicate(const char *string) {
    size_t size = strlen(string) + 1;
    char *copy = allocate(size);
    return copy ? memcpy(copy, string, size) : NULL;
}

typedef struct hooks {
    xmlFreeFunc free;
    xmlMallocFunc malloc;
    xmlReallocFunc realloc;
    xmlStrdupFunc strdup;
} hooks;

static hooks hooks_of(const html_xml_library *xml) {
    hooks set;
    xml->xmlMemGet(&set.free, &set.malloc, &set.realloc, &set.strdup);
    return set;
}

void *html_resize(const html_xml_library *xml, void *old, size_t size) {
    return hooks_of(xml).realloc(old, size);
}

/* Also libxml2's globals, so that none of them is ever allocated from a reserve. */
static void initialise(void) {
    const html_xml_library *xml = html_xml();
    if (hooks_of(xml).free == free)
        xml->xmlMemSetup(release, allocate, resize, duplicate);
    xml->xmlInitParser();
}

static pthread_once_t once = PTHREAD_ONCE_INIT;

bool html_reserve_begin(html_reserve *reserve, const oct_allocator *allocator) {
    pthread_once(&once, initialise); /* html_xml() was called before: it is loaded */
    *reserve = (html_reserve){.bytes = oct_allocate(allocator, HTML_RESERVE_SIZE)};
    current = reserve->bytes ? reserve : NULL;
    return reserve->bytes != NULL;
}

void html_reserve_end(html_reserve *reserve, const oct_allocator *allocator) {
    html_xml()->xmlResetLastError();
    current = NULL;
    oct_deallocate(allocator, reserve->bytes, HTML_RESERVE_SIZE);
}
