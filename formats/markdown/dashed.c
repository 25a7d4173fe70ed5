/* formats/markdown/dashed - see dashed.h. Knows cmark.
 *
 * Pandoc's rules, but for two: a table has at least two columns, one of them of two dashes or more,
 * so that thematic breaks and headings stay what they are to all others; and there are no blank
 * lines in a head. All lines of dashes of a text are listed before it is fed, if one of them may be
 * that of a table's columns, and whether a table begins at a line is told by that list alone. */
#include "formats/markdown/dashed.h"

#include "formats/markdown/html_tag.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

/* A line of dashes. */
typedef struct dashes {
    size_t start, place;   /* of the line, and of its first dash */
    size_t number;         /* of the line in the text */
    size_t blanks;         /* how many blank lines are before it */
    size_t footer;         /* the first, from this one on, that is alone */
    size_t header, quotes; /* where the line before it begins; how many quotes it is in */
    size_t indent;         /* columns before it in these, of a line with nothing else before it */
    bool columns;          /* its runs may be columns */
    bool alone;            /* there is nothing before it but quotes and blanks */
    bool ends;             /* the line behind it is blank */
    bool has_header;       /* the line before it may be a table's head */
} dashes;

typedef struct dashes_list {
    dashes *lines;
    size_t count, capacity;
} dashes_list;

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* ---- Lines of dashes ------------------------------------------------------------------------ */

/* Whether there is a line whose end looks like columns: most texts have none, and need no list. */
static bool may_have_columns(oct_slice text) {
    size_t at = 0;
    while ((at += oct_slice_find_byte(oct_slice_from(text, at), '-')) < text.len) {
        size_t end = at;
        bool run = false, gap = false;
        for (; end < text.len && (text.ptr[end] == '-' || is_blank(text.ptr[end])); end++) {
            run |= end > at && text.ptr[end] == '-' && text.ptr[end - 1] == '-';
            gap |= end > at && text.ptr[end] == '-' && text.ptr[end - 1] != '-';
        }
        if (run && gap && (end == text.len || text.ptr[end] == '\n' || text.ptr[end] == '\r'))
            return true;
        at = end;
    }
    return false;
}

/* The part of a line from its last dashes on. */
static oct_slice dashes_of(oct_slice line) {
    size_t start = line.len;
    while (start > 0 && (line.ptr[start - 1] == '-' || is_blank(line.ptr[start - 1])))
        start--;
    while (start < line.len && is_blank(line.ptr[start]))
        start++;
    return oct_slice_from(line, start);
}

bool oct_md_is_dashes(oct_slice line) {
    oct_slice text = oct_slice_trim(line);
    return text.len && dashes_of(text).len == text.len;
}

static bool are_columns(oct_slice line) {
    bool run = false, gap = false;
    for (size_t i = 1; i < line.len; i++) {
        run |= line.ptr[i] == '-' && line.ptr[i - 1] == '-';
        gap |= line.ptr[i] == '-' && line.ptr[i - 1] != '-';
    }
    return run && gap;
}

/* Past the quotes and the blanks before a line, whose columns are counted from the last quote. */
static size_t skip_quotes(oct_slice line, size_t *quotes, size_t *indent) {
    size_t at = 0;
    *quotes = *indent = 0;
    for (; at < line.len && (is_blank(line.ptr[at]) || line.ptr[at] == '>'); at++) {
        bool quote = line.ptr[at] == '>';
        *quotes += quote;
        *indent = quote ? 0 : line.ptr[at] == '\t' ? (*indent / 4 + 1) * 4 : *indent + 1;
    }
    *indent -= *quotes && *indent;
    return at;
}

static void add_dashes(dashes_list *list, const dashes *line) {
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 16;
        list->lines = oct_md_mem.realloc(list->lines, list->capacity * sizeof *list->lines);
    }
    list->lines[list->count++] = *line;
}

/* The line before a line. */
typedef struct line_before {
    size_t start, quotes;
    bool has_text, ends_in_dashes;
} line_before;

