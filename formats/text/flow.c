/* text/flow - what is left of the lines: paragraphs and how they go on, what belongs to list items,
 * quotes, code and verse. Lines are looked at in groups that no blank line parts. See text.h. */
#include "formats/text/text.h"

enum { MOST_ITEMS = 64, LEAST_WIDTH = 60, FAR_IN = 4 };

/* The items that the next line may belong to, from the outermost on. */
typedef struct flow {
    text_file *file;
    uint32_t items[MOST_ITEMS]; /* the columns of their marks */
    uint32_t contents[MOST_ITEMS];
    size_t count;
    uint32_t definitions;                  /* the column of the last definition; 0: there is none */
    uint32_t terms;                        /* that of its term */
    uint32_t past_definitions, past_terms; /* the same, of any part of the file before */
    bool in_item;                          /* the last line is of an item's text */
    uint8_t quotes;
} flow;

/* ---- Items ------------------------------------------------------------------------------------
 */

/* Forgets the items that a line at this column is outside of. */
static void leave_items(flow *f, uint32_t indent) {
    while (f->count && f->items[f->count - 1] >= indent)
        f->count--;
}

static void enter_item(flow *f, const text_line *line, uint32_t content) {
    leave_items(f, line->indent);
    if (f->count < MOST_ITEMS) {
        f->items[f->count] = line->indent;
        f->contents[f->count++] = content;
    }
    f->in_item = true;
}

/* A line right behind the text of an item goes on with it when it is further in than the mark, or
 * when the line before is full or its sentence goes on. */
static text_reason goes_on_with_item(const flow *f, const text_line *before,
                                     const text_line *line) {
    if (f->count && line->indent > f->items[f->count - 1])
        return TEXT_BY_HANGING;
    if (f->file->measures.paragraphs == TEXT_PARAGRAPHS_LINE)
        return TEXT_BY_OPEN;
    bool flows = !(before->flags & TEXT_CLOSED) && (line->flags & TEXT_OPENS_LOWER);
    bool sentence = (before->flags & TEXT_CLOSED) && (line->flags & TEXT_OPENS_UPPER) &&
                    text_ends_early(f->file, before, line);
    bool full =
        f->file->measures.wrapped && !sentence && !text_ends_well_before(f->file, before, line);
    return flows || full ? TEXT_BY_WRAPPED : TEXT_BY_OPEN;
}

static size_t continue_item(flow *f, size_t first, size_t end) {
    size_t i = first;
    for (; i < end; i++) {
        text_line *line = &f->file->lines[i];
        text_reason reason = goes_on_with_item(f, line - 1, line);
        if (reason == TEXT_BY_OPEN)
            break;
        line->reason = (uint8_t)reason;
    }
    return i;
}

/* ---- Paragraphs -------------------------------------------------------------------------------
 */

/* Why a line inside a group begins a paragraph, or does not. */
static text_reason inside_group(const text_file *file, const text_line *before,
                                const text_line *line) {
    const text_measures *m = &file->measures;
    switch (m->paragraphs) {
    case TEXT_PARAGRAPHS_LINE:
        return TEXT_BY_ONE_A_LINE;
    case TEXT_PARAGRAPHS_INDENT:
        return line->indent > m->body && line->indent > before->indent ? TEXT_BY_FIRST_LINE_INDENT
               : line->indent > m->body && text_ends_early(file, before, line)
                   ? TEXT_BY_FIRST_LINE_INDENT
                   : TEXT_BY_WRAPPED;
    case TEXT_PARAGRAPHS_SHORT:
        return (before->flags & TEXT_CLOSED) && text_ends_early(file, before, line)
                   ? TEXT_BY_SHORT_BEFORE
                   : TEXT_BY_WRAPPED;
    case TEXT_PARAGRAPHS_AUTO:
    case TEXT_PARAGRAPHS_BLANK:
        break;
    }
    return TEXT_BY_WRAPPED;
}

/* A sentence that runs over the end of a page. */
static bool runs_over_page(const text_line *before, const text_line *line) {
    text_class class = text_class_of(before);
    return (line->flags & TEXT_FEED) && (line->flags & TEXT_OPENS_LOWER) &&
           !(before->flags & TEXT_CLOSED) && (class == TEXT_PARAGRAPH || class == TEXT_CONTINUED) &&
           before->quotes == line->quotes;
}

