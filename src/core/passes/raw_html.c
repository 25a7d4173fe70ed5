/* core/passes/raw_html - raw HTML becomes tree: the reader of the raw nodes' format reads it, with
 * holes where other nodes stand between, so that tags of several raw nodes pair up. */
#include "core/passes/passes.h"

#include "io/xml.h"

/* What stands between two raw nodes of one parent. */
typedef struct hole {
    oct_node *first, *last; /* NULL once used */
    bool inlines;           /* a paragraph whose text stands right behind a tag: <td>*text*</td> */
} hole;

/* Elements in which there can be no holes. */
static const char *const wordy[] = {"svg", "math", "textarea"};
enum { WORDY = 3 };

typedef struct raw_pass {
    oct_writing *writing;
    const oct_format *html;
    oct_buffer text; /* of one fragment */
    oct_arena arena; /* its holes */
    hole *holes;
    size_t hole_count;
    size_t ends[WORDY]; /* end tags to come */
    int within;         /* index of the one that is open; -1: none */
    size_t open;        /* so many of that name */
} raw_pass;

static bool is_raw_html(const oct_node *node) {
    return (node->kind == OCT_RAW_BLOCK || node->kind == OCT_RAW_INLINE) &&
           oct_slice_is(node->as.raw->format, "html");
}

static oct_node *next_raw(oct_node *node) {
    while (node && !is_raw_html(node))
        node = node->next;
    return node;
}

/* ---- What needs no reader ----------------------------------------------------------------- */

static bool is_line_break(oct_slice text) {
    text = oct_slice_trim(text);
    return oct_slice_equal_nocase(text, OCT_S("<br>")) ||
           oct_slice_equal_nocase(text, OCT_S("<br/>")) ||
           oct_slice_equal_nocase(text, OCT_S("<br />"));
}

static bool is_comment(oct_slice text) {
    text = oct_slice_trim(text);
    return text.len >= 7 && oct_slice_starts(text, OCT_S("<!--")) &&
           oct_slice_find(text, OCT_S("-->")) == text.len - 3;
}

static bool is_simple(const oct_node *raw) {
    return is_comment(raw->as.raw->text) ||
           (raw->kind == OCT_RAW_INLINE && is_line_break(raw->as.raw->text));
}

static bool all_simple(oct_node *raw) {
    for (; raw; raw = next_raw(raw->next))
        if (!is_simple(raw))
            return false;
    return true;
}

static void to_line_break(oct_node *raw, oct_document *document) {
    raw->kind = OCT_LINE_BREAK;
    raw->as.raw = NULL;
    document->kinds |= OCT_KIND_BIT(OCT_LINE_BREAK);
}

static void replace_simple(oct_node *raw, oct_document *document) {
    oct_node *next;
    for (; raw; raw = next) {
        next = next_raw(raw->next);
        if (is_comment(raw->as.raw->text)) {
            oct_node_unlink(raw);
        } else {
            to_line_break(raw, document);
        }
    }
}

/* ---- One fragment ------------------------------------------------------------------------- */

/* An instruction that the author wrote must not pass for a hole. */
static void add_raw(oct_buffer *text, oct_slice raw) {
    const oct_slice mark = OCT_S("<?octavo");
    for (;;) {
        size_t at = oct_slice_find_byte(raw, '?');
        bool fake =
            at > 0 && at < raw.len && oct_slice_starts_nocase(oct_slice_from(raw, at - 1), mark);
        oct_buffer_slice(text, oct_slice_head(raw, at));
        if (at == raw.len)
            return;
        oct_buffer_string(text, fake ? "?-" : "?");
        raw = oct_slice_from(raw, at + 1);
    }
}

