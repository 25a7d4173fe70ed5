/* cli/help - see help.h. */
#include "cli/help.h"

#include "cli/layout.h"
#include "cli/reference.h"

#include <stdio.h>

enum { COMMAND_START = 14, CODE_START = 24 };

/* ---- Parts -------------------------------------------------------------------------------- */

static void usage(oct_buffer *out, const oct_command *command, bool first) {
    oct_buffer_printf(out, "%s octavo%s%s%s%s\n", first ? "Usage:" : "      ",
                      *command->name ? " " : "", command->name, *command->synopsis ? " " : "",
                      command->synopsis);
}

/* A title, with a blank line before it unless it is the first thing. */
static void title_of(oct_buffer *out, const char *title) {
    oct_buffer_printf(out, "%s%s:\n", out->len ? "\n" : "", title);
}

static void facts(oct_buffer *out, const char *title, const oct_fact *list, size_t start) {
    title_of(out, title);
    for (; list->name; list++)
        oct_layout_entry(out, list->name, start, list->text);
}

/* The rows of some scopes: limits, or all that are none. */
static void options(oct_buffer *out, const char *title, unsigned scopes, bool limits) {
    oct_option_group group;
    title_of(out, title);
    for (size_t i = 0; oct_option_group_at(i, &group); i++)
        for (const oct_option *row = group.rows; row && row->name; row++)
            if ((group.scope & scopes) && oct_option_is_limit(row) == limits)
                oct_layout_option(out, row);
}

static void format_options(oct_buffer *out, const oct_option_group *group) {
    const char *what = !group->writing   ? "reading"
                       : !group->reading ? "writing"
                                         : "reading and writing";
    oct_buffer_printf(out, "\nOptions for %s", what);
    for (size_t i = 0, shown = 0; i < oct_format_count; i++)
        if (oct_option_group_has(group, oct_formats[i]))
            oct_buffer_printf(out, "%s%s", shown++ ? ", " : " ", oct_formats[i]->name);
    oct_buffer_string(out, ":\n");
    for (const oct_option *row = group->rows; row->name; row++)
        oct_layout_option(out, row);
}

static void commands(oct_buffer *out) {
    title_of(out, "Commands");
    for (size_t i = 0; i < oct_command_count; i++)
        if (*oct_commands[i].name)
            oct_layout_entry(out, oct_commands[i].name, COMMAND_START, oct_commands[i].help);
}

/* ---- Pages -------------------------------------------------------------------------------- */

void oct_help_short(oct_buffer *out) {
    usage(out, &oct_commands[0], true);
    for (size_t i = 1; i < oct_command_count; i++)
        usage(out, &oct_commands[i], false);
    oct_buffer_string(out, "\nFor example: octavo book.md -o book.epub\n"
                           "'octavo --help' shows more, 'octavo formats' the formats.\n");
}

void oct_help_all(oct_buffer *out) {
    usage(out, &oct_commands[0], true);
    oct_buffer_string(out, "       octavo COMMAND ...\n\n");
    oct_layout_text(out, 0, oct_commands[0].help);
    commands(out);
    options(out, "Options of a conversion", OCT_OPTIONS_CONVERT | OCT_OPTIONS_JOB, false);
    options(out, "Limits", OCT_OPTIONS_JOB, true);
    options(out, "Options of every command", OCT_OPTIONS_GENERAL, false);
    facts(out, "Exit codes", oct_exit_codes, 6);
    facts(out, "Examples", oct_examples, 6);
    oct_buffer_string(out, "\n'octavo formats' lists the formats, 'octavo help FORMAT' the options "
                           "of one.\n");
}

void oct_help_command(oct_buffer *out, const oct_command *command) {
    usage(out, command, true);
    oct_buffer_byte(out, '\n');
    oct_layout_text(out, 0, command->help);
    unsigned own = command->scopes & OCT_OPTIONS_OWN & ~(unsigned)OCT_OPTIONS_GENERAL;
    if (own)
        options(out, "Options", own, false);
    options(out, "Options of every command", OCT_OPTIONS_GENERAL, false);
    if (command->scopes & OCT_OPTIONS_JOB)
        oct_buffer_string(out, "\nand those of a conversion: see 'octavo --help'.\n");
}

/* The syntax that may stand behind the name, what it has by itself before the rest. */
static void syntax(oct_buffer *out, const oct_format *format) {
    uint64_t own = oct_format_own_syntax(format);
    if (!format->syntax)
        return;
    title_of(out, "Extensions");
    oct_layout_text(
        out, 2,
        "Behind the name of the format, +NAME switches one on and -NAME off; those that "
        "are on by themselves have a + here.");
    for (size_t i = 0; format->syntax[i].name; i++) {
        char name[64];
        snprintf(name, sizeof name, "%c%s", own >> i & 1 ? '+' : '-', format->syntax[i].name);
        oct_layout_entry(out, name, CODE_START, format->syntax[i].help);
    }
}

