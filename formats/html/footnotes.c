/* formats/html/footnotes - notes at the end of a page, put back to where they are referred to: as
 * pandoc, Markdown engines, MediaWiki, docutils, Word and EPUBs write them. Works on the tree that
 * was read. See state.h. */
#include "base/map.h"
#include "formats/html/state.h"

typedef struct footnotes {
    html_reader *reader;
    oct_map notes; /* by identifier: what holds the note, later the first oct_node of kind note */
} footnotes;

static void fail(const footnotes *notes) {
    oct_builder_fail(notes->reader->builder, OCT_BUILDER_NO_MEMORY, notes->reader->line);
}

static bool has_class_of(const oct_node *node, const char *const *names) {
    const oct_attributes *attributes = node->attributes;
    for (uint32_t i = 0; attributes && i < attributes->class_count; i++)
        if (oct_slice_is_one_of(attributes->classes[i], names))
            return true;
    return false;
}

/* Whether the role, or the type that EPUB has, is one of some. */
static bool is_said_to_be(const oct_node *node, const char *const *names) {
    if (!node->attributes || !node->attributes->pair_count)
        return false;
    oct_slice types = oct_node_pair(node, "epub:type"), word;
    while (oct_slice_next_word(&types, &word))
        if (oct_slice_is_one_of(word, names))
            return true;
    return oct_slice_is_one_of(oct_node_pair(node, "role"), names);
}

static bool has_pair(const oct_node *node, const char *key) {
    for (uint32_t i = 0; node->attributes && i < node->attributes->pair_count; i++)
        if (oct_slice_is(node->attributes->pairs[i].key, key))
            return true;
    return false;
}

/* ---- Notes -------------------------------------------------------------------------------- */

/* What holds notes, or is one. */
static bool is_notes(const oct_node *node) {
    static const char *const classes[] = {"footnotes",      "footnote", "footnote-list",
                                          "references",     "endnotes", "endnote",
                                          "footnotes-list", "reflist",  NULL};
    static const char *const types[] = {"doc-footnote", "doc-endnote", "doc-endnotes", "footnote",
                                        "footnotes",    "endnote",     "endnotes",     "rearnote",
                                        "rearnotes",    NULL};
    if (!node->attributes || !oct_kind_is_block((oct_kind)node->kind))
        return false;
    return has_class_of(node, classes) || is_said_to_be(node, types) ||
           has_pair(node, "data-footnotes");
}

static bool may_be_note(const oct_node *node) {
    return node->kind == OCT_LIST_ITEM || node->kind == OCT_DIV ||
           node->kind == OCT_DEFINITION_TERM;
}

static void add_note(footnotes *notes, oct_slice id, oct_node *node) {
    void **place = oct_map_place(&notes->notes, id);
    if (!place)
        fail(notes);
    else if (!*place)
        *place = node;
}

/* Word's notes are divs with identifiers that say so; links lead to a place in them. */
static bool is_of_word(oct_slice id) {
    return id.len > 3 &&
           (oct_slice_starts(id, OCT_S("ftn")) || oct_slice_starts(id, OCT_S("edn"))) &&
           oct_is_digit(id.ptr[3]);
}

static void add_note_of_word(footnotes *notes, oct_node *node) {
    oct_slice id = oct_node_id(node);
    oct_arena *arena = oct_builder_arena(notes->reader->builder);
    oct_slice key = oct_arena_append(arena, oct_arena_copy(arena, OCT_S("_")), id);
    if (key.len)
        add_note(notes, key, node);
    else
        fail(notes);
}

/* In one of the blocks of the page. */
static void find_notes(footnotes *notes, oct_node *block) {
    size_t inside = 0;
    oct_walk walk = oct_walk_begin(block);
    while (oct_walk_next(&walk)) {
        oct_node *node = walk.node;
        if (is_notes(node))
            inside += walk.entering ? 1 : (size_t)-1;
        if (!walk.entering || !may_be_note(node) || !oct_node_id(node).len)
            continue;
        if (inside)
            add_note(notes, oct_node_id(node), node);
        else if (node->kind == OCT_DIV && is_of_word(oct_node_id(node)))
            add_note_of_word(notes, node);
    }
}

