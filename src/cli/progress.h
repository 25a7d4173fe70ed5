/* cli/progress - one line on a terminal that says how far a batch is. */
#ifndef OCT_CLI_PROGRESS_H
#define OCT_CLI_PROGRESS_H

#include "cli/cli.h"

typedef struct oct_progress {
    bool wanted; /* standard error is a terminal, and nobody asked for quiet */
    bool shown;
} oct_progress;

oct_progress oct_progress_begin(const oct_cli *cli);
void oct_progress_show(oct_progress *progress, size_t done, size_t total, const char *name);
/* Takes the line away, so that something else can be printed. */
void oct_progress_clear(oct_progress *progress);

#endif
