/* cli/plan - what a batch is to do, worked out before anything is done: every input into every
 * format, and the name of each output. */
#ifndef OCT_CLI_PLAN_H
#define OCT_CLI_PLAN_H

#include "cli/cli.h"

typedef struct oct_conversion {
    const char *input;
    const oct_format *to;
    const char *output;
} oct_conversion;

typedef struct oct_plan {
    oct_conversion *list; /* in the order of the inputs, and of the formats for each */
    size_t count;
} oct_plan;

/* Refuses, with a message, what cannot go well: no inputs, an unknown format, two outputs of one
 * name, an output that is an input. Makes the output folder. Lives in cli's arena. */
oct_status oct_plan_make(oct_cli *cli, oct_plan *plan) OCT_CHECKED;

#endif
