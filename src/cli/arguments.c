/* cli/arguments - see arguments.h. */
#include "cli/arguments.h"

#include <stdlib.h>

typedef struct words {
    oct_cli *cli;
    const oct_command *command;
    int next, count;
    char **list;
} words;

static const char *next_word(words *w) {
    return w->next < w->count ? w->list[w->next++] : NULL;
}

/* ---- Finding an option -------------------------------------------------------------------- */

/* The command that takes options of that scope, as people type it. */
static const char *owner_of(oct_cli *cli, oct_option_scope scope) {
    for (size_t i = 0; i < oct_command_count; i++)
        if (oct_commands[i].scopes & scope)
            return oct_arena_printf(&cli->arena, "it belongs to 'octavo%s%s'",
                                    *oct_commands[i].name ? " " : "", oct_commands[i].name);
    return NULL;
}

static oct_status unknown(oct_cli *cli, const oct_command *command, const char *name) {
    oct_option_scope scope;
    if (oct_option_in(~0u, name, '\0', &scope))
        return oct_cli_usage(cli, owner_of(cli, scope), "--%s is not an option of 'octavo%s%s'",
                             name, *command->name ? " " : "", command->name);
    const char *nearest = oct_option_nearest(command->scopes, name);
    const char *hint = nearest ? oct_arena_printf(&cli->arena, "did you mean --%s?", nearest)
                               : "'octavo --help' lists them";
    return oct_cli_usage(cli, hint, "there is no option --%s", name);
}

/* The flag that --no-NAME turns off. */
static const oct_option *negated(const oct_command *command, const char *name,
                                 oct_option_scope *scope) {
    if (strncmp(name, "no-", 3) != 0)
        return NULL;
    const oct_option *option = oct_option_in(command->scopes, name + 3, '\0', scope);
    return option && option->type == OCT_OPTION_FLAG ? option : NULL;
}

/* ---- Setting it --------------------------------------------------------------------------- */

static oct_status refused(oct_cli *cli, const oct_option *option, const char *value,
                          const char *why) {
    if (!value)
        return oct_cli_usage(cli, NULL, "--%s needs a value", option->name);
    return oct_cli_usage(cli, why, "--%s cannot be \"%s\"", option->name, value);
}

/* Options of jobs are kept for the job, which is made later. That the value is right is tried now,
 * when it is known which file it comes from. */
static oct_status keep(oct_cli *cli, const oct_option *option, const char *value) {
    const char *why = NULL;
    void *trial = oct_arena_zalloc(&cli->arena, option->offset + sizeof(oct_string_list));
    oct_status status =
        trial ? oct_option_set(option, trial, value, &cli->arena, &why) : OCT_NO_MEMORY;
    if (status == OCT_USAGE)
        return refused(cli, option, value, why);
    oct_setting *setting = OCT_ARENA_NEW(&cli->arena, oct_setting);
    if (!setting || status != OCT_OK)
        return oct_cli_out_of_memory(cli);
    *setting = (oct_setting){.name = option->name, .value = value};
    if (cli->last_setting)
        cli->last_setting->next = setting;
    else
        cli->settings = setting;
    cli->last_setting = setting;
    return OCT_OK;
}

static oct_status set(oct_cli *cli, oct_option_scope scope, const oct_option *option,
                      const char *value) {
    if (!value && option->type != OCT_OPTION_FLAG)
        return refused(cli, option, NULL, NULL);
    if (!(scope & OCT_OPTIONS_OWN))
        return keep(cli, option, value);
    const char *why = NULL;
    oct_status status = oct_option_set(option, &cli->own, value, &cli->arena, &why);
    if (status == OCT_NO_MEMORY)
        return oct_cli_out_of_memory(cli);
    return status == OCT_OK ? OCT_OK : refused(cli, option, value, why);
}

oct_status oct_arguments_set(oct_cli *cli, const oct_command *command, const char *name,
                             const char *value) {
    oct_option_scope scope;
    const oct_option *option = oct_option_in(command->scopes, name, '\0', &scope);
    return option ? set(cli, scope, option, value) : unknown(cli, command, name);
}

/* ---- The words ---------------------------------------------------------------------------- */

/* --name, --name=value, --name value, --no-name. */
static oct_status long_option(words *w, const char *word) {
    const char *equals = strchr(word, '=');
    oct_slice text = oct_slice_make(word, equals ? (size_t)(equals - word) : strlen(word));
    const char *name = oct_arena_string(&w->cli->arena, text);
    if (!name)
        return oct_cli_out_of_memory(w->cli);
    const char *value = equals ? equals + 1 : NULL;
    oct_option_scope scope;
    const oct_option *option = oct_option_in(w->command->scopes, name, '\0', &scope);
    if (!option && !value) {
        option = negated(w->command, name, &scope);
        value = option ? "false" : NULL;
    }
    if (!option)
        return unknown(w->cli, w->command, name);
    if (!value && option->type != OCT_OPTION_FLAG)
        value = next_word(w);
    return set(w->cli, scope, option, value);
}

/* -f F, -fF, and flags in a group: -sN. */
static oct_status short_options(words *w, const char *letters) {
    oct_status status = OCT_OK;
    for (; *letters && status == OCT_OK; letters++) {
        oct_option_scope scope;
        const oct_option *option = oct_option_in(w->command->scopes, NULL, *letters, &scope);
        if (!option && (option = oct_option_in(~0u, NULL, *letters, &scope)))
            return unknown(w->cli, w->command, option->name);
        if (!option)
            return oct_cli_usage(w->cli, "'octavo --help' lists them", "there is no option -%c",
                                 *letters);
        if (option->type != OCT_OPTION_FLAG)
            return set(w->cli, scope, option, letters[1] ? letters + 1 : next_word(w));
        status = set(w->cli, scope, option, NULL);
    }
    return status;
}

static oct_status operand(words *w, const char *word) {
    static const oct_option operands = {.type = OCT_OPTION_LIST, .offset = 0};
    const char *why;
    return oct_option_set(&operands, &w->cli->operands, word, &w->cli->arena, &why) == OCT_OK
               ? OCT_OK
               : oct_cli_out_of_memory(w->cli);
}

oct_status oct_arguments_read(oct_cli *cli, const oct_command *command, int first, int argc,
                              char **argv) {
    words w = {cli, command, first, argc, argv};
    bool options_first = getenv("POSIXLY_CORRECT") != NULL;
    bool options_ended = command->words;
    oct_status status = OCT_OK;
    for (const char *word; status == OCT_OK && (word = next_word(&w));) {
        if (options_ended || word[0] != '-' || word[1] == '\0') {
            status = operand(&w, word);
            options_ended |= options_first;
        } else if (word[1] != '-') {
            status = short_options(&w, word + 1);
        } else if (word[2] == '\0') {
            options_ended = true;
        } else {
            status = long_option(&w, word + 2);
        }
    }
    if (status == OCT_OK && command->alone && cli->operands.count)
        return oct_cli_usage(cli, NULL, "'octavo %s' takes no \"%s\"", command->name,
                             cli->operands.items[0]);
    return status;
}
