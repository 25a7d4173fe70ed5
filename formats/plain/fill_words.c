/* plain/fill_words - the words of a paragraph onto lines, in chunks. Lines break at spaces between
 * ASCII words, and by UAX #14 (libunistring) inside words of other scripts. */
#include "formats/plain/fill_words.h"

#include "base/size.h"
#include "base/utf8.h"
#include "core/ideographic.h"
#include "formats/plain/display.h"
#include "formats/plain/simple_line.h"

#include <unilbrk.h>

enum {
    CHUNK = 32 * 1024, /* bytes of a paragraph that are set at a time */
    LOOK_BACK = 1024,  /* bytes to search for a space to end a chunk at */
    TAIL = 256,        /* bytes held back when there is none */
    CONTEXT = 64       /* bytes before a chunk that line breaking looks at */
};

typedef struct atom {
    size_t start, end;
} atom;

/* What stands before a piece of text. */
typedef enum opportunity { GLUED, ALLOWED, SPACE } opportunity;

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

/* ---- Words onto lines -------------------------------------------------------------------------
 */

static void emit_text(oct_fill *fill, size_t end, size_t width) {
    oct_fill_emit(fill, (oct_slice){fill->text.ptr + fill->start, end - fill->start}, width,
                  fill->line_unit);
    fill->line_unit = 0;
}

/* Puts bytes of the text at the end of the line, which is at or before them. */
static void append_to_line(oct_fill *fill, size_t from, size_t len, size_t width) {
    if (fill->write != from)
        memmove(fill->text.ptr + fill->write, fill->text.ptr + from, len);
    fill->write += len;
    fill->width += width;
}

static void begin_unit(oct_fill *fill, size_t width) {
    fill->unit_start = fill->write;
    fill->unit_width = width;
    fill->line_unit = larger(fill->line_unit, width);
}

/* More of the last unit; when that is too much for the line, the unit moves to a new line. */
static void extend_unit(oct_fill *fill, size_t from, size_t len, size_t width) {
    append_to_line(fill, from, len, width);
    fill->unit_width += width;
    fill->line_unit = larger(fill->line_unit, fill->unit_width);
    if (fill->width > fill->room && fill->unit_start > fill->start) {
        emit_text(fill, fill->break_end, fill->break_width);
        fill->start = fill->unit_start;
        fill->width = fill->line_unit = fill->unit_width;
    }
}

static void put_space(oct_fill *fill) {
    fill->text.ptr[fill->write++] = ' '; /* over the space that was read */
    fill->width++;
}

/* Sets len bytes at from, all of them unbreakable. */
static void place(oct_fill *fill, size_t from, size_t len, size_t width, opportunity before) {
    if (fill->write == fill->start) {
        fill->start = fill->write = from;
        fill->width = 0;
        begin_unit(fill, width);
        append_to_line(fill, from, len, width);
        return;
    }
    if (before == GLUED) {
        extend_unit(fill, from, len, width);
        return;
    }
    if (fill->width + width + (before == SPACE) > fill->room) {
        emit_text(fill, fill->write, fill->width);
        fill->start = fill->write = from;
        fill->width = 0;
    } else {
        fill->break_end = fill->write;
        fill->break_width = fill->width;
        if (before == SPACE)
            put_space(fill);
    }
    begin_unit(fill, width);
    append_to_line(fill, from, len, width);
}

/* A mark that French sets after a space, and that must not begin a line. */
static bool clings(const char *word, size_t len) {
    return len == 1 && (*word == '!' || *word == '?' || *word == ';' || *word == ':');
}

static void place_word(oct_fill *fill, size_t from, size_t len, size_t width) {
    opportunity before = fill->gap ? SPACE : GLUED;
    if (fill->gap && len <= 2 && fill->write > fill->start &&
        (clings(fill->text.ptr + from, len) || memcmp(fill->text.ptr + from, "\u00BB", len) == 0)) {
        fill->unit_width++;
        put_space(fill);
        before = GLUED;
    }
    place(fill, from, len, width, before);
}

static const atom *atoms_of(const oct_fill *fill) {
    return (const atom *)(const void *)fill->atoms.ptr;
}

static size_t atom_count(const oct_fill *fill) {
    return fill->atoms.len / sizeof(atom);
}

/* Whether a break before an offset is one that we take: not inside an atom, and not between two
 * ASCII characters, where only spaces separate. */
static bool break_is_welcome(const oct_fill *fill, size_t offset, size_t *next_atom) {
    const atom *atoms = atoms_of(fill);
    while (*next_atom < atom_count(fill) && atoms[*next_atom].end <= offset)
        ++*next_atom;
    if (*next_atom < atom_count(fill) && atoms[*next_atom].start < offset)
        return false;
    const unsigned char *at = (const unsigned char *)fill->text.ptr + offset;
    return at[0] >= 0x80 || at[-1] >= 0x80;
}

/* A word in which UAX #14 finds the breaks. When it goes on from the chunk before, the end of the
 * line is its context. */
