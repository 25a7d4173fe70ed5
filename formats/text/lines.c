/* text/lines - cuts the input into lines that know their quotes, their indentation, and what is to
 * be seen of them at a glance. See text.h. */
#include "formats/text/text.h"

#include "base/block.h"
#include "base/size.h"
#include "base/utf8.h"

enum {
    TAB_STOP = 8,
    MOST_QUOTES = 100, /* ">" signs further in are text */
    MOST_COLUMNS = 1 << 30
};

/* ---- What a line looks like -------------------------------------------------------------------
 */

enum { LOWER = 1, UPPER = 2, HIGH = 4, PIPE = 8, TAB = 16, DIGIT = 32, STRESS = 64, SPACES = 128 };

/* What the sixteen bytes at a place have among them; SPACES: two together, the byte behind them
 * counted. */
static unsigned scan_block(const char *bytes) {
    oct_block b = oct_block_at(bytes), next = oct_block_at(bytes + 1);
    oct_block lower = oct_block_below(b - 'a', 26), upper = oct_block_below(b - 'A', 26);
    oct_block digit = oct_block_below(b - '0', 10), high = ~oct_block_below(b, 0x80);
    oct_block stress = oct_block_equal(b, '*') | oct_block_equal(b, '_');
    oct_block spaces = oct_block_equal(b, ' ') & oct_block_equal(next, ' ');
    oct_block signs = (lower & LOWER) | (upper & UPPER) | (digit & DIGIT) | (high & HIGH) |
                      (stress & STRESS) | (oct_block_equal(b, '|') & PIPE) |
                      (oct_block_equal(b, '\t') & TAB) | (spaces & SPACES);
    uint64_t halves[2];
    memcpy(halves, &signs, sizeof halves);
    uint64_t all = halves[0] | halves[1];
    all |= all >> 32;
    all |= all >> 16;
    all |= all >> 8;
    return (unsigned)(all & 0xFF);
}

/* The union of the signs of all bytes. A short end is copied to where there is room behind it. */
static unsigned scan(oct_slice text) {
    unsigned signs = 0;
    size_t at = 0;
    for (; at + OCT_BLOCK_SIZE < text.len; at += OCT_BLOCK_SIZE)
        signs |= scan_block(text.ptr + at);
    char end[OCT_BLOCK_SIZE + 1] = {0};
    memcpy(end, text.ptr + at, text.len - at);
    return signs | scan_block(end);
}

/* Three spaces, or two that do not part sentences as typists do it. */
static bool has_gap(oct_slice text) {
    for (size_t i = 1; i + 1 < text.len; i++) {
        if (text.ptr[i] != ' ' || text.ptr[i + 1] != ' ')
            continue;
        if (!memchr(".!?:;\")", text.ptr[i - 1], 7) || (i + 2 < text.len && text.ptr[i + 2] == ' '))
            return true;
    }
    return false;
}

/* The letters beyond ASCII. */
static unsigned scan_high(oct_slice text) {
    unsigned signs = 0;
    size_t length;
    for (size_t at = 0; at < text.len; at += length) {
        length = 1;
        if ((unsigned char)text.ptr[at] < 0x80)
            continue;
        uint32_t c = oct_utf8_decode(oct_slice_from(text, at), &length);
        if (text_is_lower(c))
            signs |= LOWER;
        else if (text_is_upper(c))
            signs |= UPPER;
        else if (text_is_letter(c))
            signs |= DIGIT; /* it has no case: a title may begin with it, and is not in capitals */
    }
    return signs;
}

/* What may stand before the first letter of a sentence. */
static bool is_opening(uint32_t c) {
    static const uint32_t signs[] = {'"',  '\'',   '(',    '[',    '*',    '_',    0xAB,   0xBF,
                                     0xA1, 0x2018, 0x201C, 0x201E, 0x201A, 0x2039, 0x300C, 0x300E};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i] == c)
            return true;
    return false;
}

