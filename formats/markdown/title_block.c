/* formats/markdown/title_block - see title_block.h. Knows core and this folder. */
#include "formats/markdown/title_block.h"

/* ---- Finding --------------------------------------------------------------------------------- */

static bool is_blank(oct_slice line) {
    return oct_slice_trim(line).len == 0;
}

/* A line that goes on with the field before it. */
static bool goes_on(oct_slice line) {
    return line.len && (line.ptr[0] == ' ' || line.ptr[0] == '\t');
}

/* "% Title", or "%" alone for a field that there is not. */
static bool begins_percent(oct_slice line) {
    return line.len && line.ptr[0] == '%' && (line.len == 1 || oct_is_space(line.ptr[1]));
}

/* Where the key of "Key words: value" ends; 0 when the line is none. */
static size_t key_length(oct_slice line) {
    size_t colon = oct_slice_find_byte(line, ':');
    if (colon + 1 >= line.len || !oct_is_space(line.ptr[colon + 1]) ||
        is_blank(oct_slice_from(line, colon + 1)))
        return 0;
    for (size_t i = 0; i < colon; i++)
        if (!oct_is_alnum(line.ptr[i]) && (i == 0 || !memchr(" _-", line.ptr[i], 3)))
            return 0;
    return colon;
}

enum { MOST_PERCENTS = 3 }; /* title, authors, date */

/* The lines up to the first blank one, when each of them begins a field or goes on with one. */
static oct_md_title_block find(oct_slice text, bool percents) {
    oct_md_title_block block = {.percents = percents}, none = {0};
    oct_slice rest = text, line;
    int fields = 0;
    bool says = false;
    while (oct_slice_next_line(&rest, &line) && !is_blank(line)) {
        bool begins = percents ? begins_percent(line) : key_length(line) > 0;
        fields += begins;
        says |= !is_blank(oct_slice_from(line, begins && percents));
        if (!begins && !(fields && goes_on(line)))
            return none;
        block.lines++;
        block.text = oct_slice_head(text, text.len - rest.len);
    }
    return says && !(percents && fields > MOST_PERCENTS) ? block : none;
}

oct_md_title_block oct_md_find_title_block(oct_slice text, const oct_md_features *features) {
    if (features->percent_titles && text.len && text.ptr[0] == '%')
        return find(text, true);
    return features->key_titles ? find(text, false) : (oct_md_title_block){0};
}

/* ---- Reading --------------------------------------------------------------------------------- */

/* A field: the rest of its first line, and the lines that go on with it, which are passed. */
static oct_slice field_of(oct_slice *rest, oct_slice line, size_t before) {
    const char *begin = line.ptr + before, *end = line.ptr + line.len;
    oct_slice ahead = *rest, next;
    while (oct_slice_next_line(&ahead, &next) && goes_on(next)) {
        end = next.ptr + next.len;
        *rest = ahead;
    }
    return oct_slice_trim(oct_slice_make(begin, (size_t)(end - begin)));
}

/* The text in the arena, with a space for the end of each line and what the next begins with. */
static oct_slice joined(oct_arena *arena, oct_slice text) {
    char *copy = oct_arena_string(arena, text);
    size_t length = 0;
    for (size_t i = 0; copy && i < text.len; i++) {
        bool space = oct_is_space(text.ptr[i]);
        if (!space || (length && copy[length - 1] != ' '))
            copy[length++] = space ? ' ' : text.ptr[i];
    }
    return oct_slice_make(copy, length);
}

static void append(oct_reading *reading, oct_meta *parent, oct_slice key, oct_slice text,
                   uint32_t line) {
    oct_arena *arena = &reading->document->arena;
    oct_meta *value = oct_meta_new_string(arena, joined(arena, oct_slice_trim(text)));
    if (value)
        value->line = line;
    oct_meta_append(parent, key, value);
}

/* Names are parted by line ends and semicolons. */
static void append_authors(oct_reading *reading, oct_slice text, uint32_t line) {
    oct_meta *list = oct_meta_new(&reading->document->arena, OCT_META_LIST);
    oct_slice rest = text, names;
    while (list && oct_slice_next_line(&rest, &names))
        while (names.len) {
            size_t end = oct_slice_find_byte(names, ';');
            if (oct_slice_trim(oct_slice_head(names, end)).len)
                append(reading, list, (oct_slice){NULL, 0}, oct_slice_head(names, end), line);
            names = oct_slice_from(names, end + 1);
        }
    if (list && list->first)
        oct_meta_append(reading->document->metadata, OCT_S("author"), list);
}

static uint32_t lines_between(const char *start, const char *end) {
    uint32_t count = 0;
    for (; start < end; start++)
        count += *start == '\n';
    return count;
}

static void read_percents(oct_reading *reading, oct_slice text) {
    static const oct_slice keys[MOST_PERCENTS] = {{"title", 5}, {"author", 6}, {"date", 4}};
    oct_slice rest = text, line;
    uint32_t number = reading->first_line;
    for (int i = 0; i < MOST_PERCENTS && oct_slice_next_line(&rest, &line); i++) {
        oct_slice value = field_of(&rest, line, 1);
        if (i == 1)
            append_authors(reading, value, number);
        else if (value.len)
            append(reading, reading->document->metadata, keys[i], value, number);
        number += lines_between(line.ptr, rest.ptr);
    }
}

/* Keys are told apart without capitals and spaces. */
static oct_slice key_of(oct_arena *arena, oct_slice words) {
    char *key = oct_arena_string(arena, words);
    size_t length = 0;
    for (size_t i = 0; key && i < words.len; i++)
        if (words.ptr[i] != ' ')
            key[length++] = oct_to_lower(words.ptr[i]);
    return oct_slice_make(key, length);
}

static void read_keys(oct_reading *reading, oct_slice text) {
    oct_slice rest = text, line;
    uint32_t number = reading->first_line;
    while (oct_slice_next_line(&rest, &line)) {
        size_t colon = key_length(line);
        oct_slice key = key_of(&reading->document->arena, oct_slice_head(line, colon));
        oct_slice value = field_of(&rest, line, colon + 1);
        append(reading, reading->document->metadata, key, value, number);
        number += lines_between(line.ptr, rest.ptr);
    }
}

oct_status oct_md_read_title_block(oct_reading *reading, oct_md_features *features,
                                   const oct_md_title_block *block) {
    if (block->percents)
        read_percents(reading, block->text);
    else
        read_keys(reading, block->text);
    if (reading->document->arena.failed)
        return OCT_NO_MEMORY;
    return oct_md_read_prose(reading, features);
}
