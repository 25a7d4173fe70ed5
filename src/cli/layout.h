/* cli/layout - text in lines of 79 columns, and options as the help shows them. */
#ifndef OCT_CLI_LAYOUT_H
#define OCT_CLI_LAYOUT_H

#include "cli/own_options.h"

/* A paragraph, every line indented. The text is ASCII. */
void oct_layout_text(oct_buffer *out, size_t indent, const char *text);
/* A name and what it means, in two columns; the second begins at column `start`. */
void oct_layout_entry(oct_buffer *out, const char *name, size_t start, const char *text);

/* "-t, --to=FORMAT" */
void oct_layout_option_name(oct_buffer *out, const oct_option *option);
/* The help, and behind it choices, range and default. */
void oct_layout_option_help(oct_buffer *out, const oct_option *option);
/* Both, as an entry. */
void oct_layout_option(oct_buffer *out, const oct_option *option);

/* The names of a NULL-terminated list, or nothing; each with `before` in front of it. */
void oct_layout_names(oct_buffer *out, const char *const *names, const char *before);

#endif
