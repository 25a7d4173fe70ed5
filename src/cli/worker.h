/* cli/worker - a process that does one conversion of a batch: whatever dies inside a library takes
 * one document with it, not the batch. */
#ifndef OCT_CLI_WORKER_H
#define OCT_CLI_WORKER_H

#include "cli/plan.h"

#include <signal.h>
#include <sys/types.h>

typedef struct oct_worker {
    pid_t process;
    int messages; /* the reading end of what it says on standard error */
    size_t conversion;
} oct_worker;

/* Starts a worker whose signal mask is `mask`. *warnings is in memory shared with it, and gets the
 * number of its warnings. 0 or errno. */
int oct_worker_start(oct_cli *cli, const oct_conversion *conversion, uint64_t *warnings,
                     const sigset_t *mask, oct_worker *worker);

#endif
