/* formats/html/metadata - what the head of a page says about it. See state.h. */
#include "formats/html/state.h"

static void add(html_reader *reader, oct_slice key, oct_slice value) {
    oct_document *document = reader->reading->document;
    value = oct_slice_trim(value);
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

/* Names of meta elements (HTML 4.2.5.1, Dublin Core, Open Graph), and the key of each. */
void html_metadata(html_reader *reader, html_attributes attributes) {
    static const struct {
        const char *name;
        oct_slice key;
    } keys[] = {
        {"description", {"description", 11}},
        {"dcterms.description", {"description", 11}},
        {"keywords", {"keywords", 8}},
        {"date", {"date", 4}},
        {"dcterms.date", {"date", 4}},
        {"dc.date", {"date", 4}},
        {"dcterms.issued", {"date", 4}},
        {"article:published_time", {"date", 4}},
        {"dc.title", {"title", 5}},
        {"dcterms.title", {"title", 5}},
        {"dc.language", {"lang", 4}},
        {"dcterms.language", {"lang", 4}},
        {"dcterms.publisher", {"publisher", 9}},
        {"dc.rights", {"rights", 6}},
        {"dcterms.rights", {"rights", 6}},
    };
    oct_slice name = html_attribute(attributes, "name");
    oct_slice content = html_attribute(attributes, "content");
    if (!name.len)
        name = html_attribute(attributes, "property");
    if (oct_slice_equal_nocase(name, OCT_S("author")) ||
        oct_slice_equal_nocase(name, OCT_S("dc.creator")) ||
        oct_slice_equal_nocase(name, OCT_S("dcterms.creator")))
        add_author(reader, content);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (oct_slice_equal_nocase(name, oct_slice_of(keys[i].name)))
            add(reader, keys[i].key, content);
}
