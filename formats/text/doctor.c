/* text/doctor - what the reader inferred of a file, and why: its measures, then every line with
 * what it is and the reason, from the same table that the reader decides by; at last what the
 * reasons mean. See text.h. */
#include "formats/text/text.h"

enum { SHOWN_COLUMNS = 40 };

static void print_measures(const text_file *file, oct_buffer *out) {
    const text_measures *m = &file->measures;
    static const char *const how[] = {"", "a blank line stands before them", "each line is one",
                                      "their first lines are indented",
                                      "their last lines are short"};
    bool asked = file->options->paragraphs != TEXT_PARAGRAPHS_AUTO;
    if (m->wrapped)
        oct_buffer_printf(out, "Lines are broken at %u columns", m->width);
    else
        oct_buffer_string(out, "Lines are not broken at a width");
    oct_buffer_printf(out, " (%zu run on in the next one, %zu do not)\n", m->runs_on, m->stops);
    if (m->body)
        oct_buffer_printf(out, "The text is indented by %u columns\n", m->body);
    oct_buffer_printf(
        out,
        "Paragraphs: %s%s\n(sentences before blank lines: %zu; before indented lines: %zu; "
        "at ends of short lines: %zu)\n",
        how[m->paragraphs], asked ? ", as was asked for" : "", m->gaps, m->indents, m->shorts);
    if (m->mail)
        oct_buffer_string(out, "It is mail: short lines are no headings\n");
    if (m->gutenberg)
        oct_buffer_string(out, "It is a book of Project Gutenberg\n");
    if (m->star_strong)
        oct_buffer_string(out, "_Low lines_ stand for emphasis, and so *stars* for more\n");
}

/* The first columns of a line, without a character cut in two. */
static oct_slice shown(oct_slice text) {
    size_t end = 0, columns = 0;
    while (end < text.len && columns < SHOWN_COLUMNS) {
        end++;
        while (end < text.len && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
            end++;
        columns++;
    }
    return oct_slice_head(text, end);
}

/* Control characters would reach the terminal. */
static void print_text(oct_buffer *out, oct_slice text) {
    oct_slice part = shown(text);
    for (size_t i = 0; i < part.len; i++)
        oct_buffer_byte(
            out, (unsigned char)part.ptr[i] < 0x20 || part.ptr[i] == 0x7F ? ' ' : part.ptr[i]);
    if (part.len < text.len)
        oct_buffer_string(out, "\u2026");
}

static void print_line(const text_line *line, oct_buffer *out) {
    char what[32];
    const char *name = text_class_names[text_class_of(line)];
    size_t length = strlen(name);
    memcpy(what, name, length + 1);
    if (text_class_of(line) == TEXT_HEADING) {
        what[length++] = ' ';
        what[length++] = (char)('0' + line->level);
        what[length] = 0;
    }
    oct_buffer_printf(out, "%6u  %-11s %-18s ", line->number, what,
                      text_reasons[line->reason].code);
    for (unsigned i = 0; i < line->quotes; i++)
        oct_buffer_string(out, i + 1 < line->quotes ? ">" : "> ");
    print_text(out, line->text);
    oct_buffer_byte(out, '\n');
}

static void print_meanings(const bool *met, oct_buffer *out) {
    oct_buffer_byte(out, '\n');
    for (size_t i = 0; i < TEXT_REASON_COUNT; i++)
        if (met[i])
            oct_buffer_printf(out, "%-18s %s\n", text_reasons[i].code, text_reasons[i].sentence);
}

void text_print_findings(const text_file *file, oct_buffer *out) {
    bool met[TEXT_REASON_COUNT] = {false};
    print_measures(file, out);
    oct_buffer_printf(out, "\n%6s  %-11s %-18s %s\n", "LINE", "WHAT", "WHY", "TEXT");
    for (size_t i = 0; i < file->count && !out->failed; i++) {
        print_line(&file->lines[i], out);
        met[file->lines[i].reason] = true;
    }
    print_meanings(met, out);
}