/* Takes a line into the list if it is one of dashes; whether it is blank. */
static bool take_line(dashes_list *list, oct_slice text, oct_slice line, dashes *next,
                      line_before *before) {
    size_t quotes, indent, start = skip_quotes(line, &quotes, &indent);
    oct_slice content = oct_slice_from(line, start), tail = dashes_of(line);
    bool blank = content.len == 0;
    bool alone = !blank && tail.ptr <= content.ptr && tail.len;
    next->start = (size_t)(line.ptr - text.ptr);
    if (tail.len && !blank) {
        next->place = (size_t)(tail.ptr - text.ptr);
        next->quotes = quotes;
        next->indent = indent;
        next->header = before->start;
        next->has_header = before->has_text && before->quotes == quotes;
        next->columns = are_columns(tail);
        next->alone = alone;
        add_dashes(list, next);
    }
    *before = (line_before){next->start, quotes, !blank && !alone, tail.len && !blank};
    return blank;
}

static void list_dashes(dashes_list *list, oct_slice text) {
    dashes next = {0};
    line_before before = {0};
    oct_slice rest = text, line;
    for (; oct_slice_next_line(&rest, &line); next.number++) {
        size_t count = list->count;
        bool after_dashes = before.ends_in_dashes;
        bool blank = take_line(list, text, line, &next, &before);
        next.blanks += blank;
        if (blank && after_dashes)
            list->lines[count - 1].ends = true;
    }
    if (before.ends_in_dashes)
        list->lines[list->count - 1].ends = true;
    size_t footer = list->count;
    for (size_t i = list->count; i-- > 0;)
        footer = list->lines[i].footer = list->lines[i].alone ? i : footer;
}

/* ---- Where tables begin --------------------------------------------------------------------- */

/* The line that ends a table whose rows are behind a line of dashes; NULL when there is none. */
static const dashes *footer_of(const dashes_list *list, size_t columns) {
    const dashes *first = &list->lines[columns];
    if (columns + 1 >= list->count || first->ends)
        return NULL;
    size_t footer = list->lines[columns + 1].footer;
    const dashes *line = footer < list->count ? &list->lines[footer] : NULL;
    bool fits =
        line && line->alone && line->quotes == first->quotes && line->number > first->number + 1;
    return fits ? line : NULL;
}

/* Whether a table begins with the line of dashes. */
static bool begins_with_dashes(const oct_md_features *features, const dashes_list *list, size_t at,
                               oct_md_dashed_start *start) {
    const dashes *top = &list->lines[at], *footer = footer_of(list, at);
    if (!footer)
        return false;
    bool head = footer->blanks == top->blanks && footer->columns;
    const dashes *end =
        head && features->multiline_tables ? footer_of(list, (size_t)(footer - list->lines)) : NULL;
    start->shape = end ? OCT_MD_DASHED_MULTILINE
                   : features->simple_tables && footer->blanks == top->blanks
                       ? OCT_MD_DASHED_HEADLESS
                       : OCT_MD_DASHED_MULTILINE_HEADLESS;
    end = end ? end : top->columns ? footer : NULL;
    if (!end || end->indent >= top->indent + 4 ||
        (start->shape == OCT_MD_DASHED_MULTILINE_HEADLESS && !features->multiline_tables))
        return false;
    start->lines = (int)(end->number - top->number);
    return true;
}

/* Whether a table begins with the line before the line of dashes. */
static bool begins_with_head(const oct_md_features *features, const dashes_list *list, size_t at) {
    const dashes *line = &list->lines[at], *next = line + 1;
    bool has_row =
        !line->ends && (at + 1 == list->count || !next->alone || next->number > line->number + 1);
    return features->simple_tables && line->has_header && line->columns && line->alone && has_row;
}

/* ---- Feeding ------------------------------------------------------------------------------ */

/* Whether a block may begin at a place in a line: in a paragraph only one that an item or a
 * definition begins with. */
