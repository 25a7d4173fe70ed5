/* text/terminal - what programs write for terminals and printers: letters that are struck over
 * ("_\bx" is underlined, "x\bx" is bold, as nroff has it) and escape sequences (ECMA-48). The text
 * is left, and beside it how each byte of it looks. See text.h. */
#include "formats/text/text.h"

#include "base/utf8.h"

enum {
    BACKSPACE = '\b',
    ESCAPE = 0x1B,
    BELL = 0x07,
    LONGEST_SEQUENCE = 4096, /* bytes: a longer one is none */
    MOST_PARAMETERS = 32
};

typedef struct cleaning {
    oct_slice text;
    size_t at;
    oct_buffer out, styles; /* of the same length */
    uint8_t style;          /* by escape sequences */
    size_t dropped;         /* sequences and letters that nothing shows */
} cleaning;

static char byte_at(const cleaning *c, size_t at) {
    return at < c->text.len ? c->text.ptr[at] : '\0';
}

static void put(cleaning *c, oct_slice character, uint8_t style) {
    oct_buffer_slice(&c->out, character);
    for (size_t i = 0; i < character.len; i++)
        oct_buffer_byte(&c->styles, (char)style);
}

/* ---- Escape sequences -------------------------------------------------------------------------
 */

/* The parameters of "select graphic rendition"; colours have parameters of their own. */
static void select_style(cleaning *c, const int *parameters, size_t count) {
    for (size_t i = 0; i < count; i++) {
        int it = parameters[i];
        if (it == 0)
            c->style = 0;
        else if (it == 1)
            c->style |= TEXT_STRONG;
        else if (it == 3 || it == 4)
            c->style |= TEXT_EMPHASIZED;
        else if (it == 22)
            c->style &= (uint8_t)~TEXT_STRONG;
        else if (it == 23 || it == 24)
            c->style &= (uint8_t)~TEXT_EMPHASIZED;
        else if ((it == 38 || it == 48) && i + 1 < count)
            i += parameters[i + 1] == 5 ? 2 : 4;
    }
}

/* "ESC [ 1 ; 31 m": its length, or 0. */
static size_t control_sequence(cleaning *c, size_t at) {
    int parameters[MOST_PARAMETERS] = {0};
    size_t count = 1, start = at;
    for (at += 2; at - start < LONGEST_SEQUENCE; at++) {
        char byte = byte_at(c, at);
        int *last = &parameters[count - 1];
        if (oct_is_digit(byte)) {
            *last = *last < 1000 ? *last * 10 + byte - '0' : *last;
        } else if (byte == ';' || byte == ':') {
            count += count < MOST_PARAMETERS;
        } else if (byte >= 0x40 && byte <= 0x7E) {
            if (byte == 'm')
                select_style(c, parameters, count);
            else
                c->dropped += byte != 'K'; /* "clear the rest of the line" shows nothing */
            return at + 1 - start;
        } else if (byte < 0x20) {
            return 0;
        }
    }
    return 0;
}

/* "ESC ] ... BEL", or with "ESC \" at its end: titles of windows, addresses of links. */
static size_t command_string(cleaning *c, size_t at) {
    for (size_t end = at + 2; end < c->text.len && end - at < LONGEST_SEQUENCE; end++) {
        bool bell = c->text.ptr[end] == BELL;
        bool closes = c->text.ptr[end] == ESCAPE && byte_at(c, end + 1) == '\\';
        if (c->text.ptr[end] == '\n' || (c->text.ptr[end] == ESCAPE && !closes))
            return 0;
        if (!bell && !closes)
            continue;
        c->dropped++;
        return end + (bell ? 1 : 2) - at;
    }
    return 0;
}

/* The length of the sequence that begins here; 0 when it is none. */
static size_t sequence(cleaning *c, size_t at) {
    size_t end = at + 1;
    if (byte_at(c, end) == '[')
        return control_sequence(c, at);
    if (byte_at(c, end) == ']')
        return command_string(c, at);
    while (end - at < 4 && byte_at(c, end) > ' ' && byte_at(c, end) <= 0x2F)
        end++;
    bool closed = byte_at(c, end) >= 0x30 && byte_at(c, end) <= 0x7E;
    c->dropped += closed;
    return closed ? end + 1 - at : 0;
}

