/* text/hyphens - hyphens at the ends of lines. A word that was broken loses the hyphen, one that
 * has it keeps it: which of the two it is, the rest of the file shows by the words that stand whole
 * in it; where it shows neither, what most of its broken words are. See text.h. */
#include "formats/text/text.h"

#include "base/utf8.h"

enum { LONGEST_WORD = 80, CANDIDATE = 1, SEEN = 2 };

size_t text_hyphen_length(oct_slice text) {
    size_t length;
    uint32_t c = text_last(text, &length);
    return c == '-' || c == 0xAD || c == 0x2010 ? length : 0;
}

/* ---- Words ------------------------------------------------------------------------------------
 */

static bool is_word_byte(char c) {
    return oct_is_alnum(c) || (c & 0x80) || c == '-' || c == '\'';
}

static oct_slice last_word(oct_slice text) {
    size_t start = text.len;
    while (start > 0 && is_word_byte(text.ptr[start - 1]))
        start--;
    return oct_slice_from(text, start);
}

static oct_slice first_word(oct_slice text) {
    size_t end = 0;
    while (end < text.len && is_word_byte(text.ptr[end]))
        end++;
    return oct_slice_head(text, end);
}

/* In small letters (of ASCII), so that a word at the start of a sentence is the same. */
static size_t copy_small(char *to, oct_slice word) {
    for (size_t i = 0; i < word.len; i++)
        to[i] = oct_to_lower(word.ptr[i]);
    return word.len;
}

/* Two parts of a word, with a hyphen between or not. Empty when it is too long to be one. */
static oct_slice put_together(char *bytes, oct_slice before, oct_slice after, bool hyphen) {
    if (before.len + after.len + 1 > LONGEST_WORD)
        return (oct_slice){bytes, 0};
    size_t length = copy_small(bytes, before);
    if (hyphen)
        bytes[length++] = '-';
    return (oct_slice){bytes, length + copy_small(bytes + length, after)};
}

/* ---- Words that stand at the ends of lines -----------------------------------------------------
 */

static bool is_broken(const text_file *file, size_t i, oct_slice *before, oct_slice *after) {
    const text_line *line = &file->lines[i];
    if (i + 1 >= file->count || !(line->flags & TEXT_HYPHEN) || !(line[1].flags & TEXT_OPENS_LOWER))
        return false;
    *before =
        last_word(oct_slice_head(line->text, line->text.len - text_hyphen_length(line->text)));
    *after = first_word(line[1].text);
    return before->len && after->len;
}

static void add_candidate(text_writer *writer, oct_slice word) {
    if (!word.len)
        return;
    if (oct_map_find(&writer->words, word))
        return;
    oct_slice copy = oct_arena_copy(&writer->file->arena, word);
    void **place = copy.ptr ? oct_map_place(&writer->words, copy) : NULL;
    if (place)
        *place = (void *)(uintptr_t)CANDIDATE;
}

static void collect_candidates(text_writer *writer) {
    char bytes[LONGEST_WORD];
    oct_slice before, after;
    for (size_t i = 0; i < writer->file->count; i++) {
        if (!is_broken(writer->file, i, &before, &after))
            continue;
        add_candidate(writer, put_together(bytes, before, after, false));
        add_candidate(writer, put_together(bytes, before, after, true));
    }
}

/* Marks the candidates that stand whole in a line. */
static void look_in_line(text_writer *writer, oct_slice text) {
    char bytes[LONGEST_WORD];
    while (text.len) {
        oct_slice word = first_word(text);
        text = oct_slice_from(text, word.len ? word.len : 1);
        if (word.len < 3 || word.len > LONGEST_WORD)
            continue;
        size_t length = copy_small(bytes, word);
        oct_slice small = {bytes, length};
        if (oct_map_find(&writer->words, small))
            *oct_map_place(&writer->words, small) = (void *)(uintptr_t)SEEN;
    }
}

static bool was_seen(const text_writer *writer, oct_slice word) {
    return word.len && (uintptr_t)oct_map_find(&writer->words, word) == SEEN;
}

/* 1: the hyphen goes; -1: it stays; 0: the file does not show it. */
static int verdict(const text_writer *writer, oct_slice before, oct_slice after) {
    char bytes[LONGEST_WORD];
    bool whole = was_seen(writer, put_together(bytes, before, after, false));
    bool compound = was_seen(writer, put_together(bytes, before, after, true));
    return (int)whole - (int)compound;
}

static void learn_words(text_writer *writer) {
    oct_slice before, after;
    int sum = 0;
    writer->words_known = true;
    collect_candidates(writer);
    for (size_t i = 0; i < writer->file->count; i++)
        look_in_line(writer, writer->file->lines[i].text);
    for (size_t i = 0; i < writer->file->count; i++)
        if (is_broken(writer->file, i, &before, &after))
            sum += verdict(writer, before, after);
    writer->hyphens_go = sum > 0;
}

/* ---- Ends of lines ----------------------------------------------------------------------------
 */

/* "short- and long-term" */
static bool is_conjunction(oct_slice word) {
    static const char *const words[] = {"and", "or", "und", "oder", "et", "ou",
                                        "y",   "e",  "en",  "of",   "bzw"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (oct_slice_is(word, words[i]))
            return true;
    return false;
}

/* English words that others are joined to by a hyphen more often than not. */
static bool is_joined_by_hyphen(oct_slice before) {
    static const char *const words[] = {"well",  "self",    "half",   "ill",    "ex",    "non",
                                        "all",   "cross",   "twenty", "thirty", "forty", "fifty",
                                        "sixty", "seventy", "eighty", "ninety"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (oct_slice_equal_nocase(before, oct_slice_of(words[i])))
            return true;
    return false;
}

text_line_end text_end_of_line(text_writer *writer, size_t i) {
    const text_line *line = &writer->file->lines[i];
    if (text_joins_without_space(line->text, line[1].text))
        return TEXT_END_JOINED;
    if (!(line->flags & TEXT_HYPHEN) || !text_finds(writer->file, TEXT_FINDS_HYPHENS) ||
        !writer->file->measures.wrapped)
        return TEXT_END_KEPT;
    oct_slice before, after;
    if (oct_slice_ends(line->text, OCT_S("\u00AD")))
        return TEXT_END_WITHOUT_HYPHEN;
    if (!is_broken(writer->file, i, &before, &after))
        return line[1].flags & TEXT_OPENS_UPPER ? TEXT_END_JOINED : TEXT_END_KEPT;
    if (is_conjunction(after))
        return TEXT_END_KEPT;
    if (!writer->words_known)
        learn_words(writer);
    int shown = verdict(writer, before, after);
    bool goes = writer->hyphens_go && !is_joined_by_hyphen(before);
    return shown > 0 || (shown == 0 && goes) ? TEXT_END_WITHOUT_HYPHEN : TEXT_END_JOINED;
}