/* A hole, and the line of the raw node behind it, so that what the reader says of lines is true. */
static bool add_hole(raw_pass *pass, oct_node *first, oct_node *last, const oct_node *next) {
    const oct_node *before = oct_node_before(first);
    bool inlines = first == last && first->kind == OCT_PARAGRAPH && before &&
                   oct_slice_ends(before->as.raw->text, OCT_S(">"));
    size_t count = pass->hole_count;
    if ((count & (count - 1)) == 0) {
        hole *larger = oct_arena_array(&pass->arena, count ? count * 2 : 1, sizeof *larger);
        if (!larger)
            return false;
        if (count)
            memcpy(larger, pass->holes, count * sizeof *larger);
        pass->holes = larger;
    }
    pass->holes[count] = (hole){first, last, inlines};
    pass->hole_count = count + 1;
    bool on_line = next && next->kind == OCT_RAW_BLOCK;
    oct_buffer_printf(&pass->text, "<?octavo %zu %u%s?>", count, on_line ? next->line : 0,
                      inlines ? " inline" : "");
    return true;
}

/* ---- Words where there can be no holes ---------------------------------------------------------
 *
 * What is in a drawing, a formula, or a text area is no tree: what stands between its tags is put
 * there as words. One that nothing ends is rather a name that somebody forgot to mark as code, and
 * what is behind it must not vanish. */

/* Index of the name at the front of a tag; -1 when it is none of these. */
static int wordy_name(oct_slice tag) {
    size_t length = 0;
    while (length < tag.len && oct_is_alnum(tag.ptr[length]))
        length++;
    for (int i = 0; i < WORDY; i++)
        if (oct_slice_equal_nocase(oct_slice_head(tag, length), oct_slice_of(wordy[i])))
            return i;
    return -1;
}

static void note_end(raw_pass *pass, int name) {
    pass->ends[name]--;
    if (pass->within == name && --pass->open == 0)
        pass->within = -1;
}

static void note_start(raw_pass *pass, int name) {
    if (pass->within < 0 && pass->ends[name])
        pass->within = name;
    pass->open += pass->within == name;
}

/* Counts the end tags, or goes by all that there are. */
static void note_tags(raw_pass *pass, oct_slice raw, bool count) {
    size_t close = 0;
    for (size_t at = oct_slice_find_byte(raw, '<'); at < raw.len;
         at += 1 + oct_slice_find_byte(oct_slice_from(raw, at + 1), '<')) {
        bool ends = at + 1 < raw.len && raw.ptr[at + 1] == '/';
        int name = wordy_name(oct_slice_from(raw, at + 1 + ends));
        if (close <= at)
            close = at + oct_slice_find_byte(oct_slice_from(raw, at), '>');
        if (name >= 0 && ends && count)
            pass->ends[name]++;
        else if (name >= 0 && ends)
            note_end(pass, name);
        else if (name >= 0 && !count && raw.ptr[close - 1] != '/')
            note_start(pass, name);
    }
}

static void begin_words(raw_pass *pass, oct_node *raw) {
    memset(pass->ends, 0, sizeof pass->ends);
    pass->within = -1;
    pass->open = 0;
    for (; raw; raw = next_raw(raw->next))
        note_tags(pass, raw->as.raw->text, true);
}

static void add_words(raw_pass *pass, oct_node *first, const oct_node *last) {
    for (oct_node *root = first, *next; root; root = next) {
        next = root == last ? NULL : root->next;
        for (const oct_node *node = root; node; node = oct_node_following(node, root))
            if (node->kind == OCT_TEXT || node->kind == OCT_CODE || node->kind == OCT_CODE_BLOCK ||
                node->kind == OCT_MATH)
                oct_xml_text(&pass->text, node->as.text);
            else if (node->kind == OCT_SOFT_BREAK || node->kind == OCT_LINE_BREAK ||
                     oct_kind_is_block((oct_kind)node->kind))
                oct_buffer_byte(&pass->text, '\n');
        oct_node_unlink(root);
    }
}

/* The text of a fragment, from its first raw node to the end of its parent: what is open there ends
 * with the parent. */
