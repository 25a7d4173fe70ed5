/* formats/markdown/emoji - github.com's shortcodes, :smile:, as an extension of cmark. What is no
 * name of the list stays text. Knows cmark. */
#include "formats/markdown/inlines.h"

#include <cmark-gfm-extension_api.h>

/* The name's place in the text, its length, and that of the emoji behind it, in bytes. */
typedef struct emoji {
    uint16_t name;
    uint8_t name_length, length;
} emoji;

#include "emoji.inc"

enum { LONGEST_NAME = 64, COUNT = sizeof emojis / sizeof *emojis };

static oct_slice name_of(const emoji *row) {
    return oct_slice_make((const char *)emoji_bytes + row->name, row->name_length);
}

static bool is_name_byte(char c) {
    return oct_is_alnum(c) || c == '_' || c == '+' || c == '-';
}

/* The length of a name between two colons, the first at the front of text; 0 when there is none. */
static size_t name_length(oct_slice text) {
    size_t end = 1;
    while (end < text.len && end <= LONGEST_NAME && is_name_byte(text.ptr[end]))
        end++;
    return end < text.len && text.ptr[end] == ':' ? end - 1 : 0;
}

static int compare(oct_slice a, oct_slice b) {
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static const emoji *find(oct_slice name) {
    size_t low = 0, high = COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(name, name_of(&emojis[middle]));
        if (order == 0)
            return &emojis[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

bool oct_md_has_emoji(oct_slice text) {
    size_t at = oct_slice_find_byte(text, ':');
    while (at < text.len) {
        oct_slice rest = oct_slice_from(text, at);
        size_t length = name_length(rest);
        if (length && find(oct_slice_make(rest.ptr + 1, length)))
            return true;
        at += 1 + oct_slice_find_byte(oct_slice_from(rest, 1), ':');
    }
    return false;
}

static cmark_node *match(cmark_syntax_extension *extension, cmark_parser *parser,
                         cmark_node *parent, unsigned char byte, cmark_inline_parser *inlines) {
    (void)extension;
    (void)parser;
    (void)parent;
    oct_slice rest = oct_md_inline_rest(inlines);
    size_t length = byte == ':' ? name_length(rest) : 0;
    const emoji *found = length ? find(oct_slice_make(rest.ptr + 1, length)) : NULL;
    if (!found)
        return NULL;
    const unsigned char *text = emoji_bytes + found->name + found->name_length;
    cmark_node *node = oct_md_inline_node(inlines, CMARK_NODE_TEXT);
    node->as.literal = (cmark_chunk){(unsigned char *)(uintptr_t)text, found->length, 0};
    oct_md_inline_advance(inlines, length + 2);
    return node;
}

static char extension_name[] = "octavo-emoji";
static cmark_llist special_bytes = {.next = NULL, .data = (void *)(uintptr_t)':'};
cmark_syntax_extension oct_md_emoji_extension = {
    .name = extension_name,
    .special_inline_chars = &special_bytes,
    .match_inline = match,
};
