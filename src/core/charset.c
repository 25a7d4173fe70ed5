/* core/charset - see charset.h. */
#include "core/charset.h"

#include "base/utf8.h"

#include <errno.h>
#include <iconv.h>

/* ---- Names -------------------------------------------------------------------------------- */

struct oct_charset {
    const char *name;  /* of the Encoding standard */
    const char *iconv; /* NULL: decoded here */
    const char *labels[13];
};

/* The Encoding standard, 4.2: labels, with those that nobody uses left out. */
static const oct_charset encodings[] = {
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

enum { ENCODING_COUNT = sizeof encodings / sizeof *encodings };

const oct_charset *oct_charset_at(oct_charset_place place) {
    return &encodings[place];
}

const char *oct_charset_name(const oct_charset *charset) {
    return charset->name;
}

const oct_charset *oct_charset_named(oct_slice label) {
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

const oct_charset *oct_charset_by_mark(oct_slice *text) {
    static const struct {
        const char *mark;
        oct_charset_place encoding;
    } marks[] = {
        {"\xEF\xBB\xBF", OCT_UTF_8}, {"\xFF\xFE", OCT_UTF_16LE}, {"\xFE\xFF", OCT_UTF_16BE}};
    for (size_t i = 0; i < 3; i++) {
        oct_slice mark = oct_slice_of(marks[i].mark);
        if (oct_slice_starts(*text, mark)) {
            *text = oct_slice_from(*text, mark.len);
            return &encodings[marks[i].encoding];
        }
    }
    return NULL;
}

/* ---- Decoding ----------------------------------------------------------------------------- */

static void note_first(oct_decoding *decoding, size_t offset) {
    if (decoding->replaced + decoding->nul_bytes == 0)
        decoding->first = offset;
}

static oct_slice decode_utf8(oct_slice text, oct_buffer *out, oct_decoding *decoding) {
    if (oct_utf8_is_clean(text))
        return text;
    oct_utf8_repair repair = oct_utf8_mend(text, out);
    decoding->replaced = repair.replaced;
    decoding->nul_bytes = repair.nul_bytes;
    bool nul_first = repair.nul_bytes && repair.first_nul < repair.first_replaced;
    decoding->first = nul_first || !repair.replaced ? repair.first_nul : repair.first_replaced;
    return oct_buffer_view(out);
}

static void add_code_point(oct_buffer *out, uint32_t c, size_t offset, oct_decoding *decoding) {
    if (c == 0) {
        note_first(decoding, offset);
        decoding->nul_bytes++;
        c = OCT_REPLACEMENT;
    }
    oct_buffer_code_point(out, c);
}

static uint32_t unit_at(oct_slice text, size_t at, bool big_endian) {
    unsigned char a = (unsigned char)text.ptr[at], b = (unsigned char)text.ptr[at + 1];
    return big_endian ? (uint32_t)a << 8 | b : (uint32_t)b << 8 | a;
}

static oct_slice decode_utf16(oct_slice text, bool big_endian, oct_buffer *out,
                              oct_decoding *decoding) {
    for (size_t at = 0; at < text.len; at += 2) {
        uint32_t c = at + 1 < text.len ? unit_at(text, at, big_endian) : 0xDC00;
        uint32_t next = at + 3 < text.len ? unit_at(text, at + 2, big_endian) : 0;
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

uint32_t oct_windows_1252(unsigned char byte) {
    static const uint16_t high[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte;
}

static oct_slice decode_windows_1252(oct_slice text, oct_buffer *out, oct_decoding *decoding) {
    for (size_t at = 0; at < text.len; at++)
        add_code_point(out, oct_windows_1252((unsigned char)text.ptr[at]), at, decoding);
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

static void replace_nul_bytes(oct_buffer *out, oct_decoding *decoding) {
    if (!memchr(out->ptr, 0, out->len))
        return;
    oct_buffer mended;
    oct_buffer_init(&mended, out->allocator);
    note_first(decoding, 0);
    decoding->nul_bytes = oct_utf8_mend(oct_buffer_view(out), &mended).nul_bytes;
    oct_buffer_free(out);
    *out = mended;
}

static oct_slice decode_by_iconv(oct_slice text, const char *name, oct_buffer *out,
                                 oct_decoding *decoding) {
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1) { /* the machine has no such table */
        decoding->unknown_encoding = errno == EINVAL;
        decoding->failed = errno != EINVAL;
        return decode_windows_1252(text, out, decoding);
    }
    char *in = (char *)text.ptr;
    size_t left = text.len;
    while (left && !out->failed) {
        bool bad = convert(converter, &in, &left, out);
        if (bad)
            note_first(decoding, text.len - left - 1);
        decoding->replaced += bad;
    }
    iconv_close(converter);
    if (out->len)
        replace_nul_bytes(out, decoding);
    return oct_buffer_view(out);
}

static oct_slice decode(const oct_charset *from, oct_slice text, oct_buffer *out,
                        oct_decoding *decoding) {
    switch ((size_t)(from - encodings)) {
    case OCT_UTF_8:
        return decode_utf8(text, out, decoding);
    case OCT_UTF_16LE:
        return decode_utf16(text, false, out, decoding);
    case OCT_UTF_16BE:
        return decode_utf16(text, true, out, decoding);
    case OCT_WINDOWS_1252:
        return decode_windows_1252(text, out, decoding);
    default:
        return decode_by_iconv(text, from->iconv, out, decoding);
    }
}

oct_slice oct_charset_decode(const oct_charset *from, oct_slice text, oct_buffer *out,
                             oct_decoding *decoding) {
    decoding->encoding = from->name;
    oct_slice decoded = decode(from, text, out, decoding);
    decoding->failed |= out->failed;
    return decoded;
}

/* ---- Reports ----------------------------------------------------------------------------------
 */

void oct_report_decoding(oct_context *context, const char *name, oct_slice input,
                         const oct_decoding *decoding) {
    if (decoding->replaced + decoding->nul_bytes == 0)
        return;
    oct_place place = {.file = name};
    oct_utf8_place(input, decoding->first, &place.line, &place.column);
    if (decoding->replaced)
        oct_report(context, OCT_D_BAD_ENCODING, place,
                   "--input-encoding=NAME says which encoding it really is",
                   "%zu %s not valid in %s, replaced by U+FFFD; the first bad place is here",
                   decoding->replaced, decoding->replaced == 1 ? "sequence is" : "sequences are",
                   decoding->encoding);
    if (decoding->nul_bytes)
        oct_report(context, OCT_D_NUL_BYTES, place, NULL, "%zu NUL %s replaced by U+FFFD",
                   decoding->nul_bytes, decoding->nul_bytes == 1 ? "byte was" : "bytes were");
}

oct_status oct_refuse_encoding(oct_context *context, const char *name, const char *encoding) {
    oct_report(context, OCT_D_BAD_OPTION, (oct_place){.file = name}, NULL,
               "the encoding \"%s\" is not known", encoding);
    return OCT_USAGE;
}
