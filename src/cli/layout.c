/* cli/layout - see layout.h. */
#include "cli/layout.h"

enum { WIDTH = 79, OPTION_START = 30, OPTION_INDENT = 2 };

static void spaces(oct_buffer *out, size_t count) {
    while (count-- > 0)
        oct_buffer_byte(out, ' ');
}

/* Words from column `at` on; further lines begin at column indent. */
static void fill(oct_buffer *out, size_t at, size_t indent, oct_slice text) {
    oct_slice word;
    bool first = true;
    while (oct_slice_next_word(&text, &word)) {
        if (!first && at + 1 + word.len > WIDTH) {
            oct_buffer_byte(out, '\n');
            spaces(out, indent);
            at = indent;
        } else if (!first) {
            oct_buffer_byte(out, ' ');
            at++;
        }
        oct_buffer_slice(out, word);
        at += word.len;
        first = false;
    }
    oct_buffer_byte(out, '\n');
}

void oct_layout_text(oct_buffer *out, size_t indent, const char *text) {
    spaces(out, indent);
    fill(out, indent, indent, oct_slice_of(text));
}

static void entry(oct_buffer *out, oct_slice name, size_t start, oct_slice text) {
    spaces(out, OPTION_INDENT);
    oct_buffer_slice(out, name);
    size_t at = OPTION_INDENT + name.len;
    if (at + 2 > start) {
        oct_buffer_byte(out, '\n');
        at = 0;
    }
    spaces(out, start - at);
    fill(out, start, start, text);
}

void oct_layout_entry(oct_buffer *out, const char *name, size_t start, const char *text) {
    entry(out, oct_slice_of(name), start, oct_slice_of(text));
}

void oct_layout_option_name(oct_buffer *out, const oct_option *option) {
    if (option->letter)
        oct_buffer_printf(out, "-%c, ", option->letter);
    oct_buffer_printf(out, "--%s", option->name);
    if (option->type != OCT_OPTION_FLAG)
        oct_buffer_printf(out, "=%s", option->metavar ? option->metavar : "VALUE");
}

void oct_layout_names(oct_buffer *out, const char *const *names, const char *before) {
    for (size_t i = 0; names && names[i]; i++)
        oct_buffer_printf(out, "%s%s%s", i ? ", " : "", before, names[i]);
}

static void number(oct_buffer *out, const oct_option *option, int64_t value) {
    char text[OCT_NUMBER_SIZE];
    oct_option_number(option, value, text);
    oct_buffer_string(out, text);
}

static void range(oct_buffer *out, const oct_option *option) {
    if (option->minimum == 0 && option->maximum == 0)
        return;
    oct_buffer_string(out, " From ");
    number(out, option, option->minimum);
    oct_buffer_string(out, " to ");
    number(out, option, option->maximum);
    oct_buffer_byte(out, '.');
}

void oct_layout_option_help(oct_buffer *out, const oct_option *option) {
    oct_buffer_string(out, option->help);
    if (option->type == OCT_OPTION_CHOICE) {
        oct_buffer_string(out, " One of: ");
        oct_layout_names(out, option->choices, "");
        oct_buffer_byte(out, '.');
    }
    if (option->type == OCT_OPTION_INT || option->type == OCT_OPTION_SIZE)
        range(out, option);
    if (option->type == OCT_OPTION_LIST)
        oct_buffer_string(out, " May be given several times.");
    if (option->preset)
        oct_buffer_printf(out, " Default: %s.", option->preset);
}

void oct_layout_option(oct_buffer *out, const oct_option *option) {
    oct_buffer name, help;
    oct_buffer_init(&name, out->allocator);
    oct_buffer_init(&help, out->allocator);
    oct_buffer_string(&name, option->letter ? "" : "    ");
    oct_layout_option_name(&name, option);
    oct_layout_option_help(&help, option);
    entry(out, oct_buffer_view(&name), OPTION_START, oct_buffer_view(&help));
    out->failed |= name.failed || help.failed;
    oct_buffer_free(&name);
    oct_buffer_free(&help);
}