/* ---- Striking over ----------------------------------------------------------------------------
 */

/* The last character of the line so far; empty at its front. */
static oct_slice struck(const cleaning *c) {
    oct_slice line = oct_buffer_view(&c->out);
    size_t length = 0;
    if (line.len && line.ptr[line.len - 1] != '\n' && line.ptr[line.len - 1] != '\f')
        text_last(line, &length);
    return oct_slice_from(line, line.len - length);
}

/* One character is put on the one before. What neither underlines nor repeats it takes its place,
 * as on a screen. */
static void strike(cleaning *c) {
    size_t length;
    while (byte_at(c, c->at) == BACKSPACE)
        c->at++;
    oct_slice below = struck(c), rest = oct_slice_from(c->text, c->at);
    if (!below.len || !rest.len || rest.ptr[0] == '\n' || rest.ptr[0] == ESCAPE)
        return;
    oct_utf8_decode(rest, &length);
    oct_slice above = oct_slice_head(rest, length);
    uint8_t style = (uint8_t)c->styles.ptr[c->styles.len - 1];
    bool same = oct_slice_equal(below, above), line_below = oct_slice_is(below, "_"),
         line_above = oct_slice_is(above, "_");
    c->at += length;
    style |= same ? TEXT_STRONG : line_below || line_above ? TEXT_EMPHASIZED : 0;
    c->dropped += !same && !line_below && !line_above && !oct_slice_is(below, " ");
    if (line_above && !same)
        above = below;
    char kept[4];
    memcpy(kept, above.ptr, above.len);
    c->out.len -= below.len;
    c->styles.len -= below.len;
    put(c, oct_slice_make(kept, above.len), style);
}

/* ---- The whole --------------------------------------------------------------------------------
 */

/* The space between two words that look alike looks like them. */
static void bridge_spaces(cleaning *c) {
    char *styles = c->styles.ptr;
    for (size_t i = 1; i + 1 < c->out.len; i++)
        if (c->out.ptr[i] == ' ' && styles[i - 1] == styles[i + 1])
            styles[i] = styles[i - 1];
}

static void clean(cleaning *c) {
    while (c->at < c->text.len && !c->out.failed && !c->styles.failed) {
        size_t length = 0;
        if (c->text.ptr[c->at] == BACKSPACE) {
            strike(c);
            continue;
        }
        if (c->text.ptr[c->at] == ESCAPE)
            length = sequence(c, c->at);
        if (!length) {
            oct_utf8_decode(oct_slice_from(c->text, c->at), &length);
            put(c, oct_slice_head(oct_slice_from(c->text, c->at), length), c->style);
        }
        c->at += length;
    }
}

/* The tree points into the text; how it looks is asked only while it is built. */
static void keep(text_file *file, cleaning *c, oct_slice *text) {
    oct_slice styles = oct_arena_copy(&file->arena, oct_buffer_view(&c->styles));
    file->failed |= c->out.failed || c->styles.failed || file->arena.failed;
    *text = oct_buffer_view(&c->out);
    file->styles = (text_styles){*text, (const uint8_t *)styles.ptr};
    if (c->out.ptr && !oct_document_keep(file->reading->document, c->out.ptr, c->out.capacity))
        file->failed = true;
    oct_buffer_free(&c->styles);
}

void text_clean_terminal(text_file *file, oct_slice *text) {
    const oct_reading *reading = file->reading;
    if (!text->len)
        return;
    if (!memchr(text->ptr, BACKSPACE, text->len) && !memchr(text->ptr, ESCAPE, text->len))
        return;
    cleaning c = {.text = *text};
    oct_buffer_init(&c.out, file->allocator);
    oct_buffer_init(&c.styles, file->allocator);
    clean(&c);
    if (!c.out.failed && !c.styles.failed)
        bridge_spaces(&c);
    keep(file, &c, text);
    if (c.dropped)
        oct_report(
            reading->context, OCT_D_NOT_RENDERED, (oct_place){.file = reading->name}, NULL,
            "signs for a terminal, and letters that others are written over, are left out: %zu",
            c.dropped);
}
