/* formats/epub/package - package.opf (EPUB 3.3, 5): metadata, manifest and spine; and
 * META-INF/container.xml. */
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

/* ---- Metadata ----------------------------------------------------------------------------- */

/* An element of Dublin Core, if it has text. */
static void put_element(oct_epub_book *book, const char *name, oct_slice text) {
    text = oct_slice_trim(text);
    if (!text.len)
        return;
    oct_epub_element(book, name, text);
    oct_buffer_string(&book->part, "\n");
}

static void put_each(oct_epub_book *book, const char *name, const oct_meta *value) {
    if (value && value->kind == OCT_META_LIST)
        for (const oct_meta *member = value->first; member; member = member->next)
            put_element(book, name, oct_meta_text(member, book->arena));
    else
        put_element(book, name, oct_meta_text(value, book->arena));
}

static void put_refinement(oct_epub_book *book, const char *id, const char *property,
                           const char *scheme, oct_slice text) {
    text = oct_slice_trim(text);
    if (!text.len)
        return;
    oct_buffer_printf(&book->part, "<meta refines=\"#%s\" property=\"%s\"", id, property);
    if (scheme)
        oct_buffer_printf(&book->part, " scheme=\"%s\"", scheme);
    oct_buffer_string(&book->part, ">");
    oct_epub_text(book, text);
    oct_buffer_string(&book->part, "</meta>\n");
}

/* A MARC relator code: three small letters. The code of a role, or the role when it is one. */
static oct_slice relator(oct_slice role) {
    static const struct {
        const char *role, *code;
    } relators[] = {
        {"author", "aut"},      {"editor", "edt"},       {"translator", "trl"},
        {"illustrator", "ill"}, {"photographer", "pht"}, {"designer", "dsr"},
        {"publisher", "pbl"},   {"narrator", "nrt"},     {"compiler", "com"},
        {"contributor", "ctb"},
    };
    for (size_t i = 0; i < sizeof relators / sizeof *relators; i++)
        if (oct_slice_equal_nocase(role, oct_slice_of(relators[i].role)))
            return oct_slice_of(relators[i].code);
    if (role.len != 3)
        return (oct_slice){NULL, 0};
    for (size_t i = 0; i < 3; i++)
        if (role.ptr[i] < 'a' || role.ptr[i] > 'z')
            return (oct_slice){NULL, 0};
    return role;
}

static void put_person(oct_epub_book *book, const char *element, unsigned number,
                       const char *preset_role, const oct_meta *person) {
    oct_slice name = oct_slice_trim(oct_meta_text(person, book->arena));
    const char *id = oct_arena_printf(book->arena, "%s-%u", element, number);
    if (!name.len || !id)
        return;
    oct_buffer_printf(&book->part, "<dc:%s id=\"%s\">", element, id);
    oct_epub_text(book, name);
    oct_buffer_printf(&book->part, "</dc:%s>\n", element);
    oct_slice role = relator(oct_slice_trim(oct_meta_find_text(person, "role", book->arena)));
    put_refinement(book, id, "role", "marc:relators", role.len ? role : oct_slice_of(preset_role));
    put_refinement(book, id, "file-as", NULL, oct_meta_find_text(person, "file-as", book->arena));
}

static void put_people(oct_epub_book *book, const char *element, const char *preset_role,
                       const oct_meta *value) {
    unsigned number = 1;
    if (value && value->kind == OCT_META_LIST)
        for (const oct_meta *member = value->first; member; member = member->next)
            put_person(book, element, number++, preset_role, member);
    else
        put_person(book, element, number, preset_role, value);
}

static void put_titles(oct_epub_book *book) {
    oct_slice subtitle =
        oct_slice_trim(oct_meta_find_text(book->document->metadata, "subtitle", book->arena));
    oct_buffer_string(&book->part, "<dc:title id=\"title-main\">");
    oct_epub_text(book, book->title);
    oct_buffer_string(&book->part, "</dc:title>\n");
    if (!subtitle.len)
        return;
    put_refinement(book, "title-main", "title-type", NULL, OCT_S("main"));
    oct_buffer_string(&book->part, "<dc:title id=\"title-sub\">");
    oct_epub_text(book, subtitle);
    oct_buffer_string(&book->part, "</dc:title>\n");
    put_refinement(book, "title-sub", "title-type", NULL, OCT_S("subtitle"));
}

static bool are_digits(oct_slice text, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        if (i >= text.len || !oct_is_digit(text.ptr[i]))
            return false;
    return true;
}

/* YYYY, YYYY-MM or YYYY-MM-DD (W3C's profile of ISO 8601) at the front; else {NULL, 0}. */
static oct_slice iso_date(oct_slice date) {
    date = oct_slice_trim(date);
    size_t length = 0;
    if (are_digits(date, 0, 4))
        length = 4;
    if (length == 4 && date.len >= 7 && date.ptr[4] == '-' && are_digits(date, 5, 7))
        length = 7;
    if (length == 7 && date.len >= 10 && date.ptr[7] == '-' && are_digits(date, 8, 10))
        length = 10;
    bool whole = length == date.len || (length == 10 && date.ptr[10] == 'T');
    return whole && length ? oct_slice_head(date, length) : (oct_slice){NULL, 0};
}

