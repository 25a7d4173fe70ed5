/* cli/commands - what comes first on the command line: a command, or the conversion of one
 * document, which has no name. */
#ifndef OCT_CLI_COMMANDS_H
#define OCT_CLI_COMMANDS_H

#include "cli/cli.h"

typedef struct oct_command {
    const char *name;     /* "" for the conversion of one document */
    const char *synopsis; /* behind "octavo NAME" */
    const char *help;
    unsigned scopes;          /* of the options it takes */
    bool words;               /* takes every word as it is: options are what it is asked about */
    bool alone;               /* takes options only */
    int (*run)(oct_cli *cli); /* the exit code */
} oct_command;

extern const oct_command oct_commands[];
extern const size_t oct_command_count;

const oct_command *oct_command_named(const char *name);

int oct_run_convert(oct_cli *cli);
int oct_run_batch(oct_cli *cli);
int oct_run_doctor(oct_cli *cli);
int oct_run_formats(oct_cli *cli);
int oct_run_help(oct_cli *cli);
int oct_run_completion(oct_cli *cli);
int oct_run_manual(oct_cli *cli);
int oct_run_reference_doc(oct_cli *cli);

#endif
