/* Preloaded into the command: makes allocation number $FAIL_AT fail, and writes how many there were
 * into the file $COUNT_TO. glibc only. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_realloc(void *ptr, size_t size);
extern void *__libc_calloc(size_t count, size_t size);

static long made, fail_at = -1;

static int fails(void) {
    if (fail_at < 0)
        fail_at = getenv("FAIL_AT") ? atol(getenv("FAIL_AT")) : 0;
    return ++made == fail_at;
}

void *malloc(size_t size) {
    return fails() ? NULL : __libc_malloc(size);
}
void *realloc(void *ptr, size_t size) {
    return fails() ? NULL : __libc_realloc(ptr, size);
}
void *calloc(size_t count, size_t size) {
    return fails() ? NULL : __libc_calloc(count, size);
}

__attribute__((destructor)) static void tell(void) {
    long count = made;
    FILE *file = getenv("COUNT_TO") ? fopen(getenv("COUNT_TO"), "w") : NULL;
    if (!file)
        return;
    fprintf(file, "%ld\n", count);
    fclose(file);
}
