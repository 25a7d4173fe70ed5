/* formats/docx/writer - the package: which parts there are, and in which order they are made. */
#include "formats/docx/docx.h"

#include "formats/docx/reference.h"
#include "io/package.h"
#include "io/xml.h"

static void part_init(docx_part *part, const oct_allocator *allocator) {
    oct_buffer_init(&part->xml, allocator);
    oct_buffer_init(&part->relations, allocator);
    oct_map_init(&part->ids, allocator);
}

static void part_free(docx_part *part) {
    oct_buffer_free(&part->xml);
    oct_buffer_free(&part->relations);
    oct_map_free(&part->ids);
}

static bool part_failed(const docx_part *part) {
    return part->xml.failed || part->relations.failed || part->ids.failed;
}

bool docx_failed(const docx_writer *w) {
    return w->failed || w->arena.failed || part_failed(&w->document) || part_failed(&w->notes) ||
           w->bookmarks.failed || w->numbering.failed || w->style_names.failed ||
           w->custom_styles.failed || w->places.failed || w->names.failed || w->labels.failed ||
           w->sequences.failed || w->media.failed || w->writing->document->arena.failed;
}

static bool is_rtl(const docx_writer *w) {
    return oct_slice_is(oct_writing_direction(w->writing), "rtl");
}

static void init(docx_writer *w, oct_writing *writing) {
    const oct_allocator *allocator = oct_context_allocator(writing->context);
    *w = (docx_writer){.writing = writing, .allocator = allocator};
    oct_arena_init(&w->arena, allocator);
    part_init(&w->document, allocator);
    part_init(&w->notes, allocator);
    oct_buffer_init(&w->bookmarks, allocator);
    oct_buffer_init(&w->numbering, allocator);
    oct_buffer_init(&w->custom_styles, allocator);
    oct_map_init(&w->style_names, allocator);
    oct_map_init(&w->places, allocator);
    oct_map_init(&w->names, allocator);
    oct_map_init(&w->labels, allocator);
    oct_map_init(&w->sequences, allocator);
    oct_map_init(&w->media, allocator);
    for (int style = 0; style < DOCX_STYLE_COUNT; style++)
        w->style_ids[style] = oct_slice_of(docx_styles[style].id);
    enum { FREE_COVERINGS = 20000 };
    w->coverings = FREE_COVERINGS;
    w->lang = oct_writing_lang(writing);
    docx_note_language(w, w->lang);
    w->part = &w->document;
    w->out = &w->document.xml;
}

static void finish(docx_writer *w) {
    docx_tables_free(w);
    oct_deallocate(w->allocator, w->frames, w->frame_capacity * sizeof *w->frames);
    part_free(&w->document);
    part_free(&w->notes);
    oct_buffer_free(&w->bookmarks);
    oct_buffer_free(&w->numbering);
    oct_buffer_free(&w->custom_styles);
    oct_map_free(&w->style_names);
    oct_map_free(&w->places);
    oct_map_free(&w->names);
    oct_map_free(&w->labels);
    oct_map_free(&w->sequences);
    oct_map_free(&w->media);
    oct_arena_clear(&w->arena);
}

static void write_document(docx_writer *w) {
    docx_set_page(w);
    docx_frame *frame = docx_push(w);
    if (!frame)
        return;
    *frame = (docx_frame){
        .width = w->page_width, .level = -1, .style = DOCX_BODY_TEXT, .rtl = is_rtl(w)};
    oct_xml_declaration(w->out);
    docx_put(w, "<w:document");
    docx_put(w, docx_namespaces);
    docx_put(w, "><w:body>\n");
    docx_title_block(w);
    docx_contents(w);
    docx_walk(w, w->writing->document->root);
    docx_paragraph_close(w);
    if (w->last != DOCX_PARAGRAPH)
        docx_paragraph_empty(w, w->last == DOCX_TABLE ? DOCX_SPACER : DOCX_BODY_TEXT);
    oct_buffer_slice(w->out, oct_buffer_view(&w->bookmarks));
    w->bookmarks.len = 0;
    docx_write_section(w);
    docx_put(w, "\n</w:body></w:document>\n");
}

static const char types_head[] =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\n"
    "<Default Extension=\"rels\""
    " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\n"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>\n"
    "<Default Extension=\"png\" ContentType=\"image/png\"/>\n"
    "<Default Extension=\"jpg\" ContentType=\"image/jpeg\"/>\n"
    "<Default Extension=\"gif\" ContentType=\"image/gif\"/>\n"
    "<Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>\n"
    "<Default Extension=\"emf\" ContentType=\"image/x-emf\"/>\n"
    "<Override PartName=\"/docProps/core.xml\""
    " ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\n";

void docx_write_type(oct_buffer *out, const char *name, const char *type) {
    oct_buffer_printf(out,
                      "<Override PartName=\"/%s\" ContentType=\"application/"
                      "vnd.openxmlformats-officedocument.%s+xml\"/>\n",
                      name, type);
}

static const char *notes_name(const docx_writer *w) {
    return docx_has_endnotes(w) ? "word/endnotes.xml" : "word/footnotes.xml";
}

