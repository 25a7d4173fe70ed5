/* formats/docx/direction - Word does not find out by itself which letters run from right to left:
 * runs say so (w:rtl). Cuts text into runs of one direction. */
#include "formats/docx/docx.h"

#include "base/utf8.h"

typedef enum letter_class { NEUTRAL, LEFT_TO_RIGHT, RIGHT_TO_LEFT } letter_class;

/* The blocks whose letters are of bidirectional class R or AL (Unicode 15, UAX #9). */
static bool is_rtl(uint32_t c) {
    return (c >= 0x0590 && c <= 0x08FF) || c == 0x200F || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10800 && c <= 0x10FFF) ||
           (c >= 0x1E800 && c <= 0x1EFFF);
}

/* Punctuation, digits and symbols go with their surroundings. */
static letter_class class_of(uint32_t c) {
    if (c < 0x80)
        return oct_is_alpha((char)c) ? LEFT_TO_RIGHT : NEUTRAL;
    if (is_rtl(c))
        return RIGHT_TO_LEFT;
    if (c < 0xC0 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) || c >= 0x1F000)
        return c >= 0x20000 ? LEFT_TO_RIGHT : NEUTRAL;
    return LEFT_TO_RIGHT;
}

/* Whether a byte can lead a right-to-left letter. Those of other scripts that are caught, too, only
 * cost a closer look. */
bool docx_has_rtl(oct_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 0xD6 && (c <= 0xE0 || c == 0xEF || c == 0xF0))
            return true;
    }
    return false;
}

/* Whether the first part of a tag is among words. */
static bool is_one_of(oct_slice lang, const char *const *words) {
    return oct_slice_is_one_of_nocase(oct_slice_head(lang, oct_slice_find_byte(lang, '-')), words);
}

bool docx_lang_is_east_asian(oct_slice lang) {
    static const char *const east[] = {"zh", "ja", "ko", NULL};
    return is_one_of(lang, east);
}

oct_slice docx_word_lang(oct_slice lang) {
    static const char *const known[][2] = {
        {"zh", "zh-CN"}, {"zh-Hans", "zh-CN"}, {"zh-Hant", "zh-TW"}, {"ja", "ja-JP"},
        {"ko", "ko-KR"}, {"ar", "ar-SA"},      {"he", "he-IL"},      {"fa", "fa-IR"},
        {"ur", "ur-PK"}, {"en", "en-US"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (oct_slice_equal_nocase(lang, oct_slice_of(known[i][0])))
            return oct_slice_of(known[i][1]);
    return lang;
}

/* Neutral characters between letters of one direction are part of it; those at a border belong to
 * the direction of the context. */
size_t docx_direction_run(oct_slice text, bool context_rtl, bool *rtl) {
    letter_class context = context_rtl ? RIGHT_TO_LEFT : LEFT_TO_RIGHT, current = NEUTRAL;
    size_t at = 0, strong_end = 0, length;
    for (; at < text.len; at += length) {
        letter_class class = class_of(oct_utf8_decode(oct_slice_from(text, at), &length));
        if (class == NEUTRAL)
            continue;
        if (current == NEUTRAL && (class == context || at == 0))
            current = class;
        else if (current == NEUTRAL)
            break;
        else if (class != current)
            break;
        strong_end = at + length;
    }
    if (current == NEUTRAL)
        current = context;
    *rtl = current == RIGHT_TO_LEFT;
    return current == context ? at : strong_end;
}
