/* formats/html/encoding - see encoding.h. */
#include "formats/html/encoding.h"

#include <errno.h>
#include <iconv.h>

/* ---- Names -------------------------------------------------------------------------------- */

typedef struct encoding {
    const char *name;  /* of the Encoding standard */
    const char *iconv; /* NULL: decoded here */
    const char *labels[13];
} encoding;

/* The Encoding standard, 4.2: labels, with those that nobody uses left out. */
static const encoding encodings[] = {
    {"utf-8", NULL, {"utf8", "unicode-1-1-utf-8", "x-unicode20utf8"}},
    {"utf-16le", NULL, {"utf-16", "ucs-2", "unicode", "iso-10646-ucs-2", "csunicode"}},
    {"utf-16be", NULL, {"unicodefffe"}},
    {"windows-1252",
     NULL,
     {"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1", "ascii", "us-ascii", "cp1252",
      "x-cp1252", "cp819", "iso-ir-100", "x-user-defined"}},
    {"windows-1250", "CP1250", {"cp1250", "x-cp1250"}},
    {"windows-1251", "CP1251", {"cp1251", "x-cp1251"}},
    {"windows-1253", "CP1253", {"cp1253", "x-cp1253"}},
    {"windows-1254",
     "CP1254",
     {"cp1254", "x-cp1254", "iso-8859-9", "iso8859-9", "iso_8859-9", "latin5", "l5"}},
    {"windows-1255", "CP1255", {"cp1255", "x-cp1255"}},
    {"windows-1256", "CP1256", {"cp1256", "x-cp1256"}},
    {"windows-1257", "CP1257", {"cp1257", "x-cp1257"}},
    {"windows-1258", "CP1258", {"cp1258", "x-cp1258"}},
    {"iso-8859-2", "ISO-8859-2", {"iso8859-2", "iso_8859-2", "latin2", "l2"}},
    {"iso-8859-3", "ISO-8859-3", {"iso8859-3", "iso_8859-3", "latin3", "l3"}},
    {"iso-8859-4", "ISO-8859-4", {"iso8859-4", "iso_8859-4", "latin4", "l4"}},
    {"iso-8859-5", "ISO-8859-5", {"iso8859-5", "iso_8859-5", "cyrillic"}},
    {"iso-8859-6", "ISO-8859-6", {"iso8859-6", "iso_8859-6", "arabic", "asmo-708", "ecma-114"}},
    {"iso-8859-7", "ISO-8859-7", {"iso8859-7", "iso_8859-7", "greek", "greek8", "ecma-118"}},
    {"iso-8859-8", "ISO-8859-8", {"iso8859-8", "iso_8859-8", "hebrew", "visual", "iso-8859-8-i"}},
    {"iso-8859-10", "ISO-8859-10", {"iso8859-10", "latin6", "l6"}},
    {"iso-8859-13", "ISO-8859-13", {"iso8859-13"}},
    {"iso-8859-14", "ISO-8859-14", {"iso8859-14"}},
    {"iso-8859-15", "ISO-8859-15", {"iso8859-15", "iso_8859-15", "l9", "latin9"}},
    {"iso-8859-16", "ISO-8859-16", {NULL}},
    {"windows-874", "CP874", {"tis-620", "iso-8859-11", "iso8859-11", "dos-874"}},
    {"ibm866", "IBM866", {"866", "cp866"}},
    {"koi8-r", "KOI8-R", {"koi8", "koi", "koi8_r"}},
    {"koi8-u", "KOI8-U", {"koi8-ru"}},
    {"macintosh", "MACINTOSH", {"mac", "x-mac-roman"}},
    {"gbk", "GB18030", {"gb2312", "gb_2312", "gb_2312-80", "chinese", "x-gbk", "csgb2312"}},
    {"gb18030", "GB18030", {NULL}},
    {"big5", "BIG5-HKSCS", {"big5-hkscs", "cn-big5", "x-x-big5", "csbig5"}},
    {"euc-jp", "EUC-JP", {"x-euc-jp"}},
    {"iso-2022-jp", "ISO-2022-JP", {"csiso2022jp"}},
    {"shift_jis",
     "CP932",
     {"shift-jis", "sjis", "x-sjis", "windows-31j", "ms932", "ms_kanji", "csshiftjis"}},
    {"euc-kr",
     "CP949",
     {"ks_c_5601-1987", "ks_c_5601-1989", "ksc5601", "ksc_5601", "korean", "windows-949",
      "csksc56011987"}},
};

enum {
    UTF_8,
    UTF_16LE,
    UTF_16BE,
    WINDOWS_1252,
    ENCODING_COUNT = sizeof encodings / sizeof *encodings
};

static const encoding *encoding_named(oct_slice label) {
    label = oct_slice_trim(label);
    for (size_t i = 0; i < ENCODING_COUNT; i++) {
        if (oct_slice_equal_nocase(label, oct_slice_of(encodings[i].name)))
            return &encodings[i];
        for (const char *const *name = encodings[i].labels; *name; name++)
            if (oct_slice_equal_nocase(label, oct_slice_of(*name)))
                return &encodings[i];
    }
    return NULL;
}

