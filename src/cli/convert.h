/* cli/convert - one conversion, as the command makes it: on its own, or in a worker of a batch. */
#ifndef OCT_CLI_CONVERT_H
#define OCT_CLI_CONVERT_H

#include "cli/cli.h"

/* A job with the settings of the command line, to be freed by the caller. NULL when a setting is
 * wrong (reported) or memory is out; *status says which. With some_may_not_fit, options of formats
 * that the job turns out not to have are passed over. */
oct_job *oct_convert_job(oct_cli *cli, bool some_may_not_fit, oct_status *status);

/* Whether both are the same regular file: writing one would destroy the other. "-" is standard
 * input, and for the output standard output. */
bool oct_convert_same_file(const char *input, const char *output);

/* Starts the timer that --max-seconds asks for, runs the job, and returns the exit code. */
int oct_convert_run(oct_cli *cli, oct_job *job, const char *output);
/* The same into the output that the command line names, if that can take it. */
int oct_convert_to_output(oct_cli *cli, oct_job *job);

#endif
