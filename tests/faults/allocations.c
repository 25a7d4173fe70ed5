/* tests/faults/allocations - lets every single allocation of a conversion fail in turn, whoever
 * makes it, Octavo or a library:
 *
 *     allocations FROM TO INPUT FOLDER [FIRST STEP [OPTION=VALUE]]
 *
 * For each allocation a child process converts INPUT into a file in FOLDER. Either the output is
 * the one that comes without failures, or the conversion says an error and leaves no file. A crash,
 * a silent failure, a wrong or half-written file, and memory that is not given back are faults. */
#include "octavo.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- The allocator ------------------------------------------------------------------------ */

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *ptr, size_t size);
extern void __libc_free(void *ptr);

static size_t calls, fail_at = SIZE_MAX;
static long live; /* allocations not yet freed */

static bool failed_in_libzip;

/* Whether libzip is among the callers. libzip 1.7.3 does not give back all it has when an
 * allocation of its own fails; that is counted apart. */
static bool libzip_calls(void) {
    void *frames[32];
    int count = backtrace(frames, 32);
    for (int i = 0; i < count; i++) {
        Dl_info info;
        if (dladdr(frames[i], &info) && info.dli_fname && strstr(info.dli_fname, "libzip"))
            return true;
    }
    return false;
}

/* Whether this allocation is the one to fail. */
static bool fails(void) {
    if (calls++ != fail_at)
        return false;
    fail_at = SIZE_MAX;
    failed_in_libzip = libzip_calls();
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size) {
    void *ptr = fails() ? NULL : __libc_malloc(size);
    live += ptr != NULL;
    return ptr;
}

void *calloc(size_t count, size_t size) {
    void *ptr = fails() ? NULL : __libc_calloc(count, size);
    live += ptr != NULL;
    return ptr;
}

void *realloc(void *old, size_t size) {
    if (fails())
        return NULL;
    void *ptr = __libc_realloc(old, size);
    live += !old && ptr;
    live -= old && !ptr && size == 0;
    return ptr;
}

void free(void *ptr) {
    live -= ptr != NULL;
    __libc_free(ptr);
}

/* ---- One conversion ----------------------------------------------------------------------- */

typedef struct conversion {
    const char *from, *to, *input, *output;
    const char *option; /* NAME=VALUE; or NULL */
} conversion;

enum verdict { CONVERTED = 0, REFUSED = 10, SILENT = 11, LEAKED = 12, LEAKED_BY_LIBZIP = 13 };

static void count_error(void *user, const oct_diagnostic *diagnostic) {
    if (diagnostic->severity == OCT_ERROR)
        ++*(int *)user;
}

static oct_status set_option(oct_job *job, const char *option) {
    char name[64];
    const char *value = option ? strchr(option, '=') : NULL;
    if (!value)
        return OCT_OK;
    snprintf(name, sizeof name, "%.*s", (int)(value - option), option);
    return oct_job_set(job, name, value + 1);
}

static oct_status run_job(oct_job *job, const conversion *c) {
    oct_status status = oct_job_set(job, "from", c->from);
    if (status == OCT_OK)
        status = oct_job_set(job, "to", c->to);
    if (status == OCT_OK)
        status = set_option(job, c->option);
    if (status == OCT_OK)
        status = oct_job_add_file(job, c->input);
    return status == OCT_OK ? oct_job_convert_file(job, c->output) : status;
}

static enum verdict convert(const conversion *c) {
    long before = live;
    int errors = 0;
    oct_context *context = oct_context_new(NULL);
    if (context)
        oct_context_set_handler(context, count_error, &errors);
    oct_job *job = context ? oct_job_new(context) : NULL;
    oct_status status = job ? run_job(job, c) : OCT_NO_MEMORY;
    bool said = errors > 0 || !job;
    oct_job_free(job);
    oct_context_free(context);
    if (live > before)
        return failed_in_libzip && said ? LEAKED_BY_LIBZIP : LEAKED;
    if (status == OCT_OK)
        return CONVERTED;
    return said ? REFUSED : SILENT;
}