/* ---- What in a note leads back -------------------------------------------------------------- */

static bool is_way_back(const oct_node *node) {
    static const char *const classes[] = {
        "footnote-back",   "footnote-backref", "fn-backref", "mw-cite-backlink",
        "reversefootnote", "footnote-return",  "label",      NULL};
    static const char *const types[] = {"doc-backlink", "backlink", NULL};
    if (node->kind != OCT_LINK && node->kind != OCT_SPAN)
        return false;
    oct_slice url = node->kind == OCT_LINK ? node->as.link->url : (oct_slice){NULL, 0};
    return has_class_of(node, classes) || is_said_to_be(node, types) ||
           has_pair(node, "data-footnote-backref") || oct_slice_starts(url, OCT_S("#_ftnref")) ||
           oct_slice_starts(url, OCT_S("#_ednref"));
}

/* Spaces at the end of a text, no-break spaces among them. */
static void trim_end(oct_node *text) {
    oct_slice *value = &text->as.text;
    for (;;) {
        if (value->len && oct_is_space(value->ptr[value->len - 1]))
            value->len--;
        else if (oct_slice_ends(*value, OCT_S("\xC2\xA0")))
            value->len -= 2;
        else
            return;
    }
}

static void trim_start(oct_node *text) {
    oct_slice *value = &text->as.text;
    while (value->len && oct_is_space(value->ptr[0]))
        *value = oct_slice_from(*value, 1);
}

/* Takes a node out, the space before or behind it, and the paragraph that is empty then. */
static void take_out(oct_node *node) {
    oct_node *before = oct_node_before(node), *behind = node->next, *holder = node->parent;
    oct_node_unlink(node);
    if (before && before->kind == OCT_TEXT && !behind)
        trim_end(before);
    if (behind && behind->kind == OCT_TEXT && !before)
        trim_start(behind);
    if (before && before->kind == OCT_TEXT && !before->as.text.len)
        oct_node_unlink(before);
    if (!holder->first && (holder->kind == OCT_PARAGRAPH || holder->kind == OCT_SUPERSCRIPT ||
                           holder->kind == OCT_STRONG))
        oct_node_unlink(holder);
}

static void take_out_ways_back(oct_node *note) {
    for (oct_node *node = note->first, *next; node; node = next) {
        bool back = is_way_back(node);
        next = back ? oct_node_after(node, note) : oct_node_following(node, note);
        if (back)
            take_out(node);
    }
}

/* ---- References ----------------------------------------------------------------------------- */

static bool is_reference(const oct_node *link) {
    static const char *const classes[] = {
        "footnote-ref", "footnote-reference", "footnote", "footnoteRef", "noteref", NULL};
    static const char *const types[] = {"doc-noteref", "noteref", NULL};
    const oct_node *only = link->first;
    return link->parent->kind == OCT_SUPERSCRIPT || has_class_of(link, classes) ||
           is_said_to_be(link, types) || has_pair(link, "data-footnote-ref") ||
           (only && !only->next && only->kind == OCT_SUPERSCRIPT) ||
           oct_slice_starts(link->as.link->url, OCT_S("#_ftn")) ||
           oct_slice_starts(link->as.link->url, OCT_S("#_edn"));
}

/* A list, div or the like in which nothing but a rule and a heading is left. */
static bool is_spent(const oct_node *node) {
    if (node->kind != OCT_DIV && node->kind != OCT_ORDERED_LIST && node->kind != OCT_BULLET_LIST &&
        node->kind != OCT_DEFINITION_LIST)
        return false;
    for (const oct_node *child = node->first; child; child = child->next)
        if (child->kind != OCT_THEMATIC_BREAK && child->kind != OCT_HEADING)
            return false;
    return true;
}

