/* tests/unit/scratch_folder - a folder of its own for each test, which works in it and leaves
 * nothing. */
#ifndef OCT_TESTS_SCRATCH_FOLDER_H
#define OCT_TESTS_SCRATCH_FOLDER_H

#include "cmocka_all.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int scratch_enter(void **state) {
    static char folder[64];
    strcpy(folder, "/tmp/octavo-test-XXXXXX");
    *state = mkdtemp(folder);
    return *state && chdir(folder) == 0 ? 0 : -1;
}

static int scratch_leave(void **state) {
    char command[128];
    snprintf(command, sizeof command, "chmod -R u+rwx '%s'; rm -rf '%s'", (char *)*state,
             (char *)*state);
    return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

static inline void put_file(const char *path, oct_slice bytes) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr ? bytes.ptr : "", 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

static inline void assert_file(const char *path, const char *content) {
    char bytes[256];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t got = fread(bytes, 1, sizeof bytes - 1, file);
    bytes[got] = '\0';
    fclose(file);
    assert_string_equal(bytes, content);
}

/* How many entries the folder has, "." and ".." not counted. */
static inline int count_entries(const char *path) {
    DIR *folder = opendir(path);
    assert_non_null(folder);
    int count = -2;
    while (readdir(folder))
        count++;
    closedir(folder);
    return count;
}

#endif
