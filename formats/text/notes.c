/* text/notes - finds the definitions of notes that the text refers to, and brings the two together.
 * A number may be used again in each chapter: a reference means the next definition behind it. See
 * notes.h. */
#include "formats/text/notes.h"

#include "base/map.h"

enum { LONGEST_LABEL = 24, MOST_LINES_OPEN = 60 };

/* ---- Marks ------------------------------------------------------------------------------------
 */

/* A number, a letter, signs: what is longer names something, and is to be seen, unless a caret says
 * that it does not. */
static bool is_label(oct_slice label, bool caret) {
    bool all_digits = true, all_signs = true;
    for (size_t i = 0; i < label.len; i++) {
        char c = label.ptr[i];
        if (!oct_is_alnum(c) && !(c & 0x80) && !strchr("*-_+.#", c))
            return false;
        all_digits &= oct_is_digit(c);
        all_signs &= c == '*' || c == '+' || c == '#';
    }
    if (label.len == 0 || label.len > LONGEST_LABEL)
        return false;
    return all_digits ? label.len <= 4 : all_signs || caret || label.len == 1;
}

size_t text_note_reference(oct_slice text, oct_slice *label) {
    size_t start = oct_slice_starts(text, OCT_S("[^")) ? 2 : 1;
    oct_slice window = oct_slice_head(text, LONGEST_LABEL + 3);
    size_t end = oct_slice_find_byte(window, ']');
    if (text.len < 3 || text.ptr[0] != '[' || end == window.len || end <= start)
        return 0;
    *label = oct_slice_head(oct_slice_from(text, start), end - start);
    return is_label(*label, start == 2) ? end + 1 : 0;
}

bool text_note_is_bracketed(oct_slice text) {
    return oct_slice_starts_nocase(text, OCT_S("[footnote "));
}

static size_t bracketed_mark(oct_slice text, oct_slice *label) {
    enum { NAME = 10 };
    oct_slice window = oct_slice_head(text, LONGEST_LABEL + NAME + 1);
    size_t end = oct_slice_find_byte(window, ':');
    if (end == window.len || end <= NAME)
        return 0;
    *label = oct_slice_head(oct_slice_from(text, NAME), end - NAME);
    return is_label(*label, true) ? end + 1 : 0;
}

size_t text_note_mark(oct_slice text, oct_slice *label) {
    size_t end = text_note_is_bracketed(text) ? bracketed_mark(text, label)
                                              : text_note_reference(text, label);
    if (end && end < text.len && text.ptr[end] == ':' && !text_note_is_bracketed(text))
        end++;
    size_t start = end;
    while (end < text.len && oct_is_space(text.ptr[end]))
        end++;
    return start && end > start && end < text.len ? end : 0;
}

/* ---- Definitions ------------------------------------------------------------------------------
 */

static bool closes(const text_line *line) {
    return line->text.ptr[line->text.len - 1] == ']';
}

size_t text_note_end(const text_file *file, size_t first) {
    size_t end = first + 1;
    while (end < file->count && (file->lines[end].reason == TEXT_BY_NOTE_GOES_ON ||
                                 file->lines[end].reason == TEXT_BY_NOTE_PARAGRAPH))
        end++;
    return end;
}

/* "[Footnote 1: ..." goes on to its closing bracket, over blank lines if need be. */
static size_t bracketed_end(const text_file *file, size_t i) {
    size_t last = i;
    while (last < file->count && last < i + MOST_LINES_OPEN && !closes(&file->lines[last]))
        last++;
    return last < file->count && last < i + MOST_LINES_OPEN ? last + 1 : i + 1;
}

/* The other definitions have what follows without a blank line, and what is further in. */
static size_t plain_end(const text_file *file, size_t i) {
    size_t end = i + 1;
    oct_slice label;
    bool one_a_line = file->measures.paragraphs == TEXT_PARAGRAPHS_LINE;
    for (; end < file->count; end++) {
        const text_line *line = &file->lines[end];
        bool inside = line->indent > file->lines[i].indent + 1;
        if (line->quotes != file->lines[i].quotes || !text_is_open(line) ||
            text_note_mark(line->text, &label) ||
            (!inside && (one_a_line || !text_adjoins(line - 1, line))))
            break;
    }
    return end;
}

static size_t mark_definition(text_file *file, size_t i) {
    text_line *line = &file->lines[i];
    oct_slice label;
    line->reason = TEXT_BY_NOTE;
    line->marker = (uint16_t)text_note_mark(line->text, &label);
    size_t end = text_note_is_bracketed(line->text) ? bracketed_end(file, i) : plain_end(file, i);
    if (text_note_is_bracketed(line->text) && closes(&file->lines[end - 1]))
        file->lines[end - 1].text.len--;
    for (size_t at = i + 1; at < end; at++)
        file->lines[at].reason = text_adjoins(&file->lines[at - 1], &file->lines[at])
                                     ? TEXT_BY_NOTE_GOES_ON
                                     : TEXT_BY_NOTE_PARAGRAPH;
    return end;
}

static bool may_define(const text_file *file, size_t i, oct_slice *label) {
    const text_line *line = &file->lines[i];
    if (!text_is_open(line) || line->text.ptr[0] != '[' || !text_note_mark(line->text, label))
        return false;
    oct_slice other;
    return text_stands_apart_before(file, i) || text_note_is_bracketed(line->text) ||
           (i > 0 &&
            (text_class_of(line - 1) == TEXT_NOTE || text_note_mark(line[-1].text, &other)));
}

