/* plain/fill - see fill.h. Line breaking: spaces between ASCII words, UAX #14 (libunistring) inside
 * words of other scripts. */
#include "formats/plain/fill.h"

#include "base/size.h"
#include "base/utf8.h"
#include "formats/plain/display.h"

#include <unilbrk.h>

enum {
    CHUNK = 32 * 1024,   /* bytes of a paragraph that are set at a time */
    LOOK_BACK = 1024,    /* bytes to search for a space to end a chunk at */
    TAIL = 256,          /* bytes held back when there is none */
    CONTEXT = 64,        /* bytes before a chunk that line breaking looks at */
    LONGEST_PREFIX = 256 /* bytes: deeper nesting is not indented further */
};

typedef struct level {
    size_t prefix_len, prefix_width; /* to go back to */
    size_t lead_len, lead_width;
    size_t lines; /* of the fill when it was pushed */
    bool had_lead, must_be_seen;
} level;

typedef struct atom {
    size_t start, end;
} atom;

/* What stands before a piece of text. */
typedef enum opportunity { GLUED, ALLOWED, SPACE } opportunity;

/* ---- Making and freeing --------------------------------------------------------------------- */

void oct_fill_init(oct_fill *fill, const oct_allocator *allocator, oct_buffer *sink, size_t limit) {
    *fill = (oct_fill){.least_room = 1};
    oct_buffer *buffers[] = {&fill->text,   &fill->atoms, &fill->flags,
                             &fill->prefix, &fill->lead,  &fill->levels};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        oct_buffer_init(buffers[i], allocator);
    oct_fill_reset(fill, sink, limit, false);
}

void oct_fill_free(oct_fill *fill) {
    oct_buffer *buffers[] = {&fill->text,   &fill->atoms, &fill->flags,
                             &fill->prefix, &fill->lead,  &fill->levels};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        oct_buffer_free(buffers[i]);
}

size_t oct_fill_room(const oct_fill *fill, size_t limit) {
    size_t taken = fill->has_lead && fill->lead_width > fill->prefix_width ? fill->lead_width
                                                                           : fill->prefix_width;
    size_t room = limit > taken ? limit - taken : 0;
    return room > fill->least_room ? room : fill->least_room;
}

static void begin_paragraph(oct_fill *fill) {
    fill->text.len = fill->start = fill->write = fill->read = 0;
    fill->width = fill->unit_width = fill->line_unit = 0;
    fill->unit_start = fill->break_end = fill->break_width = 0;
    fill->atoms.len = fill->atom = 0;
    fill->gap = false;
}

void oct_fill_reset(oct_fill *fill, oct_buffer *sink, size_t limit, bool measuring) {
    begin_paragraph(fill);
    fill->sink = sink;
    fill->limit = measuring ? OCT_FILL_UNLIMITED : limit;
    fill->measuring = measuring;
    fill->begun = fill->blank = fill->has_lead = false;
    fill->joint = OCT_JOINT_NONE;
    fill->lines = fill->widest = fill->natural = fill->least = 0;
    fill->prefix.len = fill->lead.len = fill->levels.len = 0;
    fill->prefix_width = fill->lead_width = 0;
    fill->room = oct_fill_room(fill, fill->limit);
}

/* ---- Lines ------------------------------------------------------------------------------------
 */

static void write_bytes(oct_fill *fill, const char *bytes, size_t len) {
    oct_buffer_append(fill->sink, bytes, len);
}

static void write_spaces(oct_fill *fill, size_t count) {
    static const char spaces[] = "                                ";
    for (; count; count -= count < 32 ? count : 32)
        write_bytes(fill, spaces, count < 32 ? count : 32);
}

static oct_slice without_trailing_spaces(oct_slice text) {
    while (text.len && text.ptr[text.len - 1] == ' ')
        text.len--;
    return text;
}

static void write_blank_line(oct_fill *fill) {
    oct_slice prefix = oct_slice_head(oct_buffer_view(&fill->prefix), fill->blank_prefix);
    prefix = without_trailing_spaces(prefix);
    write_bytes(fill, prefix.ptr, prefix.len);
    write_bytes(fill, "\n", 1);
}

static void write_line(oct_fill *fill, oct_slice line, size_t width) {
    oct_slice head = oct_buffer_view(fill->has_lead ? &fill->lead : &fill->prefix);
    if (fill->blank)
        write_blank_line(fill);
    if (line.len == 0)
        head = without_trailing_spaces(head);
    write_bytes(fill, head.ptr, head.len);
    if (fill->centred && width < fill->room)
        write_spaces(fill, (fill->room - width) / 2);
    write_bytes(fill, line.ptr, line.len);
    write_bytes(fill, "\n", 1);
    if (fill->out && fill->sink->len >= OCT_OUT_FLUSH_SIZE)
        oct_out_flush_full(fill->out);
}

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

static void measure_line(oct_fill *fill, size_t width, size_t unit) {
    size_t head = fill->has_lead ? fill->lead_width : fill->prefix_width;
    fill->natural = larger(fill->natural, head + width);
    fill->least = larger(fill->least, head + unit);
}

