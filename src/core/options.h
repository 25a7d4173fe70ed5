/* core/options - typed option tables. One table drives the command line, defaults, validation,
 * help, manual and completion. Knows base and the context. */
#ifndef OCT_CORE_OPTIONS_H
#define OCT_CORE_OPTIONS_H

#include "core/context.h"

typedef enum oct_option_type {
    OCT_OPTION_FLAG,   /* bool; "true", "false" */
    OCT_OPTION_INT,    /* int64_t, from minimum to maximum */
    OCT_OPTION_SIZE,   /* int64_t with K, M or G (powers of 1024) behind it, same range */
    OCT_OPTION_CHOICE, /* int: the index into choices */
    OCT_OPTION_TEXT,   /* const char *; NULL when not set */
    OCT_OPTION_LIST    /* oct_string_list: repeatable, adds up */
} oct_option_type;

typedef struct oct_string_list {
    const char **items;
    size_t count;
} oct_string_list;

/* One row of a table; a table ends with a row whose name is NULL. */
typedef struct oct_option {
    const char *name; /* without the dashes */
    char letter;      /* its short form; '\0' when it has none */
    oct_option_type type;
    size_t offset;              /* of the field in the options struct */
    const char *preset;         /* the default, read by the same parser; NULL: zero, unset */
    int64_t minimum, maximum;   /* of an int or a size; both 0: any */
    const char *const *choices; /* NULL-terminated */
    const char *metavar;        /* "FILE", "NUMBER", … */
    const char *help;           /* one or two sentences, without the default and the range */
} oct_option;

/* The row of that name; NULL when there is none or the table is NULL. */
const oct_option *oct_option_find(const oct_option *table, const char *name);
/* Fills a zeroed options struct with the presets. False when memory is out. */
bool oct_options_preset(const oct_option *table, void *options, oct_arena *arena);
/* Sets one field. value NULL means "true" for a flag. On OCT_USAGE *why is a sentence in the arena
 * that says what is allowed. */
oct_status oct_option_set(const oct_option *option, void *options, const char *value,
                          oct_arena *arena, const char **why);
/* A number as the range of its option is told: for a size, 1024 is 1K. */
enum { OCT_NUMBER_SIZE = 32 };
void oct_option_number(const oct_option *option, int64_t value, char text[OCT_NUMBER_SIZE]);
/* The known name nearest to a mistyped one, when it is near enough to suggest; else NULL. */
const char *oct_nearest_name(const char *name, const char *const *known, size_t count);

#endif
