/* formats/markdown/smart - see smart.h. Knows core and cmark. */
#include "formats/markdown/smart.h"

#include "base/utf8.h"
#include "formats/markdown/flanking.h"
#include "formats/markdown/parse.h"

#include <cmark-gfm/node.h>

/* ---- Quotation marks --------------------------------------------------------------------------
 */

/* Whether a text is of the author's; else cmark made it, or we did. */
static bool is_written(const cmark_node *node, const cmark_node *block) {
    const unsigned char *start = block->content.ptr, *data = node->as.literal.data;
    return node->as.literal.alloc || (data >= start && data < start + block->content.size);
}

static bool is_letter(const cmark_node *node, const cmark_node *block, bool last) {
    if (!node || node->type != CMARK_NODE_TEXT || !node->as.literal.len || !is_written(node, block))
        return false;
    char c = (char)node->as.literal.data[last ? node->as.literal.len - 1 : 0];
    return c < 0 || oct_is_alnum(c);
}

static void put(cmark_node *node, const char *mark) {
    node->as.literal = (cmark_chunk){(unsigned char *)(uintptr_t)mark, (bufsize_t)strlen(mark), 0};
}

/* open: how many single quotes are. What stands within a word is an apostrophe, and so is what
 * closes nothing. */
static void set_quote(cmark_node *node, const cmark_node *block, const oct_quotes *quotes,
                      size_t *open) {
    oct_slice text = {(const char *)node->as.literal.data, (size_t)node->as.literal.len};
    if (oct_slice_is(text, "“")) {
        put(node, quotes->open);
    } else if (oct_slice_is(text, "”")) {
        put(node, quotes->close);
    } else if (oct_slice_is(text, "‘")) {
        put(node, quotes->single_open);
        ++*open;
    } else if (oct_slice_is(text, "’") && *open &&
               !(is_letter(node->prev, block, true) && is_letter(node->next, block, false))) {
        put(node, quotes->single_close);
        --*open;
    }
}

static cmark_node *following(cmark_node *node, const cmark_node *root) {
    if (node->first_child)
        return node->first_child;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

void oct_md_set_quotes(cmark_node *block, const oct_quotes *quotes) {
    size_t open = 0;
    for (cmark_node *node = block; node; node = following(node, block))
        if (node->type == CMARK_NODE_TEXT && !is_written(node, block))
            set_quote(node, block, quotes, &open);
}

static void forget(cmark_node *node) {
    while (node->first_child)
        cmark_node_free(node->first_child);
    if (node->user_data && node->user_data_free_func)
        node->user_data_free_func(&oct_md_mem, node->user_data);
    node->user_data = NULL;
}

void oct_md_forget_inlines(cmark_node *block) {
    for (; block; block = block->next)
        for (cmark_node *node = block; node; node = following(node, block))
            if (oct_md_holds_inlines(node))
                forget(node);
}

/* ---- Abbreviations -----------------------------------------------------------------------------
 */

/* What keeps with an abbreviation: a name, a number, or whatever it is. */
typedef enum company { NONE, NAME, NUMBER, ANY } company;

/* Many of them are pandoc's; those that end sentences as well ("No.") keep numbers only. */
static company company_of(oct_slice word) {
    static const struct {
        company with;
        const char *words; /* between spaces */
    } table[] = {
        {NAME, " Mr. Mrs. Ms. Mx. Dr. Prof. St. Sgt. Capt. Col. Gen. Lt. Gov. Sen. Rep. Pres. Hon. "
               "Rev. Hr. Hrn. Fr. M. MM. Sr. Sra. "},
        {NUMBER, " p. pp. S. vol. Vol. Bd. no. No. nos. Nos. nr. Nr. ch. Ch. chap. Chap. cap. Kap. "
                 "sec. Sec. art. Art. fig. Fig. figs. Figs. Abb. Tab. tab. eq. Eq. "},
        {ANY, " e.g. i.e. cf. cp. vs. "},
    };
    char spaced[16] = " ";
    if (word.len < 2 || word.len > sizeof spaced - 3)
        return NONE;
    memcpy(spaced + 1, word.ptr, word.len);
    memcpy(spaced + 1 + word.len, " ", 2);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strstr(table[i].words, spaced))
            return table[i].with;
    return NONE;
}

static bool keeps_with(company with, char c) {
    bool capital = (c >= 'A' && c <= 'Z') || c < 0;
    return with == ANY ? !oct_is_space(c) : with == NAME ? capital : with && oct_is_digit(c);
}

/* Whether a letter or a digit stands before a place. */
static bool ends_word(oct_slice text, size_t place) {
    size_t start = place;
    while (start > 0 && place - start < 4 && (text.ptr[--start] & 0xC0) == 0x80)
        ;
    if (place == 0 || text.ptr[start] >= 0)
        return place > 0 && oct_is_alnum(text.ptr[start]);
    return !oct_md_is_punctuation(text, start);
}

/* The abbreviation that ends before a place. */
static oct_slice word_before(oct_slice text, size_t end) {
    enum { LONGEST = 8 };
    size_t start = end;
    while (start > 0 && end - start < LONGEST &&
           (oct_is_alpha(text.ptr[start - 1]) || text.ptr[start - 1] == '.'))
        start--;
    return oct_slice_make(text.ptr + start, ends_word(text, start) ? 0 : end - start);
}

size_t oct_md_space_to_keep(oct_slice text) {
    for (size_t at = oct_md_find(text, 0, OCT_S(". "), 0); at < text.len;
         at = oct_md_find(text, at + 2, OCT_S(". "), 0))
        if (at + 2 < text.len &&
            keeps_with(company_of(word_before(text, at + 1)), text.ptr[at + 2]))
            return at + 1;
    return text.len;
}
