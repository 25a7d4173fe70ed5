/* core/passes/lower - see passes.h. */
#include "core/passes/passes.h"

typedef enum oct_lowering {
    NEVER,         /* every writer has it: text, paragraphs */
    UNWRAP,        /* the children stay in its place */
    UNWRAP_SAID,   /* the same, and it is reported: something that could be seen is lost */
    TO_PARAGRAPH,  /* inlines of their own line */
    TO_TEXT,       /* the text of the node as a text node */
    TO_TEXT_BLOCK, /* the text of the node as a paragraph */
    TO_SPACE,      /* one space */
    TO_ALT,        /* an image's description */
    TO_END,        /* a note: a number here, its blocks at the end */
    REMOVE         /* left out, and reported */
} oct_lowering;

static oct_lowering lowering(oct_kind kind) {
    switch (kind) {
    case OCT_DOCUMENT:
    case OCT_PARAGRAPH:
    case OCT_TEXT:
        return NEVER;
    case OCT_HEADING:
    case OCT_DEFINITION_TERM:
    case OCT_LINE:
        return TO_PARAGRAPH;
    case OCT_BLOCK_QUOTE:
    case OCT_BULLET_LIST:
    case OCT_ORDERED_LIST:
    case OCT_DEFINITION_LIST:
    case OCT_TABLE:
    case OCT_LINK:
    case OCT_STRIKEOUT:
        return UNWRAP_SAID;
    case OCT_LIST_ITEM:
    case OCT_DEFINITION:
    case OCT_TABLE_HEAD:
    case OCT_TABLE_BODY:
    case OCT_TABLE_FOOT:
    case OCT_TABLE_ROW:
    case OCT_TABLE_CELL:
    case OCT_FIGURE:
    case OCT_CAPTION:
    case OCT_LINE_BLOCK:
    case OCT_DIV:
    case OCT_EMPHASIS:
    case OCT_STRONG:
    case OCT_UNDERLINE:
    case OCT_SUPERSCRIPT:
    case OCT_SUBSCRIPT:
    case OCT_SMALL_CAPS:
    case OCT_HIGHLIGHT:
    case OCT_QUOTED:
    case OCT_SPAN:
        return UNWRAP;
    case OCT_CODE_BLOCK:
        return TO_TEXT_BLOCK;
    case OCT_CODE:
    case OCT_MATH:
        return TO_TEXT;
    case OCT_SOFT_BREAK:
    case OCT_LINE_BREAK:
        return TO_SPACE;
    case OCT_IMAGE:
        return TO_ALT;
    case OCT_NOTE:
        return TO_END;
    case OCT_THEMATIC_BREAK:
    case OCT_RAW_BLOCK:
    case OCT_RAW_INLINE:
        return REMOVE;
    }
    return NEVER;
}

typedef struct oct_lower {
    oct_writing *writing;
    oct_arena *arena;
    oct_node *notes; /* where notes go: a div that becomes part of the document at the end */
    uint32_t note_count;
} oct_lower;

/* Names a kind as a reader of messages would: "block_quote" is "block quote". */
static const char *kind_in_words(oct_lower *lower, oct_kind kind) {
    char *words = oct_arena_string(lower->arena, oct_slice_of(oct_kind_name(kind)));
    for (char *c = words; c && *c; c++)
        if (*c == '_')
            *c = ' ';
    return words ? words : "";
}

static void say_lost(oct_lower *lower, const oct_node *node) {
    oct_context *context = lower->writing->context;
    oct_place place = oct_place_of(lower->writing->document, node);
    const char *title = lower->writing->format->title;
    if (node->kind == OCT_RAW_BLOCK || node->kind == OCT_RAW_INLINE)
        oct_report(context, OCT_D_NOT_RENDERED, place, NULL, "raw %.*s is left out of the %s",
                   OCT_SLICE_ARG(node->as.raw->format), title);
    else
        oct_report(context, OCT_D_NOT_RENDERED, place, NULL, "%s shows no %s", title,
                   kind_in_words(lower, (oct_kind)node->kind));
}

static bool text_before(oct_lower *lower, oct_node *place, oct_slice text) {
    oct_node *node = oct_document_node(lower->writing->document, OCT_TEXT);
    if (!node)
        return false;
    node->as.text = text;
    oct_node_insert_before(place, node);
    return true;
}

static bool text_to_paragraph(oct_lower *lower, oct_node *node) {
    oct_node *text = oct_document_node(lower->writing->document, OCT_TEXT);
    if (!text)
        return false;
    text->as.text = node->as.text;
    node->kind = OCT_PARAGRAPH;
    node->as.text = (oct_slice){NULL, 0};
    if (text->as.text.len)
        oct_node_append(node, text);
    return true;
}

/* The note's number in brackets here, and its blocks, the number before them, at the end. */
static bool note_to_end(oct_lower *lower, oct_node *note) {
    char *mark = oct_arena_printf(lower->arena, "[%u]", ++lower->note_count);
    oct_node *paragraph = oct_document_node(lower->writing->document, OCT_PARAGRAPH);
    oct_node *text = oct_document_node(lower->writing->document, OCT_TEXT);
    if (!mark || !paragraph || !text || !text_before(lower, note, oct_slice_of(mark)))
        return false;
    text->as.text = oct_slice_of(mark);
    oct_node_append(paragraph, text);
    oct_node_append(lower->notes, paragraph);
    oct_node_move_range(lower->notes, note->first, oct_node_last(note));
    oct_node_unlink(note);
    return true;
}

static bool lower_node(oct_lower *lower, oct_node *node) {
    switch (lowering((oct_kind)node->kind)) {
    case NEVER:
        return true;
    case UNWRAP_SAID:
        say_lost(lower, node);
        oct_node_unwrap(node);
        return true;
    case UNWRAP:
    case TO_ALT:
        oct_node_unwrap(node);
        return true;
    case TO_PARAGRAPH:
        node->kind = OCT_PARAGRAPH;
        node->as.text = (oct_slice){NULL, 0};
        return true;
    case TO_TEXT:
        node->kind = OCT_TEXT;
        return true;
    case TO_TEXT_BLOCK:
        return text_to_paragraph(lower, node);
    case TO_SPACE:
        node->kind = OCT_TEXT;
        node->as.text = OCT_S(" ");
        return true;
    case TO_END:
        return note_to_end(lower, node);
    case REMOVE:
        say_lost(lower, node);
        oct_node_unlink(node);
        return true;
    }
    return true;
}

/* A walk in which nodes are changed on leaving; what is moved to the notes was lowered before. */
oct_status oct_pass_lower(oct_writing *writing) {
    oct_lower lower = {.writing = writing, .arena = &writing->document->arena};
    oct_kind_set claims = writing->format->claims;
    lower.notes = oct_document_node(writing->document, OCT_DIV);
    if (!lower.notes)
        return OCT_NO_MEMORY;
    oct_walk walk = oct_walk_begin(writing->document->root);
    while (oct_walk_next(&walk)) {
        bool claimed = (claims & OCT_KIND_BIT(walk.node->kind)) != 0;
        if (!walk.entering && !claimed && !lower_node(&lower, walk.node))
            return OCT_NO_MEMORY;
    }
    if (lower.notes->first)
        oct_node_move_range(writing->document->root, lower.notes->first,
                            oct_node_last(lower.notes));
    return OCT_OK;
}