/* ---- References -------------------------------------------------------------------------------
 */

/* What a label stands for while it is not known to be more than defined. */
static const char defined = 0, referred_to = 0;

static bool collect_labels(text_file *file, oct_map *labels) {
    oct_slice label;
    for (size_t i = 0; i < file->count; i++) {
        if (!may_define(file, i, &label))
            continue;
        void **place = oct_map_place(labels, label);
        if (!place)
            return false;
        *place = (void *)(uintptr_t)&defined;
    }
    return true;
}

/* Gives every label that is referred to a value. A mark at the front of its own definition is no
 * reference. */
static void look_for_references(text_file *file, oct_map *labels) {
    for (size_t i = 0; i < file->count; i++) {
        oct_slice text = file->lines[i].text, label;
        text = oct_slice_from(text, text_note_mark(text, &label));
        for (size_t at; (at = oct_slice_find_byte(text, '[')) < text.len;) {
            text = oct_slice_from(text, at);
            if (text_note_reference(text, &label) && oct_map_find(labels, label))
                *oct_map_place(labels, label) = (void *)(uintptr_t)&referred_to;
            text = oct_slice_from(text, 1);
        }
    }
}

/* A line of signs before the notes at the end is theirs. */
static void find_rule(text_file *file) {
    size_t i = file->count;
    while (i > 0 && (file->lines[i - 1].reason == TEXT_BY_NOTE ||
                     file->lines[i - 1].reason == TEXT_BY_NOTE_GOES_ON ||
                     file->lines[i - 1].reason == TEXT_BY_NOTE_PARAGRAPH))
        i--;
    if (i > 0 && i < file->count && file->lines[i - 1].reason == TEXT_BY_BREAK)
        file->lines[i - 1].reason = TEXT_BY_NOTES_RULE;
}

void text_find_notes(text_file *file) {
    oct_map labels;
    oct_slice label;
    oct_map_init(&labels, file->allocator);
    if (collect_labels(file, &labels) && labels.count) {
        look_for_references(file, &labels);
        for (size_t i = 0; i < file->count; i++)
            if (may_define(file, i, &label) && oct_map_find(&labels, label) == &referred_to)
                i = mark_definition(file, i) - 1;
        find_rule(file);
    }
    file->failed |= labels.failed;
    oct_map_free(&labels);
}

/* ---- The index --------------------------------------------------------------------------------
 */

typedef struct definition {
    size_t line;
    uint32_t number;
    size_t next;     /* with the same label, further on; 0: none */
    oct_node *shown; /* the first note that shows it */
    bool in_place;   /* it is shown where it stands */
} definition;

struct text_note_index {
    text_file *file;
    oct_map current; /* by label: the place in list, plus one, of the definition that is next */
    oct_buffer list;
    oct_map places; /* by label: the last definition, plus one, while the index is made */
};

static definition *definition_at(const text_note_index *index, size_t place) {
    return (definition *)(void *)index->list.ptr + place;
}

static void add_definition(text_note_index *index, size_t i) {
    text_line *line = &index->file->lines[i];
    definition added = {.line = i, .number = line->number};
    size_t place = index->list.len / sizeof added;
    oct_slice label;
    text_note_mark(line->text, &label);
    oct_buffer_append(&index->list, (const char *)&added, sizeof added);
    void **last = oct_map_place(&index->places, label);
    void **first = oct_map_place(&index->current, label);
    if (!last || !first || index->list.failed)
        return;
    if (*last)
        definition_at(index, (size_t)(uintptr_t)*last - 1)->next = place;
    else
        *first = (void *)(uintptr_t)(place + 1);
    *last = (void *)(uintptr_t)(place + 1);
}

text_note_index *text_index_notes(text_file *file) {
    text_note_index *index = OCT_ARENA_NEW(&file->arena, text_note_index);
    if (!index)
        return NULL;
    index->file = file;
    oct_map_init(&index->current, file->allocator);
    oct_map_init(&index->places, file->allocator);
    oct_buffer_init(&index->list, file->allocator);
    for (size_t i = 0; i < file->count; i++)
        if (file->lines[i].reason == TEXT_BY_NOTE)
            add_definition(index, i);
    if (index->list.failed || index->current.failed || index->places.failed)
        file->failed = true;
    return index;
}

void text_free_notes(text_note_index *index) {
    if (!index)
        return;
    oct_map_free(&index->current);
    oct_map_free(&index->places);
    oct_buffer_free(&index->list);
}

bool text_use_note(text_note_index *index, oct_slice label, uint32_t line, text_note_use *use) {
    void *found = index ? oct_map_find(&index->current, label) : NULL;
    if (!found)
        return false;
    size_t place = (size_t)(uintptr_t)found - 1;
    definition *d = definition_at(index, place);
    while (d->number < line && d->next) {
        place = d->next;
        d = definition_at(index, place);
    }
    void **current = oct_map_place(&index->current, label);
    if (current)
        *current = (void *)(uintptr_t)(place + 1);
    if (d->in_place)
        return false;
    use->line = d->line;
    use->shown = &d->shown;
    use->number = d->number;
    return true;
}

bool text_note_was_shown(text_note_index *index, size_t line) {
    size_t count = index ? index->list.len / sizeof(definition) : 0, low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        definition *d = definition_at(index, middle);
        if (d->line == line) {
            d->in_place = !d->shown;
            return d->shown;
        }
        if (d->line > line)
            count = middle;
        else
            low = middle + 1;
    }
    return false;
}
