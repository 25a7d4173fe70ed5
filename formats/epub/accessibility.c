/* formats/epub/accessibility - what people need to know who cannot see, hear or turn pages as
 * others do: worked out from what the book holds, and no more than software can tell (EPUB
 * Accessibility 1.1, 2; schema.org's accessibility vocabulary). */
#include "formats/epub/epub.h"

static void feature(oct_epub_book *book, const char *value) {
    oct_epub_put_property(book, "schema:accessibilityFeature", oct_slice_of(value));
}

static void put_modes(oct_epub_book *book) {
    bool pictures = book->image_count != 0;
    oct_epub_put_property(book, "schema:accessMode", OCT_S("textual"));
    if (pictures)
        oct_epub_put_property(book, "schema:accessMode", OCT_S("visual"));
    oct_epub_put_property(book, "schema:accessModeSufficient",
                          book->images_without_text ? OCT_S("textual,visual") : OCT_S("textual"));
}

static bool has_matter(const oct_epub_book *book, const char *type) {
    for (uint32_t i = 0; i < book->chapter_count; i++)
        if (book->chapters[i].matter.type && strcmp(book->chapters[i].matter.type, type) == 0)
            return true;
    return false;
}

/* Text that flows, in order, with headings, is what the writer makes of every document; its own
 * style sheet fixes nothing that a reader may want to change. */
static void put_features(oct_epub_book *book) {
    const oct_node *root = book->document->root;
    bool described = book->image_count && !book->images_without_text;
    feature(book, "tableOfContents");
    feature(book, "readingOrder");
    if (root->first && (book->document->kinds & OCT_KIND_BIT(OCT_HEADING)))
        feature(book, "structuralNavigation");
    if (!book->writing->common->css.count)
        feature(book, "displayTransformability");
    if (described)
        feature(book, "alternativeText");
    if (book->has_mathml)
        feature(book, "MathML");
    if (has_matter(book, "index"))
        feature(book, "index");
    if (book->pages.len) {
        feature(book, "pageBreakMarkers");
        feature(book, "pageNavigation");
    }
}

/* What a list of values cannot say in a shop. A summary of the metadata's own goes before. */
static void put_summary(oct_epub_book *book) {
    oct_slice own =
        oct_meta_find_text(book->document->metadata, "accessibility-summary", book->arena);
    if (oct_slice_trim(own).len) {
        oct_epub_put_property(book, "schema:accessibilitySummary", own);
        return;
    }
    const char *pictures = !book->image_count          ? "It has no images."
                           : book->images_without_text ? "Some of its images have no description."
                                                       : "Its images have descriptions.";
    const char *pages = book->pages.len ? " The pages of a printed edition are marked." : "";
    oct_buffer_printf(
        &book->part,
        "<meta property=\"schema:accessibilitySummary\" xml:lang=\"en\">A book of text "
        "that can be read in order, with a table of contents. %s%s</meta>\n",
        pictures, pages);
}

void oct_epub_put_accessibility(oct_epub_book *book) {
    const oct_meta *metadata = book->document->metadata;
    if (book->epub2)
        return;
    put_modes(book);
    put_features(book);
    oct_epub_put_property(book, "schema:accessibilityHazard",
                          book->has_gif ? OCT_S("unknown") : OCT_S("none"));
    put_summary(book);
    oct_epub_put_property(book, "dcterms:conformsTo",
                          oct_meta_find_text(metadata, "conforms-to", book->arena));
    oct_epub_put_property(book, "a11y:certifiedBy",
                          oct_meta_find_text(metadata, "certified-by", book->arena));
}
