/* cli/cli - what the parts of the octavo command share: the context, what the command line said,
 * and printing. */
#ifndef OCT_CLI_CLI_H
#define OCT_CLI_CLI_H

#include "cli/own_options.h"
#include "cli/report.h"
#include "core/job.h"

enum { OCT_EXIT_COUNTED = 1 }; /* done, but with failures or warnings that were asked to count */

typedef struct oct_cli {
    oct_context *context;
    oct_arena arena;
    oct_reporter reporter;
    oct_own_options own;
    oct_setting *settings, *last_setting; /* options of jobs, in the order given */
    const char *reading;                  /* the defaults file being read; NULL: the command line */
    oct_string_list operands;             /* inputs, or the words behind a command */
} oct_cli;

/* False when memory is out. */
bool oct_cli_init(oct_cli *cli);
void oct_cli_free(oct_cli *cli);

oct_status oct_cli_out_of_memory(oct_cli *cli);
/* Reports a mistake on the command line, and returns OCT_USAGE. hint may be NULL. */
oct_status oct_cli_usage(oct_cli *cli, const char *hint, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The value of the last setting of that name; NULL when there is none. */
const char *oct_cli_setting(const oct_cli *cli, const char *name);

/* Writes text to standard output and frees it; a failure is reported. */
oct_status oct_cli_print(oct_cli *cli, oct_buffer *text);

#endif