static text_reason before_group(const flow *f, size_t i) {
    const text_line *line = &f->file->lines[i];
    if (i == 0)
        return TEXT_BY_FIRST;
    if (f->count && line->indent > f->items[f->count - 1])
        return TEXT_BY_UNDER_ITEM;
    if (runs_over_page(line - 1, line))
        return TEXT_BY_WRAPPED;
    return text_adjoins(line - 1, line) ? TEXT_BY_AFTER_BLOCK : TEXT_BY_AFTER_BLANK;
}

static void make_paragraphs(flow *f, size_t first, size_t end) {
    for (size_t i = first; i < end; i++) {
        text_line *line = &f->file->lines[i];
        line->reason =
            (uint8_t)(i == first ? before_group(f, i) : inside_group(f->file, line - 1, line));
    }
}

/* ---- Groups of another kind -------------------------------------------------------------------
 */

static uint32_t least_indent(const text_file *file, size_t first, size_t end) {
    uint32_t least = UINT32_MAX;
    for (size_t i = first; i < end; i++)
        if (file->lines[i].indent < least)
            least = file->lines[i].indent;
    return least;
}

/* On the right half of the page, as an address or a signature. */
static bool is_far_right(const text_file *file, size_t first, size_t end) {
    uint32_t least = least_indent(file, first, end);
    return least >= 4 * FAR_IN && least * 5 >= file->measures.width * 2;
}

/* Lines that somebody ended, each with a capital or further in than another. */
static bool is_verse(const text_file *file, size_t first, size_t end) {
    uint32_t width = file->measures.width > LEAST_WIDTH ? file->measures.width : LEAST_WIDTH;
    size_t begun = 0;
    if (end - first < 2 || file->measures.paragraphs == TEXT_PARAGRAPHS_LINE)
        return false;
    for (size_t i = first; i < end; i++) {
        const text_line *line = &file->lines[i];
        if (text_edge(line) * 4 > width * 3 ||
            (i + 1 < end && file->measures.wrapped && !text_ends_well_before(file, line, line + 1)))
            return false;
        begun += !(line->flags & TEXT_OPENS_LOWER);
    }
    return begun * 5 >= (end - first) * 3;
}

/* Three lines or more, most of which are fields (but for those further in), and none of which goes
 * on in the next one. */
static bool are_fields(const text_file *file, size_t first, size_t end) {
    size_t fields = 0, others = 0;
    for (size_t i = first; i < end; i++) {
        const text_line *line = &file->lines[i];
        if (i + 1 < end &&
            ((line[1].flags & TEXT_OPENS_LOWER) || !text_ends_early(file, line, line + 1)))
            return false;
        bool field = text_field_name(line->text).len > 0;
        fields += field;
        others += !field && line->indent <= file->lines[first].indent;
    }
    return end - first > 2 && fields > others;
}

/* "FILE...", "[NAME...]" is none. */
static bool ends_sentence(const text_line *line) {
    enum { DOTS_AND_BRACKETS = 6 };
    size_t start = line->text.len > DOTS_AND_BRACKETS ? line->text.len - DOTS_AND_BRACKETS : 0;
    oct_slice end = oct_slice_from(line->text, start);
    return (line->flags & TEXT_CLOSED) && oct_slice_find(end, OCT_S("...")) == end.len;
}

/* Two lines or more that begin with the same word, as the forms of a command; others are further
 * in, and go on with them. */
static bool begin_alike(const text_file *file, size_t first, size_t end) {
    const text_line *lead = &file->lines[first];
    size_t alike = 0;
    for (size_t i = first; i < end; i++) {
        const text_line *line = &file->lines[i];
        bool same = line->indent == lead->indent &&
                    oct_slice_equal(text_first_word(line), text_first_word(lead));
        alike += same;
        if (ends_sentence(line) || (!same && line->indent <= lead->indent))
            return false;
    }
    return alike > 1 && oct_is_alpha(lead->text.ptr[0]);
}

/* Three lines or more that all end a sentence, and early. */
static bool are_sentences(const text_file *file, size_t first, size_t end) {
    for (size_t i = first; i < end; i++) {
        const text_line *line = &file->lines[i];
        if (!(line->flags & TEXT_CLOSED) || (line->flags & TEXT_OPENS_LOWER) ||
            (i + 1 < end && !text_ends_early(file, line, line + 1)))
            return false;
    }
    return end - first > 2 && file->measures.wrapped;
}

