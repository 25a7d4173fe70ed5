/* cli/convert - see convert.h. */
#include "cli/convert.h"

#include "cli/commands.h"
#include "cli/timer.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

oct_job *oct_convert_job(oct_cli *cli, bool some_may_not_fit, oct_status *status) {
    oct_job *job = oct_job_new(cli->context);
    *status = job ? OCT_OK : oct_cli_out_of_memory(cli);
    for (const oct_setting *s = cli->settings; s && *status == OCT_OK; s = s->next) {
        const oct_setting *before = job->last_setting;
        *status = oct_job_set(job, s->name, s->value);
        if (job->last_setting != before)
            job->last_setting->may_not_fit = some_may_not_fit || s->may_not_fit;
    }
    if (*status == OCT_OK)
        return job;
    oct_job_free(job);
    return NULL;
}

int oct_convert_run(oct_cli *cli, oct_job *job, const char *output) {
    if (!oct_timer_start(&cli->reporter, job->options.max_seconds))
        return (int)oct_cli_usage(cli, NULL, "--max-seconds: the timer cannot be started");
    oct_status status = oct_job_convert_file(job, output);
    oct_timer_stop();
    if (status != OCT_OK)
        return (int)status;
    bool counted = job->options.fail_if_warnings && oct_context_count(cli->context, OCT_WARNING);
    return counted ? OCT_EXIT_COUNTED : 0;
}

/* ---- What would do harm ------------------------------------------------------------------- */

static bool about_file(const char *path, int standard, struct stat *about) {
    return (strcmp(path, "-") == 0 ? fstat(standard, about) : stat(path, about)) == 0;
}

bool oct_convert_same_file(const char *input, const char *output) {
    struct stat in, out;
    return about_file(output, STDOUT_FILENO, &out) && S_ISREG(out.st_mode) &&
           about_file(input, STDIN_FILENO, &in) && in.st_dev == out.st_dev &&
           in.st_ino == out.st_ino;
}

static oct_status refuse_same_file(oct_cli *cli, const char *output) {
    if (cli->operands.count == 0 && oct_convert_same_file("-", output))
        return oct_cli_usage(cli, "name another file with -o FILE",
                             "the output would replace the input");
    for (size_t i = 0; i < cli->operands.count; i++)
        if (oct_convert_same_file(cli->operands.items[i], output))
            return oct_cli_usage(cli, "name another file with -o FILE",
                                 "the output would replace the input \"%s\"",
                                 cli->operands.items[i]);
    return OCT_OK;
}

static bool is_terminal(const char *path) {
    struct stat about;
    if (strcmp(path, "-") == 0)
        return isatty(STDOUT_FILENO);
    if (stat(path, &about) != 0 || !S_ISCHR(about.st_mode))
        return false;
    int descriptor = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    bool terminal = descriptor >= 0 && isatty(descriptor);
    if (descriptor >= 0)
        close(descriptor);
    return terminal;
}

static oct_status refuse_terminal(oct_cli *cli, const oct_job *job, const char *output) {
    const char *to = job->options.to;
    const oct_format *format = to ? oct_format_named(to) : oct_format_for_path(output, true);
    if (!format || !(format->flags & OCT_FORMAT_BINARY) || !is_terminal(output))
        return OCT_OK;
    return oct_cli_usage(cli, "name a file with -o FILE",
                         "%s is binary, and standard output is a terminal", format->name);
}

/* ---- The command -------------------------------------------------------------------------- */

/* "octavo formts" is a command misspelt rather than a file. */
static oct_status refuse_misspelt_command(oct_cli *cli) {
    const char *word = cli->operands.count ? cli->operands.items[0] : "";
    const char *names[16];
    size_t count = 0;
    if (!*word || strpbrk(word, "./") || access(word, F_OK) == 0 || errno != ENOENT)
        return OCT_OK;
    for (size_t i = 1; i < oct_command_count && count < sizeof names / sizeof *names; i++)
        names[count++] = oct_commands[i].name;
    const char *nearest = oct_nearest_name(word, names, count);
    if (!nearest)
        return OCT_OK;
    return oct_cli_usage(cli, oct_arena_printf(&cli->arena, "did you mean 'octavo %s'?", nearest),
                         "there is no file and no command \"%s\"", word);
}

static oct_status add_inputs(oct_cli *cli, oct_job *job) {
    oct_status status = cli->operands.count ? OCT_OK : oct_job_add_file(job, "-");
    for (size_t i = 0; i < cli->operands.count && status == OCT_OK; i++)
        status = oct_job_add_file(job, cli->operands.items[i]);
    return status;
}

int oct_convert_to_output(oct_cli *cli, oct_job *job) {
    const char *output = cli->own.output ? cli->own.output : "-";
    oct_status status = refuse_terminal(cli, job, output);
    if (status != OCT_OK)
        return (int)status;
    int code = oct_convert_run(cli, job, output);
    if (code == 0 && cli->own.verbose && cli->own.output)
        oct_report_wrote(output);
    return code;
}

static int convert(oct_cli *cli, oct_job *job) {
    oct_status status = refuse_misspelt_command(cli);
    if (status == OCT_OK)
        status = refuse_same_file(cli, cli->own.output ? cli->own.output : "-");
    if (status == OCT_OK)
        status = add_inputs(cli, job);
    return status == OCT_OK ? oct_convert_to_output(cli, job) : (int)status;
}

int oct_run_convert(oct_cli *cli) {
    oct_status status;
    oct_job *job = oct_convert_job(cli, false, &status);
    if (!job)
        return (int)status;
    int code = convert(cli, job);
    oct_job_free(job);
    return code;
}
