/* cli/defaults - options from YAML files: the personal one, and those that --defaults names. */
#ifndef OCT_CLI_DEFAULTS_H
#define OCT_CLI_DEFAULTS_H

#include "cli/commands.h"

/* Sets what the files say, as arguments do, the personal file first. It alone may set options of
 * formats that the job does not have, and of commands other than this one. */
oct_status oct_defaults_read(oct_cli *cli, const oct_command *command, const oct_string_list *files,
                             bool personal) OCT_CHECKED;

#endif
