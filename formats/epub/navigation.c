/* formats/epub/navigation - the table of contents: nav.xhtml for EPUB 3 (EPUB 3.3, 7), toc.ncx for
 * readers of EPUB 2 (OPF 2.0.1, 2.4.1). */
#include "formats/epub/epub.h"

#include "io/xml.h"

enum { DEEPEST = 6 };

/* The levels of the entries that are open, the outermost first. A level may be left out, and a
 * deeper one may come first. */
typedef struct oct_epub_depths {
    int32_t levels[DEEPEST];
    int count;
} depths;

/* ---- Each entry, nested ------------------------------------------------------------------- */

typedef struct oct_epub_nesting {
    void (*open_list)(oct_epub_book *book);
    void (*close_list)(oct_epub_book *book);
    void (*open_entry)(oct_epub_book *book, uint32_t index);
    void (*close_entry)(oct_epub_book *book);
} nesting;

/* Closes the open entries of a level and below; says whether there were any. */
static bool close_entries(oct_epub_book *book, const nesting *how, depths *open, int32_t level) {
    bool closed = false;
    while (open->count && open->levels[open->count - 1] >= level) {
        if (closed)
            how->close_list(book);
        how->close_entry(book);
        open->count--;
        closed = true;
    }
    return closed;
}

static void put_entries(oct_epub_book *book, const nesting *how) {
    depths open = {.count = 0};
    how->open_list(book);
    for (uint32_t i = 0; i < book->entry_count; i++) {
        int32_t level = book->entries[i].level;
        if (!close_entries(book, how, &open, level) && open.count)
            how->open_list(book);
        how->open_entry(book, i);
        open.levels[open.count++] = level;
    }
    close_entries(book, how, &open, 0);
    how->close_list(book);
}

/* attribute: the text in front of its value. */
static void put_target(oct_epub_book *book, const char *attribute, const oct_epub_entry *entry) {
    oct_buffer_string(&book->part, attribute);
    oct_buffer_string(&book->part, book->files[entry->chapter]);
    if (entry->id.len) {
        oct_buffer_byte(&book->part, '#');
        oct_html_escape_url(&book->part, entry->id);
    }
    oct_buffer_string(&book->part, "\"");
}

/* ---- nav.xhtml ---------------------------------------------------------------------------- */

static void nav_open_list(oct_epub_book *book) {
    oct_buffer_string(&book->part, "<ol>\n");
}

static void nav_close_list(oct_epub_book *book) {
    oct_buffer_string(&book->part, "</ol>\n");
}

static void nav_open_entry(oct_epub_book *book, uint32_t index) {
    const oct_epub_entry *entry = &book->entries[index];
    oct_buffer_string(&book->part, "<li><a");
    put_target(book, " href=\"", entry);
    oct_buffer_string(&book->part, ">");
    oct_epub_text(book, entry->label);
    oct_buffer_string(&book->part, "</a>\n");
}

static void nav_close_entry(oct_epub_book *book) {
    oct_buffer_string(&book->part, "</li>\n");
}

static void put_landmark(oct_epub_book *book, const char *type, const char *href, oct_slice label) {
    oct_buffer_printf(&book->part, "<li><a epub:type=\"%s\" href=\"%s\">", type, href);
    oct_epub_text(book, label);
    oct_buffer_string(&book->part, "</a></li>\n");
}

/* The first file of the body, where reading begins; of all, when there is none. */
static const char *first_of_body(const oct_epub_book *book) {
    for (uint32_t i = 0; i < book->chapter_count; i++)
        if (strcmp(book->chapters[i].matter.body, "bodymatter") == 0)
            return book->files[i];
    return book->files[0];
}

/* The parts of a book that readers look for, by the headings that they have. */
static void put_chapter_landmarks(oct_epub_book *book) {
    static const char *const types[] = {"preface",      "foreword", "introduction", "appendix",
                                        "bibliography", "glossary", "index",        "colophon"};
    for (size_t t = 0; t < sizeof types / sizeof *types; t++)
        for (uint32_t i = 0; i < book->chapter_count; i++) {
            const oct_epub_chapter *chapter = &book->chapters[i];
            if (!chapter->matter.type || strcmp(chapter->matter.type, types[t]) != 0)
                continue;
            oct_slice label = oct_epub_label(book, chapter->heading);
            put_landmark(book, types[t], book->files[i],
                         label.len ? label : oct_slice_of(types[t]));
            break;
        }
}

