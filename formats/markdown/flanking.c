/* formats/markdown/flanking - see flanking.h. Knows base, marks and libunistring's categories. */
#include "formats/markdown/flanking.h"

#include "base/utf8.h"
#include "formats/markdown/marks.h"

#include <unictype.h>

typedef enum character { SPACE, PUNCTUATION, OTHER } character;

static character class_of_ascii(unsigned char c) {
    if (c == ' ' || (c >= '\t' && c <= '\r' && c != '\v'))
        return SPACE;
    return c > ' ' && c < 0x7F && !oct_is_alnum((char)c) ? PUNCTUATION : OTHER;
}

/* CommonMark 2.1: Unicode white space is Zs, tab and line ends; punctuation is P and S. */
static character class_of(oct_slice text, const char *set) {
    size_t length;
    unsigned char first = (unsigned char)text.ptr[0];
    if (first < 0x80)
        return class_of_ascii(set ? (unsigned char)oct_md_plain(set, text.ptr[0]) : first);
    ucs4_t c = oct_utf8_decode(text, &length);
    if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_P | UC_CATEGORY_MASK_S))
        return PUNCTUATION;
    return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Zs) ? SPACE : OTHER;
}

/* Both ends of a block count as white space. */
static character class_before(oct_slice text, size_t place, const char *set) {
    if (place == 0)
        return SPACE;
    size_t start = place - 1;
    while (start > 0 && place - start < 4 && ((unsigned char)text.ptr[start] & 0xC0) == 0x80)
        start--;
    return class_of(oct_slice_make(text.ptr + start, place - start), set);
}

static character class_behind(oct_slice text, size_t place, const char *set) {
    return place >= text.len ? SPACE : class_of(oct_slice_from(text, place), set);
}

oct_md_flanking oct_md_flanking_of(oct_slice text, size_t start, size_t end, const char *set,
                                   bool skip_tildes) {
    while (skip_tildes && start > 0 && text.ptr[start - 1] == '~')
        start--;
    while (skip_tildes && end < text.len && text.ptr[end] == '~')
        end++;
    character before = class_before(text, start, set), after = class_behind(text, end, set);
    return (oct_md_flanking){
        .left = after != SPACE && (after != PUNCTUATION || before != OTHER),
        .right = before != SPACE && (before != PUNCTUATION || after != OTHER),
        .punctuation_before = before == PUNCTUATION,
        .punctuation_after = after == PUNCTUATION,
    };
}

bool oct_md_is_punctuation(oct_slice text, size_t place) {
    return class_behind(text, place, NULL) == PUNCTUATION;
}

static bool is_mark(char c, const char *set) {
    return set && oct_md_plain(set, c) != c;
}

bool oct_md_run_needs_mark(oct_slice text, size_t start, size_t end, const char *set) {
    char before = start > 0 ? text.ptr[start - 1] : ' ',
         after = end < text.len ? text.ptr[end] : ' ';
    return ((before & 0x80) && class_before(text, start, NULL) == PUNCTUATION) ||
           ((after & 0x80) && class_behind(text, end, NULL) == PUNCTUATION) ||
           is_mark(before, set) || is_mark(after, set);
}