static void unlink_spent(oct_node *node, const oct_node *root) {
    oct_node *parent = node->parent;
    oct_node_unlink(node);
    while (parent && parent != root && is_spent(parent)) {
        oct_node *outer = parent->parent;
        oct_node_unlink(parent);
        parent = outer;
    }
}

/* Moves what a note says into its node at the reference. */
static void fill_note(oct_node *note, oct_node *from, const oct_node *root) {
    oct_node *holder = from;
    if (from->kind == OCT_DEFINITION_TERM)
        holder = from->next && from->next->kind == OCT_DEFINITION ? from->next : NULL;
    if (holder && holder->first) {
        take_out_ways_back(holder);
        if (holder->first)
            oct_node_move_range(note, holder->first, oct_node_last(holder));
    }
    if (holder && holder != from)
        oct_node_unlink(holder);
    unlink_spent(from, root);
}

/* Unique in the document: an identifier has no space, and what follows one tells the inputs apart.
 */
static oct_slice label_of(footnotes *notes, const oct_node *link) {
    const char *label =
        oct_arena_printf(oct_builder_arena(notes->reader->builder), "%.*s %u",
                         OCT_SLICE_ARG(oct_slice_from(link->as.link->url, 1)), link->file + 1u);
    if (!label)
        fail(notes);
    return oct_slice_of(label);
}

static void put_note(footnotes *notes, oct_node *link, oct_node *root) {
    void **place = oct_map_place(&notes->notes, oct_slice_from(link->as.link->url, 1));
    oct_node *first = *place, *target = link;
    oct_node *note = oct_document_node(notes->reader->builder->document, OCT_NOTE);
    if (!note) {
        fail(notes);
        return;
    }
    if (link->parent->kind == OCT_SUPERSCRIPT && link->parent->first == link && !link->next)
        target = link->parent;
    note->line = link->line;
    note->file = link->file;
    oct_node_insert_before(target, note);
    oct_node_unlink(target);
    if (first->kind == OCT_NOTE) {
        if (!first->as.label.len)
            first->as.label = label_of(notes, link);
        note->as.label = first->as.label;
        note->flags |= OCT_AGAIN;
    } else {
        fill_note(note, first, root);
        *place = note;
    }
}

/* Whether a link leads to a note, from outside of all notes. */
static bool leads_to_note(const footnotes *notes, const oct_node *node) {
    return node->kind == OCT_LINK && oct_slice_starts(node->as.link->url, OCT_S("#")) &&
           is_reference(node) && !is_way_back(node) &&
           oct_map_find(&notes->notes, oct_slice_from(node->as.link->url, 1));
}

static void find_references(const footnotes *notes, oct_node *first, const oct_node *root,
                            oct_buffer *found) {
    oct_node *node = first;
    while (node) {
        if (leads_to_note(notes, node))
            oct_buffer_append(found, (const char *)&node, sizeof node);
        bool skip = node->kind == OCT_LINK || is_notes(node) ||
                    (node->kind == OCT_DIV && is_of_word(oct_node_id(node)));
        node = skip ? oct_node_after(node, root) : oct_node_following(node, root);
    }
}

void html_place_footnotes(html_reader *reader, oct_node *root, const oct_node *before) {
    oct_node *first = before ? before->next : root->first;
    const oct_allocator *allocator = oct_context_allocator(reader->reading->context);
    footnotes notes = {.reader = reader};
    oct_buffer found;
    oct_map_init(&notes.notes, allocator);
    oct_buffer_init(&found, allocator);
    for (oct_node *block = first; block; block = block->next)
        find_notes(&notes, block);
    if (notes.notes.count)
        find_references(&notes, first, root, &found);
    for (size_t at = 0; at < found.len && !oct_builder_failed(reader->builder);
         at += sizeof(oct_node *)) {
        oct_node *link;
        memcpy(&link, found.ptr + at, sizeof link);
        put_note(&notes, link, root);
    }
    if (found.failed)
        fail(&notes);
    oct_buffer_free(&found);
    oct_map_free(&notes.notes);
}
