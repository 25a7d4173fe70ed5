/* core/charset_cjk - the encodings of Chinese, Japanese and Korean (the Encoding standard, 10 to
 * 13). What its decoders do is done here; the characters come from the C library's tables, one by
 * one, and from pairs where these differ from the standard's. */
#include "core/charset_decoders.h"

#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>

typedef struct oct_cjk {
    const oct_charset *from;
    iconv_t table, kanji; /* kanji: CP932, by which the characters of JIS X 0208 are found */
    oct_slice text;
    size_t at;
    oct_buffer *out;
    oct_decoding *decoding;
} cjk;

/* A byte that is not there is 0, which is no part of a character. */
static uint8_t byte_at(const cjk *c, size_t ahead) {
    return ahead < c->text.len - c->at ? (uint8_t)c->text.ptr[c->at + ahead] : 0;
}

static bool is_in(uint8_t byte, uint8_t first, uint8_t last) {
    return byte >= first && byte <= last;
}

static void put(cjk *c, uint32_t point, size_t bytes) {
    oct_decoding_put(c->decoding, c->out, point, c->at);
    c->at += bytes;
}

static void put_error(cjk *c, size_t bytes) {
    oct_decoding_replace(c->decoding, c->out, c->at);
    size_t left = c->text.len - c->at;
    c->at += bytes < left ? bytes : left;
}

/* An ill-formed pair: a second byte of ASCII is a character of its own. */
static void put_bad_pair(cjk *c) {
    put_error(c, byte_at(c, 1) < 0x80 ? 1 : 2);
}

/* What one character becomes by a table of the library; false when it is none. */
static bool look_up(cjk *c, iconv_t table, const char *bytes, size_t count) {
    char *in = (char *)(uintptr_t)bytes, piece[32], *to = piece;
    size_t left = count, room = sizeof piece;
    iconv(table, NULL, NULL, NULL, NULL);
    if (iconv(table, &in, &left, &to, &room) == (size_t)-1 || left ||
        iconv(table, NULL, NULL, &to, &room) == (size_t)-1 || room == sizeof piece)
        return false;
    oct_buffer_append(c->out, piece, sizeof piece - room);
    return true;
}

static bool look_up_here(cjk *c, size_t count) {
    if (c->text.len - c->at < count || !look_up(c, c->table, c->text.ptr + c->at, count))
        return false;
    c->at += count;
    return true;
}