static uint16_t opening(oct_slice text) {
    size_t length;
    for (; text.len; text = oct_slice_from(text, length)) {
        uint32_t c = oct_utf8_decode(text, &length);
        if (is_opening(c))
            continue;
        if (text_is_lower(c))
            return TEXT_OPENS_LOWER;
        bool counts = text_is_letter(c) || (c < 0x80 && oct_is_digit((char)c));
        return counts ? TEXT_OPENS_UPPER : 0;
    }
    return 0;
}

/* What may stand behind the end of a sentence. */
static bool is_closing(uint32_t c) {
    static const uint32_t signs[] = {'"',  '\'',   ')',    ']',    '*',    '_',
                                     0xBB, 0x2019, 0x201D, 0x203A, 0x300D, 0x300F};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i] == c)
            return true;
    return false;
}

static uint16_t sign_at_end(uint32_t c) {
    switch (c) {
    case '.':
    case '!':
    case '?':
    case 0x2026: /* … */
    case 0x3002: /* 。 */
    case 0xFF01:
    case 0xFF1F:
    case 0x061F: /* Arabic question mark */
    case 0x06D4:
    case 0x0964: /* danda */
        return TEXT_CLOSED;
    case ',':
    case ';':
    case ':':
    case '-':
    case '&':
    case 0xAD:   /* soft hyphen */
    case 0x2010: /* hyphen, dashes */
    case 0x2013:
    case 0x2014:
    case 0x3001:
    case 0xFF0C:
    case 0xFF1A:
    case 0xFF1B:
    case 0x060C: /* Arabic comma */
        return TEXT_HELD;
    default:
        return 0;
    }
}

static uint16_t ending(oct_slice text) {
    size_t length;
    bool hyphen = text.len > 1 && text.ptr[text.len - 1] == '-';
    uint32_t c = text_last(text, &length);
    while (text.len > length && is_closing(c)) {
        text = oct_slice_head(text, text.len - length);
        c = text_last(text, &length);
    }
    uint16_t flags = sign_at_end(c);
    oct_slice before = oct_slice_head(text, text.len - length);
    if ((hyphen || c == 0xAD || c == 0x2010) && text_is_letter(text_last(before, &length)))
        flags |= TEXT_HYPHEN;
    return flags;
}

static void look_at(text_line *line) {
    unsigned signs = scan(line->text);
    bool gap = (signs & SPACES) && has_gap(line->text);
    if (signs & HIGH) {
        signs |= scan_high(line->text);
        line->width = text_columns(line->text);
    } else {
        line->width = oct_size_clamp32(line->text.len);
    }
    line->flags |=
        (uint16_t)((signs & PIPE ? TEXT_HAS_PIPE : 0) | (signs & TAB ? TEXT_HAS_TAB : 0) |
                   (gap ? TEXT_HAS_GAP : 0) | (signs & HIGH ? TEXT_HAS_HIGH : 0) |
                   (signs & STRESS ? TEXT_HAS_STRESS : 0));
    if ((signs & (UPPER | LOWER)) == UPPER)
        line->flags |= TEXT_CAPS;
    if (signs & (UPPER | LOWER | DIGIT))
        line->flags |= TEXT_HAS_LETTERS;
    text_marker marker = text_marker_of(line->text);
    line->flags |= marker.bullet || marker.number ? TEXT_HAS_MARKER : 0;
    line->flags |= (uint16_t)(opening(line->text) | ending(line->text));
}

/* ---- Before the text --------------------------------------------------------------------------
 */

/* The bytes of a space at the front of a text, and the columns that it takes; 0 when there is
 * none. No-break and ideographic spaces are met there, too. */