/* ---- What the page says ------------------------------------------------------------------- */

enum { PRESCANNED = 4096 }; /* bytes; HTML 13.2.3.2 asks for 1,024, browsers look further */

/* The value behind name= in a tag, or an XML declaration; empty when there is none. */
static oct_slice value_behind(oct_slice tag, oct_slice name) {
    for (size_t at = 0; at < tag.len; at++) {
        if (!oct_slice_starts_nocase(oct_slice_from(tag, at), name))
            continue;
        oct_slice rest = oct_slice_from(tag, at + name.len);
        while (rest.len && oct_is_space(rest.ptr[0]))
            rest = oct_slice_from(rest, 1);
        if (rest.len == 0 || rest.ptr[0] != '=')
            continue;
        rest = oct_slice_trim(oct_slice_from(rest, 1));
        while (rest.len && (rest.ptr[0] == '"' || rest.ptr[0] == '\''))
            rest = oct_slice_from(rest, 1);
        size_t end = 0;
        while (end < rest.len && !oct_is_space(rest.ptr[end]) && !strchr("\"';>?", rest.ptr[end]))
            end++;
        return oct_slice_head(rest, end);
    }
    return (oct_slice){NULL, 0};
}

/* The encoding that a declaration at the front of a slice names; NULL when it names none. */
static const encoding *declared_at(oct_slice rest) {
    oct_slice tag = oct_slice_head(rest, oct_slice_find_byte(rest, '>'));
    oct_slice label = {NULL, 0};
    if (oct_slice_starts_nocase(rest, OCT_S("<meta")))
        label = value_behind(tag, OCT_S("charset"));
    else if (oct_slice_starts(rest, OCT_S("<?xml")))
        label = value_behind(tag, OCT_S("encoding"));
    return label.len ? encoding_named(label) : NULL;
}

/* HTML 13.2.3.2, prescan a byte stream to determine its encoding. */
static const encoding *declared_in(oct_slice page) {
    oct_slice rest = oct_slice_head(page, PRESCANNED);
    while ((rest = oct_slice_from(rest, oct_slice_find_byte(rest, '<'))).len) {
        if (oct_slice_starts(rest, OCT_S("<!--"))) {
            rest = oct_slice_from(rest, oct_slice_find(rest, OCT_S("-->")));
            continue;
        }
        const encoding *found = declared_at(rest);
        /* A page whose declaration can be read byte by byte is not in UTF-16. */
        if (found == &encodings[UTF_16LE] || found == &encodings[UTF_16BE])
            found = &encodings[UTF_8];
        if (found)
            return found;
        rest = oct_slice_from(rest, 1);
    }
    return NULL;
}

static const encoding *by_mark(oct_slice *page) {
    static const struct {
        const char *mark;
        int encoding;
    } marks[] = {{"\xEF\xBB\xBF", UTF_8}, {"\xFF\xFE", UTF_16LE}, {"\xFE\xFF", UTF_16BE}};
    for (size_t i = 0; i < 3; i++) {
        oct_slice mark = oct_slice_of(marks[i].mark);
        if (oct_slice_starts(*page, mark)) {
            *page = oct_slice_from(*page, mark.len);
            return &encodings[marks[i].encoding];
        }
    }
    return NULL;
}

/* UTF-16 without a mark shows in the NUL bytes around the first "<". */
static const encoding *by_nul_bytes(oct_slice page) {
    if (page.len >= 4 && page.ptr[0] == '<' && page.ptr[1] == 0 && page.ptr[2] && page.ptr[3] == 0)
        return &encodings[UTF_16LE];
    if (page.len >= 4 && page.ptr[0] == 0 && page.ptr[1] == '<' && page.ptr[2] == 0 && page.ptr[3])
        return &encodings[UTF_16BE];
    return NULL;
}

static const encoding *sniff(oct_slice *page, const char *asked_for, html_decoding *decoding) {
    const encoding *found = by_mark(page);
    if (!found && asked_for) {
        found = encoding_named(oct_slice_of(asked_for));
        decoding->unknown_encoding = !found;
    }
    if (!found)
        found = by_nul_bytes(*page);
    if (!found)
        found = declared_in(*page);
    if (!found)
        found = oct_utf8_valid_prefix(*page) == page->len ? &encodings[UTF_8]
                                                          : &encodings[WINDOWS_1252];
    return found;
}

/* ---- Decoding ----------------------------------------------------------------------------- */

static void note_first(html_decoding *decoding, size_t offset) {
    if (decoding->replaced + decoding->nul_bytes == 0)
        decoding->first = offset;
}