static void write_types(const docx_writer *w, oct_buffer *out) {
    oct_xml_declaration(out);
    oct_buffer_string(out, types_head);
    docx_write_type(out, "docProps/app.xml", "extended-properties");
    docx_write_type(out, "word/document.xml", "wordprocessingml.document.main");
    docx_write_type(out, "word/styles.xml", "wordprocessingml.styles");
    docx_write_type(out, "word/numbering.xml", "wordprocessingml.numbering");
    docx_write_type(out, "word/settings.xml", "wordprocessingml.settings");
    if (w->reference) {
        docx_reference_write_types(w->reference, out);
    } else {
        docx_write_type(out, "word/fontTable.xml", "wordprocessingml.fontTable");
        docx_write_type(out, "word/theme/theme1.xml", "theme");
    }
    if (docx_has_own_page(w))
        docx_write_type(out, "word/footer1.xml", "wordprocessingml.footer");
    if (w->note_count)
        docx_write_type(out, notes_name(w),
                        docx_has_endnotes(w) ? "wordprocessingml.endnotes"
                                             : "wordprocessingml.footnotes");
    oct_buffer_string(out, "</Types>\n");
}

static void relate_parts(docx_writer *w) {
    docx_relate(w, &w->document, 's', OCT_S("styles.xml"));
    docx_relate(w, &w->document, 'n', OCT_S("numbering.xml"));
    docx_relate(w, &w->document, 't', OCT_S("settings.xml"));
    if (w->reference)
        return;
    docx_relate(w, &w->document, 'f', OCT_S("fontTable.xml"));
    docx_relate(w, &w->document, 'm', OCT_S("theme/theme1.xml"));
}

/* One package being filled, and a buffer for the small parts. */
typedef struct docx_package {
    docx_writer *w;
    oct_package *package;
    oct_buffer part;
} docx_package;

static void add(docx_package *p, const char *name, oct_slice bytes) {
    oct_package_add(p->package, name, bytes, OCT_PACKAGE_DEFLATE);
}

/* Adds what stands in the buffer, and empties it. */
static void add_part(docx_package *p, const char *name) {
    add(p, name, oct_buffer_view(&p->part));
    p->w->failed |= p->part.failed;
    p->part.len = 0;
}

static void add_notes(docx_package *p) {
    docx_writer *w = p->w;
    if (w->note_count == 0)
        return;
    if (w->notes.relations.len) {
        docx_write_relations(&w->notes, &p->part);
        add_part(p, docx_has_endnotes(w) ? "word/_rels/endnotes.xml.rels"
                                         : "word/_rels/footnotes.xml.rels");
    }
    add(p, notes_name(w), oct_buffer_view(&w->notes.xml));
}

static void add_small_parts(docx_package *p) {
    docx_writer *w = p->w;
    write_types(w, &p->part);
    add_part(p, "[Content_Types].xml");
    add(p, "_rels/.rels", oct_slice_of(docx_package_relations));
    docx_write_relations(&w->document, &p->part);
    add_part(p, "word/_rels/document.xml.rels");
    docx_write_styles(w, &p->part);
    add_part(p, "word/styles.xml");
    docx_write_numbering(w, &p->part);
    add_part(p, "word/numbering.xml");
    docx_write_settings(w, &p->part);
    add_part(p, "word/settings.xml");
    if (w->reference) {
        docx_reference_add_parts(w->reference, p->package);
    } else {
        add(p, "word/fontTable.xml", oct_slice_of(docx_font_table));
        add(p, "word/theme/theme1.xml", oct_slice_of(docx_theme));
    }
    if (docx_has_own_page(w))
        add(p, "word/footer1.xml", oct_slice_of(docx_footer));
    add(p, "docProps/app.xml", oct_slice_of(docx_app_properties));
    docx_write_core_properties(w, &p->part);
    add_part(p, "docProps/core.xml");
    add_notes(p);
}

/* The document comes last: compressing it takes memory, and the tree need not be there then. */
static void add_document(docx_package *p) {
    docx_writer *w = p->w;
    if (w->writing->frees_tree && !docx_failed(w))
        oct_document_free_tree(w->writing->document);
    add(p, "word/document.xml", oct_buffer_view(&w->document.xml));
}

static void add_parts(docx_package *p) {
    add_small_parts(p);
    docx_add_media(p->w, p->package);
    add_document(p);
}

static oct_status write_package(docx_writer *w) {
    docx_package p = {.w = w};
    p.package = oct_package_new(w->allocator, w->writing->out, w->writing->date);
    if (!p.package)
        return OCT_NO_MEMORY;
    oct_buffer_init(&p.part, w->allocator);
    add_parts(&p);
    oct_status status = docx_failed(w) ? OCT_NO_MEMORY : oct_package_close(p.package);
    oct_buffer_free(&p.part);
    oct_package_free(p.package);
    return status;
}

static oct_status write_all(docx_writer *w) {
    docx_survey(w);
    write_document(w);
    if (w->note_count && !docx_failed(w)) {
        docx_relate(w, &w->document, docx_has_endnotes(w) ? 'e' : 'o',
                    oct_slice_of(notes_name(w) + strlen("word/")));
        docx_write_notes(w);
    }
    return docx_failed(w) ? OCT_NO_MEMORY : write_package(w);
}

oct_status docx_write(oct_writing *writing) {
    const docx_options *options = writing->options;
    docx_writer w;
    init(&w, writing);
    oct_status status =
        options->reference_doc ? docx_reference_open(&w, options->reference_doc) : OCT_OK;
    relate_parts(&w);
    if (status == OCT_OK)
        status = write_all(&w);
    finish(&w);
    return status;
}