/* Sentences: they begin with a capital and one ends; or they fill lines. */
static bool is_prose(const text_file *file, size_t first, size_t end) {
    size_t closed = 0, flowing = 0;
    for (size_t i = first; i < end; i++) {
        const text_line *line = &file->lines[i];
        closed += (line->flags & TEXT_CLOSED) != 0;
        flowing +=
            i + 1 < end && !(line->flags & TEXT_CLOSED) && (line[1].flags & TEXT_OPENS_LOWER);
    }
    bool begins = !(file->lines[first].flags & TEXT_OPENS_LOWER);
    return (begins && closed) || (flowing && flowing * 2 >= end - first - 1);
}

static void give_reason(text_file *file, size_t first, size_t end, text_reason reason,
                        uint16_t flag) {
    for (size_t i = first; i < end; i++) {
        file->lines[i].reason = (uint8_t)reason;
        file->lines[i].flags |= flag;
    }
}

/* One line at the place where the file's paragraphs begin is a paragraph. */
static bool is_lone_first_line(const text_file *file, size_t first, size_t end) {
    const text_measures *m = &file->measures;
    bool leads = m->paragraphs == TEXT_PARAGRAPHS_INDENT || m->leads > 2;
    return leads && end == first + 1 && file->lines[first].indent <= m->body + 10;
}

/* A group that is further in than the text: what it stands under decides how far. */
static void indented_group(flow *f, size_t first, size_t end, uint32_t outside) {
    text_file *file = f->file;
    uint32_t least = least_indent(file, first, end), in = least > outside ? least - outside : 0;
    if (in >= 2 && text_has_code_signs(file, first, end))
        give_reason(file, first, end, TEXT_BY_CODE_SIGNS, TEXT_INDENTED);
    else if (in >= 2 && is_verse(file, first, end) && !f->count)
        give_reason(file, first, end, TEXT_BY_INDENTED_VERSE, TEXT_INDENTED);
    else if (in >= 2 && is_prose(file, first, end) && !f->count)
        give_reason(file, first, end, TEXT_BY_INDENTED_PROSE, 0);
    else if (in >= FAR_IN && in <= 2 * FAR_IN + 1 && !is_prose(file, first, end))
        give_reason(file, first, end, TEXT_BY_NO_SENTENCE, TEXT_INDENTED);
    else
        make_paragraphs(f, first, end);
}

/* ---- Definitions ------------------------------------------------------------------------------
 */

enum { WIDEST_TERM = 40, DEEPEST_DEFINITION = 12 };

/* "-a, --all", "--author=NAME" */
static bool is_option(oct_slice text) {
    size_t hyphens = oct_slice_starts(text, OCT_S("--")) ? 2 : 1;
    return text.len > hyphens && text.ptr[0] == '-' &&
           (oct_is_alnum(text.ptr[hyphens]) || text.ptr[hyphens] == '?');
}

/* A short line, and right under it a text that is further in: more than a title, and less than a
 * verse; shorter ones where other definitions stand at these columns. */
static bool is_definition(const flow *f, size_t first, size_t end) {
    const text_file *file = f->file;
    const text_line *term = &file->lines[first], *text = term + 1;
    if (end - first < 2 || term->width > WIDEST_TERM || term->flags & (TEXT_CLOSED | TEXT_HELD))
        return false;
    uint32_t least = least_indent(file, first + 1, end);
    if (least < term->indent + 2 || least > term->indent + DEEPEST_DEFINITION ||
        file->measures.paragraphs == TEXT_PARAGRAPHS_INDENT ||
        text_has_code_signs(file, first + 1, end))
        return false;
    bool like_others = least == f->past_definitions && term->indent == f->past_terms;
    bool sentence = text->flags & TEXT_CLOSED || text->width > WIDEST_TERM || end - first > 2 ||
                    is_option(term->text) || like_others;
    return sentence && (!file->measures.wrapped || text_ends_well_before(file, term, text));
}

/* Where the lines end that are further in than the one at first. */
static size_t definition_end(const text_file *file, size_t first, size_t end) {
    size_t i = first + 1;
    while (i < end && file->lines[i].indent > file->lines[first].indent)
        i++;
    return i;
}

/* Terms and definitions from the first line of a group to its last. */
static bool are_definitions(const flow *f, size_t first, size_t end) {
    const text_file *file = f->file;
    for (size_t i = first, next; i < end; i = next) {
        next = definition_end(file, i, end);
        if (file->lines[i].indent != file->lines[first].indent || !is_definition(f, i, next))
            return false;
    }
    return true;
}

