/* Converts a file into another, as the octavo command does: the formats follow the names.
 *
 *     convert book.md book.epub [OPTION=VALUE...]
 *
 * Needs the public header only: cc convert.c $(pkg-config --cflags --libs octavo) */
#include <octavo.h>

#include <stdio.h>
#include <string.h>

static void print(void *user, const oct_diagnostic *d) {
    static const char *const severities[] = {"note", "warning", "error"};
    (void)user;
    if (d->file)
        fprintf(stderr, "%s:%u: ", d->file, (unsigned)d->line);
    fprintf(stderr, "%s: %s [%s]\n", severities[d->severity], d->message, d->code);
}

/* "toc-depth=2", or "toc" for a flag. */
static oct_status set_option(oct_job *job, char *setting) {
    char *equals = strchr(setting, '=');
    if (equals)
        *equals = '\0';
    return oct_job_set(job, setting, equals ? equals + 1 : NULL);
}

static oct_status convert(oct_job *job, char **argv, int argc) {
    oct_status status = oct_job_add_file(job, argv[1]);
    for (int i = 3; i < argc && status == OCT_OK; i++)
        status = set_option(job, argv[i]);
    return status == OCT_OK ? oct_job_convert_file(job, argv[2]) : status;
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: %s INPUT OUTPUT [OPTION=VALUE...]\n", argv[0]);
        return OCT_USAGE;
    }
    oct_context *context = oct_context_new(NULL);
    oct_job *job = context ? oct_job_new(context) : NULL;
    oct_status status = OCT_NO_MEMORY;
    if (job) {
        oct_context_set_handler(context, print, NULL);
        status = convert(job, argv, argc);
    }
    printf("%s: %s\n", argv[2], oct_status_name(status));
    oct_job_free(job);
    oct_context_free(context);
    return (int)status;
}
