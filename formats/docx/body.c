/* formats/docx/body - the walk over the tree: for every kind, what happens when it is entered and
 * when it is left. What children inherit is kept on a stack of frames, so that depth costs no
 * recursion. */
#include "formats/docx/docx.h"

#include "base/size.h"

docx_frame *docx_push(docx_writer *w) {
    if (w->frame_count == w->frame_capacity) {
        size_t capacity = w->frame_capacity ? w->frame_capacity * 2 : 64, bytes;
        docx_frame *frames =
            oct_size_multiply(capacity, sizeof *frames, &bytes)
                ? oct_reallocate(w->allocator, w->frames, w->frame_capacity * sizeof *frames, bytes)
                : NULL;
        if (!frames) {
            w->failed = true;
            return w->frame;
        }
        w->frames = frames;
        w->frame_capacity = capacity;
    }
    w->frames[w->frame_count] = w->frame_count ? w->frames[w->frame_count - 1] : (docx_frame){0};
    w->frames[w->frame_count].turned = false;
    return w->frame = &w->frames[w->frame_count++];
}

/* After a failed push the walk ends, and the frames are not used again. */
void docx_pop(docx_writer *w) {
    if (w->frame_count > 1)
        w->frame = &w->frames[--w->frame_count - 1];
}

/* A tag that could be one (RFC 5646 has at most 35 characters in all that are registered). */
static bool is_language(oct_slice lang) {
    enum { LONGEST = 35 };
    for (size_t i = 0; i < lang.len; i++)
        if (!oct_is_alnum(lang.ptr[i]) && lang.ptr[i] != '-')
            return false;
    return lang.len >= 2 && lang.len <= LONGEST;
}

static void place_bookmark(docx_writer *w, oct_slice id) {
    docx_bookmark *bookmark = docx_bookmark_for(w, id);
    if (!bookmark || bookmark->placed)
        return;
    if (w->in_paragraph)
        docx_run_close(w);
    oct_buffer *out = w->in_paragraph ? w->out : &w->bookmarks;
    docx_bookmark_start(out, bookmark);
    docx_bookmark_end(out, bookmark);
}

void docx_note_language(docx_writer *w, oct_slice lang) {
    if (!w->east_asian_lang.len && docx_lang_is_east_asian(lang))
        w->east_asian_lang = lang;
    if (!w->rtl_lang.len && oct_lang_is_rtl(lang))
        w->rtl_lang = lang;
}

void docx_inherit(docx_writer *w, const oct_node *node) {
    const oct_attributes *attributes = node->attributes;
    docx_frame *frame = w->frame;
    if (!attributes)
        return;
    if (attributes->pair_count || attributes->class_count)
        docx_custom_styles(w, frame, node);
    if (is_language(attributes->lang)) {
        bool same = oct_slice_equal_nocase(attributes->lang, w->lang);
        frame->lang = same ? (oct_slice){NULL, 0} : attributes->lang;
        docx_note_language(w, attributes->lang);
        if (attributes->direction == OCT_DIR_NONE && oct_kind_is_block((oct_kind)node->kind))
            frame->rtl = oct_lang_is_rtl(attributes->lang);
    }
    if (attributes->direction == OCT_DIR_RTL || attributes->direction == OCT_DIR_LTR)
        frame->rtl = attributes->direction == OCT_DIR_RTL;
    if (node->kind != OCT_HEADING)
        place_bookmark(w, attributes->id);
}

static void use_style(docx_frame *frame, docx_style style) {
    if (!docx_small_context(frame->style))
        frame->style = (uint8_t)style;
}

docx_style docx_heading_style(const oct_node *heading) {
    int level = heading->as.level < 1 ? 1 : heading->as.level > 9 ? 9 : heading->as.level;
    return (docx_style)(DOCX_HEADING_1 + level - 1);
}

static void enter_heading(docx_writer *w, const oct_node *node) {
    docx_paragraph_open(w, docx_heading_style(node), 0);
    docx_bookmark *bookmark = docx_bookmark_for(w, oct_node_id(node));
    if (bookmark && !bookmark->placed)
        docx_bookmark_start(w->out, bookmark);
    else
        bookmark = NULL;
    w->heading_bookmark = bookmark;
}

static void leave_heading(docx_writer *w) {
    docx_link_close(w);
    if (w->heading_bookmark && w->in_paragraph)
        docx_bookmark_end(w->out, w->heading_bookmark);
    w->heading_bookmark = NULL;
    docx_paragraph_close(w);
    w->after_heading = true;
}

/* Code that fits on a page stays on one. In tables and notes LibreOffice cannot always do that, and
 * tries for ever. */