static void place_pieces(oct_fill *fill, size_t from, size_t to, size_t next_atom) {
    bool goes_on = !fill->gap && fill->write == from && fill->write > fill->start;
    size_t context = goes_on ? fill->write - fill->start : 0;
    if (context > CONTEXT)
        context = CONTEXT;
    size_t base = from - context, len = to - base;
    fill->flags.len = 0;
    if (!oct_buffer_reserve(&fill->flags, len)) {
        fill->failed = true;
        return;
    }
    char *flags = fill->flags.ptr;
    u8_possible_linebreaks((const uint8_t *)fill->text.ptr + base, len, "UTF-8", flags);
    opportunity before = fill->gap ? SPACE : GLUED;
    size_t piece = from;
    for (size_t at = goes_on ? from : from + 1; at <= to; at++) {
        if (at < to &&
            (flags[at - base] != UC_BREAK_POSSIBLE || !break_is_welcome(fill, at, &next_atom)))
            continue;
        oct_slice text = {fill->text.ptr + piece, at - piece};
        if (text.len)
            place(fill, piece, text.len, oct_display_width(text), before);
        before = ALLOWED;
        piece = at;
    }
}

/* The end of the word at from: a space outside atoms, or the end of the chunk. bits gets all bits
 * of its bytes. */
static size_t word_end(oct_fill *fill, size_t from, size_t end, unsigned *bits) {
    const unsigned char *bytes = (const unsigned char *)fill->text.ptr;
    size_t at = from;
    unsigned all = 0;
    for (;;) {
        while (at < end && bytes[at] > ' ')
            all |= bytes[at++];
        const atom *atoms = atoms_of(fill);
        while (fill->atom < atom_count(fill) && atoms[fill->atom].end <= at)
            fill->atom++;
        if (fill->atom == atom_count(fill) || atoms[fill->atom].start > at ||
            (atoms[fill->atom].start == at && at >= end))
            break;
        at = atoms[fill->atom].end;
        all |= 0x80;
    }
    *bits = all;
    return at;
}

/* ASCII in great steps, and other simple text by its characters. */
static oct_simple_line line_at(oct_slice text, size_t room) {
    const char *bytes = text.ptr;
    size_t at = room;
    if (*bytes == ' ')
        return (oct_simple_line){0, 0};
    if (!oct_fill_is_plain(oct_slice_head(text, room + 2)))
        return oct_fill_simple_line(text, room);
    while (at > 0 && bytes[at] != ' ')
        at--;
    return (oct_simple_line){at, at};
}

/* What is left of a paragraph, when it is simple and fits the line. */
static bool set_simple_rest(oct_fill *fill, oct_slice rest) {
    oct_simple_rest found = oct_fill_simple_rest(rest);
    if (!found.columns || found.columns > fill->room || (fill->measuring && !found.ascii))
        return false;
    fill->start = fill->read;
    fill->line_unit = found.widest;
    emit_text(fill, fill->text.len, found.columns);
    fill->start = fill->write = fill->read = fill->text.len;
    return true;
}

/* The words of a simple line at once: the line ends at the last space that it has room for. */
static bool set_simple_line(oct_fill *fill, size_t end) {
    size_t from = fill->read, span = fill->room + 2; /* with the two bytes behind a full line */
    if (fill->write > fill->start)
        return false;
    if (span > end - from)
        return end == fill->text.len && fill->atom == atom_count(fill) &&
               set_simple_rest(fill, oct_slice_from(oct_buffer_view(&fill->text), from));
    if (fill->measuring ||
        (fill->atom < atom_count(fill) && atoms_of(fill)[fill->atom].start < from + span))
        return false;
    if (fill->atom < atom_count(fill) && atoms_of(fill)[fill->atom].start < end)
        end = atoms_of(fill)[fill->atom].start;
    oct_simple_line line = line_at(oct_slice_make(fill->text.ptr + from, end - from), fill->room);
    if (!line.length)
        return false;
    fill->start = from;
    emit_text(fill, from + line.length, line.columns);
    fill->start = fill->write = fill->read = from + line.length;
    return true;
}

static void set_words(oct_fill *fill, size_t end) {
    while (fill->read < end) {
        if (set_simple_line(fill, end))
            continue;
        size_t from = fill->read, first_atom = fill->atom;
        unsigned bits;
        size_t to = word_end(fill, from, end, &bits);
        if (to == from) {
            fill->gap = true;
            fill->read++;
            continue;
        }
        fill->read = to;
        oct_display display = {to - from, false};
        if (bits >= 0x80)
            display = oct_display_measure((oct_slice){fill->text.ptr + from, to - from});
        if (display.breakable)
            place_pieces(fill, from, to, first_atom);
        else
            place_word(fill, from, to - from, display.columns);
        fill->gap = false;
    }
}

/* ---- Chunks of a paragraph --------------------------------------------------------------------
 */

