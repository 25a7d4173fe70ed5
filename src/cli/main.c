/* cli/main - the octavo command. */
#include "core/job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_diagnostic(void *user, const oct_diagnostic *d) {
    static const char *const names[] = {"note", "warning", "error"};
    (void)user;
    if (d->file)
        fprintf(stderr, "%s:", d->file);
    else
        fputs("octavo:", stderr);
    if (d->line)
        fprintf(stderr, "%u:", d->line);
    if (d->line && d->column)
        fprintf(stderr, "%u:", d->column);
    fprintf(stderr, " %s: %s", names[d->severity], d->message);
    if (d->hint)
        fprintf(stderr, "; %s", d->hint);
    fprintf(stderr, " [%s]\n", d->code);
}

static oct_status apply(oct_job *job, int argc, char **argv, const char **output) {
    oct_status status = OCT_OK;
    bool inputs = false;
    for (int i = 1; i < argc && status == OCT_OK; i++) {
        const char *a = argv[i];
        const char *name = NULL;
        if (strcmp(a, "-o") == 0 && i + 1 < argc) {
            *output = argv[++i];
            continue;
        }
        for (const oct_option *o = oct_job_option_table; a[0] == '-' && a[1] && !a[2] && o->name;
             o++)
            if (o->letter == a[1])
                name = o->name;
        if (name) {
            const oct_option *o = oct_option_find(oct_job_option_table, name);
            status = oct_job_set(job, name, o->type == OCT_OPTION_FLAG ? NULL : argv[++i]);
        } else if (strncmp(a, "--", 2) == 0) {
            char copy[100];
            const char *equals = strchr(a, '=');
            size_t length = equals ? (size_t)(equals - a - 2) : strlen(a) - 2;
            snprintf(copy, sizeof copy, "%.*s", (int)length, a + 2);
            status = oct_job_set(job, copy, equals ? equals + 1 : NULL);
        } else {
            status = oct_job_add_file(job, a);
            inputs = true;
        }
    }
    return status == OCT_OK && !inputs ? oct_job_add_file(job, "-") : status;
}

int main(int argc, char **argv) {
    oct_context *context = oct_context_new(NULL);
    oct_job *job = context ? oct_job_new(context) : NULL;
    if (!job)
        return OCT_NO_MEMORY;
    oct_context_set_handler(context, print_diagnostic, NULL);
    const char *output = "-";
    oct_status status = apply(job, argc, argv, &output);
    if (status == OCT_OK)
        status = oct_job_convert_file(job, output);
    oct_job_free(job);
    oct_context_free(context);
    return (int)status;
}