static void put_landmarks(oct_epub_book *book) {
    oct_buffer_string(&book->part,
                      "<nav epub:type=\"landmarks\" id=\"landmarks\" hidden=\"hidden\">\n<ol>\n");
    if (book->cover)
        put_landmark(book, "cover", "cover.xhtml", oct_slice_of(book->words->cover));
    if (book->has_title_page)
        put_landmark(book, "titlepage", "title.xhtml", oct_slice_of(book->words->title_page));
    if (book->writing->common->toc) /* only then is it among the pages */
        put_landmark(book, "toc", "nav.xhtml#toc", oct_slice_of(book->words->contents));
    put_landmark(book, "bodymatter", first_of_body(book), oct_slice_of(book->words->text));
    put_chapter_landmarks(book);
    oct_buffer_string(&book->part, "</ol>\n</nav>\n");
}

/* ---- Pages of a printed edition ----------------------------------------------------------- */

static size_t page_count(const oct_epub_book *book) {
    return book->pages.len / sizeof(oct_epub_entry);
}

/* The allocator's memory is aligned for any type. */
static const oct_epub_entry *page_at(const oct_epub_book *book, size_t index) {
    return (const oct_epub_entry *)(const void *)book->pages.ptr + index;
}

static void put_page_list(oct_epub_book *book) {
    if (!page_count(book))
        return;
    oct_buffer_string(&book->part, "<nav epub:type=\"page-list\" role=\"doc-pagelist\" "
                                   "id=\"pages\" hidden=\"hidden\">\n");
    oct_epub_element(book, "h2", oct_slice_of(book->words->pages));
    oct_buffer_string(&book->part, "\n<ol>\n");
    for (size_t i = 0; i < page_count(book); i++) {
        oct_buffer_string(&book->part, "<li><a");
        put_target(book, " href=\"", page_at(book, i));
        oct_buffer_string(&book->part, ">");
        oct_epub_text(book, page_at(book, i)->label);
        oct_buffer_string(&book->part, "</a></li>\n");
    }
    oct_buffer_string(&book->part, "</ol>\n</nav>\n");
}

static void put_page_targets(oct_epub_book *book) {
    if (!page_count(book))
        return;
    oct_buffer_string(&book->part, "<pageList>\n<navLabel>");
    oct_epub_element(book, "text", oct_slice_of(book->words->pages));
    oct_buffer_string(&book->part, "</navLabel>\n");
    for (size_t i = 0; i < page_count(book); i++) {
        oct_buffer_printf(&book->part,
                          "<pageTarget id=\"page-%zu\" type=\"normal\" playOrder=\"%zu\">\n"
                          "<navLabel>",
                          i + 1, book->entry_count + i + 1);
        oct_epub_element(book, "text", page_at(book, i)->label);
        oct_buffer_string(&book->part, "</navLabel>\n<content");
        put_target(book, " src=\"", page_at(book, i));
        oct_buffer_string(&book->part, " />\n</pageTarget>\n");
    }
    oct_buffer_string(&book->part, "</pageList>\n");
}

/* ---- Both files --------------------------------------------------------------------------- */

static void add_nav(oct_epub_book *book) {
    static const nesting how = {nav_open_list, nav_close_list, nav_open_entry, nav_close_entry};
    oct_epub_open_page(book, book->title, NULL);
    oct_buffer_string(&book->part,
                      "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\">\n<h1 class=\"toc\">");
    oct_epub_text(book, book->title);
    oct_buffer_string(&book->part, "</h1>\n");
    put_entries(book, &how);
    oct_buffer_string(&book->part, "</nav>\n");
    put_page_list(book);
    put_landmarks(book);
    oct_epub_close_page(book);
    oct_epub_add_part(book, "nav.xhtml");
    oct_epub_item *item = oct_epub_add_item(book, "nav", "nav.xhtml", "application/xhtml+xml");
    if (item)
        item->properties = "nav";
}

