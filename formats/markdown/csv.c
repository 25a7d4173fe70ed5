/* formats/markdown/csv - fences that say "csv table" hold tables as comma-separated values (RFC
 * 4180). The cells' text is Markdown, as in other tables. See blocks.h. */
#include "formats/markdown/blocks.h"

#include "ast/node.h"
#include "formats/markdown/table.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm/parser.h>

/* What a fence says: csv table header=no delimiter=";" aligns=lrc caption="Text". */
typedef struct csv_fence {
    char delimiter;
    bool headless;
    oct_slice caption, aligns;
} csv_fence;

/* ---- The fence ---------------------------------------------------------------------------- */

/* Cuts the next word off the front; quoted values may have spaces. */
static bool next_word(oct_slice *rest, oct_slice *word) {
    *rest = oct_slice_trim(*rest);
    size_t length = 0;
    for (char quote = '\0'; length < rest->len; length++) {
        char c = rest->ptr[length];
        if (!quote && oct_is_space(c))
            break;
        if (c == '"' || c == '\'')
            quote = !quote ? c : c == quote ? '\0' : quote;
    }
    *word = oct_slice_head(*rest, length);
    *rest = oct_slice_from(*rest, length);
    return length > 0;
}

static oct_slice without_quotes(oct_slice value) {
    bool quoted = value.len >= 2 && (value.ptr[0] == '"' || value.ptr[0] == '\'') &&
                  value.ptr[value.len - 1] == value.ptr[0];
    return quoted ? oct_slice_make(value.ptr + 1, value.len - 2) : value;
}

static bool take_delimiter(csv_fence *fence, oct_slice value) {
    bool tab = oct_slice_is(value, "tab");
    if (!tab && (value.len != 1 || value.ptr[0] == '"'))
        return false;
    fence->delimiter = tab ? '\t' : value.ptr[0];
    return true;
}

static bool take_header(csv_fence *fence, oct_slice value) {
    fence->headless = oct_slice_is(value, "no");
    return fence->headless || oct_slice_is(value, "yes");
}

/* Whether the word is a setting that is known, with a value that is. */
static bool take_setting(csv_fence *fence, oct_slice word) {
    size_t equals = oct_slice_find_byte(word, '=');
    oct_slice key = oct_slice_head(word, equals);
    oct_slice value = without_quotes(oct_slice_from(word, equals + 1));
    if (equals >= word.len)
        return false;
    if (oct_slice_is(key, "header"))
        return take_header(fence, value);
    if (oct_slice_is(key, "delimiter"))
        return take_delimiter(fence, value);
    if (oct_slice_is(key, "caption"))
        fence->caption = oct_slice_trim(value);
    else if (oct_slice_is(key, "aligns"))
        fence->aligns = value;
    else
        return false;
    return true;
}

/* Whether a fence's info string is that of a table: "csv table" or "tsv table", or the same as
 * classes, {.csv .table}; what says more than is known is left as it is. */
static bool read_fence(oct_slice info, csv_fence *fence) {
    oct_slice rest = oct_slice_trim(info), word;
    bool table = false;
    if (rest.len > 2 && rest.ptr[0] == '{' && rest.ptr[rest.len - 1] == '}')
        rest = oct_slice_make(rest.ptr + 1, rest.len - 2);
    for (bool first = true; next_word(&rest, &word); first = false) {
        oct_slice name = oct_slice_from(word, word.ptr[0] == '.' ? 1 : 0);
        if (first && oct_slice_is(name, "csv"))
            fence->delimiter = ',';
        else if (first && oct_slice_is(name, "tsv"))
            fence->delimiter = '\t';
        else if (first)
            return false;
        else if (oct_slice_is(name, "table"))
            table = true;
        else if (!take_setting(fence, word))
            return false;
    }
    return table;
}

/* ---- Fields ------------------------------------------------------------------------------- */

/* The breaks in a field are breaks in its cell. */
static void put_byte(cmark_strbuf *out, char c) {
    if (c == '\n')
        cmark_strbuf_puts(out, "  \n");
    else if (c != '\r')
        cmark_strbuf_putc(out, (unsigned char)c);
}

