/* text/pages - the heads and feet of printed pages: lines beside form feeds that come back, but for
 * the numbers in them. See text.h. */
#include "formats/text/text.h"

#include "base/map.h"

enum { MOST_BESIDE = 2, LONGEST_PAGE_LINE = 200 }; /* lines on either side of a form feed */

/* The line with every number made one sign. */
static oct_slice pattern_of(text_file *file, oct_slice text) {
    char *bytes = oct_arena_bytes(&file->arena, text.len ? text.len : 1);
    size_t length = 0;
    for (size_t i = 0; bytes && i < text.len; i++) {
        bool digit = oct_is_digit(text.ptr[i]);
        if (!digit || length == 0 || bytes[length - 1] != '0')
            bytes[length++] = digit ? '0' : text.ptr[i];
    }
    return (oct_slice){bytes, length};
}

typedef void beside_feed(text_file *file, oct_map *patterns, text_line *line);

static void count_pattern(text_file *file, oct_map *patterns, text_line *line) {
    void **count = oct_map_place(patterns, pattern_of(file, line->text));
    if (count)
        *count = (void *)((uintptr_t)*count + 1);
}

static void mark_pattern(text_file *file, oct_map *patterns, text_line *line) {
    uintptr_t count = (uintptr_t)oct_map_find(patterns, pattern_of(file, line->text));
    if (count > 1)
        line->reason = TEXT_BY_PAGE_LINE;
}

/* The last lines of a page, up to a blank line, and the first ones of the next. */
static void visit_feed(text_file *file, size_t feed, oct_map *patterns, beside_feed *visit) {
    for (size_t i = feed; i > 0 && feed - i < MOST_BESIDE; i--) {
        text_line *line = &file->lines[i - 1];
        if (text_is_open(line) && line->text.len <= LONGEST_PAGE_LINE)
            visit(file, patterns, line);
        if (line->blanks || line->flags & TEXT_FEED)
            break;
    }
    for (size_t i = feed; i < file->count && i - feed < MOST_BESIDE; i++) {
        text_line *line = &file->lines[i];
        if (i > feed && (line->blanks || line->flags & TEXT_FEED))
            break;
        if (text_is_open(line) && line->text.len <= LONGEST_PAGE_LINE)
            visit(file, patterns, line);
    }
}

static void visit_feeds(text_file *file, oct_map *patterns, beside_feed *visit) {
    for (size_t i = 1; i < file->count; i++)
        if (file->lines[i].flags & TEXT_FEED)
            visit_feed(file, i, patterns, visit);
}

static void drop_page_lines(text_file *file) {
    size_t kept = 0;
    uint16_t feed = 0;
    for (size_t i = 0; i < file->count; i++) {
        text_line line = file->lines[i];
        if (text_class_of(&line) == TEXT_PAGE_LINE) {
            feed |= line.flags & TEXT_FEED;
            continue;
        }
        line.flags |= feed;
        feed = 0;
        file->lines[kept++] = line;
    }
    file->page_lines_dropped = file->count - kept;
    file->count = kept;
}

/* ---- Pages of manuals -------------------------------------------------------------------------
 */

/* "DRUM(1)      Workshop Commands      DRUM(1)": the same word at both ends, with gaps. */
static bool is_manual_head(const text_line *line) {
    oct_slice name = text_first_word(line);
    oct_slice inside = oct_slice_from(line->text, name.len);
    return (line->flags & TEXT_HAS_GAP) && name.len > 3 && name.ptr[name.len - 1] == ')' &&
           oct_slice_ends(inside, name) && oct_slice_starts(inside, OCT_S("  "));
}

/* "Workshop 1.2         May 2020       DRUM(1)" */
static bool is_manual_foot(const text_line *line, oct_slice name) {
    return (line->flags & TEXT_HAS_GAP) &&
           (oct_slice_ends(line->text, name) || oct_slice_starts(line->text, name)) && line->blanks;
}

static void mark_manual(text_file *file) {
    oct_slice name = {NULL, 0};
    for (size_t i = 0; i < file->count; i++) {
        text_line *line = &file->lines[i];
        bool apart = line->blanks || i == 0 || line[-1].reason == TEXT_BY_PAGE_LINE;
        bool head = apart && is_manual_head(line);
        if (head)
            name = text_first_word(line);
        if (head || (name.len && is_manual_foot(line, name)))
            line->reason = TEXT_BY_MANUAL_LINE;
    }
}

void text_find_pages(text_file *file) {
    oct_map patterns;
    oct_map_init(&patterns, file->allocator);
    visit_feeds(file, &patterns, count_pattern);
    visit_feeds(file, &patterns, mark_pattern);
    mark_manual(file);
    file->failed |= patterns.failed || file->arena.failed;
    oct_map_free(&patterns);
    if (file->options->page_lines == TEXT_DROP)
        drop_page_lines(file);
}