static bool compose(raw_pass *pass, oct_node *raw) {
    pass->text.len = 0;
    pass->hole_count = 0;
    begin_words(pass, raw);
    for (;;) {
        add_raw(&pass->text, raw->as.raw->text);
        note_tags(pass, raw->as.raw->text, false);
        oct_node *next = next_raw(raw->next);
        oct_node *last = next ? oct_node_before(next) : oct_node_last(raw->parent);
        if (last != raw && pass->within >= 0)
            add_words(pass, raw->next, last);
        else if (last != raw && !add_hole(pass, raw->next, last, next))
            return false;
        if (!next)
            return !pass->text.failed;
        raw = next;
    }
}

static void fill_hole(void *user, size_t index, oct_builder *builder) {
    raw_pass *pass = user;
    if (index >= pass->hole_count || !pass->holes[index].first)
        return;
    hole *filled = &pass->holes[index];
    oct_node *first = filled->first, *last = filled->last;
    if (filled->inlines && oct_kind_accepts((oct_kind)builder->current->kind, OCT_TEXT)) {
        first = filled->first->first;
        last = oct_node_last(filled->first);
        oct_node_unlink(filled->first);
    }
    if (first)
        oct_node_move_range(builder->current, first, last);
    filled->first = NULL;
}

/* What the reader had no place for comes last. */
static void fill_unused(raw_pass *pass, oct_node *place) {
    for (size_t i = 0; i < pass->hole_count; i++)
        if (pass->holes[i].first)
            oct_node_move_range(place, pass->holes[i].first, pass->holes[i].last);
}

/* Puts the children of place where the raw nodes were. */
static void put_in_place(oct_node *raw, oct_node *place) {
    while (place->first) {
        oct_node *child = place->first;
        oct_node_unlink(child);
        oct_node_insert_before(raw, child);
    }
    for (oct_node *next; raw; raw = next) {
        next = next_raw(raw->next);
        oct_node_unlink(raw);
    }
}

static oct_status builder_status(raw_pass *pass, oct_builder *builder, const char *name) {
    oct_place at = {.file = name, .line = builder->failure_line};
    switch (oct_builder_finish(builder)) {
    case OCT_BUILDER_OK:
        return OCT_OK;
    case OCT_BUILDER_NO_MEMORY:
        return OCT_NO_MEMORY;
    case OCT_BUILDER_TOO_DEEP:
        oct_report(pass->writing->context, OCT_D_LIMIT, at, "--max-depth=NUMBER raises the limit",
                   "raw HTML nests deeper than --max-depth allows");
        return OCT_LIMIT;
    case OCT_BUILDER_TOO_MANY:
        oct_report(pass->writing->context, OCT_D_LIMIT, at, "--max-nodes=NUMBER raises the limit",
                   "raw HTML has more parts than --max-nodes allows");
        return OCT_LIMIT;
    case OCT_BUILDER_MISPLACED:
        break;
    }
    oct_report(pass->writing->context, OCT_D_INTERNAL, at, NULL,
               "the reader of raw HTML built an impossible tree");
    return OCT_INTERNAL;
}

static oct_status read_fragment(raw_pass *pass, oct_node *raw, oct_node *place) {
    const oct_job_options *common = pass->writing->common;
    oct_document *document = pass->writing->document;
    oct_builder builder;
    oct_builder_init(&builder, document, place);
    builder.file = raw->file;
    builder.max_depth = (uint32_t)common->max_depth;
    builder.max_nodes = (size_t)common->max_nodes;
    oct_reading reading = {
        .context = pass->writing->context,
        .format = pass->html,
        .common = common,
        .document = document,
        .builder = &builder,
        .input = oct_buffer_view(&pass->text),
        .name = oct_document_file(document, raw),
        .first_line = raw->line,
        .fragment = true,
        .inline_context = raw->kind == OCT_RAW_INLINE,
        .hole = fill_hole,
        .hole_user = pass,
    };
    oct_status status = pass->html->read(&reading);
    oct_status built = builder_status(pass, &builder, reading.name);
    return built != OCT_OK ? built : status;
}

/* ---- The line that is left ---------------------------------------------------------------- */

static bool is_break(const oct_node *node) {
    return node && (node->kind == OCT_LINE_BREAK || node->kind == OCT_SOFT_BREAK);
}