/* A quoted field from behind its quote on; two quotes are one in it. Gives what is behind it. */
static oct_slice put_quoted(cmark_strbuf *out, oct_slice rest) {
    for (size_t i = 0; i < rest.len; i++) {
        if (rest.ptr[i] == '"' && (i + 1 >= rest.len || rest.ptr[i + 1] != '"'))
            return oct_slice_from(rest, i + 1);
        i += rest.ptr[i] == '"';
        put_byte(out, rest.ptr[i]);
    }
    return oct_slice_from(rest, rest.len);
}

/* Cuts the next field and its delimiter off the front; whether another one of its row follows. */
static bool next_field(oct_slice *rest, char delimiter, cmark_strbuf *out) {
    size_t blanks = 0, end = 0;
    while (blanks < rest->len && rest->ptr[blanks] == ' ')
        blanks++;
    if (blanks < rest->len && rest->ptr[blanks] == '"')
        *rest = put_quoted(out, oct_slice_from(*rest, blanks + 1));
    while (end < rest->len && rest->ptr[end] != delimiter && rest->ptr[end] != '\n')
        end++;
    oct_slice text = oct_slice_trim(oct_slice_head(*rest, end));
    cmark_strbuf_put(out, (const unsigned char *)text.ptr, (bufsize_t)text.len);
    bool more = end < rest->len && rest->ptr[end] == delimiter;
    *rest = oct_slice_from(*rest, end + 1);
    return more;
}

/* ---- The table ---------------------------------------------------------------------------- */

static cmark_node *append(cmark_node *parent, cmark_node_type kind, int line) {
    cmark_node *node = oct_md_append_block(parent, kind, line);
    cmark_node_set_syntax_extension(node, &oct_md_table_extension);
    return node;
}

static size_t count_lines(const char *from, const char *to) {
    size_t count = 0;
    for (; from < to && (from = memchr(from, '\n', (size_t)(to - from))); from++)
        count++;
    return count;
}

/* Cuts a row off the front of the text, and adds it. */
static void put_row(cmark_node *table, oct_slice *rest, char delimiter, int line) {
    oct_md_table *data = table->as.opaque;
    cmark_node *row = append(table, oct_md_kinds.row, line);
    size_t cells = 0;
    bool more;
    do {
        cmark_node *cell = append(row, oct_md_kinds.cell, line);
        more = next_field(rest, delimiter, &cell->content);
        cells++;
    } while (more);
    data->cells += cells;
    data->rows++;
    if (cells > data->columns)
        data->columns = cells;
}

static void put_rows(cmark_node *table, oct_slice text, char delimiter) {
    int line = table->start_line + 1;
    while (text.len) {
        const char *from = text.ptr;
        oct_slice rest = text, first;
        if (oct_slice_next_line(&rest, &first) && oct_slice_trim(first).len == 0)
            text = rest;
        else
            put_row(table, &text, delimiter, line);
        line += (int)count_lines(from, text.ptr);
    }
}

static void put_columns(oct_md_table *data, oct_slice aligns) {
    data->alignments = oct_md_mem.calloc(data->columns, 1);
    for (size_t i = 0; i < data->columns && i < aligns.len; i++) {
        char c = oct_to_lower(aligns.ptr[i]);
        data->alignments[i] = c == 'l'   ? OCT_ALIGN_LEFT
                              : c == 'r' ? OCT_ALIGN_RIGHT
                              : c == 'c' ? OCT_ALIGN_CENTER
                                         : OCT_ALIGN_DEFAULT;
    }
}

static void put_caption(cmark_node *table, oct_slice text) {
    if (text.len == 0)
        return;
    cmark_node *caption = oct_md_append_block(table, oct_md_kinds.caption, table->start_line);
    cmark_strbuf_put(&caption->content, (const unsigned char *)text.ptr, (bufsize_t)text.len);
}

bool oct_md_make_csv_table(cmark_node *node) {
    csv_fence fence = {0};
    cmark_chunk info = node->as.code.info, literal = node->as.code.literal;
    oct_slice text = {(const char *)literal.data, (size_t)literal.len};
    if (!read_fence(oct_slice_make((const char *)info.data, (size_t)info.len), &fence) ||
        oct_slice_trim(text).len == 0)
        return false;
    oct_md_change_kind(node, oct_md_kinds.table);
    cmark_node_set_syntax_extension(node, &oct_md_table_extension);
    oct_md_table *data = oct_md_mem.calloc(1, sizeof *data);
    data->headless = fence.headless;
    node->as.opaque = data;
    put_caption(node, fence.caption);
    put_rows(node, text, fence.delimiter);
    put_columns(data, fence.aligns);
    return true;
}
