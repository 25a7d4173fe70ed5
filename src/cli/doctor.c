/* cli/doctor - `octavo doctor`: what is inferred of files that do not say what their parts are. The
 * readers that infer print it; here it is asked for. */
#include "cli/commands.h"
#include "cli/convert.h"
#include "cli/timer.h"

/* Which format a file was taken for, and what said so. */
static void print_format(oct_buffer *out, const oct_job *job, const oct_format *format,
                         const char *path) {
    const char *why = job->options.from                            ? "as was asked for"
                      : oct_format_for_path(path, false) == format ? "by its name"
                                                                   : "by its first lines";
    oct_buffer_printf(out, "%s is read as %s, %s\n", strcmp(path, "-") == 0 ? "(stdin)" : path,
                      format->name, why);
}

static const oct_format *format_read(const oct_job *job) {
    for (size_t i = 0; i < oct_format_count; i++)
        if (job->formats_read[i])
            return oct_formats[i];
    return NULL;
}

static oct_status examine(oct_cli *cli, const char *path, oct_buffer *out) {
    oct_status status;
    oct_document *document;
    oct_buffer findings;
    oct_job *job = oct_convert_job(cli, false, &status);
    if (!job)
        return status;
    oct_buffer_init(&findings, oct_context_allocator(cli->context));
    job->findings = &findings;
    if (!oct_timer_start(&cli->reporter, job->options.max_seconds))
        status = oct_cli_usage(cli, NULL, "--max-seconds: the timer cannot be started");
    if (status == OCT_OK)
        status = oct_job_add_file(job, path);
    if (status == OCT_OK)
        status = oct_job_read(job, &document);
    oct_timer_stop();
    const oct_format *format = status == OCT_OK ? format_read(job) : NULL;
    if (format) {
        print_format(out, job, format, path);
        if (format->flags & OCT_FORMAT_INFERS)
            oct_buffer_slice(out, oct_buffer_view(&findings));
        else
            oct_buffer_string(out, "Its marks say what its parts are: nothing is inferred. "
                                   "'-f text' reads it as if it had none.\n");
    }
    out->failed |= findings.failed;
    oct_buffer_free(&findings);
    oct_job_free(job);
    return status;
}

int oct_run_doctor(oct_cli *cli) {
    static const char *const standard_input[] = {"-"};
    oct_string_list files = cli->operands;
    oct_status status = OCT_OK;
    oct_buffer out;
    oct_buffer_init(&out, oct_context_allocator(cli->context));
    if (files.count == 0)
        files = (oct_string_list){.items = (const char **)(void *)(uintptr_t)standard_input,
                                  .count = 1};
    for (size_t i = 0; i < files.count && status == OCT_OK; i++) {
        if (i)
            oct_buffer_byte(&out, '\n');
        status = examine(cli, files.items[i], &out);
    }
    if (status == OCT_OK)
        return (int)oct_cli_print(cli, &out);
    oct_buffer_free(&out);
    return (int)status;
}