static void format_page(oct_buffer *out, const oct_format *format) {
    oct_buffer_printf(out, "%s: %s\n\n", format->name, format->title);
    oct_buffer_printf(out, "It can be %s%s%s.\n", format->read ? "read" : "",
                      format->read && format->write ? " and " : "", format->write ? "written" : "");
    if (format->extensions) {
        oct_buffer_string(out, "File extensions: ");
        oct_layout_names(out, format->extensions, ".");
        oct_buffer_byte(out, '\n');
    }
    if (format->media_types) {
        oct_buffer_string(out, "Media types: ");
        oct_layout_names(out, format->media_types, "");
        oct_buffer_byte(out, '\n');
    }
    if (format->largest_input)
        oct_buffer_printf(out, "Largest input: %zuM, whatever --max-input-bytes allows\n",
                          format->largest_input >> 20);
    syntax(out, format);
    oct_option_group group;
    for (size_t i = 0; oct_option_group_at(i, &group); i++)
        if (group.scope == OCT_OPTIONS_FORMAT && oct_option_group_has(&group, format))
            format_options(out, &group);
}

static void options_page(oct_buffer *out) {
    options(out, "Options of every command", OCT_OPTIONS_GENERAL, false);
    options(out, "Options of the conversion of one document", OCT_OPTIONS_CONVERT, false);
    options(out, "Options of 'octavo batch'", OCT_OPTIONS_BATCH, false);
    options(out, "Options of every conversion", OCT_OPTIONS_JOB, false);
    options(out, "Limits", OCT_OPTIONS_JOB, true);
    oct_option_group group;
    for (size_t i = 0; oct_option_group_at(i, &group); i++)
        if (group.scope == OCT_OPTIONS_FORMAT && group.rows)
            format_options(out, &group);
}

static void diagnostics_page(oct_buffer *out) {
    static const char *const severities[] = {"Note", "Warning", "Error"};
    title_of(out, "Diagnostics");
    for (size_t i = 0; i < OCT_D_COUNT; i++) {
        char text[512];
        snprintf(text, sizeof text, "%s: %s.", severities[oct_diagnostics[i].severity],
                 oct_diagnostics[i].meaning);
        oct_layout_entry(out, oct_diagnostics[i].code, CODE_START, text);
    }
}

static void exit_codes_page(oct_buffer *out) {
    facts(out, "Exit codes", oct_exit_codes, 6);
}

static void environment_page(oct_buffer *out) {
    facts(out, "Environment", oct_environment, CODE_START);
    facts(out, "Files", oct_files, 6);
}

/* ---- Topics ------------------------------------------------------------------------------- */

const char *const oct_help_topics[] = {"options",     "diagnostics", "exit-codes",
                                       "environment", "kinds",       NULL};
static void (*const topic_pages[])(oct_buffer *) = {options_page, diagnostics_page, exit_codes_page,
                                                    environment_page, oct_list_kinds};

static bool topic_page(oct_buffer *out, const char *topic) {
    for (size_t i = 0; oct_help_topics[i]; i++) {
        if (strcmp(topic, oct_help_topics[i]) == 0) {
            topic_pages[i](out);
            return true;
        }
    }
    return false;
}

/* An option, with its dashes or without. */
static const oct_option *option_named(const char *topic) {
    oct_option_scope scope;
    if (topic[0] == '-' && topic[1] && topic[1] != '-' && !topic[2])
        return oct_option_in(~0u, NULL, topic[1], &scope);
    return oct_option_in(~0u, topic + (strncmp(topic, "--", 2) == 0 ? 2 : 0), '\0', &scope);
}

static bool page(oct_buffer *out, const char *topic) {
    const oct_format *format = oct_format_named(topic);
    const oct_command *command = *topic ? oct_command_named(topic) : NULL;
    const oct_option *option = option_named(topic);
    if (out->len && (format || command || option))
        oct_buffer_byte(out, '\n');
    if (format)
        format_page(out, format);
    else if (command)
        oct_help_command(out, command);
    else if (option)
        oct_layout_option(out, option);
    return format || command || option || topic_page(out, topic);
}

enum { MOST_NAMES = 512 };

static oct_status unknown_topic(oct_cli *cli, const char *topic) {
    const char *names[MOST_NAMES];
    size_t count = 0;
    for (size_t i = 0; i < oct_format_count && count < MOST_NAMES; i++)
        names[count++] = oct_formats[i]->name;
    for (size_t i = 1; i < oct_command_count && count < MOST_NAMES; i++)
        names[count++] = oct_commands[i].name;
    for (size_t i = 0; oct_help_topics[i] && count < MOST_NAMES; i++)
        names[count++] = oct_help_topics[i];
    const char *nearest = oct_nearest_name(topic, names, count);
    if (!nearest)
        nearest = oct_option_nearest(~0u, topic);
    const char *hint = nearest ? oct_arena_printf(&cli->arena, "did you mean %s?", nearest)
                               : "topics are formats, commands, options, and: options, "
                                 "diagnostics, exit-codes, environment, kinds";
    return oct_cli_usage(cli, hint, "there is no help on \"%s\"", topic);
}

int oct_run_help(oct_cli *cli) {
    oct_buffer out;
    oct_buffer_init(&out, oct_context_allocator(cli->context));
    if (cli->operands.count == 0)
        oct_help_all(&out);
    for (size_t i = 0; i < cli->operands.count; i++) {
        if (!page(&out, cli->operands.items[i])) {
            oct_buffer_free(&out);
            return (int)unknown_topic(cli, cli->operands.items[i]);
        }
    }
    return (int)oct_cli_print(cli, &out);
}
