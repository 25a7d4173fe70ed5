/* formats/docx/reference_section - the page of the reference document: what its last section says
 * of paper, margins and columns, and its headers and footers. */
#include "formats/docx/reference.h"

/* Twips, as whole numbers are; what has a unit, or is out of all bounds, stays as it was. */
static void take_twips(oct_slice attributes, const char *name, int32_t *twips) {
    enum { MOST = 31680 }; /* 22 inches, Word's largest paper */
    int64_t value;
    if (oct_slice_to_int(oct_xml_value(attributes, name), &value) && value >= 0 && value <= MOST)
        *twips = (int32_t)value;
}

typedef struct section {
    docx_reference *reference;
    oct_buffer out;
    int32_t width, height, left, right, top, bottom, gutter, columns, gap;
    bool directed; /* the direction of the section is written */
} section;

static void measure(section *s, oct_slice name, oct_slice attributes) {
    if (oct_slice_is(name, "w:pgSz")) {
        take_twips(attributes, "w:w", &s->width);
        take_twips(attributes, "w:h", &s->height);
    } else if (oct_slice_is(name, "w:pgMar")) {
        take_twips(attributes, "w:left", &s->left);
        take_twips(attributes, "w:right", &s->right);
        take_twips(attributes, "w:top", &s->top);
        take_twips(attributes, "w:bottom", &s->bottom);
        take_twips(attributes, "w:gutter", &s->gutter);
    } else if (oct_slice_is(name, "w:cols")) {
        take_twips(attributes, "w:num", &s->columns);
        take_twips(attributes, "w:space", &s->gap);
    }
}

/* Identifiers of drawings and bookmarks are unique in all parts of a document. */
static void keep_apart(docx_writer *w, oct_slice name, oct_slice attributes) {
    enum { MOST = 1000000 };
    bool drawing = oct_slice_is(name, "wp:docPr");
    int64_t id;
    if (!drawing && !oct_slice_is(name, "w:bookmarkStart"))
        return;
    if (oct_slice_to_int(oct_xml_value(attributes, drawing ? "id" : "w:id"), &id) && id > 0 &&
        id < MOST) {
        uint32_t *count = drawing ? &w->drawing_count : &w->bookmark_count;
        if (*count < (uint32_t)id)
            *count = (uint32_t)id;
    }
    oct_slice bookmark = oct_xml_value(attributes, "w:name");
    if (!drawing && bookmark.len)
        docx_bookmark_take(w, bookmark);
}

static void keep_identifiers_apart(docx_writer *w, oct_slice story) {
    oct_xml_reader reader;
    oct_xml_reader_init(&reader, w->allocator, story);
    while (oct_xml_read(&reader))
        if (reader.event == OCT_XML_OPENS)
            keep_apart(w, reader.name, reader.attributes);
    docx_reader_end(w, &reader);
}

/* The name of a header or a footer in the package, copied when it was not before; NULL: left out.
 */
static const char *copy_story(docx_reference *reference, oct_slice source, bool header) {
    docx_writer *w = reference->w;
    for (docx_copy *copy = reference->first_copy; copy; copy = copy->next)
        if (copy->type && oct_slice_equal(copy->source, source))
            return copy->name;
    oct_slice story = docx_reference_story(reference, source, true);
    char *name = oct_arena_printf(&w->arena, "word/%s%u.xml", header ? "header" : "footer",
                                  ++reference->copies);
    if (story.len == 0 || !name ||
        !docx_reference_copy(reference, source, story, name,
                             header ? "wordprocessingml.header" : "wordprocessingml.footer"))
        return NULL;
    keep_identifiers_apart(w, story);
    return name;
}

/* The part that a relationship of the document leads to. */
static oct_slice story_of(docx_reference *reference, oct_slice id) {
    docx_relations relations = docx_relations_begin(reference, reference->main_relations);
    docx_relation relation;
    oct_slice found = {NULL, 0};
    while (!found.len && docx_relations_next(&relations, &relation))
        if (!relation.external && id.len && oct_slice_equal(relation.id, id))
            found = docx_reference_target(reference, reference->main, relation.target);
    docx_relations_end(&relations);
    return found;
}

static void refer(section *s, bool header, oct_slice attributes) {
    static const char *const kinds[] = {"default", "first", "even", NULL};
    docx_reference *reference = s->reference;
    docx_writer *w = reference->w;
    oct_slice kind = oct_xml_value(attributes, "w:type");
    oct_slice source = story_of(reference, oct_xml_value(attributes, "r:id"));
    const char *name = source.len ? copy_story(reference, source, header) : NULL;
    if (!name || !oct_slice_is_one_of(kind, kinds))
        return;
    uint32_t id =
        docx_relate(w, &w->document, header ? 'H' : 'p', oct_slice_of(name + strlen("word/")));
    oct_buffer_printf(&s->out, "<w:%sReference w:type=\"%.*s\" r:id=\"rId%u\"/>",
                      header ? "header" : "footer", OCT_SLICE_ARG(kind), id);
}

