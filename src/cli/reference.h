/* cli/reference - facts about the command that help and manual both tell. */
#ifndef OCT_CLI_REFERENCE_H
#define OCT_CLI_REFERENCE_H

#include <stddef.h>

typedef struct oct_fact {
    const char *name, *text; /* a list ends with a name of NULL */
} oct_fact;

extern const oct_fact oct_exit_codes[];
extern const oct_fact oct_environment[];
extern const oct_fact oct_files[];
extern const oct_fact oct_examples[]; /* a command, and what it does */

#endif
