/* formats/epub/package - package.opf (EPUB 3.3, 5), whose metadata is metadata.c's: manifest and
 * spine; and META-INF/container.xml. */
#include "formats/epub/epub.h"

#include "io/xml.h"

void oct_epub_add_container(oct_epub_book *book) {
    oct_package_add(book->package, "mimetype", OCT_S("application/epub+zip"), OCT_PACKAGE_STORE);
    oct_xml_declaration(&book->part);
    oct_buffer_string(&book->part,
                      "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" "
                      "version=\"1.0\">\n<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" "
                      "media-type=\"application/oebps-package+xml\" />\n</rootfiles>\n"
                      "</container>\n");
    oct_package_add(book->package, "META-INF/container.xml", oct_buffer_view(&book->part),
                    OCT_PACKAGE_DEFLATE);
    book->part.len = 0;
}

/* ---- Manifest and spine ------------------------------------------------------------------- */

static void put_manifest(oct_epub_book *book) {
    oct_buffer_string(&book->part, "<manifest>\n");
    for (const oct_epub_item *item = book->items; item; item = item->next) {
        oct_buffer_printf(&book->part, "<item id=\"%s\" href=\"%s\" media-type=\"%s\"", item->id,
                          item->href, item->media_type);
        if (item->properties && !book->epub2)
            oct_buffer_printf(&book->part, " properties=\"%s\"", item->properties);
        if (item->fallback)
            oct_buffer_printf(&book->part, " fallback=\"%s\"", item->fallback);
        oct_buffer_string(&book->part, " />\n");
    }
    oct_buffer_string(&book->part, "</manifest>\n");
}

static void put_reference(oct_epub_book *book, const oct_epub_item *item) {
    oct_buffer_printf(&book->part, "<itemref idref=\"%s\" />\n", item->id);
}

/* The pages in the order in which they were made; the table of contents when it is asked for. */
static void put_spine(oct_epub_book *book) {
    bool shows_contents = book->writing->common->toc;
    const oct_epub_item *nav = NULL;
    for (const oct_epub_item *item = book->items; item; item = item->next)
        if (strcmp(item->id, "nav") == 0)
            nav = item;
    oct_buffer_string(&book->part, "<spine toc=\"ncx\"");
    if (book->direction.len && !book->epub2)
        oct_epub_attribute(book, "page-progression-direction", book->direction);
    oct_buffer_string(&book->part, ">\n");
    for (const oct_epub_item *item = book->items; item; item = item->next) {
        if (item == nav || strcmp(item->media_type, "application/xhtml+xml") != 0)
            continue;
        if (shows_contents && nav && strncmp(item->id, "chapter-", 8) == 0) {
            put_reference(book, nav);
            shows_contents = false;
        }
        put_reference(book, item);
    }
    oct_buffer_string(&book->part, "</spine>\n");
}

void oct_epub_add_package(oct_epub_book *book) {
    oct_xml_declaration(&book->part);
    oct_buffer_string(&book->part, "<package xmlns=\"http://www.idpf.org/2007/opf\"");
    oct_buffer_string(&book->part, book->epub2 ? " version=\"2.0\"" : " version=\"3.0\"");
    oct_buffer_string(&book->part, " unique-identifier=\"identifier\"");
    if (!book->epub2)
        oct_epub_attribute(book, "xml:lang", book->lang);
    oct_buffer_string(&book->part, ">\n");
    oct_epub_put_metadata(book);
    put_manifest(book);
    put_spine(book);
    if (book->epub2)
        oct_epub_put_guide(book);
    oct_buffer_string(&book->part, "</package>\n");
    oct_epub_add_part(book, "package.opf");
}