/* ---- What is left in the folder ----------------------------------------------------------- */

static size_t entries(const char *folder) {
    DIR *dir = opendir(folder);
    size_t count = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        count += entry->d_name[0] != '.' || strlen(entry->d_name) > 2;
    if (dir)
        closedir(dir);
    return count;
}

static bool same_bytes(const char *path, const char *bytes, size_t length) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    bool same = true;
    char chunk[4096];
    for (size_t n, at = 0; same && (n = fread(chunk, 1, sizeof chunk, file)) > 0; at += n)
        same = at + n <= length && memcmp(chunk, bytes + at, n) == 0;
    same = same && (size_t)ftell(file) == length;
    fclose(file);
    return same;
}

static char *read_whole(const char *path, size_t *length) {
    struct stat info;
    FILE *file = fopen(path, "rb");
    if (!file || fstat(fileno(file), &info) != 0)
        return NULL;
    char *bytes = malloc((size_t)info.st_size + 1);
    *length = bytes ? fread(bytes, 1, (size_t)info.st_size, file) : 0;
    fclose(file);
    return bytes;
}

/* ---- All of them -------------------------------------------------------------------------- */

/* What is wrong with how the child ended and what it left; NULL when nothing is. */
static const char *fault(int status, const conversion *c, const char *folder, const char *expected,
                         size_t length) {
    if (WIFSIGNALED(status))
        return strsignal(WTERMSIG(status));
    switch (WEXITSTATUS(status)) {
    case CONVERTED:
        return same_bytes(c->output, expected, length) ? NULL : "success with wrong output";
    case REFUSED:
    case LEAKED_BY_LIBZIP:
        return entries(folder) == 0 ? NULL : "a file was left behind";
    case SILENT:
        return "failed without a message";
    case LEAKED:
        return "memory was not given back";
    default:
        return "the process ended in an unknown way";
    }
}

int main(int argc, char **argv) {
    if (argc < 5) {
        fputs("usage: allocations FROM TO INPUT FOLDER [FIRST STEP [OPTION=VALUE]]\n", stderr);
        return 2;
    }
    char output[4096];
    snprintf(output, sizeof output, "%s/output", argv[4]);
    conversion c = {argv[1], argv[2], argv[3], output, argc > 7 ? argv[7] : NULL};
    libzip_calls(); /* backtrace() loads a library the first time */
    convert(&c);    /* which also initialises the libraries' globals: they stay allocated */
    size_t length = 0, before = calls;
    enum verdict verdict = convert(&c);
    if (verdict != CONVERTED) {
        fprintf(stderr, "the conversion fails by itself: verdict %d\n", (int)verdict);
        return 2;
    }
    size_t total = calls - before;
    char *expected = read_whole(output, &length);
    size_t faults = 0, done = 0, refused = 0, by_libzip = 0;
    size_t first = argc > 6 ? (size_t)atol(argv[5]) : 0,
           step = argc > 6 ? (size_t)atol(argv[6]) : 1;
    for (size_t n = first; n < total; n += step, done++) {
        unlink(output);
        int status;
        pid_t child = fork();
        if (child == 0) {
            alarm(20); /* a hang is a fault, too */
            calls = 0;
            fail_at = n;
            _exit(convert(&c));
        }
        waitpid(child, &status, 0);
        refused += WIFEXITED(status) && WEXITSTATUS(status) == REFUSED;
        by_libzip += WIFEXITED(status) && WEXITSTATUS(status) == LEAKED_BY_LIBZIP;
        const char *what = fault(status, &c, argv[4], expected, length);
        if (what && ++faults <= 20)
            printf("%s to %s: allocation %zu of %zu: %s\n", c.from, c.to, n, total, what);
    }
    unlink(output);
    free(expected);
    printf(
        "%s: %s to %s: %zu allocations failed in turn, %zu refused, %zu more with memory kept by "
        "libzip, %zu faults\n",
        c.input, c.from, c.to, done, refused, by_libzip, faults);
    return faults != 0;
}
