/* cli/defaults - see defaults.h. */
#include "cli/defaults.h"

#include "cli/arguments.h"
#include "core/metadata_read.h"
#include "io/source.h"

#include <stdlib.h>
#include <unistd.h>

enum { MAX_DEFAULTS_BYTES = 1 << 20 };

typedef struct reading {
    oct_cli *cli;
    const oct_command *command;
    oct_document *document; /* whose metadata the file becomes */
    bool personal;
} reading;

/* ---- Values ------------------------------------------------------------------------------- */

static oct_status set(reading *r, const char *name, oct_slice value) {
    oct_cli *cli = r->cli;
    const char *text = oct_arena_string(&cli->arena, value);
    if (!text)
        return oct_cli_out_of_memory(cli);
    const oct_setting *before = cli->last_setting;
    oct_status status = oct_arguments_set(cli, r->command, name, text);
    if (cli->last_setting != before)
        cli->last_setting->may_not_fit = r->personal;
    return status;
}

static oct_slice text_of(reading *r, const oct_meta *value) {
    return oct_meta_text(value, &r->document->arena);
}

static bool is_single(const oct_meta *value) {
    return value->kind == OCT_META_STRING || value->kind == OCT_META_BOOLEAN;
}

/* metadata: {title: Alice} is --metadata=title=Alice. */
static oct_status set_members(reading *r, const char *name, const oct_meta *map) {
    oct_status status = OCT_OK;
    for (const oct_meta *member = map->first; member && status == OCT_OK; member = member->next) {
        oct_slice text = text_of(r, member);
        const char *pair = oct_arena_printf(&r->cli->arena, "%.*s=%.*s", OCT_SLICE_ARG(member->key),
                                            OCT_SLICE_ARG(text));
        if (!is_single(member))
            return oct_cli_usage(r->cli, NULL,
                                 "%s: the value of \"%.*s\" is no single word or number", name,
                                 OCT_SLICE_ARG(member->key));
        status = pair ? set(r, name, oct_slice_of(pair)) : oct_cli_out_of_memory(r->cli);
    }
    return status;
}

static oct_status set_elements(reading *r, const char *name, const oct_meta *list) {
    oct_status status = OCT_OK;
    for (const oct_meta *element = list->first; element && status == OCT_OK;
         element = element->next) {
        if (!is_single(element))
            return oct_cli_usage(r->cli, NULL, "%s: its elements must be words or numbers", name);
        status = set(r, name, text_of(r, element));
    }
    return status;
}

static oct_status set_option(reading *r, const oct_meta *member) {
    oct_option_scope scope;
    const char *name = oct_arena_string(&r->cli->arena, member->key);
    if (!name)
        return oct_cli_out_of_memory(r->cli);
    if (strcmp(name, "defaults") == 0 || strcmp(name, "no-defaults") == 0)
        return oct_cli_usage(r->cli, NULL, "a defaults file cannot set %s", name);
    const oct_option *option = oct_option_in(~0u, name, '\0', &scope);
    if (option && r->personal && !(scope & r->command->scopes))
        return OCT_OK;
    bool list = option && option->type == OCT_OPTION_LIST;
    if (list && member->kind == OCT_META_MAP)
        return set_members(r, name, member);
    if (list && member->kind == OCT_META_LIST)
        return set_elements(r, name, member);
    if (option && !is_single(member))
        return oct_cli_usage(r->cli, NULL, "%s takes one value", name);
    return set(r, name, text_of(r, member));
}

/* ---- Files -------------------------------------------------------------------------------- */

static oct_status read_text(reading *r, const char *path) {
    oct_cli *cli = r->cli;
    const oct_allocator *allocator = oct_context_allocator(cli->context);
    oct_source source = oct_source_read(path, MAX_DEFAULTS_BYTES, allocator);
    if (source.status == OCT_NO_MEMORY)
        return oct_cli_out_of_memory(cli);
    if (source.status != OCT_OK) {
        oct_report(
            cli->context, OCT_D_CANNOT_READ, (oct_place){.file = path}, NULL, "cannot be read: %s",
            source.status == OCT_LIMIT ? "it is too large" : oct_source_reason(source.error));
        return source.status;
    }
    oct_status status =
        oct_yaml_read(cli->context, r->document, oct_slice_make(source.bytes, source.len), path, 1);
    oct_deallocate(allocator, source.bytes, source.capacity);
    return status == OCT_NO_MEMORY ? oct_cli_out_of_memory(cli) : status;
}

static oct_status read_file(oct_cli *cli, const oct_command *command, const char *path,
                            bool personal) {
    reading r = {.cli = cli, .command = command, .personal = personal};
    r.document = oct_document_new(oct_context_allocator(cli->context));
    if (!r.document)
        return oct_cli_out_of_memory(cli);
    oct_status status = read_text(&r, path);
    const oct_meta *member = status == OCT_OK ? r.document->metadata->first : NULL;
    cli->reading = path;
    for (; member && status == OCT_OK; member = member->next)
        status = set_option(&r, member);
    cli->reading = NULL;
    oct_document_free(r.document);
    return status;
}

/* https://specifications.freedesktop.org/basedir-spec: a path that is not absolute is invalid. NULL
 * when there is no such file. */
static const char *personal_file(oct_cli *cli) {
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    const char *path = NULL;
    if (config && config[0] == '/')
        path = oct_arena_printf(&cli->arena, "%s/octavo/defaults.yaml", config);
    else if (home && home[0] == '/')
        path = oct_arena_printf(&cli->arena, "%s/.config/octavo/defaults.yaml", home);
    return path && access(path, F_OK) == 0 ? path : NULL;
}

oct_status oct_defaults_read(oct_cli *cli, const oct_command *command, const oct_string_list *files,
                             bool personal) {
    const char *own = personal ? personal_file(cli) : NULL;
    oct_status status = own ? read_file(cli, command, own, true) : OCT_OK;
    for (size_t i = 0; i < files->count && status == OCT_OK; i++)
        status = read_file(cli, command, files->items[i], false);
    return status;
}