/* unit: the widest part of the line that cannot be broken. */
static void emit(oct_fill *fill, oct_slice line, size_t width, size_t unit) {
    if (fill->measuring)
        measure_line(fill, width, unit);
    else
        write_line(fill, line, width);
    fill->widest = larger(fill->widest, width);
    fill->lines++;
    fill->begun = true;
    fill->blank = false;
    if (fill->has_lead) {
        fill->has_lead = false;
        fill->room = oct_fill_room(fill, fill->limit);
    }
}

void oct_fill_line(oct_fill *fill, oct_slice line) {
    size_t width = fill->measuring || fill->centred ? oct_display_width(line) : 0;
    emit(fill, line, width, width);
    fill->begun = false;
}

void oct_fill_rule(oct_fill *fill, char byte, size_t columns) {
    oct_buffer *rule = &fill->text; /* idle outside paragraphs */
    rule->len = 0;
    if (oct_buffer_reserve(rule, columns) && columns) {
        memset(rule->ptr, byte, columns);
        emit(fill, (oct_slice){rule->ptr, columns}, columns, 1);
    }
    fill->failed |= rule->failed;
    fill->begun = false;
}

void oct_fill_blank(oct_fill *fill) {
    if (fill->lines == 0 || fill->has_lead)
        return;
    if (!fill->blank || fill->prefix.len < fill->blank_prefix)
        fill->blank_prefix = fill->prefix.len;
    fill->blank = true;
}

void oct_fill_no_blank(oct_fill *fill) {
    if (!fill->has_lead)
        fill->blank = false;
}

void oct_fill_measured(oct_fill *fill, size_t natural, size_t least, size_t lines) {
    if (lines == 0)
        return;
    emit(fill, (oct_slice){NULL, 0}, natural, least);
    fill->lines += lines - 1;
    fill->begun = false;
}

/* ---- Words onto lines -------------------------------------------------------------------------
 */

static void emit_text(oct_fill *fill, size_t end, size_t width) {
    emit(fill, (oct_slice){fill->text.ptr + fill->start, end - fill->start}, width,
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

static void set_words(oct_fill *fill, size_t end) {
    while (fill->read < end) {
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
    begin_paragraph(fill);
}

static bool ideograph_at_end(oct_slice text) {
    size_t at = text.len, length;
    while (at > 0 && text.len - at < 4 && ((unsigned char)text.ptr[at - 1] & 0xC0) == 0x80)
        at--;
    if (at == 0)
        return false;
    return oct_display_is_ideographic(oct_utf8_decode(oct_slice_from(text, at - 1), &length));
}

/* What the breaks before this text come to. */
static void settle_joint(oct_fill *fill, oct_slice next) {
    oct_fill_joint joint = fill->joint;
    size_t length;
    fill->joint = OCT_JOINT_NONE;
    if (joint == OCT_JOINT_SOFT) {
        if (!ideograph_at_end(oct_buffer_view(&fill->text)) ||
            !oct_display_is_ideographic(oct_utf8_decode(next, &length)))
            oct_buffer_byte(&fill->text, ' ');
        return;
    }
    end_line(fill);
    if (joint == OCT_JOINT_GAP)
        emit(fill, (oct_slice){NULL, 0}, 0, 0);
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

/* ---- Prefixes ---------------------------------------------------------------------------------
 */

static void extend_lead(oct_fill *fill, oct_slice marker) {
    if (!fill->has_lead) {
        fill->lead.len = 0;
        oct_buffer_slice(&fill->lead, oct_buffer_view(&fill->prefix));
        fill->lead_width = fill->prefix_width;
        fill->has_lead = true;
    }
    oct_buffer_slice(&fill->lead, marker);
    fill->lead_width += oct_display_width(marker);
}

void oct_fill_push(oct_fill *fill, oct_slice marker, oct_slice indent, bool must_be_seen) {
    level pushed = {fill->prefix.len, fill->prefix_width, fill->lead.len, fill->lead_width,
                    fill->lines,      fill->has_lead,     must_be_seen};
    oct_buffer_append(&fill->levels, (const char *)&pushed, sizeof pushed);
    bool fits = fill->prefix.len + indent.len <= LONGEST_PREFIX;
    fill->capped |= !fits;
    if (fits || must_be_seen)
        extend_lead(fill, marker);
    if (fits) {
        oct_buffer_slice(&fill->prefix, indent);
        fill->prefix_width += oct_display_width(indent);
    }
    fill->room = oct_fill_room(fill, fill->limit);
    fill->failed |= fill->levels.failed || fill->prefix.failed || fill->lead.failed;
}

void oct_fill_pop(oct_fill *fill) {
    if (fill->levels.len < sizeof(level))
        return;
    level top;
    fill->levels.len -= sizeof top;
    memcpy(&top, fill->levels.ptr + fill->levels.len, sizeof top);
    if (fill->lines == top.lines) {
        if (top.must_be_seen) {
            oct_fill_line(fill, (oct_slice){NULL, 0});
        } else if (fill->has_lead) {
            fill->has_lead = top.had_lead;
            fill->lead.len = top.lead_len;
            fill->lead_width = top.lead_width;
        }
    }
    fill->prefix.len = top.prefix_len;
    fill->prefix_width = top.prefix_width;
    if (fill->blank && fill->blank_prefix > fill->prefix.len)
        fill->blank_prefix = fill->prefix.len;
    fill->room = oct_fill_room(fill, fill->limit);
}
