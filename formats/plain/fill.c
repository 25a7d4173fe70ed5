/* plain/fill - see fill.h: lines as they are written, blank lines, prefixes. */
#include "formats/plain/fill_words.h"

#include "base/size.h"
#include "formats/plain/display.h"

enum { LONGEST_PREFIX = 256 /* bytes: deeper nesting is not indented further */ };

typedef struct level {
    size_t prefix_len, prefix_width; /* to go back to */
    size_t lead_len, lead_width;
    size_t lines; /* of the fill when it was pushed */
    bool had_lead, must_be_seen;
} level;

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

void oct_fill_begin_paragraph(oct_fill *fill) {
    fill->text.len = fill->start = fill->write = fill->read = 0;
    fill->width = fill->unit_width = fill->line_unit = 0;
    fill->unit_start = fill->break_end = fill->break_width = 0;
    fill->atoms.len = fill->atom = 0;
    fill->gap = false;
}

void oct_fill_reset(oct_fill *fill, oct_buffer *sink, size_t limit, bool measuring) {
    oct_fill_begin_paragraph(fill);
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

void oct_fill_emit(oct_fill *fill, oct_slice line, size_t width, size_t unit) {
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
    oct_fill_emit(fill, line, width, width);
    fill->begun = false;
}

void oct_fill_rule(oct_fill *fill, char byte, size_t columns) {
    oct_buffer *rule = &fill->text; /* idle outside paragraphs */
    rule->len = 0;
    if (oct_buffer_reserve(rule, columns) && columns) {
        memset(rule->ptr, byte, columns);
        oct_fill_emit(fill, (oct_slice){rule->ptr, columns}, columns, 1);
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
    oct_fill_emit(fill, (oct_slice){NULL, 0}, natural, least);
    fill->lines += lines - 1;
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