static bool may_begin(const cmark_parser *parser, oct_slice line, size_t place) {
    const cmark_node *open = parser->current;
    size_t quotes, indent;
    if (open->type == CMARK_NODE_PARAGRAPH)
        return place > skip_quotes(line, &quotes, &indent);
    if (open->type == CMARK_NODE_CODE_BLOCK)
        return !open->as.code.fenced && !open->extension;
    return open->type != CMARK_NODE_HTML_BLOCK && open->type != oct_md_kinds.table &&
           open->type != oct_md_kinds.row && open->type != oct_md_kinds.cell;
}

/* How many columns the open items ask of a line. */
static size_t indent_of_items(const cmark_parser *parser) {
    enum { OF_OTHERS = 4 };
    size_t columns = 0;
    for (const cmark_node *open = parser->current; open; open = open->parent) {
        if (open->type == CMARK_NODE_ITEM)
            columns += (size_t)(open->as.list.marker_offset + open->as.list.padding);
        if (open->type == oct_md_kinds.definition || open->type == CMARK_NODE_FOOTNOTE_DEFINITION)
            columns += OF_OTHERS;
    }
    return columns;
}

/* Puts the byte back that the last line of the open block has at its beginning. */
static void put_back(const cmark_parser *parser, oct_slice line, char byte) {
    cmark_strbuf *content = &parser->current->content;
    size_t size = (size_t)content->size;
    while (size && content->ptr[size - 1] == '\n')
        size--;
    while (line.len && (line.ptr[line.len - 1] == '\n' || line.ptr[line.len - 1] == '\r'))
        line.len--;
    if (line.len <= size && memcmp(content->ptr + size - line.len, line.ptr, line.len) == 0)
        content->ptr[size - line.len] = (unsigned char)byte;
}

/* Feeds the line that begins a table, from its start to behind its end, so that cmark takes it for
 * none of its own blocks. */
static void feed_start(oct_md_blocks *blocks, cmark_parser *parser, oct_slice line,
                       oct_md_dashed_start *start) {
    const char letter = 'x';
    char *copy = oct_md_mem.calloc(line.len, 1);
    memcpy(copy, line.ptr, line.len);
    copy[start->place] = letter;
    blocks->starting = start;
    cmark_parser_feed(parser, copy, line.len);
    blocks->starting = NULL;
    put_back(parser, oct_slice_make(copy + start->place, line.len - start->place),
             line.ptr[start->place]);
    oct_md_mem.free(copy);
}

static oct_slice line_with_end(oct_slice text, size_t start) {
    oct_slice rest = oct_slice_from(text, start), line = {NULL, 0};
    (void)!oct_slice_next_line(&rest, &line);
    return oct_slice_make(text.ptr + start, text.len - rest.len - start);
}

/* Whether a line begins what goes before a table: Pandoc looks for these first. A caption ends in a
 * blank line. */
static bool begins_other_block(oct_slice text, const char *set) {
    char first = text.ptr[0], next = text.len > 1 ? text.ptr[1] : ' ';
    size_t signs = 0;
    while (signs < text.len && text.ptr[signs] == first)
        signs++;
    if (first == '#')
        return signs == text.len || is_blank(text.ptr[signs]);
    if (memchr("*-+", first, 3))
        return is_blank(next);
    if (memchr("`~", first, 2))
        return signs >= 3;
    if (first == ':' || oct_slice_starts_nocase(text, OCT_S("Table:")))
        return true;
    int html = first == '<' || (set && first == set[OCT_MD_TAG]) ? oct_md_html_block_kind(text) : 0;
    return html > 0 && html < 7;
}

/* Past the marker of an item or a definition that a place in a line may have, and the blanks behind
 * it; the place when there is none. */
static size_t skip_marker(oct_slice line, size_t place) {
    size_t at = place;
    while (at < line.len && oct_is_digit(line.ptr[at]))
        at++;
    const char *ends = at > place ? ".)" : "-*+:~";
    if (at + 1 >= line.len || !strchr(ends, line.ptr[at]) || line.ptr[at + 1] != ' ')
        return place;
    for (at++; at < line.len && line.ptr[at] == ' '; at++)
        ;
    return at;
}

