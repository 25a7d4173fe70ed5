/* cli/cli - see cli.h. */
#include "cli/cli.h"

#include <stdarg.h>
#include <stdio.h>

bool oct_cli_init(oct_cli *cli) {
    *cli = (oct_cli){.context = oct_context_new(NULL)};
    if (!cli->context)
        return false;
    oct_arena_init(&cli->arena, oct_context_allocator(cli->context));
    oct_reporter_init(&cli->reporter);
    oct_context_set_handler(cli->context, oct_reporter_handle, &cli->reporter);
    return oct_own_options_preset(&cli->own, &cli->arena);
}

void oct_cli_free(oct_cli *cli) {
    if (!cli->context)
        return;
    oct_arena_clear(&cli->arena);
    oct_context_free(cli->context);
}

oct_status oct_cli_out_of_memory(oct_cli *cli) {
    oct_report(cli->context, OCT_D_NO_MEMORY, (oct_place){0}, NULL, "memory ran out");
    return OCT_NO_MEMORY;
}

oct_status oct_cli_usage(oct_cli *cli, const char *hint, const char *format, ...) {
    char message[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    oct_report(cli->context, OCT_D_BAD_OPTION, (oct_place){.file = cli->reading}, hint, "%s",
               message);
    return OCT_USAGE;
}

const char *oct_cli_setting(const oct_cli *cli, const char *name) {
    const char *value = NULL;
    for (const oct_setting *setting = cli->settings; setting; setting = setting->next)
        if (strcmp(setting->name, name) == 0)
            value = setting->value;
    return value;
}

static oct_status print(oct_cli *cli, oct_slice text) {
    oct_out *out = oct_out_stream(oct_context_allocator(cli->context), 1);
    if (!out)
        return oct_cli_out_of_memory(cli);
    oct_out_slice(out, text);
    oct_status status = oct_out_finish(out);
    if (status == OCT_IO)
        oct_report(cli->context, OCT_D_CANNOT_WRITE, (oct_place){.file = "(stdout)"}, NULL,
                   "cannot be written: %s", strerror(out->error));
    else if (status != OCT_OK)
        status = oct_cli_out_of_memory(cli);
    oct_out_free(out);
    return status;
}

oct_status oct_cli_print(oct_cli *cli, oct_buffer *text) {
    oct_status status =
        text->failed ? oct_cli_out_of_memory(cli) : print(cli, oct_buffer_view(text));
    oct_buffer_free(text);
    return status;
}
