/* formats/epub/book - the writing of a book from begin to end, and what its files share: items of
 * the manifest, the frame of a page, the hash that identifies the book. */
#include "formats/epub/epub.h"

#include "io/xml.h"

/* ---- Parts -------------------------------------------------------------------------------- */

oct_epub_item *oct_epub_add_item(oct_epub_book *book, const char *id, const char *href,
                                 const char *media_type) {
    oct_epub_item *item = OCT_ARENA_NEW(book->arena, oct_epub_item);
    if (!item || !id || !href) {
        book->failed = true;
        return NULL;
    }
    item->id = id;
    item->href = href;
    item->media_type = media_type;
    if (book->last_item)
        book->last_item->next = item;
    else
        book->items = item;
    book->last_item = item;
    return item;
}

void oct_epub_add_part(oct_epub_book *book, const char *href) {
    const char *name = href ? oct_arena_printf(book->arena, "EPUB/%s", href) : NULL;
    if (!name || book->part.failed)
        book->failed = true;
    else
        oct_package_add(book->package, name, oct_buffer_view(&book->part), OCT_PACKAGE_DEFLATE);
    book->part.len = 0;
}

void oct_epub_text(oct_epub_book *book, oct_slice text) {
    book->replaced += oct_xml_text(&book->part, text);
}

void oct_epub_attribute(oct_epub_book *book, const char *name, oct_slice value) {
    book->replaced += oct_xml_attribute(&book->part, name, value);
}

void oct_epub_element(oct_epub_book *book, const char *name, oct_slice text) {
    book->replaced += oct_xml_element(&book->part, name, text);
}

/* ---- Pages -------------------------------------------------------------------------------- */

/* Style sheets are the first items. */
static void link_styles(oct_epub_book *book) {
    for (const oct_epub_item *item = book->items; item && strcmp(item->media_type, "text/css") == 0;
         item = item->next)
        oct_buffer_printf(
            &book->part, "<link rel=\"stylesheet\" type=\"text/css\" href=\"%s\" />\n", item->href);
}

static const char doctype[] = "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" "
                              "xmlns:epub=\"http://www.idpf.org/2007/ops\"";
static const char doctype_of_epub2[] = "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.1//EN\" "
                                       "\"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd\">\n"
                                       "<html xmlns=\"http://www.w3.org/1999/xhtml\"";

void oct_epub_open_page(oct_epub_book *book, oct_slice title, const char *type) {
    oct_buffer *out = &book->part;
    out->len = 0;
    oct_xml_declaration(out);
    oct_buffer_string(out, book->epub2 ? doctype_of_epub2 : doctype);
    if (!book->epub2)
        oct_epub_attribute(book, "lang", book->lang);
    oct_epub_attribute(book, "xml:lang", book->lang);
    if (book->direction.len)
        oct_epub_attribute(book, "dir", book->direction);
    oct_buffer_string(out, book->epub2 ? ">\n<head>\n" : ">\n<head>\n<meta charset=\"utf-8\" />\n");
    oct_epub_element(book, "title", title);
    oct_buffer_string(out, "\n");
    link_styles(book);
    oct_buffer_string(out, "</head>\n<body");
    if (book->prose)
        oct_buffer_string(out, " class=\"prose\"");
    if (type && !book->epub2)
        oct_epub_attribute(book, "epub:type", oct_slice_of(type));
    oct_buffer_string(out, ">\n");
}

void oct_epub_close_page(oct_epub_book *book) {
    oct_buffer_string(&book->part, "</body>\n</html>\n");
}

void oct_epub_open_section(oct_epub_book *book, const oct_epub_matter *matter,
                           const char *class_name) {
    oct_buffer *out = &book->part;
    oct_buffer_string(out, book->epub2 ? "<div" : "<section");
    if (matter->type && !book->epub2) {
        oct_buffer_string(out, " epub:type=\"");
        oct_buffer_string(out, matter->type);
        oct_buffer_string(out, "\"");
    }
    if (matter->role && !book->epub2) {
        oct_buffer_string(out, " role=\"");
        oct_buffer_string(out, matter->role);
        oct_buffer_string(out, "\"");
    }
    if (class_name) {
        oct_buffer_string(out, " class=\"");
        oct_buffer_string(out, class_name);
        oct_buffer_string(out, "\"");
    }
    oct_buffer_string(out, ">\n");
}

void oct_epub_close_section(oct_epub_book *book) {
    oct_buffer_string(&book->part, book->epub2 ? "</div>\n" : "</section>\n");
}

/* ---- The hash ----------------------------------------------------------------------------- */

