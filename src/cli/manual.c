/* cli/manual - octavo(1) in mdoc(7), made from the same tables as the help. */
#include "cli/commands.h"
#include "cli/layout.h"
#include "cli/reference.h"

#include <stdio.h>

/* Of the last change to the manual's own words: outputs carry no clock. */
#define MANUAL_DATE "November 22, 2026"

/* ---- Escaping ----------------------------------------------------------------------------- */

enum { LINE_WIDTH = 80 }; /* bytes, as mandoc -Tlint wants */

static void word_of_text(oct_buffer *out, oct_slice word) {
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        bool option = c == '-' && ((i + 1 < word.len && word.ptr[i + 1] == '-') ||
                                   (i > 0 && word.ptr[i - 1] == '-'));
        if (c == '\\')
            oct_buffer_string(out, "\\e");
        else if (option)
            oct_buffer_string(out, "\\-");
        else
            oct_buffer_byte(out, c);
    }
}

/* Running text. A sentence begins a new line, as mdoc wants. */
static void text(oct_buffer *out, const char *words) {
    oct_slice rest = oct_slice_of(words), word;
    size_t line = out->len;
    bool sentence_ended = false;
    for (bool first = true; oct_slice_next_word(&rest, &word); first = false) {
        bool upper = word.ptr[0] >= 'A' && word.ptr[0] <= 'Z';
        bool full = out->len - line + 1 + word.len > LINE_WIDTH - 2; /* room for escapes */
        bool new_line = !first && (full || (sentence_ended && upper));
        if (!first)
            oct_buffer_byte(out, new_line ? '\n' : ' ');
        if (new_line)
            line = out->len;
        if ((first || new_line) && (word.ptr[0] == '.' || word.ptr[0] == '\''))
            oct_buffer_string(out, "\\&");
        word_of_text(out, word);
        sentence_ended = word.ptr[word.len - 1] == '.';
    }
    oct_buffer_byte(out, '\n');
}

/* One argument of a macro. */
static void argument(oct_buffer *out, const char *word) {
    oct_buffer_string(out, " \"");
    for (; *word; word++) {
        if (*word == '\\')
            oct_buffer_string(out, "\\e");
        else if (*word == '"')
            oct_buffer_string(out, "\\(dq");
        else if (*word == '-')
            oct_buffer_string(out, "\\-");
        else
            oct_buffer_byte(out, *word);
    }
    oct_buffer_byte(out, '"');
}

static void section(oct_buffer *out, const char *title) {
    oct_buffer_printf(out, ".Sh %s\n", title);
}

static void subsection(oct_buffer *out, const char *title) {
    oct_buffer_printf(out, ".Ss %s\n", title);
}

static void open_list(oct_buffer *out) {
    oct_buffer_string(out, ".Bl -tag -width Ds\n");
}

static void close_list(oct_buffer *out) {
    oct_buffer_string(out, ".El\n");
}

static void item(oct_buffer *out, const char *macro, const char *name, const char *words) {
    oct_buffer_printf(out, ".It %s", macro);
    argument(out, name);
    oct_buffer_byte(out, '\n');
    text(out, words);
}

static void facts(oct_buffer *out, const char *title, const char *macro, const oct_fact *list) {
    section(out, title);
    open_list(out);
    for (; list->name; list++)
        item(out, macro, list->name, list->text);
    close_list(out);
}

/* ---- Options ------------------------------------------------------------------------------ */

static void option(oct_buffer *out, const oct_option *row) {
    oct_buffer_string(out, ".It");
    if (row->letter)
        oct_buffer_printf(out, " Fl %c ,", row->letter);
    oct_buffer_printf(out, " Fl -%s", row->name);
    if (row->type != OCT_OPTION_FLAG)
        oct_buffer_printf(out, " Ns = Ns Ar %s", row->metavar ? row->metavar : "VALUE");
    oct_buffer_byte(out, '\n');
    oct_buffer help;
    oct_buffer_init(&help, out->allocator);
    oct_layout_option_help(&help, row);
    oct_buffer_byte(&help, '\0');
    if (help.failed)
        out->failed = true;
    else
        text(out, help.ptr);
    oct_buffer_free(&help);
}

static void options(oct_buffer *out, const char *title, unsigned scopes, bool limits) {
    subsection(out, title);
    open_list(out);
    oct_option_group group;
    for (size_t i = 0; oct_option_group_at(i, &group); i++)
        for (const oct_option *row = group.rows; row && row->name; row++)
            if ((group.scope & scopes) && oct_option_is_limit(row) == limits)
                option(out, row);
    close_list(out);
}

static void format_options(oct_buffer *out, const oct_option_group *group) {
    oct_buffer_printf(out, ".Ss Options for %s",
                      !group->writing   ? "reading"
                      : !group->reading ? "writing"
                                        : "reading and writing");
    for (size_t i = 0, shown = 0; i < oct_format_count; i++)
        if (oct_option_group_has(group, oct_formats[i]))
            oct_buffer_printf(out, "%s%s", shown++ ? ", " : " ", oct_formats[i]->name);
    oct_buffer_byte(out, '\n');
    open_list(out);
    for (const oct_option *row = group->rows; row->name; row++)
        option(out, row);
    close_list(out);
}

/* ---- Sections ----------------------------------------------------------------------------- */

static void head(oct_buffer *out) {
    oct_buffer_string(out, ".\\\" Made by 'octavo man' from the tables of the program.\n"
                           ".Dd " MANUAL_DATE "\n.Dt OCTAVO 1\n.Os\n"
                           ".Sh NAME\n.Nm octavo\n.Nd convert documents\n"
                           ".Sh SYNOPSIS\n");
    for (size_t i = 0; i < oct_command_count; i++) {
        const oct_command *command = &oct_commands[i];
        oct_buffer_string(out, ".Nm octavo\n");
        if (*command->name)
            oct_buffer_printf(out, ".Cm %s\n", command->name);
        if (*command->synopsis)
            text(out, command->synopsis);
    }
}