static bool ends_with_space(const oct_node *node) {
    return node && node->kind == OCT_TEXT && oct_slice_ends(node->as.text, OCT_S(" "));
}

static void trim_start(oct_node *text) {
    while (oct_slice_starts(text->as.text, OCT_S(" ")))
        text->as.text = oct_slice_from(text->as.text, 1);
}

static void trim_end(oct_node *text) {
    while (ends_with_space(text))
        text->as.text.len--;
}

/* White space at the edges of a paragraph, around breaks, and twice in a row, where raw HTML was
 * between or has brought a break. */
static void tidy_line(oct_node *parent) {
    bool whole = oct_kind_is_block((oct_kind)parent->kind);
    oct_node *next;
    for (oct_node *node = parent->first; node; node = next) {
        next = node->next;
        const oct_node *before = oct_node_before(node);
        bool at_start = before ? before->kind == OCT_LINE_BREAK : whole;
        if (node->kind == OCT_TEXT && (at_start || is_break(before) || ends_with_space(before)))
            trim_start(node);
        if (node->kind == OCT_TEXT && (next ? is_break(next) : whole))
            trim_end(node);
        bool empty = node->kind == OCT_TEXT && !node->as.text.len;
        if (empty || (node->kind == OCT_SOFT_BREAK && at_start))
            oct_node_unlink(node);
    }
    while (whole && is_break(oct_node_last(parent)))
        oct_node_unlink(oct_node_last(parent));
}

static oct_status convert(raw_pass *pass, oct_node *raw) {
    if (all_simple(raw)) {
        replace_simple(raw, pass->writing->document);
        return OCT_OK;
    }
    oct_kind kind = raw->kind == OCT_RAW_INLINE ? OCT_SPAN : OCT_DIV;
    oct_node *place = oct_document_node(pass->writing->document, kind);
    oct_arena_clear(&pass->arena);
    if (!place || !compose(pass, raw))
        return OCT_NO_MEMORY;
    oct_status status = read_fragment(pass, raw, place);
    fill_unused(pass, place);
    put_in_place(raw, place);
    return status;
}

/* ---- Tags that end more than their paragraph ------------------------------------------------- */

