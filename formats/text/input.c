/* text/input - the encoding of a plain text: by its mark, as asked for, or by its bytes. See
 * text.h.
 */
#include "formats/text/text.h"

#include "base/utf8.h"
#include "core/charset.h"

enum { LOOKED_AT = 4096 };

/* UTF-16 without a mark: in most scripts every other byte of spaces and line ends is NUL. */
static const oct_charset *by_nul_bytes(oct_slice text) {
    size_t even = 0, odd = 0, length = text.len < LOOKED_AT ? text.len : LOOKED_AT;
    for (size_t i = 0; i < length; i++) {
        even += text.ptr[i] == 0 && i % 2 == 0;
        odd += text.ptr[i] == 0 && i % 2 == 1;
    }
    if ((odd == 0) == (even == 0) || (odd + even) * 20 < length)
        return NULL;
    return oct_charset_at(odd ? OCT_UTF_16LE : OCT_UTF_16BE);
}

/* Whether more of the bytes beyond ASCII are UTF-8 than are not. */
static bool is_mostly_utf8(oct_slice text) {
    size_t good = 0, bad = 0, length;
    for (size_t at = 0; at < text.len; at += length) {
        length = 1;
        if (!(text.ptr[at] & 0x80))
            continue;
        uint32_t c = oct_utf8_decode(oct_slice_from(text, at), &length);
        bool replaced = c == OCT_REPLACEMENT &&
                        !oct_slice_starts(oct_slice_from(text, at), OCT_S("\xEF\xBF\xBD"));
        good += !replaced;
        bad += replaced;
    }
    return good >= bad;
}

static const oct_charset *guessed(const oct_reading *reading, oct_slice text) {
    const oct_charset *found = by_nul_bytes(text);
    if (found || is_mostly_utf8(text))
        return found ? found : oct_charset_at(OCT_UTF_8);
    found = oct_charset_at(OCT_WINDOWS_1252);
    oct_report(reading->context, OCT_D_GUESSED_ENCODING, (oct_place){.file = reading->name},
               "--input-encoding=NAME says which encoding it really is",
               "the text is not UTF-8, and is read as %s", oct_charset_name(found));
    return found;
}

oct_status text_decode(oct_reading *reading, oct_slice *text) {
    const char *asked_for = reading->common->input_encoding;
    const oct_charset *from = oct_charset_by_mark(text);
    oct_decoding decoding = {0};
    oct_buffer decoded;
    if (!from && asked_for) {
        from = oct_charset_named(oct_slice_of(asked_for));
        if (!from)
            return oct_refuse_encoding(reading->context, reading->name, asked_for);
    }
    if (!from && oct_utf8_is_clean(*text))
        return OCT_OK;
    oct_buffer_init(&decoded, oct_context_allocator(reading->context));
    *text = oct_charset_decode(from ? from : guessed(reading, *text), *text, &decoded, &decoding);
    bool failed = decoding.failed;
    if (decoded.ptr) /* the tree points into it */
        failed |= !oct_document_keep(reading->document, decoded.ptr, decoded.capacity);
    if (failed)
        return OCT_NO_MEMORY;
    if (decoding.unknown_encoding)
        return oct_refuse_encoding(reading->context, reading->name, decoding.encoding);
    oct_report_decoding(reading->context, reading->name, reading->input, &decoding);
    return OCT_OK;
}