/* Odd constants of the golden ratio and of the square root of three. */
static const uint64_t multipliers[2] = {0x9E3779B97F4A7C15u, 0xBB67AE8584CAA73Bu};

/* Eight bytes as a little-endian number, on every machine; fewer are followed by zeros. */
static uint64_t word_at(const char *bytes, size_t count) {
    uint64_t word = 0;
    for (size_t i = 0; i < count; i++)
        word |= (uint64_t)(uint8_t)bytes[i] << (8 * i);
    return word;
}

static void mix(oct_epub_hash *hash, uint64_t word) {
    for (int i = 0; i < 2; i++) {
        uint64_t lane = (hash->lanes[i] ^ word) * multipliers[i];
        hash->lanes[i] = lane ^ (lane >> 29);
    }
}

void oct_epub_hash_add(oct_epub_hash *hash, oct_slice bytes) {
    size_t at = 0;
    for (; bytes.len - at >= 8; at += 8)
        mix(hash, word_at(bytes.ptr + at, 8));
    if (at < bytes.len)
        mix(hash, word_at(bytes.ptr + at, bytes.len - at));
    mix(hash, bytes.len);
}

const char *oct_epub_hash_urn(const oct_epub_hash *hash, oct_arena *arena) {
    oct_epub_hash last = *hash;
    for (uint64_t round = 1; round <= 4; round++)
        mix(&last, round);
    uint64_t high = (last.lanes[0] & 0xFFFFFFFFFFFF0FFFu) | 0x5000u;
    uint64_t low = (last.lanes[1] & 0x3FFFFFFFFFFFFFFFu) | 0x8000000000000000u;
    return oct_arena_printf(arena, "urn:uuid:%08x-%04x-%04x-%04x-%04x%08x", (unsigned)(high >> 32),
                            (unsigned)(high >> 16 & 0xFFFF), (unsigned)(high & 0xFFFF),
                            (unsigned)(low >> 48), (unsigned)(low >> 32 & 0xFFFF),
                            (unsigned)(low & 0xFFFFFFFF));
}

/* ---- The book ----------------------------------------------------------------------------- */

/* The text of the only heading of level 1, when it is the first block of all. */
static oct_slice heading_title(oct_epub_book *book) {
    const oct_node *first = NULL;
    oct_walk walk = oct_walk_begin(book->document->root);
    while (oct_walk_next(&walk)) {
        if (!walk.entering || walk.node->kind != OCT_HEADING || walk.node->as.level != 1)
            continue;
        if (first)
            return (oct_slice){NULL, 0};
        first = walk.node;
    }
    book->part.len = 0;
    if (first)
        oct_node_plain_text(first, &book->part);
    return oct_arena_copy(book->arena, oct_slice_trim(oct_buffer_view(&book->part)));
}

static void find_title(oct_epub_book *book) {
    const oct_meta *titles = oct_meta_find(book->document->metadata, "title");
    oct_slice said = oct_writing_variable(book->writing, "title");
    if (oct_slice_equal(said, oct_meta_text(titles, book->arena))) /* not one of -V */
        said = oct_meta_text(oct_epub_main_title(book, titles), book->arena);
    book->title = oct_slice_trim(said);
    book->has_title_page = book->title.len != 0;
    if (!book->title.len)
        book->title = heading_title(book);
    if (book->title.len)
        return;
    oct_report(book->writing->context, OCT_D_MISSING_TITLE, (oct_place){0},
               "--metadata=title=TEXT gives it one",
               "the book needs a title and the document has none; the file's name is used");
    book->title = oct_document_title_from_name(book->document);
}

static void find_metadata(oct_epub_book *book) {
    find_title(book);
    book->lang = oct_writing_lang(book->writing);
    book->direction = oct_writing_direction(book->writing);
    book->words = oct_epub_words_of(book->lang);
}

static void collect_from(oct_epub_book *book, const oct_epub_chapter *chapter) {
    bool in_place = book->options->footnotes == OCT_EPUB_NOTES_PLACE;
    for (oct_node *node = chapter->first; node; node = node == chapter->last ? NULL : node->next) {
        oct_html_notes_collect(&book->notes, node);
        if (in_place)
            oct_html_notes_collect_nested(&book->notes, chapter->first_note);
    }
}