static oct_slice decode_utf8(oct_slice page, oct_buffer *out, html_decoding *decoding) {
    if (oct_utf8_is_clean(page))
        return page;
    oct_utf8_repair repair = oct_utf8_mend(page, out);
    decoding->replaced = repair.replaced;
    decoding->nul_bytes = repair.nul_bytes;
    bool nul_first = repair.nul_bytes && repair.first_nul < repair.first_replaced;
    decoding->first = nul_first || !repair.replaced ? repair.first_nul : repair.first_replaced;
    return oct_buffer_view(out);
}

static void add_code_point(oct_buffer *out, uint32_t c, size_t offset, html_decoding *decoding) {
    if (c == 0) {
        note_first(decoding, offset);
        decoding->nul_bytes++;
        c = OCT_REPLACEMENT;
    }
    oct_buffer_code_point(out, c);
}

static uint32_t unit_at(oct_slice page, size_t at, bool big_endian) {
    unsigned char a = (unsigned char)page.ptr[at], b = (unsigned char)page.ptr[at + 1];
    return big_endian ? (uint32_t)a << 8 | b : (uint32_t)b << 8 | a;
}

static oct_slice decode_utf16(oct_slice page, bool big_endian, oct_buffer *out,
                              html_decoding *decoding) {
    for (size_t at = 0; at < page.len; at += 2) {
        uint32_t c = at + 1 < page.len ? unit_at(page, at, big_endian) : 0xDC00;
        uint32_t next = at + 3 < page.len ? unit_at(page, at + 2, big_endian) : 0;
        if (c >= 0xD800 && c <= 0xDBFF && next >= 0xDC00 && next <= 0xDFFF) {
            add_code_point(out, 0x10000 + ((c - 0xD800) << 10) + (next - 0xDC00), at, decoding);
            at += 2;
        } else if (c >= 0xD800 && c <= 0xDFFF) {
            note_first(decoding, at);
            decoding->replaced++;
            oct_buffer_code_point(out, OCT_REPLACEMENT);
        } else {
            add_code_point(out, c, at, decoding);
        }
    }
    return oct_buffer_view(out);
}

uint32_t html_windows_1252(unsigned char byte) {
    static const uint16_t high[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte;
}

static oct_slice decode_windows_1252(oct_slice page, oct_buffer *out, html_decoding *decoding) {
    for (size_t at = 0; at < page.len; at++)
        add_code_point(out, html_windows_1252((unsigned char)page.ptr[at]), at, decoding);
    return oct_buffer_view(out);
}

/* One step of iconv over what is left; whether it met an ill-formed sequence, which becomes U+FFFD.
 */
static bool convert(iconv_t converter, char **in, size_t *left, oct_buffer *out) {
    char piece[8192], *to = piece;
    size_t room = sizeof piece;
    size_t done = iconv(converter, in, left, &to, &room);
    bool bad = done == (size_t)-1 && errno != E2BIG;
    oct_buffer_append(out, piece, sizeof piece - room);
    if (bad && *left) {
        oct_buffer_code_point(out, OCT_REPLACEMENT);
        ++*in;
        --*left;
    }
    return bad;
}

static void replace_nul_bytes(oct_buffer *out, html_decoding *decoding) {
    if (!memchr(out->ptr, 0, out->len))
        return;
    oct_buffer mended;
    oct_buffer_init(&mended, out->allocator);
    note_first(decoding, 0);
    decoding->nul_bytes = oct_utf8_mend(oct_buffer_view(out), &mended).nul_bytes;
    oct_buffer_free(out);
    *out = mended;
}

static oct_slice decode_by_iconv(oct_slice page, const char *name, oct_buffer *out,
                                 html_decoding *decoding) {
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1) { /* the machine has no such table */
        decoding->unknown_encoding = errno == EINVAL;
        decoding->failed = errno != EINVAL;
        return decode_windows_1252(page, out, decoding);
    }
    char *in = (char *)page.ptr;
    size_t left = page.len;
    while (left && !out->failed) {
        bool bad = convert(converter, &in, &left, out);
        if (bad)
            note_first(decoding, page.len - left - 1);
        decoding->replaced += bad;
    }
    iconv_close(converter);
    if (out->len)
        replace_nul_bytes(out, decoding);
    return oct_buffer_view(out);
}

static oct_slice decode(const encoding *from, oct_slice page, oct_buffer *out,
                        html_decoding *decoding) {
    if (from == &encodings[UTF_8])
        return decode_utf8(page, out, decoding);
    if (from == &encodings[UTF_16LE] || from == &encodings[UTF_16BE])
        return decode_utf16(page, from == &encodings[UTF_16BE], out, decoding);
    if (from == &encodings[WINDOWS_1252])
        return decode_windows_1252(page, out, decoding);
    return decode_by_iconv(page, from->iconv, out, decoding);
}

oct_slice html_decode(oct_slice page, const char *asked_for, oct_buffer *out,
                      html_decoding *decoding) {
    *decoding = (html_decoding){0};
    const encoding *from = sniff(&page, asked_for, decoding);
    decoding->encoding = from->name;
    oct_slice text = decode(from, page, out, decoding);
    decoding->failed |= out->failed;
    return text;
}
