/* cli/help - the help, made from the tables of options, formats, commands and diagnostics. */
#ifndef OCT_CLI_HELP_H
#define OCT_CLI_HELP_H

#include "cli/commands.h"

/* A few lines, for who types just "octavo". */
void oct_help_short(oct_buffer *out);
/* Everything but the options of formats. */
void oct_help_all(oct_buffer *out);
void oct_help_command(oct_buffer *out, const oct_command *command);
/* What 'octavo help' can be asked about beside commands, formats and options; NULL-terminated. */
extern const char *const oct_help_topics[];

/* The table of formats. */
void oct_list_formats(oct_buffer *out);
/* The kinds of nodes, and which writer shows which: a table in Markdown. */
void oct_list_kinds(oct_buffer *out);
/* The names of those that can be written, or read, one a line. */
void oct_list_format_names(oct_buffer *out, bool writing);

#endif