static void make_definitions(flow *f, size_t first, size_t end) {
    for (size_t i = first, next; i < end; i = next) {
        text_line *term = &f->file->lines[i];
        next = definition_end(f->file, i, end);
        term->reason = TEXT_BY_TERM;
        term[1].reason = TEXT_BY_DEFINITION;
        give_reason(f->file, i + 2, next, TEXT_BY_HANGING, 0);
        f->terms = term->indent;
        f->definitions = term[1].indent;
        f->past_terms = f->terms;
        f->past_definitions = f->definitions;
        enter_item(f, term, f->definitions);
    }
}

/* The bytes of a term and the gap behind it, when what follows stands where the definition before
 * does; 0 when it does not. */
static size_t term_beside(const flow *f, const text_line *line) {
    size_t behind = oct_slice_find(line->text, OCT_S("  ")), start = behind;
    while (start < line->text.len && line->text.ptr[start] == ' ')
        start++;
    bool there = line->indent + start == f->definitions && line->indent == f->terms;
    return f->definitions && there && behind < line->text.len && !(line->flags & TEXT_HAS_HIGH)
               ? start
               : 0;
}

static void make_definition_beside(flow *f, size_t first, size_t end, size_t term) {
    text_line *line = &f->file->lines[first];
    line->reason = TEXT_BY_TERM_BESIDE;
    line->marker = (uint16_t)term;
    give_reason(f->file, first + 1, end, TEXT_BY_HANGING, 0);
    enter_item(f, line, f->definitions);
}

static void open_group(flow *f, size_t first, size_t end) {
    text_file *file = f->file;
    uint32_t least = least_indent(file, first, end), body = file->measures.body;
    leave_items(f, least);
    size_t term = term_beside(f, &file->lines[first]);
    if (term && (end == first + 1 || least_indent(file, first + 1, end) == f->definitions))
        make_definition_beside(f, first, end, term);
    else if (are_definitions(f, first, end))
        make_definitions(f, first, end);
    else if (is_far_right(file, first, end) && end > first + 1)
        give_reason(file, first, end, TEXT_BY_FAR_RIGHT, 0);
    else if (!f->count && are_fields(file, first, end))
        give_reason(file, first, end, TEXT_BY_FIELDS, 0);
    else if (!f->count && begin_alike(file, first, end))
        give_reason(file, first, end, TEXT_BY_ALIKE, 0);
    else if (!f->count && are_sentences(file, first, end))
        give_reason(file, first, end, TEXT_BY_SENTENCES, 0);
    else if (f->count)
        indented_group(f, first, end, f->contents[f->count - 1]);
    else if (least >= body + 2 && !is_lone_first_line(file, first, end))
        indented_group(f, first, end, body);
    else if (is_verse(file, first, end))
        give_reason(file, first, end, TEXT_BY_VERSE, 0);
    else
        make_paragraphs(f, first, end);
}

/* -----------------------------------------------------------------------------------------------
 */

static size_t group_end(const text_file *file, size_t first) {
    size_t end = first + 1;
    while (end < file->count && text_is_open(&file->lines[end]) &&
           text_adjoins(&file->lines[end - 1], &file->lines[end]))
        end++;
    return end;
}

static size_t flow_group(flow *f, size_t first) {
    size_t end = group_end(f->file, first), i = first;
    if (f->in_item && first > 0 && text_adjoins(&f->file->lines[first - 1], &f->file->lines[first]))
        i = continue_item(f, first, end);
    if (i < end) {
        f->in_item = false; /* a definition's group sets it again */
        open_group(f, i, end);
    }
    return end;
}

/* A line that was known before: an item opens, other blocks end those that they are outside of. */
static void pass_known(flow *f, const text_line *line) {
    text_class class = text_class_of(line);
    if (class == TEXT_BULLET || class == TEXT_NUMBER) {
        enter_item(f, line, line->indent + line->marker);
        return;
    }
    if (class == TEXT_HEADING)
        f->count = f->definitions = 0;
    leave_items(f, line->indent);
    f->in_item = false;
}

void text_find_flow(text_file *file) {
    flow f = {.file = file};
    for (size_t i = 0; i < file->count;) {
        const text_line *line = &file->lines[i];
        if (line->quotes != f.quotes)
            f.count = 0, f.in_item = false;
        f.quotes = line->quotes;
        if (text_is_open(line)) {
            i = flow_group(&f, i);
            continue;
        }
        pass_known(&f, line);
        i++;
    }
}