/* CCYY-MM-DDThh:mm:ssZ of seconds since 1970 (Howard Hinnant's civil_from_days). */
static void put_modified(oct_epub_book *book, int64_t seconds) {
    int64_t days = seconds / 86400, rest = seconds % 86400;
    if (rest < 0) {
        days--;
        rest += 86400;
    }
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097, day_of_era = days - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    int64_t day = day_of_year - (153 * shifted + 2) / 5 + 1;
    int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    int64_t year = year_of_era + era * 400 + (month <= 2);
    oct_buffer_printf(&book->part,
                      "<meta property=\"dcterms:modified\">%04d-%02d-%02dT%02d:%02d:%02dZ"
                      "</meta>\n",
                      (int)year, (int)month, (int)day, (int)(rest / 3600), (int)(rest / 60 % 60),
                      (int)(rest % 60));
}

static void put_property(oct_epub_book *book, const char *property, const char *value) {
    oct_buffer_printf(&book->part, "<meta property=\"%s\">%s</meta>\n", property, value);
}

/* What can be said of every such book, and no more (EPUB Accessibility 1.1, 2). */
static void put_accessibility(oct_epub_book *book) {
    bool pictures = book->image_count != 0;
    put_property(book, "schema:accessMode", "textual");
    if (pictures)
        put_property(book, "schema:accessMode", "visual");
    put_property(book, "schema:accessModeSufficient",
                 book->images_without_text ? "textual,visual" : "textual");
    put_property(book, "schema:accessibilityFeature", "tableOfContents");
    put_property(book, "schema:accessibilityFeature", "structuralNavigation");
    if (pictures && !book->images_without_text)
        put_property(book, "schema:accessibilityFeature", "alternativeText");
    put_property(book, "schema:accessibilityHazard", book->has_gif ? "unknown" : "none");
}

static const oct_meta *first_of(const oct_meta *metadata, const char *key, const char *other) {
    const oct_meta *value = oct_meta_find(metadata, key);
    return value ? value : oct_meta_find(metadata, other);
}

/* EPUB 3.3, D.3.3; the names are those of the field, and pandoc's. */
static void put_series(oct_epub_book *book, const oct_meta *metadata) {
    const oct_meta *series = first_of(metadata, "series", "belongs-to-collection");
    oct_slice name = oct_slice_trim(oct_meta_text(series, book->arena));
    const oct_meta *number = first_of(metadata, "series-index", "group-position");
    if (series && series->kind == OCT_META_MAP)
        number = first_of(series, "index", "number");
    if (!name.len)
        return;
    oct_buffer_string(&book->part, "<meta id=\"series\" property=\"belongs-to-collection\">");
    oct_epub_text(book, name);
    oct_buffer_string(&book->part, "</meta>\n");
    put_refinement(book, "series", "collection-type", NULL, OCT_S("series"));
    put_refinement(book, "series", "group-position", NULL, oct_meta_text(number, book->arena));
}

static void put_metadata(oct_epub_book *book) {
    const oct_meta *metadata = book->document->metadata;
    oct_buffer_string(&book->part, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
                                   "<dc:identifier id=\"identifier\">");
    oct_epub_text(book, oct_slice_of(book->identifier));
    oct_buffer_string(&book->part, "</dc:identifier>\n");
    put_titles(book);
    put_people(book, "creator", "aut", first_of(metadata, "author", "creator"));
    put_people(book, "contributor", NULL, oct_meta_find(metadata, "contributor"));
    put_element(book, "dc:language", book->lang);
    put_element(book, "dc:date", iso_date(oct_meta_find_text(metadata, "date", book->arena)));
    put_element(book, "dc:description",
                oct_meta_text(first_of(metadata, "description", "abstract"), book->arena));
    put_each(book, "dc:publisher", oct_meta_find(metadata, "publisher"));
    put_element(book, "dc:rights",
                oct_meta_text(first_of(metadata, "rights", "copyright"), book->arena));
    put_each(book, "dc:subject", first_of(metadata, "keywords", "subject"));
    put_series(book, metadata);
    put_modified(book, book->writing->date);
    put_accessibility(book);
    if (book->cover && book->cover->properties) /* for readers of EPUB 2 */
        oct_buffer_printf(&book->part, "<meta name=\"cover\" content=\"%s\" />\n", book->cover->id);
    oct_buffer_string(&book->part, "</metadata>\n");
}

/* ---- Manifest and spine ------------------------------------------------------------------- */

static void put_manifest(oct_epub_book *book) {
    oct_buffer_string(&book->part, "<manifest>\n");
    for (const oct_epub_item *item = book->items; item; item = item->next) {
        oct_buffer_printf(&book->part, "<item id=\"%s\" href=\"%s\" media-type=\"%s\"", item->id,
                          item->href, item->media_type);
        if (item->properties)
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
    if (book->direction.len)
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
    oct_buffer_string(&book->part, "<package xmlns=\"http://www.idpf.org/2007/opf\" "
                                   "version=\"3.0\" unique-identifier=\"identifier\"");
    oct_epub_attribute(book, "xml:lang", book->lang);
    oct_buffer_string(&book->part, ">\n");
    put_metadata(book);
    put_manifest(book);
    put_spine(book);
    oct_buffer_string(&book->part, "</package>\n");
    oct_epub_add_part(book, "package.opf");
}