/* The elements that hold paragraphs. */
static bool holds_paragraphs(oct_slice name) {
    static const oct_slice names[] = {
        {"div", 3},     {"td", 2},          {"th", 2},         {"tr", 2},    {"tbody", 5},
        {"thead", 5},   {"tfoot", 5},       {"table", 5},      {"li", 2},    {"ul", 2},
        {"ol", 2},      {"dd", 2},          {"dl", 2},         {"aside", 5}, {"section", 7},
        {"article", 7}, {"header", 6},      {"footer", 6},     {"main", 4},  {"nav", 3},
        {"center", 6},  {"details", 7},     {"figure", 6},     {"form", 4},  {"address", 7},
        {"summary", 7}, {"blockquote", 10}, {"figcaption", 10}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (oct_slice_equal_nocase(name, names[i]))
            return true;
    return false;
}

/* The name in an end tag of such an element; empty when the node is none. */
static oct_slice ended_by(const oct_node *node) {
    oct_slice tag = node->kind == OCT_RAW_INLINE && is_raw_html(node)
                        ? oct_slice_trim(node->as.raw->text)
                        : (oct_slice){NULL, 0};
    if (!oct_slice_starts(tag, OCT_S("</")) || !oct_slice_ends(tag, OCT_S(">")))
        return (oct_slice){NULL, 0};
    oct_slice name = oct_slice_trim(oct_slice_make(tag.ptr + 2, tag.len - 3));
    return holds_paragraphs(name) ? name : (oct_slice){NULL, 0};
}

/* Whether a paragraph has a start tag of an element. */
static bool begins(const oct_node *paragraph, oct_slice name) {
    for (const oct_node *node = paragraph->first; node; node = node->next) {
        oct_slice tag = is_raw_html(node) ? node->as.raw->text : (oct_slice){NULL, 0};
        if (oct_slice_starts(tag, OCT_S("<")) &&
            oct_slice_starts_nocase(oct_slice_from(tag, 1), name))
            return true;
    }
    return false;
}

static bool is_white(const oct_node *node) {
    return node->kind == OCT_SOFT_BREAK ||
           (node->kind == OCT_TEXT && !oct_slice_trim(node->as.text).len);
}

/* The last node of a paragraph; white space behind it is gone. */
static oct_node *trimmed_last(oct_node *paragraph) {
    oct_node *last = oct_node_last(paragraph);
    for (; last && is_white(last); last = oct_node_last(paragraph))
        oct_node_unlink(last);
    return last;
}

/* Tags at the end of a paragraph that end what it stands in stand behind it: "text</td></tr>". */
static void lift_end_tags(oct_node *paragraph, oct_document *document) {
    enum { MOST_TAGS = 32 };
    oct_node *last = oct_node_last(paragraph);
    if (!last)
        return;
    for (int i = 0; last && i < MOST_TAGS; i++) {
        oct_slice name = ended_by(last);
        if (!name.len || begins(paragraph, name))
            return;
        oct_node_unlink(last);
        last->kind = OCT_RAW_BLOCK;
        document->kinds |= OCT_KIND_BIT(OCT_RAW_BLOCK);
        oct_node_insert_after(paragraph, last);
        last = trimmed_last(paragraph);
    }
    if (!last)
        oct_node_unlink(paragraph);
}

/* ---- The pass ----------------------------------------------------------------------------- */

static void drop(raw_pass *pass, oct_node *raw) {
    for (oct_node *next; raw; raw = next) {
        next = next_raw(raw->next);
        if (!is_comment(raw->as.raw->text))
            oct_report(pass->writing->context, OCT_D_NOT_RENDERED,
                       oct_place_of(pass->writing->document, raw),
                       "--raw-html=convert makes it part of the document", "raw HTML was left out");
        oct_node_unlink(raw);
    }
}

/* What is raw for the format that is written, which shows HTML. */
static void take_own(const raw_pass *pass, oct_node *node) {
    const oct_format *format = pass->writing->format;
    bool raw = node->kind == OCT_RAW_BLOCK || node->kind == OCT_RAW_INLINE;
    if (raw && oct_slice_is(node->as.raw->format, "epub") &&
        oct_slice_equal(node->as.raw->format, oct_slice_of(format->name)))
        node->as.raw->format = OCT_S("html");
}

/* Children first: what is read for a parent is not read again. */
static oct_status convert_all(raw_pass *pass, oct_node *root) {
    oct_status status = OCT_OK;
    oct_walk walk = oct_walk_begin(root);
    while (status == OCT_OK && oct_walk_next(&walk)) {
        oct_node *node = walk.node;
        if (walk.entering)
            take_own(pass, node);
        if (!walk.entering && node->kind == OCT_PARAGRAPH)
            lift_end_tags(node, pass->writing->document);
        oct_node *raw = walk.entering ? NULL : next_raw(node->first);
        if (!raw)
            continue;
        bool is_inline = raw->kind == OCT_RAW_INLINE;
        if (pass->writing->common->raw_html == OCT_RAW_HTML_DROP)
            drop(pass, raw);
        else
            status = convert(pass, raw);
        if (is_inline)
            tidy_line(node);
        if (node->kind == OCT_PARAGRAPH && !node->first)
            oct_node_unlink(node);
    }
    return status;
}

oct_status oct_pass_raw_html(oct_writing *writing) {
    bool keep = writing->common->raw_html == OCT_RAW_HTML_KEEP &&
                writing->format->flags & OCT_FORMAT_HTML_BODY;
    raw_pass pass = {.writing = writing, .html = oct_format_named("html")};
    if (keep || !pass.html || !pass.html->read)
        return OCT_OK;
    const oct_allocator *allocator = oct_context_allocator(writing->context);
    oct_buffer_init(&pass.text, allocator);
    oct_arena_init(&pass.arena, allocator);
    oct_status status = convert_all(&pass, writing->document->root);
    oct_buffer_free(&pass.text);
    oct_arena_clear(&pass.arena);
    return status;
}
