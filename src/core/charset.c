/* core/charset - see charset.h. */
#include "core/charset_decoders.h"

#include "base/utf8.h"

#include <stdlib.h>

/* ---- Names -------------------------------------------------------------------------------- */

typedef struct charset_label {
    const char *label;
    size_t charset;
} charset_label;

#include "charsets.inc"

const oct_charset *oct_charset_at(oct_charset_place place) {
    return &charsets[place];
}

const char *oct_charset_name(const oct_charset *charset) {
    return charset->name;
}

/* A label in any case comes before, at, or behind an entry of the table, which has small letters.
 */
static int compare_label(const void *wanted, const void *entry) {
    const oct_slice *text = wanted;
    const char *label = ((const charset_label *)entry)->label;
    for (size_t i = 0; i < text->len; i++) {
        int difference = (uint8_t)oct_to_lower(text->ptr[i]) - (uint8_t)label[i];
        if (difference || !label[i]) /* a label with a NUL byte is longer than any */
            return difference ? difference : 1;
    }
    return label[text->len] ? -1 : 0;
}

const oct_charset *oct_charset_named(oct_slice label) {
    label = oct_slice_trim(label);
    const charset_label *found =
        bsearch(&label, labels, sizeof labels / sizeof *labels, sizeof *labels, compare_label);
    return found ? &charsets[found->charset] : NULL;
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
            return &charsets[marks[i].encoding];
        }
    }
    return NULL;
}

/* ---- Decoding ----------------------------------------------------------------------------- */

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

void oct_decoding_put(oct_decoding *decoding, oct_buffer *out, uint32_t c, size_t offset) {
    if (c == 0) {
        oct_decoding_first(decoding, offset);
        decoding->nul_bytes++;
        c = OCT_REPLACEMENT;
    }
    oct_buffer_code_point(out, c);
}

void oct_decoding_replace(oct_decoding *decoding, oct_buffer *out, size_t offset) {
    oct_decoding_first(decoding, offset);
    decoding->replaced++;
    oct_buffer_code_point(out, OCT_REPLACEMENT);
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
            oct_decoding_put(decoding, out, 0x10000 + ((c - 0xD800) << 10) + (next - 0xDC00), at);
            at += 2;
        } else if (c >= 0xD800 && c <= 0xDFFF) {
            oct_decoding_replace(decoding, out, at);
        } else {
            oct_decoding_put(decoding, out, c, at);
        }
    }
    return oct_buffer_view(out);
}

uint32_t oct_windows_1252(unsigned char byte) {
    return byte >= 0x80 ? charsets[OCT_WINDOWS_1252].bytes[byte - 0x80] : byte;
}

size_t oct_ascii_run(oct_slice text) {
    size_t at = 0;
    while (at < text.len && (uint8_t)(text.ptr[at] - 1) < 0x7F)
        at++;
    return at;
}

static oct_slice decode_bytes(const oct_charset *from, oct_slice text, oct_buffer *out,
                              oct_decoding *decoding) {
    for (size_t at = 0; at < text.len && !out->failed; at++) {
        size_t run = oct_ascii_run(oct_slice_from(text, at));
        oct_buffer_append(out, text.ptr + at, run);
        at += run;
        if (at == text.len)
            break;
        uint8_t byte = (uint8_t)text.ptr[at];
        uint32_t c = byte ? from->bytes[byte - 0x80] : 0;
        if (c == OCT_REPLACEMENT)
            oct_decoding_replace(decoding, out, at);
        else
            oct_decoding_put(decoding, out, c, at);
    }
    return oct_buffer_view(out);
}

/* What could be read as one thing by a filter and as another by a program (the Encoding standard,
 * 14.1): the whole text is one error. */
static oct_slice decode_nothing(oct_slice text, oct_buffer *out, oct_decoding *decoding) {
    if (text.len)
        oct_decoding_replace(decoding, out, 0);
    return oct_buffer_view(out);
}

static oct_slice decode(const oct_charset *from, oct_slice text, oct_buffer *out,
                        oct_decoding *decoding) {
    switch (from->kind) {
    case OCT_BY_UTF_8:
        return decode_utf8(text, out, decoding);
    case OCT_BY_UTF_16LE:
        return decode_utf16(text, false, out, decoding);
    case OCT_BY_UTF_16BE:
        return decode_utf16(text, true, out, decoding);
    case OCT_BY_BYTES:
        return decode_bytes(from, text, out, decoding);
    case OCT_BY_REPLACEMENT:
        return decode_nothing(text, out, decoding);
    case OCT_BY_DOUBLE:
    case OCT_BY_GB:
    case OCT_BY_SHIFT_JIS:
    case OCT_BY_EUC_JP:
    case OCT_BY_ISO_2022_JP:
        break;
    }
    return oct_charset_decode_cjk(from, text, out, decoding);
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
    if (strcmp(decoding->encoding, "replacement") == 0)
        oct_report(context, OCT_D_BAD_ENCODING, place, "convert the file to UTF-8 first",
                   "text in the encoding that is declared is not read, as browsers do not, and was "
                   "replaced by U+FFFD");
    else if (decoding->replaced)
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
