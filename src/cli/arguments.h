/* cli/arguments - the command line, read by the option tables. */
#ifndef OCT_CLI_ARGUMENTS_H
#define OCT_CLI_ARGUMENTS_H

#include "cli/commands.h"

/* Reads the words from argv[first] on into cli: the command's own options into cli->own, those of
 * jobs into cli->settings, the rest into cli->operands. Options may stand anywhere before "--",
 * unless POSIXLY_CORRECT is set: then only before the first operand. */
oct_status oct_arguments_read(oct_cli *cli, const oct_command *command, int first, int argc,
                              char **argv) OCT_CHECKED;

/* Sets one option by name, as from the command line; value NULL stands for "true". */
oct_status oct_arguments_set(oct_cli *cli, const oct_command *command, const char *name,
                             const char *value) OCT_CHECKED;

#endif