/* Where to end a chunk when more text is to come: at a space, else between two characters. */
static size_t chunk_end(const oct_fill *fill) {
    const char *bytes = fill->text.ptr;
    size_t end = fill->text.len;
    for (size_t back = 1; back <= LOOK_BACK; back++)
        if (bytes[end - back] == ' ')
            return end - back;
    end -= TAIL;
    while (end > fill->read && ((unsigned char)bytes[end] & 0xC0) == 0x80)
        end--;
    return end;
}

static void shift_atoms(oct_fill *fill, size_t by) {
    atom *atoms = (atom *)(void *)fill->atoms.ptr;
    size_t kept = 0;
    for (size_t i = fill->atom; i < atom_count(fill); i++) {
        if (atoms[i].end <= fill->read)
            continue;
        atoms[kept++] = (atom){atoms[i].start > by ? atoms[i].start - by : 0, atoms[i].end - by};
    }
    fill->atoms.len = kept * sizeof(atom);
    fill->atom = 0;
}

/* Moves the line to the front of the text, and what is to come behind it. */
static void close_up(oct_fill *fill) {
    char *bytes = fill->text.ptr;
    size_t start = fill->start, line = fill->write - start;
    if (fill->gap) { /* its space is read again: put_space needs room for it */
        fill->read--;
        fill->gap = false;
    }
    if (start == 0 && fill->write == fill->read)
        return;
    shift_atoms(fill, fill->read - line);
    memmove(bytes, bytes + start, line);
    memmove(bytes + line, bytes + fill->read, fill->text.len - fill->read);
    fill->text.len -= fill->read - line;
    fill->start = 0;
    fill->write = fill->read = line;
    fill->unit_start -= start;
    fill->break_end -= fill->break_end > start ? start : fill->break_end;
}

static void set_chunk(oct_fill *fill) {
    set_words(fill, chunk_end(fill));
    close_up(fill);
}

static bool chunk_is_full(const oct_fill *fill) {
    return fill->text.len - fill->read >= CHUNK;
}

/* Ends the current line, if there is one, and begins a new one in the same paragraph. */
static void end_line(oct_fill *fill) {
    set_words(fill, fill->text.len);
    if (fill->write > fill->start)
        emit_text(fill, fill->write, fill->width);
    fill->failed |= fill->text.failed || fill->atoms.failed;
    oct_fill_begin_paragraph(fill);
}

static bool ideograph_at_end(oct_slice text) {
    size_t at = text.len, length;
    while (at > 0 && text.len - at < 4 && ((unsigned char)text.ptr[at - 1] & 0xC0) == 0x80)
        at--;
    if (at == 0)
        return false;
    return oct_is_ideographic(oct_utf8_decode(oct_slice_from(text, at - 1), &length));
}

/* What the breaks before this text come to. */
static void settle_joint(oct_fill *fill, oct_slice next) {
    oct_fill_joint joint = fill->joint;
    size_t length;
    fill->joint = OCT_JOINT_NONE;
    if (joint == OCT_JOINT_SOFT) {
        if (!ideograph_at_end(oct_buffer_view(&fill->text)) ||
            !oct_is_ideographic(oct_utf8_decode(next, &length)))
            oct_buffer_byte(&fill->text, ' ');
        return;
    }
    end_line(fill);
    if (joint == OCT_JOINT_GAP)
        oct_fill_emit(fill, (oct_slice){NULL, 0}, 0, 0);
}

void oct_fill_text(oct_fill *fill, oct_slice text) {
    if (text.len == 0)
        return;
    if (fill->joint != OCT_JOINT_NONE)
        settle_joint(fill, text);
    fill->begun = true;
    while (text.len) {
        oct_slice part = oct_slice_head(text, CHUNK);
        oct_buffer_slice(&fill->text, part);
        text = oct_slice_from(text, part.len);
        if (chunk_is_full(fill))
            set_chunk(fill);
    }
}

void oct_fill_atom(oct_fill *fill, oct_slice text) {
    if (text.len == 0)
        return;
    if (fill->joint != OCT_JOINT_NONE)
        settle_joint(fill, text);
    fill->begun = true;
    atom range = {fill->text.len, 0};
    oct_buffer_slice(&fill->text, text);
    range.end = fill->text.len;
    oct_buffer_append(&fill->atoms, (const char *)&range, sizeof range);
    if (chunk_is_full(fill))
        set_chunk(fill);
}

void oct_fill_soft_break(oct_fill *fill) {
    if (fill->preserve)
        oct_fill_hard_break(fill);
    else if (fill->joint == OCT_JOINT_NONE && fill->begun)
        fill->joint = OCT_JOINT_SOFT;
}

void oct_fill_hard_break(oct_fill *fill) {
    if (fill->begun)
        fill->joint = fill->joint >= OCT_JOINT_HARD ? OCT_JOINT_GAP : OCT_JOINT_HARD;
}

void oct_fill_new_line(oct_fill *fill) {
    if (fill->begun && fill->joint < OCT_JOINT_HARD)
        fill->joint = OCT_JOINT_HARD;
}

void oct_fill_end(oct_fill *fill) {
    end_line(fill);
    fill->joint = OCT_JOINT_NONE;
    fill->begun = false;
}
