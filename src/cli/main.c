/* cli/main - the octavo command: reads the command line, and hands over to what it names. */
#include "cli/arguments.h"
#include "cli/defaults.h"
#include "cli/help.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A standard descriptor that is closed would be given to the next file opened, and messages would
 * go into it: a descriptor that fails stands in its place. */
static void keep_standard_descriptors(void) {
    for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
        if (fcntl(i, F_GETFD) == -1 && errno == EBADF &&
            open("/dev/null", i == STDIN_FILENO ? O_WRONLY : O_RDONLY) != i)
            return;
}

#define LAST_SECOND INT64_C(253402300799) /* 9999-12-31T23:59:59Z: years have four digits */

/* https://reproducible-builds.org/specs/source-date-epoch/ */
static oct_status take_date(oct_cli *cli) {
    const char *text = getenv("SOURCE_DATE_EPOCH");
    int64_t seconds;
    if (!text || !*text)
        return OCT_OK;
    if (!oct_slice_to_int(oct_slice_of(text), &seconds) || seconds < 0 || seconds > LAST_SECOND)
        return oct_cli_usage(cli, "it is a number of seconds since 1970-01-01",
                             "SOURCE_DATE_EPOCH cannot be \"%s\"", text);
    oct_context_set_date(cli->context, seconds);
    return OCT_OK;
}

static int short_help(const oct_cli *cli) {
    oct_buffer out;
    oct_buffer_init(&out, oct_context_allocator(cli->context));
    oct_help_short(&out);
    fwrite(out.ptr, 1, out.len, stderr);
    fflush(stderr);
    oct_buffer_free(&out);
    return OCT_USAGE;
}

/* --help, --version and the lists are answered instead of the command. */
static bool asks_for_text(const oct_own_options *own) {
    return own->help || own->version || own->list_input_formats || own->list_output_formats;
}

static int answer(oct_cli *cli, const oct_command *command) {
    oct_buffer out;
    oct_buffer_init(&out, oct_context_allocator(cli->context));
    if (cli->own.help && *command->name)
        oct_help_command(&out, command);
    else if (cli->own.help)
        oct_help_all(&out);
    else if (cli->own.version)
        oct_buffer_printf(&out, "octavo %s\n", oct_version());
    else
        oct_list_format_names(&out, cli->own.list_output_formats);
    return (int)oct_cli_print(cli, &out);
}

/* The command line is read twice where there are defaults files: it names them, and goes before
 * what they say. */
static oct_status read_options(oct_cli *cli, const oct_command *command, int first, int argc,
                               char **argv) {
    oct_status status = oct_arguments_read(cli, command, first, argc, argv);
    if (status != OCT_OK || !(command->scopes & OCT_OPTIONS_JOB) || asks_for_text(&cli->own))
        return status;
    oct_own_options named = cli->own;
    cli->settings = cli->last_setting = NULL;
    cli->operands = (oct_string_list){0};
    if (!oct_own_options_preset(&cli->own, &cli->arena))
        return oct_cli_out_of_memory(cli);
    status = oct_defaults_read(cli, command, &named.defaults, !named.no_defaults);
    return status == OCT_OK ? oct_arguments_read(cli, command, first, argc, argv) : status;
}

static int run(oct_cli *cli, int argc, char **argv) {
    if (argc <= 1 && isatty(STDIN_FILENO))
        return short_help(cli);
    const oct_command *command = argc > 1 && *argv[1] ? oct_command_named(argv[1]) : NULL;
    int first = command ? 2 : 1;
    if (!command)
        command = oct_command_named("");
    oct_status status = read_options(cli, command, first, argc, argv);
    oct_reporter_set_color(&cli->reporter, (oct_color)cli->own.color);
    cli->reporter.quiet = cli->own.quiet;
    cli->reporter.verbose = cli->own.verbose;
    if (status == OCT_OK && asks_for_text(&cli->own))
        return answer(cli, command);
    if (status == OCT_OK)
        status = take_date(cli);
    return status == OCT_OK ? command->run(cli) : (int)status;
}

int main(int argc, char **argv) {
    keep_standard_descriptors();
    signal(SIGXFSZ, SIG_IGN); /* a write beyond RLIMIT_FSIZE is to fail and be reported */
    oct_cli cli;
    int code = OCT_NO_MEMORY;
    if (oct_cli_init(&cli))
        code = run(&cli, argc, argv);
    else
        fputs("octavo: error: memory ran out [no-memory]\n", stderr);
    oct_cli_free(&cli);
    return code;
}
