/* formats/markdown/fancy_list - ordered lists that are numbered otherwise than by "1." and "1)": by
 * letters and Roman numbers, in parentheses, by "#.", and by "(@)", which counts through the
 * document. cmark's own lists and items are made: it goes on with them as with its own. What they
 * are numbered by is in the byte that tells the markers of bullet lists apart. See blocks.h. */
#include "formats/markdown/blocks.h"

#include "ast/node.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

/* Labels are of many lengths: what an example holds is indented by four columns, as Pandoc has it.
 */
enum { EXAMPLE_INDENT = 4 };
enum { IS_STYLED = 1, STYLE_SHIFT = 1, IN_PARENS = 1 << 4, IS_EXAMPLE = 1 << 5 };

typedef struct marker {
    size_t length;
    oct_slice number; /* what stands before the delimiter */
    int start;
    oct_list_style style;
    bool open, paren; /* "(" before, ")" behind the number */
    bool counts_on;   /* "#": as the list is numbered */
    bool example;
} marker;

/* ---- Numbers ------------------------------------------------------------------------------ */

enum { LONGEST_ROMAN = 15, LONGEST_DECIMAL = 9, LONGEST_LABEL = 100 };

/* Writes a number below 4000. */
static size_t write_roman(int value, char *out) {
    static const struct {
        int value;
        const char *letters;
    } parts[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                 {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                 {5, "v"},    {4, "iv"},   {1, "i"}};
    size_t length = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (; value >= parts[i].value; value -= parts[i].value)
            for (const char *letter = parts[i].letters; *letter; letter++)
                out[length++] = *letter;
    return length;
}

static int roman_digit(char c) {
    static const char letters[] = "ivxlcdm";
    static const int values[] = {1, 5, 10, 50, 100, 500, 1000};
    const char *found = memchr(letters, oct_to_lower(c), sizeof letters - 1);
    return found ? values[found - letters] : 0;
}

/* The value of a Roman number that is written by rule; 0 when it is none. */
static int roman_value(oct_slice text) {
    char rule[64];
    int value = 0;
    if (text.len == 0 || text.len > LONGEST_ROMAN)
        return 0;
    for (size_t i = 0; i < text.len; i++) {
        int digit = roman_digit(text.ptr[i]);
        int next = i + 1 < text.len ? roman_digit(text.ptr[i + 1]) : 0;
        if (digit == 0)
            return 0;
        value += digit < next ? -digit : digit;
    }
    if (value <= 0 || value >= 4000)
        return 0;
    return oct_slice_equal_nocase(oct_slice_make(rule, write_roman(value, rule)), text) ? value : 0;
}

static bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static bool is_one_case(oct_slice text) {
    for (size_t i = 1; i < text.len; i++)
        if (is_upper(text.ptr[i]) != is_upper(text.ptr[0]))
            return false;
    return true;
}

/* ---- Markers ------------------------------------------------------------------------------ */

static bool is_label_byte(char c) {
    return oct_is_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

static size_t number_length(oct_slice text) {
    size_t length = 0;
    if (text.len && text.ptr[0] == '#')
        return 1;
    if (text.len && text.ptr[0] == '@') {
        for (length = 1; length < text.len && is_label_byte(text.ptr[length]); length++)
            if (length > LONGEST_LABEL)
                return 0;
        return length;
    }
    while (length < text.len && length < LONGEST_DECIMAL && oct_is_digit(text.ptr[length]))
        length++;
    while (length == 0 || !oct_is_digit(text.ptr[0])) {
        if (length >= text.len || length > LONGEST_ROMAN || !oct_is_alpha(text.ptr[length]))
            break;
        length++;
    }
    return length;
}

/* Cuts the marker off the front of a line; what it counts is not looked at yet. */
static bool cut_marker(oct_slice text, marker *found) {
    found->open = text.len && text.ptr[0] == '(';
    found->number = oct_slice_from(text, found->open);
    found->number.len = number_length(found->number);
    size_t end = found->open + found->number.len;
    if (found->number.len == 0 || end >= text.len)
        return false;
    found->paren = text.ptr[end] == ')';
    found->length = end + 1;
    char behind = end + 1 < text.len ? text.ptr[end + 1] : '\n';
    bool ends = behind == ' ' || behind == '\t' || behind == '\n';
    return ends && (found->paren || (text.ptr[end] == '.' && !found->open));
}

static void take_letters(marker *found, bool as_letter) {
    oct_slice text = found->number;
    bool upper = is_upper(text.ptr[0]);
    int roman = is_one_case(text) ? roman_value(text) : 0;
    bool letter = text.len == 1 && (as_letter || oct_to_lower(text.ptr[0]) != 'i');
    found->start = letter ? oct_to_lower(text.ptr[0]) - 'a' + 1 : roman;
    found->style = letter  ? (upper ? OCT_LIST_UPPER_ALPHA : OCT_LIST_LOWER_ALPHA)
                   : upper ? OCT_LIST_UPPER_ROMAN
                           : OCT_LIST_LOWER_ROMAN;
}

static void take_roman(marker *found, bool upper) {
    int value = is_one_case(found->number) ? roman_value(found->number) : 0;
    if (value == 0 || is_upper(found->number.ptr[0]) != upper)
        return;
    found->start = value;
    found->style = upper ? OCT_LIST_UPPER_ROMAN : OCT_LIST_LOWER_ROMAN;
}

/* What the marker counts. A letter may be a Roman number, too: in a list it is what the list has,
 * at the front of one "i" is a number and all others are letters. start stays 0 when it is none. */
static void take_number(marker *found, const cmark_list *list) {
    char first = found->number.ptr[0];
    int style = list && list->bullet_char & IS_STYLED ? list->bullet_char >> STYLE_SHIFT & 7 : 0;
    if (first == '#' || first == '@') {
        found->counts_on = first == '#';
        found->example = first == '@';
        found->start = 1;
    } else if (oct_is_digit(first)) {
        int64_t value = 0;
        found->start = oct_slice_to_int(found->number, &value) ? (int)value : 0;
    } else {
        take_letters(found, style == OCT_LIST_LOWER_ALPHA || style == OCT_LIST_UPPER_ALPHA);
        if (style == OCT_LIST_LOWER_ROMAN || style == OCT_LIST_UPPER_ROMAN)
            take_roman(found, style == OCT_LIST_UPPER_ROMAN);
    }
}

/* What begins like a marker and is more likely text: an initial ("A. Smith" has one space, an item
 * two), a page ("p. 7"), a year of copyright ("(c) 2024"). */
static bool is_rather_text(oct_slice text, const marker *found) {
    oct_slice behind = oct_slice_from(text, found->length);
    bool one_letter = found->number.len == 1 && oct_is_alpha(found->number.ptr[0]);
    if (one_letter && is_upper(found->number.ptr[0]) && !found->paren)
        return behind.len >= 2 && behind.ptr[0] == ' ' && behind.ptr[1] != ' ' &&
               behind.ptr[1] != '\t';
    bool before_digit = behind.len >= 2 && oct_is_digit(behind.ptr[1]);
    char letter = one_letter ? oct_to_lower(found->number.ptr[0]) : '\0';
    return before_digit && ((letter == 'p' && !found->paren) || (letter == 'c' && found->open));
}

/* ---- Items -------------------------------------------------------------------------------- */

static cmark_list data_of(const marker *found, const cmark_list *list) {
    cmark_list data = {.list_type = CMARK_ORDERED_LIST,
                       .start = found->start,
                       .delimiter = found->paren ? CMARK_PAREN_DELIM : CMARK_PERIOD_DELIM};
    unsigned parens = found->open ? IN_PARENS : 0;
    if (found->example)
        data.bullet_char = (unsigned char)(IS_EXAMPLE | parens);
    else if (found->counts_on && list)
        data.bullet_char = list->bullet_char;
    else if (found->style != OCT_LIST_DECIMAL)
        data.bullet_char =
            (unsigned char)(IS_STYLED | (unsigned)found->style << STYLE_SHIFT | parens);
    else
        data.bullet_char = (unsigned char)parens;
    return data;
}

static bool is_same_list(const cmark_list *list, const cmark_list *item) {
    return list && list->list_type == item->list_type && list->delimiter == item->delimiter &&
           list->bullet_char == item->bullet_char;
}

/* A list does not interrupt a paragraph, but for a list in an item, that begins at one. */
static bool may_begin(const oct_md_line *line, const marker *found, const cmark_list *list) {
    oct_slice behind = oct_slice_from(line->text, found->length);
    if (list)
        return true;
    if (oct_slice_trim(behind).len == 0)
        return false;
    if (!oct_md_is_in_paragraph(line))
        return true;
    const cmark_node *parent = line->parent;
    return parent->type == CMARK_NODE_PARAGRAPH && parent->parent->type == CMARK_NODE_ITEM &&
           (found->start == 1 || found->example);
}

/* Items in items on one line are nesting that costs: more than a few are no list. */
static bool is_deep(const oct_md_line *line) {
    enum { MOST_ON_A_LINE = 8 };
    int depth = 0;
    for (const cmark_node *node = line->parent; node->type != CMARK_NODE_DOCUMENT && depth < 100;
         node = node->parent) {
        if (node->start_line != line->parser->line_number || !node->parent)
            break;
        depth++;
    }
    return depth > 2 * MOST_ON_A_LINE;
}

/* Past the marker and the blanks behind it, as cmark does it for its own lists. */
static void skip_marker(const oct_md_line *line, const marker *found, cmark_list *data) {
    cmark_parser *parser = line->parser;
    oct_md_skip(line, found->length);
    int offset = parser->offset, column = parser->column, blanks;
    bool partial = parser->partially_consumed_tab;
    while (parser->column - column <= 5 &&
           (line->input[parser->offset] == ' ' || line->input[parser->offset] == '\t'))
        cmark_parser_advance_offset(parser, (char *)line->input, 1, true);
    blanks = parser->column - column;
    char next = (char)line->input[parser->offset];
    data->padding = (int)found->length + blanks;
    if (blanks >= 1 && blanks < 5 && next != '\n' && next != '\r')
        return;
    data->padding = (int)found->length + 1;
    parser->offset = offset;
    parser->column = column;
    parser->partially_consumed_tab = partial;
    if (blanks > 0)
        cmark_parser_advance_offset(parser, (char *)line->input, 1, true);
}

static cmark_node *add(const oct_md_line *line, cmark_node *parent, cmark_node_type kind,
                       const cmark_list *data) {
    cmark_node *node = cmark_parser_add_child(line->parser, parent, kind, line->start + 1);
    node->as.list = *data;
    return node;
}

static bool is_wanted(const oct_md_features *features, const marker *found) {
    return found->start > 0 &&
           (found->example ? features->examples && found->paren : features->fancy_lists);
}

/* The list that the line stands in, when its markers have the same delimiters. */
static const cmark_list *list_around(const cmark_node *parent, const marker *found) {
    const cmark_list *list = &parent->as.list;
    if (parent->type != CMARK_NODE_LIST || list->list_type != CMARK_ORDERED_LIST)
        return NULL;
    bool paren = list->delimiter == CMARK_PAREN_DELIM;
    bool open = (list->bullet_char & IN_PARENS) != 0;
    return paren == found->paren && open == found->open ? list : NULL;
}

cmark_node *oct_md_open_fancy_item(const oct_md_line *line) {
    marker found = {0};
    if (!cut_marker(line->text, &found))
        return NULL;
    cmark_node *parent = line->parent;
    const cmark_list *list = list_around(parent, &found);
    take_number(&found, list);
    if (!is_wanted(line->blocks->features, &found) || is_rather_text(line->text, &found))
        return NULL;
    cmark_list data = data_of(&found, list);
    if (!is_same_list(list, &data))
        list = NULL;
    if (!may_begin(line, &found, list) || is_deep(line))
        return NULL;
    if (found.example)
        data.start = oct_md_count_example(line->blocks, oct_slice_from(found.number, 1));
    data.marker_offset = line->parser->indent;
    skip_marker(line, &found, &data);
    if (found.example)
        data.padding = EXAMPLE_INDENT;
    if (!list)
        parent = add(line, parent, CMARK_NODE_LIST, &data);
    return add(line, parent, CMARK_NODE_ITEM, &data);
}

/* ---- What the tree has of it ---------------------------------------------------------------- */

int oct_md_list_style(const cmark_list *list) {
    return list->bullet_char & IS_STYLED ? list->bullet_char >> STYLE_SHIFT & 7 : OCT_LIST_DECIMAL;
}

int oct_md_list_delimiter(const cmark_list *list) {
    if (list->bullet_char & IN_PARENS)
        return OCT_DELIM_PARENS;
    return list->delimiter == CMARK_PAREN_DELIM ? OCT_DELIM_PAREN : OCT_DELIM_PERIOD;
}

/* ---- Examples ----------------------------------------------------------------------------- */

int oct_md_count_example(oct_md_blocks *blocks, oct_slice label) {
    int number = ++blocks->example_count;
    if (label.len == 0)
        return number;
    char *copy = oct_md_mem.calloc(label.len, 1);
    memcpy(copy, label.ptr, label.len);
    void **place = oct_map_place(&blocks->examples, oct_slice_make(copy, label.len));
    if (!place)
        blocks->status = OCT_NO_MEMORY;
    else if (!*place)
        *place = (void *)(uintptr_t)number;
    blocks->has_labels = true;
    return number;
}

size_t oct_md_example_at(const oct_md_blocks *blocks, oct_slice text, size_t at, int *number) {
    oct_slice label = oct_slice_from(text, at + 1);
    size_t length = 0;
    if (at > 0 && (is_label_byte(text.ptr[at - 1]) || memchr(".+", text.ptr[at - 1], 2)))
        return 0;
    while (length < label.len && length <= LONGEST_LABEL && is_label_byte(label.ptr[length]))
        length++;
    while (length > 0 && memchr("-_", label.ptr[length - 1], 2))
        length--;
    label.len = length;
    void *value = length ? oct_map_find(&blocks->examples, label) : NULL;
    *number = (int)(uintptr_t)value;
    return value ? length + 1 : 0;
}