/* Whether all attributes are WordprocessingML's, so that they mean the same elsewhere. */
static bool is_plain(oct_slice attributes) {
    oct_slice name, value;
    while (oct_xml_next_attribute(&attributes, &name, &value))
        if (!oct_slice_starts(name, OCT_S("w:")))
            return false;
    return true;
}

static void direct(section *s) {
    if (!s->directed && oct_slice_is(oct_writing_direction(s->reference->w->writing), "rtl"))
        oct_buffer_string(&s->out, "<w:bidi/>");
    s->directed = true;
}

/* One child of the section, in the order of CT_SectPr; those without children come along. */
static void take_child(section *s, oct_slice name, oct_slice attributes) {
    static const char *const kept[] = {"w:pgSz", "w:pgMar",     "w:lnNumType", "w:pgNumType",
                                       "w:cols", "w:vAlign",    "w:titlePg",   "w:textDirection",
                                       "w:bidi", "w:rtlGutter", "w:docGrid",   NULL};
    static const char *const directions[] = {"w:bidi", "w:rtlGutter", "w:docGrid", NULL};
    bool header = oct_slice_is(name, "w:headerReference");
    measure(s, name, attributes);
    if (header || oct_slice_is(name, "w:footerReference"))
        refer(s, header, attributes);
    if (!oct_slice_is_one_of(name, kept) || !is_plain(attributes))
        return;
    if (oct_slice_is(name, "w:bidi"))
        s->directed = true;
    else if (oct_slice_is_one_of(name, directions))
        direct(s);
    oct_buffer_string(&s->out, "<");
    oct_buffer_slice(&s->out, name);
    oct_buffer_slice(&s->out, attributes);
    oct_buffer_string(&s->out, "/>");
}

static void take_section(section *s, oct_slice content) {
    oct_xml_reader reader;
    oct_xml_reader_init(&reader, s->reference->w->allocator, content);
    oct_buffer_string(&s->out, "<w:sectPr>");
    while (oct_xml_read(&reader))
        if (reader.event == OCT_XML_OPENS && reader.depth == 2)
            take_child(s, reader.name, reader.attributes);
    direct(s);
    oct_buffer_string(&s->out, "</w:sectPr>\n");
    docx_reader_end(s->reference->w, &reader);
}

/* A page without room for text is not believed. */
static void set_page(const section *s) {
    enum { LEAST = 1440 };
    docx_page page = {.width = s->width,
                      .height = s->height,
                      .margins = {s->top, s->right + s->gutter, s->bottom, s->left},
                      .columns = s->columns > 0 ? s->columns : 1,
                      .gap = s->gap};
    int32_t width = page.width - page.margins[1] - page.margins[3];
    if ((width - (page.columns - 1) * page.gap) / page.columns < LEAST ||
        page.height - page.margins[0] - page.margins[2] < LEAST)
        page = (docx_page){.width = s->width, .height = s->height, .columns = 1};
    s->reference->w->page = page;
}

/* The last section of the body is the document's own. */
static oct_slice find_section(docx_reference *reference, oct_slice document) {
    oct_slice found = {NULL, 0};
    oct_xml_reader reader;
    oct_xml_reader_init(&reader, reference->w->allocator, document);
    while (oct_xml_read(&reader)) {
        size_t begin = reader.begin;
        if (reader.event == OCT_XML_OPENS && reader.depth == 3 &&
            oct_slice_is(reader.name, "w:sectPr") && oct_xml_skip(&reader))
            found = oct_slice_head(oct_slice_from(document, begin), reader.end - begin);
    }
    docx_reader_end(reference->w, &reader);
    return found;
}

void docx_reference_read_section(docx_reference *reference) {
    docx_writer *w = reference->w;
    oct_slice content =
        find_section(reference, docx_reference_story(reference, reference->main, false));
    if (content.len == 0)
        return;
    section s = {.reference = reference, .width = 11906, .height = 16838};
    oct_buffer_init(&s.out, w->allocator);
    take_section(&s, content);
    set_page(&s);
    reference->section = oct_arena_copy(&w->arena, oct_buffer_view(&s.out));
    w->failed |= s.out.failed;
    oct_buffer_free(&s.out);
}
