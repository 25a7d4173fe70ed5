/* core/encoding - see encoding.h. */
#include "core/encoding.h"

#include "base/utf8.h"

static void report_replaced(oct_context *context, oct_place place, const char *hint, size_t count,
                            const char *encoding) {
    oct_report(context, OCT_D_BAD_ENCODING, place, hint,
               "%zu %s not valid %s, replaced by U+FFFD%s", count,
               count == 1 ? "sequence is" : "sequences are", encoding,
               place.line ? "; the first bad place is here" : "");
}

static void report_nul_bytes(oct_context *context, oct_place place, size_t count) {
    oct_report(context, OCT_D_NUL_BYTES, place, NULL, "%zu NUL %s replaced by U+FFFD", count,
               count == 1 ? "byte was" : "bytes were");
}

/* ---- Inputs ------------------------------------------------------------------------------- */

static const char *const utf8_hint = "save the file as UTF-8 to keep every character";

static oct_place place_at(const char *name, oct_slice text, size_t offset) {
    oct_place place = {.file = name};
    oct_utf8_place(text, offset, &place.line, &place.column);
    return place;
}

/* No UTF-8 begins like this, and Markdown in UTF-32, which may, is not met. */
static bool is_utf16(oct_slice text, bool *big_endian) {
    *big_endian = oct_slice_starts(text, OCT_S("\xFE\xFF"));
    return *big_endian || oct_slice_starts(text, OCT_S("\xFF\xFE"));
}

static void decode_utf16(oct_context *context, const char *name, bool big_endian, oct_slice text,
                         oct_buffer *decoded) {
    size_t replaced = oct_utf16_decode(oct_slice_from(text, 2), big_endian, decoded);
    if (replaced)
        report_replaced(context, (oct_place){.file = name}, utf8_hint, replaced, "UTF-16");
}

static void mend(oct_context *context, const char *name, oct_slice text, oct_buffer *mended) {
    oct_utf8_repair repair = oct_utf8_mend(text, mended);
    if (repair.replaced)
        report_replaced(context, place_at(name, text, repair.first_replaced), utf8_hint,
                        repair.replaced, "UTF-8");
    if (repair.nul_bytes)
        report_nul_bytes(context, place_at(name, text, repair.first_nul), repair.nul_bytes);
}

bool oct_encoding_clean(oct_context *context, const char *name, oct_slice *text,
                        oct_buffer *mended) {
    oct_buffer decoded = *mended;
    bool big_endian;
    if (is_utf16(*text, &big_endian)) {
        decode_utf16(context, name, big_endian, *text, &decoded);
        *text = oct_buffer_view(&decoded);
    } else if (oct_slice_starts(*text, OCT_S("\xEF\xBB\xBF"))) {
        *text = oct_slice_from(*text, 3);
    }
    if (decoded.failed || oct_utf8_is_clean(*text)) {
        *mended = decoded;
        return !decoded.failed;
    }
    mend(context, name, *text, mended);
    oct_buffer_free(&decoded);
    *text = oct_buffer_view(mended);
    return !mended->failed;
}

/* ---- Values ------------------------------------------------------------------------------- */

bool oct_encoding_clean_value(oct_context *context, oct_arena *arena, oct_place place,
                              oct_slice *value) {
    if (oct_utf8_is_clean(*value))
        return true;
    oct_buffer mended;
    oct_buffer_init(&mended, oct_context_allocator(context));
    oct_utf8_repair repair = oct_utf8_mend(*value, &mended);
    if (repair.replaced)
        report_replaced(context, place, NULL, repair.replaced, "UTF-8");
    if (repair.nul_bytes)
        report_nul_bytes(context, place, repair.nul_bytes);
    *value = oct_arena_copy(arena, oct_buffer_view(&mended));
    bool copied = !mended.failed && value->ptr;
    oct_buffer_free(&mended);
    return copied;
}
