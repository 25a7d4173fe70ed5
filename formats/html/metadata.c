/* formats/html/metadata - what the head of a page says about it. See state.h. */
#include "formats/html/state.h"

static void add(html_reader *reader, oct_slice key, oct_slice value) {
    oct_document *document = reader->reading->document;
    value = oct_slice_trim(value);
    if (oct_slice_is(key, "date") && value.len > 10 && value.ptr[10] == 'T')
        value.len = 10; /* the day, of ISO 8601 */
    if (!value.len || reader->reading->fragment || oct_meta_find(document->metadata, key.ptr))
        return;
    oct_meta *string = oct_meta_new_string(&document->arena, html_copy(reader, value));
    if (!string)
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
    else
        string->line = reader->line;
    oct_meta_append(document->metadata, key, string);
}

void html_title(html_reader *reader, oct_slice title) {
    add(reader, OCT_S("title"), title);
}

void html_page_attributes(html_reader *reader, html_attributes attributes) {
    html_note_namespaces(reader, attributes);
    oct_slice lang = html_attribute(attributes, "lang");
    add(reader, OCT_S("lang"), lang.len ? lang : html_attribute(attributes, "xml:lang"));
    add(reader, OCT_S("dir"), html_attribute(attributes, "dir"));
}

/* One author is a string, several are a list. */
static void add_author(html_reader *reader, oct_slice name) {
    oct_document *document = reader->reading->document;
    oct_meta *author = (oct_meta *)oct_meta_find(document->metadata, "author");
    if (!author) {
        add(reader, OCT_S("author"), name);
        return;
    }
    if (reader->reading->fragment)
        return;
    oct_meta *next = oct_meta_new_string(&document->arena, html_copy(reader, oct_slice_trim(name)));
    if (author->kind == OCT_META_STRING && next) {
        if (oct_slice_equal(author->string, next->string))
            return;
        oct_meta *first = oct_meta_new_string(&document->arena, author->string);
        author->kind = OCT_META_LIST;
        oct_meta_append(author, (oct_slice){NULL, 0}, first);
    }
    if (!next)
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
    oct_meta_append(author, (oct_slice){NULL, 0}, next);
}

/* ---- What counts only where the page does not say it in another place ---------------------- */

enum { MOST_OFFERS = 64 };

struct html_offer {
    html_offer *next;
    const char *key; /* static */
    oct_slice value;
    int from;
};

void html_offer_metadata(html_reader *reader, int from, const char *key, oct_slice value) {
    value = oct_slice_trim(value);
    if (!value.len || reader->offer_count++ >= MOST_OFFERS || reader->reading->fragment)
        return;
    html_offer *offer = OCT_ARENA_NEW(oct_builder_arena(reader->builder), html_offer);
    if (!offer) {
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
        return;
    }
    *offer = (html_offer){.key = key, .value = html_copy(reader, value), .from = from};
    *reader->offers_end = offer;
    reader->offers_end = &offer->next;
}

static void accept_offers(html_reader *reader, int from, bool no_author) {
    for (const html_offer *offer = reader->offers; offer; offer = offer->next) {
        if (offer->from != from)
            continue;
        if (strcmp(offer->key, "author") != 0)
            add(reader, oct_slice_of(offer->key), offer->value);
        else if (no_author)
            add_author(reader, offer->value);
    }
}

void html_accept_metadata(html_reader *reader) {
    const oct_meta *metadata = reader->reading->document->metadata;
    for (int from = HTML_FROM_JSON; from <= HTML_FROM_TWITTER && reader->offers; from++)
        accept_offers(reader, from, !oct_meta_find(metadata, "author"));
}

/* ---- Meta elements ------------------------------------------------------------------------ */

/* "en_US" of Open Graph is "en-US" elsewhere. */
static oct_slice locale(html_reader *reader, oct_slice value) {
    oct_slice copy = html_copy(reader, value);
    for (size_t i = 0; i < copy.len; i++)
        if (copy.ptr[i] == '_')
            ((char *)copy.ptr)[i] = '-';
    return copy;
}

