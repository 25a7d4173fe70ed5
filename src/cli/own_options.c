/* cli/own_options - see own_options.h. */
#include "cli/own_options.h"

#define FIELD(name) offsetof(oct_own_options, name)

static const char *const colors[] = {"auto", "always", "never", NULL};

static const oct_option general[] = {
    {.name = "help",
     .letter = 'h',
     .type = OCT_OPTION_FLAG,
     .offset = FIELD(help),
     .help = "Prints help, with a command before it the help of that command."},
    {.name = "version",
     .letter = 'v',
     .type = OCT_OPTION_FLAG,
     .offset = FIELD(version),
     .help = "Prints the version."},
    {.name = "list-input-formats",
     .type = OCT_OPTION_FLAG,
     .offset = FIELD(list_input_formats),
     .help = "Prints the names of the formats that can be read, one a line."},
    {.name = "list-output-formats",
     .type = OCT_OPTION_FLAG,
     .offset = FIELD(list_output_formats),
     .help = "Prints the names of the formats that can be written, one a line."},
    {.name = "quiet",
     .letter = 'q',
     .type = OCT_OPTION_FLAG,
     .offset = FIELD(quiet),
     .help = "Shows errors only: no warnings, no progress, no summary."},
    {.name = "verbose",
     .type = OCT_OPTION_FLAG,
     .offset = FIELD(verbose),
     .help = "Shows notes too, and says what was written."},
    {.name = "color",
     .type = OCT_OPTION_CHOICE,
     .offset = FIELD(color),
     .preset = "auto",
     .choices = colors,
     .metavar = "WHEN",
     .help = "Whether messages have colours; auto means on a terminal, unless NO_COLOR is set."},
    {.name = "defaults",
     .letter = 'd',
     .type = OCT_OPTION_LIST,
     .offset = FIELD(defaults),
     .metavar = "FILE",
     .help = "Takes options from a YAML file whose keys are their names. What the command line "
             "says goes before it."},
    {.name = "no-defaults",
     .type = OCT_OPTION_FLAG,
     .offset = FIELD(no_defaults),
     .help = "Leaves the personal defaults file unread."},
    {.name = NULL},
};

static const oct_option convert[] = {
    {.name = "output",
     .letter = 'o',
     .type = OCT_OPTION_TEXT,
     .offset = FIELD(output),
     .metavar = "FILE",
     .help = "Writes to FILE, which is replaced as a whole or not at all. Without it, or with -: "
             "to standard output."},
    {.name = NULL},
};

enum { MOST_JOBS = 256 };

static const oct_option batch[] = {
    {.name = "out-dir",
     .type = OCT_OPTION_TEXT,
     .offset = FIELD(out_dir),
     .metavar = "FOLDER",
     .help = "The folder of the outputs, made when it is missing."},
    {.name = "jobs",
     .letter = 'j',
     .type = OCT_OPTION_INT,
     .offset = FIELD(jobs),
     .preset = "0",
     .minimum = 0,
     .maximum = MOST_JOBS,
     .metavar = "NUMBER",
     .help = "How many conversions run at a time; 0 means one for each processor."},
    {.name = NULL},
};

static const oct_option_group own_groups[] = {
    {.rows = general, .scope = OCT_OPTIONS_GENERAL},
    {.rows = convert, .scope = OCT_OPTIONS_CONVERT},
    {.rows = batch, .scope = OCT_OPTIONS_BATCH},
    {.rows = oct_job_option_table, .scope = OCT_OPTIONS_JOB},
};
enum { OWN_GROUPS = sizeof own_groups / sizeof *own_groups };

bool oct_own_options_preset(oct_own_options *options, oct_arena *arena) {
    *options = (oct_own_options){0};
    return oct_options_preset(general, options, arena) &&
           oct_options_preset(convert, options, arena) && oct_options_preset(batch, options, arena);
}

/* Formats may share a table: it is a group once, at the first of them. */
static bool shown_before(const oct_option *rows, size_t format) {
    for (size_t i = 0; i < format; i++)
        if (oct_formats[i]->reader_options == rows || oct_formats[i]->writer_options == rows)
            return true;
    return false;
}

bool oct_option_group_at(size_t index, oct_option_group *group) {
    if (index < OWN_GROUPS) {
        *group = own_groups[index];
        return true;
    }
    size_t number = (index - OWN_GROUPS) / 2;
    bool writing = (index - OWN_GROUPS) % 2 == 1;
    if (number >= oct_format_count)
        return false;
    const oct_format *format = oct_formats[number];
    const oct_option *rows = writing ? format->writer_options : format->reader_options;
    bool again = writing && rows == format->reader_options;
    *group = (oct_option_group){.rows = again || shown_before(rows, number) ? NULL : rows,
                                .scope = OCT_OPTIONS_FORMAT};
    for (size_t i = 0; group->rows && i < oct_format_count; i++) {
        group->reading |= oct_formats[i]->reader_options == rows;
        group->writing |= oct_formats[i]->writer_options == rows;
    }
    return true;
}

bool oct_option_group_has(const oct_option_group *group, const oct_format *format) {
    return group->rows &&
           (format->reader_options == group->rows || format->writer_options == group->rows);
}

bool oct_option_is_limit(const oct_option *option) {
    return strncmp(option->name, "max-", 4) == 0;
}

const oct_option *oct_option_in(unsigned scopes, const char *name, char letter,
                                oct_option_scope *scope) {
    oct_option_group group;
    for (size_t i = 0; oct_option_group_at(i, &group); i++) {
        if (!(group.scope & scopes))
            continue;
        *scope = group.scope;
        for (const oct_option *row = group.rows; row && row->name; row++)
            if (name ? strcmp(row->name, name) == 0 : row->letter && row->letter == letter)
                return row;
    }
    return NULL;
}

enum { MOST_NAMES = 512 };

const char *oct_option_nearest(unsigned scopes, const char *name) {
    const char *names[MOST_NAMES];
    size_t count = 0;
    oct_option_group group;
    for (size_t i = 0; oct_option_group_at(i, &group); i++)
        for (const oct_option *row = group.rows; row && row->name && count < MOST_NAMES; row++)
            if (group.scope & scopes)
                names[count++] = row->name;
    return oct_nearest_name(name, names, count);
}