/* In the order in which they are rendered. */
static void collect_notes(oct_epub_book *book) {
    bool in_book = book->options->footnotes == OCT_EPUB_NOTES_BOOK;
    if (in_book)
        book->notes.all_in = book->chapter_count;
    for (uint32_t i = 0; i < book->chapter_count && !book->failed; i++) {
        oct_epub_chapter *chapter = &book->chapters[i];
        chapter->first_note = oct_html_notes_count(&book->notes);
        oct_html_notes_begin_part(&book->notes, i, in_book || chapter->continued);
        collect_from(book, chapter);
        if (!in_book)
            oct_html_notes_collect_nested(&book->notes, chapter->first_note);
        book->failed |= book->notes.failed;
    }
    if (!in_book)
        return;
    oct_html_notes_resume_part(&book->notes, book->chapter_count, 0);
    oct_html_notes_collect_nested(&book->notes, 0);
    book->failed |= book->notes.failed;
    if (oct_html_notes_count(&book->notes))
        oct_epub_list_notes(book);
}

/* The tree is made ready before the first part is written, so that parts need not wait for one
 * another. */
static void prepare(oct_epub_book *book) {
    find_metadata(book);
    oct_epub_split(book);
    if (!book->failed)
        oct_epub_find_matter(book);
    if (!book->failed)
        oct_epub_mend_identifiers(book);
    if (!book->failed)
        oct_epub_list_entries(book);
}

static void add_files(oct_epub_book *book) {
    static void (*const steps[])(oct_epub_book *) = {
        oct_epub_add_container, oct_epub_add_styles, oct_epub_add_cover,      oct_epub_follow_links,
        collect_notes,          oct_epub_add_pages,  oct_epub_add_navigation, oct_epub_add_package,
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (!book->failed && book->status == OCT_OK && !book->arena->failed)
            steps[i](book);
}

static void begin(oct_epub_book *book, oct_writing *writing) {
    const oct_allocator *allocator = oct_context_allocator(writing->context);
    *book = (oct_epub_book){.writing = writing,
                            .options = writing->options,
                            .document = writing->document,
                            .epub2 =
                                ((const oct_epub_options *)writing->options)->version == OCT_EPUB_2,
                            .arena = &writing->document->arena};
    oct_buffer_init(&book->part, allocator);
    oct_map_init(&book->targets, allocator);
    oct_map_init(&book->taken, allocator);
    oct_map_init(&book->images, allocator);
    oct_buffer_init(&book->references, allocator);
    oct_buffer_init(&book->pages, allocator);
    oct_html_notes_init(&book->notes, allocator);
    book->package = oct_package_new(allocator, writing->out, writing->date);
    book->failed = !book->package;
}

static void end(oct_epub_book *book) {
    oct_package_free(book->package);
    oct_html_notes_free(&book->notes);
    oct_buffer_free(&book->pages);
    oct_buffer_free(&book->references);
    oct_map_free(&book->images);
    oct_map_free(&book->taken);
    oct_map_free(&book->targets);
    oct_buffer_free(&book->part);
}

/* Headings are in several files, so that the text is what counts; else what else there is. */
static void report_replaced(const oct_epub_book *book) {
    size_t count = book->replaced_in_text ? book->replaced_in_text : book->replaced;
    if (count)
        oct_report(book->writing->context, OCT_D_FORBIDDEN_CHARACTER, (oct_place){0}, NULL,
                   "%zu control %s replaced, which XML cannot hold", count,
                   count == 1 ? "character was" : "characters were");
}

static void report_undescribed(const oct_epub_book *book) {
    if (book->images_without_text)
        oct_report(book->writing->context, OCT_D_MISSING_DESCRIPTION, book->first_without_text,
                   "write it between the brackets: ![what is to be seen](image.png)",
                   "%zu %s no description, and the book says so", book->images_without_text,
                   book->images_without_text == 1 ? "image has" : "images have");
}

/* The job words failures of the output itself, of libzip, and of memory. */
static oct_status close_package(oct_epub_book *book) {
    oct_status status = oct_package_close(book->package);
    if (status == OCT_IO && book->writing->out->status == OCT_OK)
        oct_report(book->writing->context, OCT_D_CANNOT_READ, (oct_place){0}, NULL,
                   "an image changed or went away while the book was written");
    return status;
}

oct_status oct_epub_write(oct_writing *writing) {
    oct_epub_book book;
    begin(&book, writing);
    if (!book.failed)
        prepare(&book);
    if (!book.failed)
        add_files(&book);
    oct_status status = book.status;
    if (status == OCT_OK && (book.failed || book.arena->failed || book.part.failed))
        status = OCT_NO_MEMORY;
    if (status == OCT_OK)
        status = close_package(&book);
    if (status == OCT_OK) {
        report_replaced(&book);
        report_undescribed(&book);
    }
    end(&book);
    return status;
}