static bool stays_whole(const docx_writer *w, oct_slice text) {
    enum { MOST_LINES = 25 };
    oct_slice line;
    int lines = 0;
    if (w->table || w->part == &w->notes)
        return false;
    while (lines <= MOST_LINES && oct_slice_next_line(&text, &line))
        lines++;
    return lines <= MOST_LINES;
}

static void code_block(docx_writer *w, const oct_node *node) {
    bool rtl = w->frame->rtl;
    docx_paragraph_open(w, DOCX_SOURCE_CODE,
                        DOCX_LTR | (stays_whole(w, node->as.text) ? DOCX_KEEP_LINES : 0));
    w->frame->rtl = false;
    docx_code_lines(w, node->as.text, node);
    w->frame->rtl = rtl;
    docx_paragraph_close(w);
}

/* A line, which the style draws; between the scenes of a novel, asterisks. */
static void thematic_break(docx_writer *w) {
    docx_flush_marker(w);
    docx_paragraph_open(w, DOCX_HORIZONTAL_RULE, 0);
    if (w->book)
        docx_literal(w, "\u2217\u2003\u2217\u2003\u2217");
    docx_paragraph_close(w);
}

static void enter_block_quote(docx_writer *w) {
    docx_indent(w->frame, DOCX_QUOTE_STEP);
    use_style(w->frame, DOCX_QUOTE);
}

/* Verses stand in a little; between the paragraphs of a novel they look as quotations do. */
static void enter_line_block(docx_writer *w) {
    if (w->book)
        use_style(w->frame, DOCX_QUOTE);
    if (!docx_small_context(w->frame->style))
        docx_indent(w->frame, DOCX_QUOTE_STEP);
    docx_paragraph_open(w, (docx_style)w->frame->style, 0);
}

static void enter_definition(docx_writer *w) {
    docx_indent(w->frame, DOCX_QUOTE_STEP);
    use_style(w->frame, DOCX_DEFINITION);
}

static void enter_figure(docx_writer *w) {
    use_style(w->frame, DOCX_FIGURE);
    w->frame->justify = OCT_ALIGN_DEFAULT;
}

/* The parts of a tree that keep their children's look, but for a few roles. */
static void enter_div(docx_writer *w, const oct_node *node) {
    if (node->as.role == OCT_ROLE_SUMMARY)
        w->frame->run |= DOCX_BOLD;
    else if (node->as.role == OCT_ROLE_ADDRESS)
        w->frame->run |= DOCX_ITALIC;
    else if (node->as.role == OCT_ROLE_ASIDE)
        enter_block_quote(w);
    if (node->attributes && oct_node_has_class(node, "landscape"))
        w->frame->turned = docx_turn_page(w);
}

static void enter_line(docx_writer *w, const oct_node *node) {
    if (oct_node_before(node))
        docx_break(w);
}

/* A link that leads nowhere leaves the text as it is, in the link around it if there is one. */
static void enter_link(docx_writer *w, const oct_node *node) {
    const docx_link *link = docx_link_of(w, node);
    if (link)
        w->frame->link = link;
}

/* What an image without a description is called: its title, or its address unless that is the
 * image itself. */
static oct_slice stand_in(const oct_link *link) {
    if (link->title.len)
        return link->title;
    return oct_slice_starts_nocase(link->url, OCT_S("data:")) ? OCT_S("[image]") : link->url;
}

/* True when the children are to be skipped. */
static bool enter_image(docx_writer *w, const oct_node *node) {
    if (docx_image(w, node))
        return true;
    const oct_resource *resource = node->as.link->resource;
    if (resource && resource->state == OCT_RESOURCE_REMOTE && !w->frame->link)
        w->frame->link = docx_external_link(w, node->as.link->url, node->as.link->title);
    if (!node->first)
        docx_text(w, stand_in(node->as.link), node);
    return false;
}

static void quoted(docx_writer *w, const oct_node *node, bool opening) {
    docx_literal(w, docx_quote(w, (node->flags & OCT_SINGLE) != 0, opening));
}

static bool enter_span(docx_writer *w, const oct_node *node) {
    if (node->as.role == OCT_ROLE_RUBY)
        return docx_ruby(w, node);
    if (node->as.role == OCT_ROLE_RT)
        docx_literal(w, "(");
    docx_span_role(w, w->frame, node);
    return false;
}

static void inline_code(docx_writer *w, const oct_node *node) {
    bool rtl = w->frame->rtl;
    w->frame->run |= DOCX_CODE;
    w->frame->rtl = false;
    docx_text(w, node->as.text, node);
    w->frame->run &= ~(uint32_t)DOCX_CODE;
    w->frame->rtl = rtl;
}

