/* formats/docx/bookmarks - the places that links lead to. A survey of the whole tree finds them
 * before anything is written, so that links forward are known to lead somewhere; it also lists the
 * headings and the notes that are referred to more than once.
 *
 * Word wants names of at most 40 characters, of letters, digits and underscores, that differ in
 * more than case. */
#include "formats/docx/docx.h"

#include "core/prose.h"
#include "io/xml.h"

enum { NAME_MAX_LENGTH = 40, KEPT_LENGTH = 28 };

static bool is_word(char c) {
    return oct_is_alnum(c) || c == '_';
}

/* An identifier as a name, cut to length; not yet unique. */
static size_t plain_name(oct_slice id, char name[NAME_MAX_LENGTH], size_t room) {
    size_t len = 0;
    if (id.len == 0 || (!oct_is_alpha(id.ptr[0]) && id.ptr[0] != '_'))
        name[len++] = '_';
    for (size_t i = 0; i < id.len && len < room; i++)
        if (is_word(id.ptr[i]))
            name[len++] = id.ptr[i];
        else if ((unsigned char)id.ptr[i] < 0x80)
            name[len++] = '_';
    return len;
}

/* Takes a name when no other has it, in any case. */
static bool take_name(docx_writer *w, docx_bookmark *bookmark, const char *name, size_t len) {
    oct_slice key = oct_arena_copy(&w->arena, oct_slice_make(name, len));
    bookmark->name = oct_arena_copy(&w->arena, key);
    for (size_t i = 0; i < key.len; i++)
        ((char *)key.ptr)[i] = oct_to_lower(key.ptr[i]);
    void **place = w->arena.failed ? NULL : oct_map_place(&w->names, key);
    if (!place)
        return true; /* the failure is kept by the arena or the map */
    if (*place)
        return false;
    *place = bookmark;
    return true;
}

void docx_bookmark_take(docx_writer *w, oct_slice name) {
    docx_bookmark *bookmark = OCT_ARENA_NEW(&w->arena, docx_bookmark);
    if (bookmark)
        take_name(w, bookmark, name.ptr, name.len);
}

docx_bookmark *docx_bookmark_new(docx_writer *w, oct_slice wish) {
    docx_bookmark *bookmark = OCT_ARENA_NEW(&w->arena, docx_bookmark);
    if (!bookmark)
        return NULL;
    bookmark->id = ++w->bookmark_count;
    char name[NAME_MAX_LENGTH];
    size_t len = plain_name(wish, name, NAME_MAX_LENGTH);
    if (wish.len <= NAME_MAX_LENGTH && take_name(w, bookmark, name, len))
        return bookmark;
    len = plain_name(wish, name, KEPT_LENGTH);
    for (uint32_t number = bookmark->id;; number++) {
        char *unique = oct_arena_printf(&w->arena, "%.*s_%u", (int)len, name, number);
        if (!unique || take_name(w, bookmark, unique, strlen(unique)))
            return bookmark;
    }
}

docx_bookmark *docx_bookmark_for(docx_writer *w, oct_slice id) {
    return id.len ? oct_map_find(&w->places, id) : NULL;
}

void docx_bookmark_start(oct_buffer *out, docx_bookmark *bookmark) {
    oct_buffer_string(out, "<w:bookmarkStart w:id=\"");
    oct_buffer_number(out, bookmark->id);
    oct_buffer_string(out, "\"");
    oct_xml_attribute(out, "w:name", bookmark->name);
    oct_buffer_string(out, "/>");
    bookmark->placed = true;
}

void docx_bookmark_end(oct_buffer *out, const docx_bookmark *bookmark) {
    oct_buffer_string(out, "<w:bookmarkEnd w:id=\"");
    oct_buffer_number(out, bookmark->id);
    oct_buffer_string(out, "\"/>");
}

static docx_bookmark *survey_id(docx_writer *w, oct_slice id) {
    void **place = id.len ? oct_map_place(&w->places, id) : NULL;
    if (!place)
        return NULL;
    if (*place)
        return *place;
    docx_bookmark *bookmark = docx_bookmark_new(w, id);
    if ((place = oct_map_place(&w->places, id)))
        *place = bookmark;
    return bookmark;
}

/* A heading stands in the table of contents under its own identifier, or under a name made for
 * it. */
static void survey_heading(docx_writer *w, const oct_node *node, docx_bookmark *bookmark) {
    docx_heading *heading = OCT_ARENA_NEW(&w->arena, docx_heading);
    if (!heading)
        return;
    w->top_headings += node->as.level == 1;
    *heading = (docx_heading){.node = node, .bookmark = bookmark};
    if (!w->headings)
        w->headings = heading;
    else
        w->last_heading->next = heading;
    w->last_heading = heading;
}

static void survey_note(docx_writer *w, oct_node *node) {
    void **place = node->as.label.len ? oct_map_place(&w->labels, node->as.label) : NULL;
    docx_note *note = place ? *place : NULL;
    if (place && !note) {
        if ((note = OCT_ARENA_NEW(&w->arena, docx_note)))
            note->node = node;
        *place = note;
    } else if (note && !(node->flags & OCT_AGAIN) && (note->node->flags & OCT_AGAIN)) {
        note->node = node;
    }
}

bool docx_has_chapters(const docx_writer *w) {
    enum { CHAPTER_BYTES = 10000 }; /* about four pages */
    return w->top_headings > 1 && w->text_bytes / w->top_headings > CHAPTER_BYTES;
}

/* Prose of a length that fills ten pages or so. A letter is prose, but no book. */
static bool is_book(const docx_writer *w) {
    enum { BOOK_BYTES = 20000 };
    return w->headings && w->text_bytes > BOOK_BYTES && oct_is_prose(w->writing->document->root);
}

void docx_survey(docx_writer *w) {
    oct_walk walk = oct_walk_begin(w->writing->document->root);
    size_t notes = 0; /* how many are open */
    while (oct_walk_next(&walk) && !docx_failed(w)) {
        oct_node *node = walk.node;
        if (node->kind == OCT_NOTE)
            notes += walk.entering ? 1 : (size_t)-1;
        if (!walk.entering)
            continue;
        docx_bookmark *bookmark = node->attributes ? survey_id(w, node->attributes->id) : NULL;
        if (node->kind == OCT_TEXT)
            w->text_bytes += node->as.text.len;
        else if (node->kind == OCT_HEADING && notes == 0)
            survey_heading(w, node, bookmark);
        else if (node->kind == OCT_NOTE)
            survey_note(w, node);
    }
    w->book = !w->reference && is_book(w);
}
