/* formats/epub/page_marks - where the pages of a printed edition begin: spans and divisions that
 * the source marks so, and the list of them (EPUB Accessibility 1.1, 3.1; EPUB 3.3, 7.4.2.4). */
#include "formats/epub/epub.h"

/* Levels up that are looked at, so that deep nesting does not take its square of time. */
enum { NEAR_BY = 64 };

static bool has_class(const oct_node *node) {
    static const char *const classes[] = {"pagebreak", "page-break", "pagenum", "page-number"};
    const oct_attributes *attributes = node->attributes;
    for (uint32_t i = 0; i < attributes->class_count; i++)
        for (size_t c = 0; c < sizeof classes / sizeof *classes; c++)
            if (oct_slice_is(attributes->classes[i], classes[c]))
                return true;
    return false;
}

static bool is_marked(const oct_node *node) {
    bool neutral = (node->kind == OCT_SPAN || node->kind == OCT_DIV) &&
                   node->as.role == OCT_ROLE_NONE && node->attributes;
    return neutral &&
           (oct_slice_is(oct_node_pair(node, "epub:type"), "pagebreak") ||
            oct_slice_is(oct_node_pair(node, "role"), "doc-pagebreak") || has_class(node));
}

/* Notes are shown elsewhere than where they stand, and what is out of order is no list of pages. */
static bool stands_in_text(const oct_node *node) {
    int level = 0;
    for (; node->parent && level < NEAR_BY; node = node->parent, level++)
        if (node->kind == OCT_NOTE)
            return false;
    return level < NEAR_BY;
}

/* "12" of "[Pg 12]". */
static oct_slice number_in(oct_slice text) {
    oct_slice word, last = {NULL, 0};
    while (oct_slice_next_word(&text, &word))
        last = word;
    while (last.len && strchr("[({.", last.ptr[0]))
        last = oct_slice_from(last, 1);
    while (last.len && strchr("]).}", last.ptr[last.len - 1]))
        last.len--;
    return last;
}

static oct_slice label_of(oct_epub_book *book, const oct_node *node) {
    static const char *const keys[] = {"title", "aria-label"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        oct_slice said = oct_slice_trim(oct_node_pair(node, keys[i]));
        if (said.len)
            return said;
    }
    return number_in(oct_epub_label(book, node));
}

bool oct_epub_is_page_mark(const oct_node *node) {
    return is_marked(node) && stands_in_text(node);
}

/* Its attributes become those that say so in a book; the identifier is there by now. */
static void say_so(oct_epub_book *book, oct_node *node, oct_slice label) {
    oct_pair *pairs = oct_arena_array(book->arena, 3, sizeof *pairs);
    if (!pairs)
        return;
    pairs[0] = (oct_pair){OCT_S("epub:type"), OCT_S("pagebreak")};
    pairs[1] = (oct_pair){OCT_S("role"), OCT_S("doc-pagebreak")};
    pairs[2] = (oct_pair){OCT_S("aria-label"), label};
    node->attributes->pairs = pairs;
    node->attributes->pair_count = 3;
}

void oct_epub_add_page_mark(oct_epub_book *book, oct_node *node, uint32_t chapter) {
    oct_slice label = label_of(book, node);
    if (!label.len)
        return;
    if (!node->attributes->id.len)
        node->attributes->id = oct_epub_new_identifier(
            book, oct_slice_of(oct_arena_printf(book->arena, "page-%.*s", OCT_SLICE_ARG(label))));
    oct_epub_entry entry = {.label = label, .id = node->attributes->id, .chapter = chapter};
    oct_buffer_append(&book->pages, (const char *)&entry, sizeof entry);
    book->failed |= book->pages.failed;
    say_so(book, node, label);
}
