/* cli/list_formats - the lists of formats; see help.h. */
#include "cli/help.h"
#include "cli/layout.h"

void oct_list_format_names(oct_buffer *out, bool writing) {
    for (size_t i = 0; i < oct_format_count; i++)
        if (writing ? oct_formats[i]->write != NULL : oct_formats[i]->read != NULL)
            oct_buffer_printf(out, "%s\n", oct_formats[i]->name);
}

typedef struct columns {
    int name, extensions;
} columns;

static int width_of_extensions(const oct_format *format) {
    int width = 0;
    for (size_t i = 0; format->extensions && format->extensions[i]; i++)
        width += (i ? 2 : 0) + 1 + (int)strlen(format->extensions[i]);
    return width;
}

static columns widest(void) {
    columns widths = {(int)strlen("NAME"), (int)strlen("EXTENSIONS")};
    for (size_t i = 0; i < oct_format_count; i++) {
        int name = (int)strlen(oct_formats[i]->name);
        int extensions = width_of_extensions(oct_formats[i]);
        widths.name = name > widths.name ? name : widths.name;
        widths.extensions = extensions > widths.extensions ? extensions : widths.extensions;
    }
    return widths;
}

void oct_list_formats(oct_buffer *out) {
    columns widths = widest();
    oct_buffer_printf(out, "%-*s  READ  WRITE  %-*s  WHAT IT IS\n", widths.name, "NAME",
                      widths.extensions, "EXTENSIONS");
    for (size_t i = 0; i < oct_format_count; i++) {
        const oct_format *format = oct_formats[i];
        oct_buffer_printf(out, "%-*s  %-4s  %-5s  ", widths.name, format->name,
                          format->read ? "yes" : "-", format->write ? "yes" : "-");
        oct_layout_names(out, format->extensions, ".");
        oct_buffer_printf(out, "%*s  %s\n", widths.extensions - width_of_extensions(format), "",
                          format->title);
    }
}

enum { KIND_WIDTH = 15 };

static void kinds_row(oct_buffer *out, const char *first,
                      const char *(*cell)(const oct_format *, int), int kind) {
    oct_buffer_printf(out, "| %-*s |", KIND_WIDTH, first);
    for (size_t i = 0; i < oct_format_count; i++)
        if (oct_formats[i]->write)
            oct_buffer_printf(out, " %-6s |", cell(oct_formats[i], kind));
    oct_buffer_byte(out, '\n');
}

static const char *name_cell(const oct_format *format, int kind) {
    (void)kind;
    return format->name;
}

static const char *rule_cell(const oct_format *format, int kind) {
    (void)format;
    (void)kind;
    return "------";
}

static const char *claim_cell(const oct_format *format, int kind) {
    return format->claims & OCT_KIND_BIT(kind) ? "yes" : "-";
}

void oct_list_kinds(oct_buffer *out) {
    kinds_row(out, "kind", name_cell, 0);
    kinds_row(out, "---------------", rule_cell, 0);
    for (int kind = 0; kind < OCT_KIND_COUNT; kind++)
        kinds_row(out, oct_kind_name((oct_kind)kind), claim_cell, kind);
}

int oct_run_formats(oct_cli *cli) {
    oct_buffer out;
    oct_buffer_init(&out, oct_context_allocator(cli->context));
    oct_list_formats(&out);
    return (int)oct_cli_print(cli, &out);
}
