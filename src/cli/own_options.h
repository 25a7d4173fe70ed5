/* cli/own_options - the options of the command itself, and a view of all option tables together:
 * its own, those of every conversion, and those of the formats. */
#ifndef OCT_CLI_OWN_OPTIONS_H
#define OCT_CLI_OWN_OPTIONS_H

#include "core/format.h"

typedef struct oct_own_options {
    bool help, version, list_input_formats, list_output_formats;
    int color; /* oct_color */
    bool quiet, verbose;
    oct_string_list defaults; /* files */
    bool no_defaults;
    const char *output;  /* of one conversion; NULL: standard output */
    const char *out_dir; /* of a batch */
    int64_t jobs;        /* worker processes; 0: one for each processor */
} oct_own_options;

/* False when memory is out. */
bool oct_own_options_preset(oct_own_options *options, oct_arena *arena);

/* Where an option belongs, as bits: a command says which it takes. */
typedef enum oct_option_scope {
    OCT_OPTIONS_GENERAL = 1 << 0, /* every command */
    OCT_OPTIONS_CONVERT = 1 << 1, /* the conversion of one document */
    OCT_OPTIONS_BATCH = 1 << 2,
    OCT_OPTIONS_JOB = 1 << 3,    /* every conversion, alone or in a batch */
    OCT_OPTIONS_FORMAT = 1 << 4, /* conversions from or to a format */
    OCT_OPTIONS_OWN = OCT_OPTIONS_GENERAL | OCT_OPTIONS_CONVERT | OCT_OPTIONS_BATCH
} oct_option_scope;

typedef struct oct_option_group {
    const oct_option *rows;
    oct_option_scope scope;
    bool reading, writing; /* with OCT_OPTIONS_FORMAT: whose options these are */
} oct_option_group;

/* The groups in the order of all lists, each table once; false past the last one. A group may have
 * no rows (NULL). */
bool oct_option_group_at(size_t index, oct_option_group *group);
/* Whether the group is a table of this format. */
bool oct_option_group_has(const oct_option_group *group, const oct_format *format);
/* Whether the option sets a limit: lists have those apart. */
bool oct_option_is_limit(const oct_option *option);

/* The option of that name, or of that letter when name is NULL, in the groups of these scopes. */
const oct_option *oct_option_in(unsigned scopes, const char *name, char letter,
                                oct_option_scope *scope);
/* The known name of these scopes nearest to a mistyped one; NULL when none is near. */
const char *oct_option_nearest(unsigned scopes, const char *name);

#endif
