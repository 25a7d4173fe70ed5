/* formats/epub/pages - the pages of a book: cover, title page, chapters. */
#include "formats/epub/epub.h"

/* ---- The cover and the title page --------------------------------------------------------- */

static oct_epub_item *add_page_item(oct_epub_book *book, const char *id, const char *href) {
    return oct_epub_add_item(book, id, href, "application/xhtml+xml");
}

/* The manifest says which pages have formulas in MathML (EPUB 3.3, D.5.4). */
static void add_text_item(oct_epub_book *book, const char *id, const char *href, bool mathml) {
    oct_epub_item *item = add_page_item(book, id, href);
    if (item && mathml)
        item->properties = "mathml";
    book->has_mathml |= mathml;
}

static void add_cover_page(oct_epub_book *book) {
    oct_epub_open_page(book, book->title, "cover");
    oct_buffer_printf(&book->part, "<div class=\"cover\"><img src=\"%s\"", book->cover->href);
    oct_epub_attribute(book, "alt", book->title);
    oct_buffer_string(&book->part, " /></div>\n");
    oct_epub_close_page(book);
    oct_epub_add_part(book, "cover.xhtml");
    add_page_item(book, "cover", "cover.xhtml");
}

static void put_line(oct_epub_book *book, const char *class_name, oct_slice text) {
    text = oct_slice_trim(text);
    if (!text.len)
        return;
    oct_buffer_printf(&book->part, "<p class=\"%s\">", class_name);
    oct_epub_text(book, text);
    oct_buffer_string(&book->part, "</p>\n");
}

static void put_paragraphs(oct_epub_book *book, oct_slice text) {
    oct_slice paragraph;
    while (oct_slice_next_paragraph(&text, &paragraph)) {
        oct_buffer_string(&book->part, "<p>");
        oct_epub_text(book, paragraph);
        oct_buffer_string(&book->part, "</p>\n");
    }
}

/* Inlines as text, with an empty line where two line breaks stand for one. */
static void gather(const oct_node *inlines, oct_buffer *text) {
    for (const oct_node *node = inlines->first; node; node = node->next)
        if (node->kind == OCT_LINE_BREAK)
            oct_buffer_byte(text, '\n');
        else
            oct_node_plain_text(node, text);
}

static void put_abstract(oct_epub_book *book, const oct_meta *value) {
    oct_buffer text;
    oct_buffer_init(&text, book->part.allocator);
    if (value && value->kind == OCT_META_INLINES && value->inlines)
        gather(value->inlines, &text);
    else
        oct_buffer_slice(&text, oct_meta_text(value, book->arena));
    if (oct_slice_trim(oct_buffer_view(&text)).len) {
        oct_buffer_string(&book->part, "<div class=\"abstract\">\n");
        put_paragraphs(book, oct_buffer_view(&text));
        oct_buffer_string(&book->part, "</div>\n");
    }
    book->failed |= text.failed;
    oct_buffer_free(&text);
}

static void put_people(oct_epub_book *book, const oct_meta *people) {
    if (people && people->kind == OCT_META_LIST)
        for (const oct_meta *person = people->first; person; person = person->next)
            put_line(book, "author", oct_meta_person(person, book->arena));
    else
        put_line(book, "author", oct_meta_person(people, book->arena));
}

static void add_title_page(oct_epub_book *book) {
    static const oct_epub_matter title_page = {"titlepage", NULL, "frontmatter"};
    const oct_meta *metadata = book->document->metadata;
    const oct_meta *author = oct_meta_find(metadata, "author");
    oct_epub_open_page(book, book->title, "frontmatter");
    oct_epub_open_section(book, &title_page, "titlepage");
    oct_buffer_string(&book->part, "<h1 class=\"title\">");
    oct_epub_text(book, book->title);
    oct_buffer_string(&book->part, "</h1>\n");
    put_line(book, "subtitle", oct_meta_find_text(metadata, "subtitle", book->arena));
    put_people(book, author ? author : oct_meta_find(metadata, "creator"));
    put_line(book, "publisher", oct_meta_find_text(metadata, "publisher", book->arena));
    put_line(book, "date", oct_meta_find_text(metadata, "date", book->arena));
    put_abstract(book, oct_meta_find(metadata, "abstract"));
    put_line(book, "rights", oct_meta_find_text(metadata, "rights", book->arena));
    oct_epub_close_section(book);
    oct_epub_close_page(book);
    oct_epub_add_part(book, "title.xhtml");
    add_page_item(book, "title", "title.xhtml");
}

/* ---- Chapters ----------------------------------------------------------------------------- */

