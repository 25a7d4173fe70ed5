/* formats/markdown/marks_tags - marks tags that say that there is Markdown in their element:
 * <div markdown="1">, alone on a line, and the tags that close such elements. Knows base and
 * html_tag. */
#include "formats/markdown/html_tag.h"
#include "formats/markdown/marks.h"

/* The names of elements that were opened; more are not told apart, and not looked for. */
enum { MOST_NAMES = 8, LONGEST_TAG = 1000 };

typedef struct tag_names {
    oct_slice names[MOST_NAMES];
    size_t count;
} tag_names;

static bool knows(const tag_names *names, oct_slice name) {
    for (size_t i = 0; i < names->count; i++)
        if (oct_slice_equal_nocase(names->names[i], name))
            return true;
    return false;
}

static oct_slice name_of(oct_slice tag) {
    oct_slice name = oct_slice_from(tag, oct_slice_starts(tag, OCT_S("</")) ? 2 : 1);
    name.len = oct_md_tag_name_length(name);
    return name;
}

static bool is_markdown_value(oct_slice value) {
    if (value.len && (value.ptr[0] == '"' || value.ptr[0] == '\''))
        value = oct_slice_from(value, 1);
    return oct_slice_starts(value, OCT_S("1")) || oct_slice_starts(value, OCT_S("block"));
}

/* Whether a tag is all that a line has from a place on. Long lines are not looked through. */
static bool is_alone(oct_slice text, size_t place) {
    oct_slice rest = oct_slice_head(oct_slice_from(text, place), LONGEST_TAG), line;
    return oct_slice_next_line(&rest, &line) && line.len < LONGEST_TAG &&
           oct_md_html_block_kind(line) == 6 &&
           oct_md_html_length(line) == oct_slice_trim(line).len;
}

/* Where the tag begins that has an attribute at a place; text.len when it is in none that is alone
 * on its line, but for what may stand before a block. */
static size_t tag_around(oct_slice text, size_t attribute) {
    size_t start = attribute;
    while (start > 0 && attribute - start < LONGEST_TAG && !memchr("<>\r\n", text.ptr[start], 4))
        start--;
    return text.ptr[start] == '<' && is_alone(text, start) ? start : text.len;
}

static void mark_openers(oct_md_marking *marking, tag_names *names,
                         const oct_allocator *allocator) {
    const oct_slice part = OCT_S("markdown=");
    size_t place = oct_md_find(marking->text, 0, part, part.len - 1);
    for (; place < marking->text.len;
         place = oct_md_find(marking->text, place + part.len, part, part.len - 1)) {
        size_t start = place && is_markdown_value(oct_slice_from(marking->text, place + part.len))
                           ? tag_around(marking->text, place)
                           : marking->text.len;
        if (start == marking->text.len)
            continue;
        oct_slice name = name_of(oct_slice_from(marking->text, start));
        oct_md_put_mark(marking, start, OCT_MD_TAG, allocator);
        if (!knows(names, name) && names->count < MOST_NAMES)
            names->names[names->count++] = name;
    }
}

static void mark_closers(oct_md_marking *marking, const tag_names *names,
                         const oct_allocator *allocator) {
    const oct_slice part = OCT_S("</");
    size_t place = oct_md_find(marking->text, 0, part, 0);
    for (; place < marking->text.len;
         place = oct_md_find(marking->text, place + part.len, part, 0)) {
        if (knows(names, name_of(oct_slice_from(marking->text, place))) &&
            is_alone(marking->text, place))
            oct_md_put_mark(marking, place, OCT_MD_TAG, allocator);
    }
}

void oct_md_mark_markdown_tags(oct_md_marking *marking, const oct_allocator *allocator) {
    tag_names names = {.count = 0};
    mark_openers(marking, &names, allocator);
    if (names.count)
        mark_closers(marking, &names, allocator);
}