typedef struct meta_name {
    const char *name; /* HTML 4.2.5.1, Dublin Core, Open Graph, and what scholars' pages have */
    const char *key;
    int from;
} meta_name;

static const meta_name meta_names[] = {
    {"description", "description", HTML_FROM_PAGE},
    {"dc.description", "description", HTML_FROM_PAGE},
    {"dcterms.description", "description", HTML_FROM_PAGE},
    {"keywords", "keywords", HTML_FROM_PAGE},
    {"date", "date", HTML_FROM_PAGE},
    {"dcterms.date", "date", HTML_FROM_PAGE},
    {"dc.date", "date", HTML_FROM_PAGE},
    {"dc.date.issued", "date", HTML_FROM_PAGE},
    {"dcterms.issued", "date", HTML_FROM_PAGE},
    {"dcterms.created", "date", HTML_FROM_PAGE},
    {"article:published_time", "date", HTML_FROM_PAGE},
    {"citation_publication_date", "date", HTML_FROM_PAGE},
    {"dc.title", "title", HTML_FROM_PAGE},
    {"dcterms.title", "title", HTML_FROM_PAGE},
    {"dc.language", "lang", HTML_FROM_PAGE},
    {"dcterms.language", "lang", HTML_FROM_PAGE},
    {"dc.publisher", "publisher", HTML_FROM_PAGE},
    {"dcterms.publisher", "publisher", HTML_FROM_PAGE},
    {"dc.rights", "rights", HTML_FROM_PAGE},
    {"dcterms.rights", "rights", HTML_FROM_PAGE},
    {"copyright", "rights", HTML_FROM_PAGE},
    {"author", "author", HTML_FROM_PAGE},
    {"dc.creator", "author", HTML_FROM_PAGE},
    {"dcterms.creator", "author", HTML_FROM_PAGE},
    {"citation_author", "author", HTML_FROM_PAGE},
    {"og:title", "title", HTML_FROM_OPEN_GRAPH},
    {"og:description", "description", HTML_FROM_OPEN_GRAPH},
    {"og:site_name", "publisher", HTML_FROM_OPEN_GRAPH},
    {"og:locale", "lang", HTML_FROM_OPEN_GRAPH},
    {"og:url", "url", HTML_FROM_OPEN_GRAPH},
    {"article:author", "author", HTML_FROM_OPEN_GRAPH},
    {"twitter:title", "title", HTML_FROM_TWITTER},
    {"twitter:description", "description", HTML_FROM_TWITTER},
};

static void take(html_reader *reader, const meta_name *row, oct_slice content) {
    bool author = strcmp(row->key, "author") == 0;
    if (author && oct_slice_starts_nocase(content, OCT_S("http")))
        return; /* a profile, not a name */
    if (strcmp(row->name, "og:locale") == 0)
        content = locale(reader, content);
    if (row->from != HTML_FROM_PAGE)
        html_offer_metadata(reader, row->from, row->key, content);
    else if (author)
        add_author(reader, content);
    else
        add(reader, oct_slice_of(row->key), content);
}

void html_metadata(html_reader *reader, html_attributes attributes) {
    oct_slice name = html_attribute(attributes, "name");
    oct_slice content = oct_slice_trim(html_attribute(attributes, "content"));
    if (!name.len)
        name = html_attribute(attributes, "property");
    for (size_t i = 0; name.len && content.len && i < sizeof meta_names / sizeof *meta_names; i++)
        if (oct_slice_equal_nocase(name, oct_slice_of(meta_names[i].name)))
            take(reader, &meta_names[i], content);
}

void html_linked_page(html_reader *reader, html_attributes attributes) {
    oct_slice rel = html_attribute(attributes, "rel"), word;
    while (oct_slice_next_word(&rel, &word))
        if (oct_slice_equal_nocase(word, OCT_S("canonical")))
            add(reader, OCT_S("url"), html_attribute(attributes, "href"));
}