static bool ends_with_colon(const oct_node *node) {
    while (node->first)
        node = oct_node_last(node);
    return node->kind == OCT_TEXT && (oct_slice_ends(node->as.text, OCT_S(":")) ||
                                      oct_slice_ends(node->as.text, OCT_S("\uFF1A")));
}

static bool is_summary(const oct_node *node) {
    return node && node->kind == OCT_DIV && node->as.role == OCT_ROLE_SUMMARY;
}

static bool is_alert_title(const oct_node *node) {
    return node && node->kind == OCT_DIV && oct_node_has_class(node, "title") && node->parent &&
           oct_node_has_class(node->parent, "alert");
}

/* Whether a paragraph says what comes next: then it does not stay behind at the foot of a page. */
static bool announces(const docx_writer *w, const oct_node *paragraph) {
    const oct_node *next = paragraph->next;
    if (w->table || w->part == &w->notes)
        return false;
    if (is_summary(paragraph->parent) || is_alert_title(paragraph->parent))
        return true;
    return next &&
           (next->kind == OCT_CODE_BLOCK || next->kind == OCT_BULLET_LIST ||
            next->kind == OCT_ORDERED_LIST || next->kind == OCT_TABLE) &&
           ends_with_colon(paragraph);
}

/* True when the children are to be skipped. The node's own frame is w->frame, if it has one. */
static bool enter(docx_writer *w, oct_node *node) {
    docx_frame *frame = w->frame;
    switch ((oct_kind)node->kind) {
    case OCT_PARAGRAPH:
        docx_paragraph_open(w, (docx_style)frame->style, announces(w, node) ? DOCX_KEEP_NEXT : 0);
        return false;
    case OCT_LINE_BLOCK:
        enter_line_block(w);
        return false;
    case OCT_HEADING:
        enter_heading(w, node);
        return false;
    case OCT_BLOCK_QUOTE:
        enter_block_quote(w);
        return false;
    case OCT_BULLET_LIST:
    case OCT_ORDERED_LIST:
        docx_list_enter(w, node);
        return false;
    case OCT_LIST_ITEM:
        docx_item_enter(w, node);
        return false;
    case OCT_DEFINITION_TERM:
        docx_paragraph_open(
            w, docx_small_context(frame->style) ? (docx_style)frame->style : DOCX_DEFINITION_TERM,
            0);
        return false;
    case OCT_DEFINITION:
        enter_definition(w);
        return false;
    case OCT_CODE_BLOCK:
        code_block(w, node);
        return false;
    case OCT_THEMATIC_BREAK:
        thematic_break(w);
        return false;
    case OCT_TABLE:
        docx_table_enter(w, node);
        return false;
    case OCT_TABLE_HEAD:
    case OCT_TABLE_BODY:
    case OCT_TABLE_FOOT:
        docx_section_enter(w, node);
        return false;
    case OCT_TABLE_ROW:
        docx_row_enter(w, node);
        return false;
    case OCT_TABLE_CELL:
        docx_cell_enter(w, node);
        return false;
    case OCT_FIGURE:
        enter_figure(w);
        return false;
    case OCT_CAPTION:
        docx_caption_enter(w, node);
        return false;
    case OCT_LINE:
        enter_line(w, node);
        return false;
    case OCT_DIV:
        enter_div(w, node);
        return false;
    case OCT_TEXT:
        (w->caption_begins ? docx_caption_text : docx_text)(w, node->as.text, node);
        return false;
    case OCT_SOFT_BREAK:
        docx_literal(w, " ");
        return false;
    case OCT_LINE_BREAK:
        docx_break(w);
        return false;
    case OCT_EMPHASIS:
        frame->run |= DOCX_ITALIC;
        return false;
    case OCT_STRONG:
        frame->run |= DOCX_BOLD;
        return false;
    case OCT_STRIKEOUT:
        docx_strikeout(w, node);
        return false;
    case OCT_UNDERLINE:
        frame->run |= DOCX_UNDERLINE;
        return false;
    case OCT_SUPERSCRIPT:
        frame->run = (frame->run & ~(uint32_t)DOCX_SUBSCRIPT) | DOCX_SUPERSCRIPT;
        return false;
    case OCT_SUBSCRIPT:
        frame->run = (frame->run & ~(uint32_t)DOCX_SUPERSCRIPT) | DOCX_SUBSCRIPT;
        return false;
    case OCT_SMALL_CAPS:
        frame->run |= DOCX_SMALL_CAPS;
        return false;
    case OCT_HIGHLIGHT:
        frame->run |= DOCX_HIGHLIGHT;
        return false;
    case OCT_QUOTED:
        quoted(w, node, true);
        return false;
    case OCT_CODE:
        inline_code(w, node);
        return false;
    case OCT_MATH:
        docx_math(w, node);
        return false;
    case OCT_LINK:
        enter_link(w, node);
        return false;
    case OCT_IMAGE:
        return enter_image(w, node);
    case OCT_NOTE:
        docx_note_reference(w, node);
        return true;
    case OCT_SPAN:
        return enter_span(w, node);
    case OCT_RAW_BLOCK:
    case OCT_RAW_INLINE:
        docx_raw(w, node);
        return false;
    case OCT_DOCUMENT:
    case OCT_DEFINITION_LIST:
        return false;
    }
    return false;
}