/* The page of contents in EPUB 2, where it is one of the pages or none. */
static void add_contents(oct_epub_book *book) {
    static const nesting how = {nav_open_list, nav_close_list, nav_open_entry, nav_close_entry};
    if (!book->writing->common->toc)
        return;
    oct_epub_open_page(book, oct_slice_of(book->words->contents), NULL);
    oct_buffer_string(&book->part, "<div class=\"contents\">\n");
    oct_epub_element(book, "h1", oct_slice_of(book->words->contents));
    oct_buffer_string(&book->part, "\n");
    put_entries(book, &how);
    oct_buffer_string(&book->part, "</div>\n");
    oct_epub_close_page(book);
    oct_epub_add_part(book, "nav.xhtml");
    oct_epub_add_item(book, "nav", "nav.xhtml", "application/xhtml+xml");
}

static void put_guide_reference(oct_epub_book *book, const char *type, const char *href,
                                const char *title) {
    oct_buffer_printf(&book->part, "<reference type=\"%s\" href=\"%s\"", type, href);
    oct_epub_attribute(book, "title", oct_slice_of(title));
    oct_buffer_string(&book->part, " />\n");
}

void oct_epub_put_guide(oct_epub_book *book) {
    oct_buffer_string(&book->part, "<guide>\n");
    if (book->cover)
        put_guide_reference(book, "cover", "cover.xhtml", book->words->cover);
    if (book->has_title_page)
        put_guide_reference(book, "title-page", "title.xhtml", book->words->title_page);
    if (book->writing->common->toc)
        put_guide_reference(book, "toc", "nav.xhtml", book->words->contents);
    put_guide_reference(book, "text", first_of_body(book), book->words->text);
    oct_buffer_string(&book->part, "</guide>\n");
}

/* ---- toc.ncx ------------------------------------------------------------------------------ */

static void ncx_list(oct_epub_book *book) {
    (void)book;
}

static void ncx_open_entry(oct_epub_book *book, uint32_t index) {
    const oct_epub_entry *entry = &book->entries[index];
    oct_buffer_string(&book->part, "<navPoint id=\"entry-");
    oct_buffer_number(&book->part, (int64_t)index + 1);
    oct_buffer_string(&book->part, "\" playOrder=\"");
    oct_buffer_number(&book->part, (int64_t)index + 1);
    oct_buffer_string(&book->part, "\">\n<navLabel>");
    oct_epub_element(book, "text", entry->label);
    oct_buffer_string(&book->part, "</navLabel>\n<content");
    put_target(book, " src=\"", entry);
    oct_buffer_string(&book->part, " />\n");
}

static void ncx_close_entry(oct_epub_book *book) {
    oct_buffer_string(&book->part, "</navPoint>\n");
}

static void add_ncx(oct_epub_book *book) {
    static const nesting how = {ncx_list, ncx_list, ncx_open_entry, ncx_close_entry};
    oct_buffer *out = &book->part;
    oct_xml_declaration(out);
    oct_buffer_string(out,
                      "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"");
    oct_epub_attribute(book, "xml:lang", book->lang);
    oct_buffer_string(out, ">\n<head>\n<meta name=\"dtb:uid\"");
    oct_epub_attribute(book, "content", oct_slice_of(book->identifier));
    oct_buffer_string(out, " />\n</head>\n<docTitle>");
    oct_epub_element(book, "text", book->title);
    oct_buffer_string(out, "</docTitle>\n<navMap>\n");
    put_entries(book, &how);
    oct_buffer_string(out, "</navMap>\n");
    put_page_targets(book);
    oct_buffer_string(out, "</ncx>\n");
    oct_epub_add_part(book, "toc.ncx");
    oct_epub_add_item(book, "ncx", "toc.ncx", "application/x-dtbncx+xml");
}

void oct_epub_add_navigation(oct_epub_book *book) {
    oct_epub_find_identifier(book);
    if (book->failed)
        return;
    if (book->epub2)
        add_contents(book);
    else
        add_nav(book);
    add_ncx(book);
}
