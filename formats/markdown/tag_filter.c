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

/* ---- Attributes --------------------------------------------------------------------------- */

static const oct_slice attribute = {"markdown", 8};

/* Whether a place is in a tag. Tags that are very long are not looked at. */
static bool is_in_tag(oct_slice html, size_t place) {
    enum { LONGEST_TAG = 1000 };
    for (size_t i = place; i > 0 && place - i < LONGEST_TAG; i--)
        if (html.ptr[i - 1] == '<' || html.ptr[i - 1] == '>')
            return html.ptr[i - 1] == '<';
    return false;
}

/* Behind the value of an attribute whose name ends at a place, if it has one; the place when
 * something else stands there than what ends a name. */
static size_t behind_value(oct_slice html, size_t place) {
    char c = place < html.len ? html.ptr[place] : '\0';
    if (c != '=')
        return place;
    char quote = place + 1 < html.len ? html.ptr[place + 1] : '\0';
    if (quote == '"' || quote == '\'') {
        size_t end = oct_slice_find_byte(oct_slice_from(html, place + 2), quote);
        return place + 2 + end < html.len ? place + 3 + end : place;
    }
    for (place++; place < html.len && !oct_is_space(html.ptr[place]); place++)
        if (html.ptr[place] == '>')
            break;
    return place;
}

/* The next attribute at or after a place, with the white space before it; false when there is
 * none. */
static bool next_attribute(oct_slice html, size_t from, size_t *start, size_t *end) {
    for (size_t at = from;; at++) {
        at += oct_slice_find(oct_slice_from(html, at), attribute);
        if (at >= html.len)
            return false;
        *start = at;
        *end = behind_value(html, at + attribute.len);
        while (*start > from && oct_is_space(html.ptr[*start - 1]))
            --*start;
        bool ends = *end < html.len && (oct_is_space(html.ptr[*end]) || html.ptr[*end] == '>');
        if (*start < at && ends && is_in_tag(html, at))
            return true;
    }
}

oct_slice oct_md_drop_markdown_attributes(oct_builder *builder, oct_slice html) {
    size_t done = 0, start, end;
    if (!next_attribute(html, 0, &start, &end))
        return html;
    oct_arena *arena = oct_builder_arena(builder);
    oct_slice kept = {NULL, 0};
    for (; next_attribute(html, done, &start, &end); done = end)
        kept = oct_arena_append(arena, kept, oct_slice_make(html.ptr + done, start - done));
    kept = oct_arena_append(arena, kept, oct_slice_from(html, done));
    if (arena->failed)
        oct_builder_fail(builder, OCT_BUILDER_NO_MEMORY, 0);
    return kept;
}

/* ---- The filter --------------------------------------------------------------------------- */

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