static void leave(docx_writer *w, oct_node *node) {
    switch ((oct_kind)node->kind) {
    case OCT_PARAGRAPH:
    case OCT_LINE_BLOCK:
    case OCT_DEFINITION_TERM:
        docx_paragraph_close(w);
        break;
    case OCT_HEADING:
        leave_heading(w);
        break;
    case OCT_LIST_ITEM:
        docx_flush_marker(w);
        break;
    case OCT_TABLE:
        docx_table_leave(w, node);
        break;
    case OCT_TABLE_ROW:
        docx_row_leave(w, node);
        break;
    case OCT_TABLE_CELL:
        docx_cell_leave(w, node);
        break;
    case OCT_DIV:
        if (w->frame->turned)
            docx_turn_page_back(w, node);
        break;
    case OCT_CAPTION:
        w->caption_begins = false;
        break;
    case OCT_QUOTED:
        quoted(w, node, false);
        break;
    case OCT_SPAN:
        if (node->as.role == OCT_ROLE_RT)
            docx_literal(w, ")");
        break;
    case OCT_DOCUMENT:
    case OCT_BLOCK_QUOTE:
    case OCT_BULLET_LIST:
    case OCT_ORDERED_LIST:
    case OCT_DEFINITION_LIST:
    case OCT_DEFINITION:
    case OCT_CODE_BLOCK:
    case OCT_THEMATIC_BREAK:
    case OCT_TABLE_HEAD:
    case OCT_TABLE_BODY:
    case OCT_TABLE_FOOT:
    case OCT_FIGURE:
    case OCT_LINE:
    case OCT_RAW_BLOCK:
    case OCT_TEXT:
    case OCT_SOFT_BREAK:
    case OCT_LINE_BREAK:
    case OCT_EMPHASIS:
    case OCT_STRONG:
    case OCT_STRIKEOUT:
    case OCT_UNDERLINE:
    case OCT_SUPERSCRIPT:
    case OCT_SUBSCRIPT:
    case OCT_SMALL_CAPS:
    case OCT_HIGHLIGHT:
    case OCT_CODE:
    case OCT_MATH:
    case OCT_LINK:
    case OCT_IMAGE:
    case OCT_NOTE:
    case OCT_RAW_INLINE:
        break;
    }
}

/* Text and breaks, which most nodes are, need no frame of their own. */
static bool has_frame(const oct_node *node) {
    return node->attributes ||
           (node->kind != OCT_TEXT && node->kind != OCT_SOFT_BREAK && node->kind != OCT_LINE_BREAK);
}

/* What is written as a whole (an image, a ruby) may hold places that links lead to. */
static void place_inside(docx_writer *w, oct_node *root) {
    oct_walk walk = oct_walk_begin(root);
    while (oct_walk_next(&walk))
        if (walk.entering && walk.node != root)
            place_bookmark(w, oct_node_id(walk.node));
}

static void skip(docx_writer *w, oct_walk *walk) {
    if (walk->node->kind != OCT_NOTE)
        place_inside(w, walk->node);
    oct_walk_skip(walk);
}

void docx_walk(docx_writer *w, oct_node *root) {
    enum { POLLED = 256 }; /* nodes between two looks at whether all is well */
    oct_walk walk = oct_walk_begin(root);
    for (size_t steps = 1; oct_walk_next(&walk) && !w->failed; steps++) {
        oct_node *node = walk.node;
        if (steps % POLLED == 0 && docx_failed(w))
            break;
        if (node == root)
            continue;
        bool frame = has_frame(node);
        if (walk.entering) {
            if (frame) {
                docx_push(w);
                docx_inherit(w, node);
            }
            if (enter(w, node))
                skip(w, &walk);
        } else {
            leave(w, node);
            if (frame)
                docx_pop(w);
        }
    }
}
