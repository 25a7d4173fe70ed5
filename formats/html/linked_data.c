/* formats/html/linked_data - what a page says about itself in JSON-LD, in the words of schema.org.
 * See state.h. */
#include "core/metadata_read.h"
#include "formats/html/state.h"

enum { MOST_OBJECTS = 256 }; /* of one page that are looked at */

static bool ends_like_article(oct_slice type) {
    static const oct_slice ends[] = {{"Article", 7},      {"BlogPosting", 11}, {"Report", 6},
                                     {"Book", 4},         {"Chapter", 7},      {"Posting", 7},
                                     {"CreativeWork", 12}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (oct_slice_ends(type, ends[i]))
            return true;
    return false;
}

static bool is_article(const oct_meta *object) {
    const oct_meta *type = oct_meta_find(object, "@type");
    if (type && type->kind == OCT_META_LIST)
        for (const oct_meta *one = type->first; one; one = one->next)
            if (ends_like_article(one->string))
                return true;
    return type && ends_like_article(type->string);
}

/* The first article among an object, the members of a list, and those of a graph. */
static const oct_meta *find_article(const oct_meta *value) {
    const oct_meta *graph = value ? oct_meta_find(value, "@graph") : NULL;
    if (value && is_article(value))
        return value;
    const oct_meta *list = graph ? graph : value;
    size_t seen = 0;
    if (list && list->kind == OCT_META_LIST)
        for (const oct_meta *one = list->first; one && seen < MOST_OBJECTS; one = one->next, seen++)
            if (is_article(one))
                return one;
    return NULL;
}

static void offer(html_reader *reader, const char *key, const oct_meta *article, const char *name) {
    oct_arena *arena = oct_builder_arena(reader->builder);
    html_offer_metadata(reader, HTML_FROM_JSON, key, oct_meta_find_text(article, name, arena));
}

static void offer_authors(html_reader *reader, const oct_meta *article) {
    oct_arena *arena = oct_builder_arena(reader->builder);
    const oct_meta *author = oct_meta_find(article, "author");
    const oct_meta *one = author && author->kind == OCT_META_LIST ? author->first : author;
    for (; one; one = author->kind == OCT_META_LIST ? one->next : NULL)
        html_offer_metadata(reader, HTML_FROM_JSON, "author", oct_meta_text(one, arena));
}

void html_linked_data(html_reader *reader, oct_slice text) {
    oct_arena *arena = oct_builder_arena(reader->builder);
    if (reader->reading->fragment)
        return;
    const oct_meta *article = find_article(oct_json_value(arena, oct_slice_trim(text)));
    if (!article)
        return;
    offer(reader, "title", article, "headline");
    offer(reader, "title", article, "name");
    offer(reader, "date", article, "datePublished");
    offer(reader, "description", article, "description");
    offer(reader, "publisher", article, "publisher");
    offer(reader, "lang", article, "inLanguage");
    offer_authors(reader, article);
}