static uint32_t exception(const oct_charset *from, uint32_t code) {
    size_t low = 0, high = from->pair_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (from->pairs[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < from->pair_count && from->pairs[low].code == code ? from->pairs[low].point : 0;
}

/* ---- Chinese and Korean ------------------------------------------------------------------- */

static void decode_pair(cjk *c) {
    uint32_t point = exception(c->from, (uint32_t)byte_at(c, 0) << 8 | byte_at(c, 1));
    if (point)
        put(c, point, 2);
    else if (!look_up_here(c, 2))
        put_bad_pair(c);
}

static void decode_double(cjk *c) {
    if (is_in(byte_at(c, 0), 0x81, 0xFE))
        decode_pair(c);
    else
        put_error(c, 1);
}

/* Four bytes; three that are the end of the text are one error. */
static void decode_gb_four(cjk *c) {
    size_t left = c->text.len - c->at;
    bool third = left < 3 || is_in(byte_at(c, 2), 0x81, 0xFE);
    bool fourth = left < 4 || is_in(byte_at(c, 3), '0', '9');
    if (!third || !fourth)
        put_error(c, 1);
    else if (left < 4 || !look_up_here(c, 4))
        put_error(c, 4);
}

static void decode_gb(cjk *c) {
    uint8_t first = byte_at(c, 0);
    if (first == 0x80)
        put(c, 0x20AC, 1);
    else if (first == 0xFF)
        put_error(c, 1);
    else if (is_in(byte_at(c, 1), '0', '9'))
        decode_gb_four(c);
    else if (byte_at(c, 1) == 0xFF)
        put_error(c, 2);
    else
        decode_pair(c);
}

/* ---- Japanese ----------------------------------------------------------------------------- */

enum { KATAKANA = 0xFF61 }; /* the first of half width */

/* The character of JIS X 0208 in a row and a column from 0, by its code in Shift_JIS. */
static bool put_kanji(cjk *c, unsigned row, unsigned column) {
    unsigned pointer = row * 94 + column, lead = pointer / 188, trail = pointer % 188;
    char bytes[2] = {(char)(lead + (lead < 0x1F ? 0x81 : 0xC1)),
                     (char)(trail + (trail < 0x3F ? 0x40 : 0x41))};
    return look_up(c, c->kanji, bytes, 2);
}

static void decode_shift_jis(cjk *c) {
    uint8_t lead = byte_at(c, 0), trail = byte_at(c, 1);
    if (lead == 0x80)
        put(c, lead, 1);
    else if (is_in(lead, 0xA1, 0xDF))
        put(c, KATAKANA + (lead - 0xA1u), 1);
    else if (lead == 0xA0 || lead > 0xFC)
        put_error(c, 1);
    else if (!(is_in(trail, 0x40, 0x7E) || is_in(trail, 0x80, 0xFC)) || !look_up_here(c, 2))
        put_bad_pair(c);
}

static void decode_euc_pair(cjk *c) {
    uint8_t lead = byte_at(c, 0), trail = byte_at(c, 1);
    if (is_in(trail, 0xA1, 0xFE) && put_kanji(c, lead - 0xA1u, trail - 0xA1u))
        c->at += 2;
    else
        put_bad_pair(c);
}

static void decode_euc_jp(cjk *c) {
    uint8_t first = byte_at(c, 0), second = byte_at(c, 1), third = byte_at(c, 2);
    if (first == 0x8E && is_in(second, 0xA1, 0xDF))
        put(c, KATAKANA + (second - 0xA1u), 2);
    else if (first == 0x8F && is_in(second, 0xA1, 0xFE)) {
        if (!is_in(third, 0xA1, 0xFE) || !look_up_here(c, 3))
            put_error(c, third < 0x80 ? 2 : 3);
    } else if (first == 0x8E || first == 0x8F)
        put_bad_pair(c);
    else if (is_in(first, 0xA1, 0xFE))
        decode_euc_pair(c);
    else
        put_error(c, 1);
}

/* ---- ISO-2022-JP -------------------------------------------------------------------------- */

typedef enum jis_set { JIS_ASCII, JIS_ROMAN, JIS_KATAKANA, JIS_KANJI } jis_set;

enum { ESCAPE = 0x1B };

/* The set that an escape sequence changes to; false when it is none. */
static bool is_escape(const cjk *c, jis_set *set) {
    static const struct {
        char bytes[3];
        jis_set set;
    } sequences[] = {{"(B", JIS_ASCII},
                     {"(J", JIS_ROMAN},
                     {"(I", JIS_KATAKANA},
                     {"$@", JIS_KANJI},
                     {"$B", JIS_KANJI}};
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
        if (byte_at(c, 0) == ESCAPE && byte_at(c, 1) == sequences[i].bytes[0] &&
            byte_at(c, 2) == sequences[i].bytes[1]) {
            *set = sequences[i].set;
            return true;
        }
    return false;
}

static void decode_jis_single(cjk *c, jis_set set) {
    uint8_t byte = byte_at(c, 0);
    if (byte >= 0x80 || byte == 0x0E || byte == 0x0F || byte == ESCAPE)
        put_error(c, 1);
    else if (set == JIS_ROMAN && (byte == 0x5C || byte == 0x7E))
        put(c, byte == 0x5C ? 0xA5 : 0x203E, 1);
    else if (set == JIS_KATAKANA && is_in(byte, 0x21, 0x5F))
        put(c, KATAKANA + (byte - 0x21u), 1);
    else if (set == JIS_KATAKANA)
        put_error(c, 1);
    else
        put(c, byte, 1);
}

static void decode_jis_kanji(cjk *c) {
    uint8_t lead = byte_at(c, 0), trail = byte_at(c, 1);
    if (!is_in(lead, 0x21, 0x7E) || trail == ESCAPE)
        put_error(c, 1);
    else if (is_in(trail, 0x21, 0x7E) && put_kanji(c, lead - 0x21u, trail - 0x21u))
        c->at += 2;
    else
        put_error(c, 2);
}

static void decode_iso_2022_jp(cjk *c) {
    jis_set set = JIS_ASCII;
    bool escaped = false; /* right before: two in a row are an error */
    while (c->at < c->text.len && !c->out->failed) {
        if (is_escape(c, &set)) {
            if (escaped)
                put_error(c, 3);
            else
                c->at += 3;
            escaped = true;
            continue;
        }
        escaped = false;
        if (set == JIS_KANJI)
            decode_jis_kanji(c);
        else
            decode_jis_single(c, set);
    }
}

/* ---- All ---------------------------------------------------------------------------------- */

static void decode_one(cjk *c) {
    switch (c->from->kind) {
    case OCT_BY_DOUBLE:
        decode_double(c);
        break;
    case OCT_BY_GB:
        decode_gb(c);
        break;
    case OCT_BY_SHIFT_JIS:
        decode_shift_jis(c);
        break;
    case OCT_BY_EUC_JP:
        decode_euc_jp(c);
        break;
    case OCT_BY_UTF_8:
    case OCT_BY_UTF_16LE:
    case OCT_BY_UTF_16BE:
    case OCT_BY_BYTES:
    case OCT_BY_REPLACEMENT:
    case OCT_BY_ISO_2022_JP:
        put_error(c, 1); /* never: these are decoded elsewhere */
        break;
    }
}

static void decode_all(cjk *c) {
    while (c->at < c->text.len && !c->out->failed) {
        size_t run = oct_ascii_run(oct_slice_from(c->text, c->at));
        oct_buffer_append(c->out, c->text.ptr + c->at, run);
        c->at += run;
        if (c->at == c->text.len)
            return;
        if (byte_at(c, 0) < 0x80)
            put(c, byte_at(c, 0), 1);
        else
            decode_one(c);
    }
}

static const iconv_t missing = (iconv_t)-1;

/* False when the machine has no such table, or memory is out. */
static bool open_table(iconv_t *table, const char *name, oct_decoding *decoding) {
    *table = iconv_open("UTF-8", name);
    if (*table != missing)
        return true;
    decoding->unknown_encoding |= errno == EINVAL;
    decoding->failed |= errno != EINVAL;
    return false;
}

oct_slice oct_charset_decode_cjk(const oct_charset *from, oct_slice text, oct_buffer *out,
                                 oct_decoding *decoding) {
    cjk c = {.from = from, .kanji = missing, .text = text, .out = out, .decoding = decoding};
    bool japanese = from->kind == OCT_BY_EUC_JP || from->kind == OCT_BY_ISO_2022_JP;
    bool fine = open_table(&c.table, from->library, decoding) &&
                (!japanese || open_table(&c.kanji, "CP932", decoding));
    if (fine && from->kind == OCT_BY_ISO_2022_JP)
        decode_iso_2022_jp(&c);
    else if (fine)
        decode_all(&c);
    if (c.table != missing)
        iconv_close(c.table);
    if (c.kanji != missing)
        iconv_close(c.kanji);
    return oct_buffer_view(out);
}
