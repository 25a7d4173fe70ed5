/* formats/docx/front - what stands before the text: the title block, from the metadata, and the
 * table of contents, as a field that is filled in already. */
#include "formats/docx/docx.h"

#include "io/xml.h"

/* Words that the writer puts into the document, by language. */
static const struct {
    const char *lang, *contents, *abstract;
} words[] = {
    {"en", "Contents", "Abstract"},
    {"de", "Inhalt", "Zusammenfassung"},
    {"fr", "Table des matières", "Résumé"},
    {"es", "Índice", "Resumen"},
    {"it", "Indice", "Sommario"},
    {"pt", "Índice", "Resumo"},
    {"nl", "Inhoud", "Samenvatting"},
    {"sv", "Innehåll", "Sammanfattning"},
    {"da", "Indhold", "Resumé"},
    {"nb", "Innhold", "Sammendrag"},
    {"fi", "Sisällys", "Tiivistelmä"},
    {"pl", "Spis treści", "Streszczenie"},
    {"cs", "Obsah", "Abstrakt"},
    {"ru", "Содержание", "Аннотация"},
    {"uk", "Зміст", "Анотація"},
    {"el", "Περιεχόμενα", "Περίληψη"},
    {"tr", "İçindekiler", "Özet"},
    {"ar", "المحتويات", "الملخص"},
    {"he", "תוכן העניינים", "תקציר"},
    {"fa", "فهرست", "چکیده"},
    {"zh", "目录", "摘要"},
    {"ja", "目次", "要旨"},
    {"ko", "차례", "초록"},
};

static size_t words_row(const docx_writer *w) {
    oct_slice primary = oct_slice_head(w->lang, oct_slice_find_byte(w->lang, '-'));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (oct_slice_equal_nocase(primary, oct_slice_of(words[i].lang)))
            return i;
    return 0;
}

oct_slice docx_meta_text(docx_writer *w, const char *key) {
    return oct_meta_find_text(w->writing->document->metadata, key, &w->arena);
}

bool docx_has_title(const docx_writer *w) {
    return oct_meta_find(w->writing->document->metadata, "title") != NULL;
}

/* Paragraphs of plain text, divided by empty lines. */
static void write_paragraphs(docx_writer *w, oct_slice text, docx_style style) {
    oct_slice line;
    while (oct_slice_next_line(&text, &line)) {
        bool empty = oct_slice_trim(line).len == 0;
        if (empty) {
            docx_paragraph_close(w);
            continue;
        }
        if (w->in_paragraph)
            docx_literal(w, " ");
        else
            docx_paragraph_open(w, style, 0);
        docx_text(w, oct_slice_trim(line), NULL);
    }
    docx_paragraph_close(w);
}

/* Metadata as paragraphs of a style: inlines keep their look. */
static void write_value(docx_writer *w, const oct_meta *value, docx_style style) {
    if (!value)
        return;
    if (value->kind == OCT_META_LIST) {
        for (const oct_meta *item = value->first; item; item = item->next)
            if (item->kind != OCT_META_LIST)
                write_value(w, item, style);
        return;
    }
    if (value->kind == OCT_META_INLINES && value->inlines) {
        if (!value->inlines->first)
            return;
        docx_paragraph_open(w, style, 0);
        docx_walk(w, value->inlines);
        docx_paragraph_close(w);
    } else {
        write_paragraphs(w, oct_meta_person(value, &w->arena), style);
    }
}

void docx_title_block(docx_writer *w) {
    const oct_meta *metadata = w->writing->document->metadata;
    const oct_meta *author = oct_meta_find(metadata, "author");
    const oct_meta *abstract = oct_meta_find(metadata, "abstract");
    write_value(w, oct_meta_find(metadata, "title"), DOCX_TITLE);
    write_value(w, oct_meta_find(metadata, "subtitle"), DOCX_SUBTITLE);
    write_value(w, author ? author : oct_meta_find(metadata, "authors"), DOCX_AUTHOR);
    write_value(w, oct_meta_find(metadata, "date"), DOCX_DATE);
    if (!abstract)
        return;
    docx_paragraph_open(w, DOCX_ABSTRACT_TITLE, 0);
    docx_literal(w, words[words_row(w)].abstract);
    docx_paragraph_close(w);
    write_value(w, abstract, DOCX_ABSTRACT);
}

static bool is_listed(const docx_writer *w, const docx_heading *heading) {
    return heading->bookmark && heading->node->as.level <= w->writing->common->toc_depth &&
           heading->node->first;
}

static void write_entry(docx_writer *w, const docx_heading *heading, oct_buffer *text) {
    docx_link link = {.anchor = heading->bookmark->name};
    text->len = 0;
    oct_node_plain_text(heading->node, text);
    w->frame->link = &link;
    docx_text(w, oct_buffer_view(text), heading->node);
    docx_link_close(w);
    w->frame->link = NULL;
}

static docx_style entry_style(const docx_heading *heading) {
    int level = heading->node->as.level;
    return (docx_style)(DOCX_TOC_1 + (level < 1 ? 0 : level > 6 ? 5 : level - 1));
}

/* Word brings the list up to date when it is asked to (17.16.5.68). */
static void begin_field(docx_writer *w) {
    char *levels = oct_arena_printf(&w->arena, "\"1-%d\"", (int)w->writing->common->toc_depth);
    docx_field_begin(w, "TOC \\o ", oct_slice_of(levels), " \\h \\z \\u");
}

static void write_entries(docx_writer *w, const docx_heading *first) {
    oct_buffer text;
    oct_buffer_init(&text, w->allocator);
    docx_push(w);
    for (const docx_heading *heading = first; heading; heading = heading->next) {
        if (!is_listed(w, heading))
            continue;
        docx_paragraph_open(w, entry_style(heading), 0);
        if (heading == first)
            begin_field(w);
        write_entry(w, heading, &text);
    }
    if (w->in_paragraph)
        docx_field_end(w);
    docx_paragraph_close(w);
    docx_pop(w);
    w->failed |= text.failed;
    oct_buffer_free(&text);
}

void docx_contents(docx_writer *w) {
    const docx_heading *first = w->headings;
    while (first && !is_listed(w, first))
        first = first->next;
    if (!w->writing->common->toc || !first)
        return;
    docx_put(w, "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/>"
                "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>\n");
    docx_paragraph_open(w, DOCX_TOC_HEADING, 0);
    docx_literal(w, words[words_row(w)].contents);
    docx_paragraph_close(w);
    write_entries(w, first);
    docx_put(w, "</w:sdtContent></w:sdt>\n");
    docx_paragraph_empty(w, DOCX_SPACER);
}
