/* text/levels - from the styles of headings to their levels: the styles that the file has, in order
 * of what they stand for. See text.h. */
#include "formats/text/text.h"

enum { MOST_LEVELS = 6 };

/* A "Preface" is as much as a chapter, a "References" as a numbered section. */
static uint8_t style_of_lone_words(const bool *used) {
    if (used[TEXT_STYLE_CHAPTER])
        return TEXT_STYLE_CHAPTER;
    return used[TEXT_STYLE_NUMBER + 1] ? TEXT_STYLE_NUMBER + 1
           : used[TEXT_STYLE_EQUALS]   ? TEXT_STYLE_EQUALS
           : used[TEXT_STYLE_CAPS]     ? TEXT_STYLE_CAPS
           : used[TEXT_STYLE_SHORT]    ? TEXT_STYLE_SHORT
                                       : TEXT_STYLE_LONE_WORD;
}

/* The styles that are used, numbered in their order. */
static void number_styles(const bool *used, uint8_t *levels) {
    uint8_t level = 0;
    for (size_t style = 0; style < TEXT_STYLE_COUNT; style++) {
        if (used[style] && level < MOST_LEVELS)
            level++;
        levels[style] = level;
    }
}

void text_level_headings(text_file *file) {
    bool used[TEXT_STYLE_COUNT] = {false};
    uint8_t levels[TEXT_STYLE_COUNT];
    for (size_t i = 0; i < file->count; i++)
        if (text_class_of(&file->lines[i]) == TEXT_HEADING)
            used[file->lines[i].level] = true;
    uint8_t lone = style_of_lone_words(used);
    used[TEXT_STYLE_LONE_WORD] = used[TEXT_STYLE_LONE_WORD] && lone == TEXT_STYLE_LONE_WORD;
    number_styles(used, levels);
    levels[TEXT_STYLE_LONE_WORD] = levels[lone];
    for (size_t i = 0; i < file->count; i++)
        if (text_class_of(&file->lines[i]) == TEXT_HEADING)
            file->lines[i].level = levels[file->lines[i].level];
}