/* The chapter's heading as text; the book's title when it has none. In the scratch buffer. */
static oct_slice chapter_title(oct_epub_book *book, const oct_epub_chapter *chapter,
                               oct_buffer *scratch) {
    scratch->len = 0;
    if (chapter->heading)
        oct_node_plain_text(chapter->heading, scratch);
    oct_slice title = oct_slice_trim(oct_buffer_view(scratch));
    return title.len ? title : book->title;
}

/* Notes in place are rendered block by block. */
static void render_chapter(oct_epub_book *book, oct_html_renderer *renderer,
                           const oct_epub_chapter *chapter) {
    bool in_place = book->options->footnotes == OCT_EPUB_NOTES_PLACE;
    if (!in_place)
        oct_html_render(renderer, chapter->first, chapter->last);
    for (oct_node *node = in_place ? chapter->first : NULL; node;
         node = node == chapter->last ? NULL : node->next) {
        oct_html_render(renderer, node, node);
        oct_html_render_notes(renderer);
    }
    if (book->options->footnotes == OCT_EPUB_NOTES_CHAPTER)
        oct_html_render_notes(renderer);
}

static void add_chapter(oct_epub_book *book, oct_html_renderer *renderer, uint32_t index,
                        oct_buffer *scratch) {
    const oct_epub_chapter *chapter = &book->chapters[index];
    renderer->has_math = false;
    oct_epub_open_page(book, chapter_title(book, chapter, scratch), chapter->matter.body);
    oct_html_notes_resume_part(&book->notes, index, chapter->first_note);
    oct_epub_open_section(book, &chapter->matter, chapter->part ? "part" : NULL);
    render_chapter(book, renderer, chapter);
    oct_epub_close_section(book);
    oct_epub_close_page(book);
    oct_epub_hash_add(&book->hash, oct_buffer_view(&book->part));
    oct_epub_add_part(book, book->files[index]);
    add_text_item(book, oct_arena_printf(book->arena, "chapter-%03u", (unsigned)index + 1),
                  book->files[index], renderer->has_math);
}

/* The page of all notes, when there are any. */
static void add_notes_page(oct_epub_book *book, oct_html_renderer *renderer) {
    if (oct_html_notes_count(&book->notes) == 0)
        return;
    static const oct_epub_matter endnotes = {"endnotes", "doc-endnotes", "backmatter"};
    renderer->has_math = false;
    oct_epub_open_page(book, oct_slice_of(book->words->notes), "backmatter");
    oct_html_notes_resume_part(&book->notes, book->chapter_count, 0);
    oct_epub_open_section(book, &endnotes, "endnotes");
    oct_epub_element(book, "h1", oct_slice_of(book->words->notes));
    oct_html_render_notes(renderer);
    oct_epub_close_section(book);
    oct_epub_close_page(book);
    oct_epub_hash_add(&book->hash, oct_buffer_view(&book->part));
    oct_epub_add_part(book, book->files[book->chapter_count]);
    add_text_item(book, "notes", book->files[book->chapter_count], renderer->has_math);
}

static void add_chapters(oct_epub_book *book) {
    oct_buffer scratch;
    oct_html_renderer renderer;
    oct_buffer_init(&scratch, book->part.allocator);
    oct_html_renderer_init(&renderer, book->part.allocator, OCT_XHTML);
    renderer.context = book->writing->context;
    renderer.document = book->document;
    renderer.out = &book->part;
    renderer.notes = &book->notes;
    renderer.files = book->files;
    renderer.quotes = oct_quotes_of(book->lang);
    renderer.rtl = oct_slice_is(book->direction, "rtl");
    renderer.keep_tex = book->epub2;
    renderer.xhtml11 = book->epub2;
    renderer.endnotes = book->options->footnotes == OCT_EPUB_NOTES_BOOK;
    renderer.bare_notes = book->options->footnotes != OCT_EPUB_NOTES_CHAPTER;
    for (uint32_t i = 0; i < book->chapter_count && !book->failed; i++) {
        add_chapter(book, &renderer, i, &scratch);
        book->failed |= oct_html_renderer_failed(&renderer);
    }
    if (book->options->footnotes == OCT_EPUB_NOTES_BOOK && !book->failed)
        add_notes_page(book, &renderer);
    book->failed |= oct_html_renderer_failed(&renderer);
    book->replaced_in_text = renderer.replaced;
    book->failed |= scratch.failed;
    oct_html_renderer_free(&renderer);
    oct_buffer_free(&scratch);
}

void oct_epub_add_pages(oct_epub_book *book) {
    if (book->cover)
        add_cover_page(book);
    if (book->has_title_page)
        add_title_page(book);
    add_chapters(book);
}