static size_t space_at(oct_slice text, uint32_t column, uint32_t *columns) {
    if (text.len == 0)
        return 0;
    *columns = 1;
    if (text.ptr[0] == '\t')
        *columns = TAB_STOP - column % TAB_STOP;
    if (oct_is_space(text.ptr[0]))
        return 1;
    if (!(text.ptr[0] & 0x80))
        return 0;
    if (oct_slice_starts(text, OCT_S("\u00A0")))
        return 2;
    *columns = 2;
    return oct_slice_starts(text, OCT_S("\u3000")) ? 3 : 0;
}

/* Cuts white space off the front; the columns that it took. */
static uint32_t cut_indent(oct_slice *text) {
    uint32_t column = 0, columns;
    size_t bytes;
    while ((bytes = space_at(*text, column, &columns)) != 0) {
        *text = oct_slice_from(*text, bytes);
        column += column < MOST_COLUMNS ? columns : 0;
    }
    return column;
}

static oct_slice without_end(oct_slice text) {
    for (;;) {
        if (text.len && oct_is_space(text.ptr[text.len - 1]))
            text.len--;
        else if (!text.len || !(text.ptr[text.len - 1] & 0x80))
            return text;
        else if (oct_slice_ends(text, OCT_S("\u00A0")))
            text.len -= 2;
        else if (oct_slice_ends(text, OCT_S("\u3000")))
            text.len -= 3;
        else
            return text;
    }
}

/* Cuts the marks of a quote off the front: ">" with at most one space behind each, so that what is
 * quoted keeps its indentation. Three of them and a space are Python's prompt. */
static void cut_quotes(text_line *line) {
    if (line->text.len == 0 || line->text.ptr[0] != '>' ||
        oct_slice_starts(line->text, OCT_S(">>> ")))
        return;
    line->outer = (uint8_t)(line->indent > UINT8_MAX ? UINT8_MAX : line->indent);
    while (line->text.len && line->text.ptr[0] == '>' && line->quotes < MOST_QUOTES) {
        line->quotes++;
        line->text = oct_slice_from(line->text, 1);
        if (line->text.len && line->text.ptr[0] == ' ')
            line->text = oct_slice_from(line->text, 1);
    }
    line->indent = cut_indent(&line->text);
}

/* ---- Lines ------------------------------------------------------------------------------------
 */

typedef struct cutting {
    text_file *file;
    uint32_t number, blanks;
    bool feed;
} cutting;

static void add_line(cutting *cut, oct_slice whole) {
    text_line line = {.text = whole, .number = cut->number};
    line.indent = cut_indent(&line.text);
    line.text = without_end(line.text);
    cut_quotes(&line);
    if (line.text.len == 0) {
        cut->blanks += cut->blanks < UINT32_MAX;
        return;
    }
    line.blanks = cut->blanks;
    line.flags = cut->feed ? TEXT_FEED : 0;
    cut->blanks = 0;
    cut->feed = false;
    look_at(&line);
    oct_buffer_append(&cut->file->storage, (const char *)&line, sizeof line);
    cut->file->count++;
    cut->file->measures.characters += line.width;
}

/* A form feed ends a line, and begins a page. */
static void add_pages(cutting *cut, oct_slice line) {
    size_t feed;
    while ((feed = oct_slice_find_byte(line, '\f')) < line.len) {
        if (feed)
            add_line(cut, oct_slice_head(line, feed));
        cut->feed = true;
        line = oct_slice_from(line, feed + 1);
        if (line.len == 0)
            return;
    }
    add_line(cut, line);
}

void text_cut(text_file *file, oct_slice text) {
    cutting cut = {.file = file, .number = file->reading->first_line};
    bool feeds = oct_slice_find_byte(text, '\f') < text.len;
    oct_slice line;
    while (oct_slice_next_line(&text, &line) && !file->storage.failed) {
        if (feeds)
            add_pages(&cut, line);
        else
            add_line(&cut, line);
        cut.number += cut.number < UINT32_MAX;
    }
    file->lines = (text_line *)(void *)file->storage.ptr;
    file->failed |= file->storage.failed;
}