/* Finds where cmark is to ask about a head: behind markers whose items the dashes are in, too. A
 * head that is far indented is no code: it begins where its items let it. The columns that items
 * ask of a line may become more. */
static bool place_head(oct_slice line, const dashes *under, const char *set, size_t *items,
                       oct_md_dashed_start *start) {
    size_t quotes, indent, first = skip_quotes(line, &quotes, &indent), place = first, next;
    while ((next = skip_marker(line, place)) > place && indent + next - first <= under->indent)
        place = next;
    if (place >= line.len || begins_other_block(oct_slice_from(line, place), set))
        return false;
    size_t back = place == first && indent >= *items + 4 ? indent - *items : 0;
    *items = place > first ? indent + place - first : *items;
    start->place = place - (back < place ? back : place);
    for (size_t i = start->place; back && i < place; i++)
        if (line.ptr[i] != ' ')
            return false;
    return true;
}

/* Feeds the text up to a line, and the line, if a table may begin there. */
static void feed_table(oct_md_blocks *blocks, cmark_parser *parser, oct_slice text, size_t *fed,
                       const dashes *line, oct_md_dashed_start *start, bool head) {
    size_t begin = head ? line->header : line->start;
    if (begin < *fed)
        return;
    cmark_parser_feed(parser, text.ptr + *fed, begin - *fed);
    *fed = begin;
    oct_slice first = line_with_end(text, begin);
    size_t items = indent_of_items(parser);
    start->place = line->place - line->start;
    if ((head && !place_head(first, line, oct_md_set_of(parser), &items, start)) ||
        !may_begin(parser, first, start->place) || (line->alone && line->indent >= items + 4))
        return;
    feed_start(blocks, parser, first, start);
    *fed += first.len;
}

void oct_md_feed(oct_md_blocks *blocks, cmark_parser *parser, oct_slice text) {
    const oct_md_features *features = blocks->features;
    size_t fed = 0;
    dashes_list list = {0};
    if ((features->simple_tables || features->multiline_tables) && !blocks->no_dashed &&
        may_have_columns(text))
        list_dashes(&list, text);
    for (size_t i = 0; i < list.count; i++) {
        oct_md_dashed_start start = {.shape = OCT_MD_DASHED_SIMPLE};
        if (begins_with_head(features, &list, i))
            feed_table(blocks, parser, text, &fed, &list.lines[i], &start, true);
        start.place = 0;
        if (begins_with_dashes(features, &list, i, &start))
            feed_table(blocks, parser, text, &fed, &list.lines[i], &start, false);
    }
    oct_md_mem.free(list.lines);
    cmark_parser_feed(parser, text.ptr + fed, text.len - fed);
}

/* ---- The block ---------------------------------------------------------------------------- */

cmark_node *oct_md_open_dashed(const oct_md_line *line) {
    const oct_md_dashed_start *start = line->blocks->starting;
    cmark_node *node = oct_md_keep_lines(line, OCT_MD_RAW_DASHED);
    node->as.code.fence_offset = (uint8_t)start->shape;
    node->as.code.fence_length = (uint8_t)(line->start - line->parser->offset);
    node->footnote.def_count = start->lines; /* those to come; cmark's own notes are not used */
    line->blocks->starting = NULL;
    return node;
}

/* A simple table with a head goes on to a blank line, or the second line of dashes. */
static bool goes_on_to_end(const oct_md_line *line, cmark_node *node) {
    if (line->parser->blank || node->footnote.def_count == 2)
        return false;
    node->footnote.def_count += oct_md_is_dashes(line->text);
    return true;
}

bool oct_md_dashed_goes_on(const oct_md_line *line, cmark_node *node) {
    if (node->as.code.fence_offset == OCT_MD_DASHED_SIMPLE)
        return goes_on_to_end(line, node);
    return node->footnote.def_count-- > 0;
}