static void description(oct_buffer *out) {
    section(out, "DESCRIPTION");
    text(out, "Octavo converts documents from one format to another. The format of an input is "
              "the one that --from says, else that of the file's extension, else the one that its "
              "content looks like. The format of the output is the one that --to says, else that "
              "of the file's extension, else html.");
    oct_buffer_string(out, ".Pp\n");
    text(out, oct_commands[0].help);
    text(out, "An output file is replaced as a whole when all is well, and else left as it was. "
              "The same inputs and options give the same bytes on every machine.");
    oct_buffer_string(out, ".Pp\n");
    text(out, "Nothing is fetched from a network. Images and other files that a document names "
              "come only from beneath its own folder, the working directory when the document "
              "lies in it, and the folders of --resource-path.");
    oct_buffer_string(out, ".Pp\nThe commands are:\n");
    open_list(out);
    for (size_t i = 1; i < oct_command_count; i++)
        item(out, "Cm", oct_commands[i].name, oct_commands[i].help);
    close_list(out);
}

static void all_options(oct_buffer *out) {
    section(out, "OPTIONS");
    text(out, "Options may stand anywhere on the command line; -- ends them. A flag is turned off "
              "by --no-NAME or --NAME=false. Of options given twice the last one counts, but for "
              "those that may be given several times.");
    options(out, "Every command", OCT_OPTIONS_GENERAL, false);
    options(out, "The conversion of one document", OCT_OPTIONS_CONVERT, false);
    options(out, "octavo batch", OCT_OPTIONS_BATCH, false);
    options(out, "Every conversion", OCT_OPTIONS_JOB, false);
    options(out, "Limits", OCT_OPTIONS_JOB, true);
    oct_option_group group;
    for (size_t i = 0; oct_option_group_at(i, &group); i++)
        if (group.scope == OCT_OPTIONS_FORMAT && group.rows)
            format_options(out, &group);
}

/* The formats that have extensions all have the same table. */
static const oct_syntax *syntax_table(void) {
    for (size_t i = 0; i < oct_format_count; i++)
        if (oct_formats[i]->syntax)
            return oct_formats[i]->syntax;
    return NULL;
}

/* "on in markdown, gfm" */
static void dialects(oct_buffer *out, const oct_syntax *row) {
    size_t shown = 0;
    for (size_t i = 0; i < oct_format_count; i++)
        if (oct_formats[i]->syntax && oct_formats[i]->dialect & row->dialects)
            oct_buffer_printf(out, "%s%s", shown++ ? ", " : "On in ", oct_formats[i]->name);
    oct_buffer_string(out, shown ? ".\n" : "Off unless switched on.\n");
}

static void extensions(oct_buffer *out) {
    section(out, "EXTENSIONS");
    text(out, "Markdown has extensions. Behind the name of the format, +NAME switches one on and "
              "-NAME off, as in markdown+smart-footnotes.");
    open_list(out);
    for (const oct_syntax *row = syntax_table(); row && row->name; row++) {
        item(out, "Cm", row->name, row->help);
        dialects(out, row);
    }
    close_list(out);
}

static void formats(oct_buffer *out) {
    section(out, "FORMATS");
    open_list(out);
    for (size_t i = 0; i < oct_format_count; i++) {
        const oct_format *format = oct_formats[i];
        oct_buffer_printf(out, ".It Cm %s\n", format->name);
        oct_buffer_printf(out, "%s.\nCan be %s%s%s.\n", format->title, format->read ? "read" : "",
                          format->read && format->write ? " and " : "",
                          format->write ? "written" : "");
        if (format->extensions) {
            oct_buffer_string(out, "File extensions: ");
            oct_layout_names(out, format->extensions, ".");
            oct_buffer_string(out, ".\n");
        }
        if (format->largest_input)
            oct_buffer_printf(out, "Largest input: %zuM.\n", format->largest_input >> 20);
    }
    close_list(out);
}

static void diagnostics(oct_buffer *out) {
    static const char *const severities[] = {"Note", "Warning", "Error"};
    section(out, "DIAGNOSTICS");
    text(out, "A message on standard error has the place, the severity, a sentence, and a code:");
    oct_buffer_string(out, ".Bd -literal -offset indent\n"
                           "book.md:12:7: warning: image \"a.png\" not found [missing-image]\n"
                           ".Ed\n.Pp\nThe codes are:\n");
    open_list(out);
    for (size_t i = 0; i < OCT_D_COUNT; i++) {
        char meaning[512];
        snprintf(meaning, sizeof meaning, "%s: %s.", severities[oct_diagnostics[i].severity],
                 oct_diagnostics[i].meaning);
        item(out, "Li", oct_diagnostics[i].code, meaning);
    }
    close_list(out);
}

static void write_manual(oct_buffer *out) {
    head(out);
    description(out);
    all_options(out);
    formats(out);
    extensions(out);
    facts(out, "ENVIRONMENT", "Ev", oct_environment);
    facts(out, "FILES", "Pa", oct_files);
    facts(out, "EXIT STATUS", "Li", oct_exit_codes);
    facts(out, "EXAMPLES", "Li", oct_examples);
    diagnostics(out);
    section(out, "SEE ALSO");
    oct_buffer_string(out, ".Xr pandoc 1\n");
}

int oct_run_manual(oct_cli *cli) {
    oct_buffer out;
    oct_buffer_init(&out, oct_context_allocator(cli->context));
    write_manual(&out);
    return (int)oct_cli_print(cli, &out);
}
