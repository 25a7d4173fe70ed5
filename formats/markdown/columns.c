/* formats/markdown/columns - see columns.h. */
#include "formats/markdown/columns.h"

#include "base/utf8.h"
#include "formats/markdown/memory.h"

#include <cmark-gfm/buffer.h>
#include <uniwidth.h>

enum { TAB_STOP = 4 };

bool oct_md_is_ascii(oct_slice text) {
    unsigned char all = 0;
    for (size_t i = 0; i < text.len; i++)
        all |= (unsigned char)text.ptr[i];
    return all < 0x80;
}

size_t oct_md_columns_of(uint32_t character, bool wide) {
    if (character < 0x80 || !wide)
        return 1;
    int width = uc_width(character, "UTF-8");
    return width > 0 ? (size_t)width : 0;
}

size_t oct_md_width_of(oct_slice text, bool wide) {
    size_t columns = 0, length;
    for (size_t i = 0; i < text.len; i += length)
        columns += oct_md_columns_of(oct_utf8_decode(oct_slice_from(text, i), &length), wide);
    return columns;
}

oct_slice oct_md_expand_tabs(oct_slice text, size_t before) {
    if (oct_slice_find_byte(text, '\t') == text.len)
        return text;
    cmark_strbuf out;
    cmark_strbuf_init(&oct_md_mem, &out, (bufsize_t)text.len);
    size_t column = before, length;
    for (size_t i = 0; i < text.len; i += length) {
        uint32_t c = oct_utf8_decode(oct_slice_from(text, i), &length);
        size_t spaces = c == '\t' ? TAB_STOP - column % TAB_STOP : 0;
        if (spaces)
            cmark_strbuf_put(&out, (const unsigned char *)"    ", (bufsize_t)spaces);
        else
            cmark_strbuf_put(&out, (const unsigned char *)text.ptr + i, (bufsize_t)length);
        column = c == '\n' ? before : column + (spaces ? spaces : oct_md_columns_of(c, true));
    }
    return oct_slice_make((const char *)out.ptr, (size_t)out.size);
}
