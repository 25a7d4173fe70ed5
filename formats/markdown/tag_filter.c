/* formats/markdown/tag_filter - see tag_filter.h. Knows base, ast and html_tag. */
#include "formats/markdown/tag_filter.h"

#include "formats/markdown/html_tag.h"

static bool is_filtered_name(oct_slice name) {
    static const oct_slice names[] = {{"title", 5},    {"textarea", 8}, {"style", 5},
                                      {"xmp", 3},      {"iframe", 6},   {"noembed", 7},
                                      {"noframes", 8}, {"script", 6},   {"plaintext", 9}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (oct_slice_equal_nocase(name, names[i]))
            return true;
    return false;
}

/* Whether a "<" begins such a tag, be it to open or to close. */
static bool is_filtered(oct_slice html, size_t place) {
    oct_slice rest = oct_slice_from(html, place + 1);
    if (oct_slice_starts(rest, OCT_S("/")))
        rest = oct_slice_from(rest, 1);
    oct_slice name = oct_slice_head(rest, oct_md_tag_name_length(rest));
    rest = oct_slice_from(rest, name.len);
    return is_filtered_name(name) &&
           (oct_slice_starts(rest, OCT_S(">")) || oct_slice_starts(rest, OCT_S("/>")) ||
            (rest.len && oct_is_space(rest.ptr[0])));
}

/* The next such "<" at or after from; html.len when there is none. */
static size_t next_filtered(oct_slice html, size_t from) {
    for (size_t at = from; at < html.len; at++) {
        at += oct_slice_find_byte(oct_slice_from(html, at), '<');
        if (at < html.len && is_filtered(html, at))
            return at;
    }
    return html.len;
}

oct_slice oct_md_filter_tags(oct_builder *builder, oct_slice html) {
    size_t done = 0, next = next_filtered(html, 0);
    if (next == html.len)
        return html;
    oct_arena *arena = oct_builder_arena(builder);
    oct_slice filtered = {NULL, 0};
    for (; next < html.len; next = next_filtered(html, done)) {
        filtered = oct_arena_append(arena, filtered, oct_slice_make(html.ptr + done, next - done));
        filtered = oct_arena_append(arena, filtered, OCT_S("&lt;"));
        done = next + 1;
    }
    filtered = oct_arena_append(arena, filtered, oct_slice_from(html, done));
    if (arena->failed)
        oct_builder_fail(builder, OCT_BUILDER_NO_MEMORY, 0);
    return filtered;
}
