/* formats/html/media - images, form fields, and what only a browser can play. See state.h. */
#include "formats/html/state.h"

/* ---- Images ------------------------------------------------------------------------------- */

static oct_slice first_of(html_attributes attributes, const char *const *names) {
    for (; *names; names++) {
        oct_slice value = oct_slice_trim(html_attribute(attributes, *names));
        if (value.len)
            return value;
    }
    return (oct_slice){NULL, 0};
}

/* The largest of "a.png 1x, b.png 2x" (HTML 4.8.4.2.1); an address may hold commas, a data: one
 * does. */
static oct_slice largest_of(oct_slice set) {
    oct_slice best = {NULL, 0}, word;
    int64_t most = -1;
    while (oct_slice_next_word(&set, &word)) {
        oct_slice url = word;
        bool alone = oct_slice_ends(url, OCT_S(","));
        size_t comma = alone ? 0 : oct_slice_find_byte(set, ',');
        int64_t size = html_number(oct_slice_head(set, comma), 1);
        set = oct_slice_from(set, alone ? 0 : comma + 1);
        while (oct_slice_ends(url, OCT_S(",")))
            url.len--;
        if (size > most && url.len) {
            best = url;
            most = size;
        }
    }
    return best;
}

/* Pages that load images late keep their address elsewhere, and may have a blank image in src; a
 * picture has it in its sources. */
static oct_slice source_of(html_reader *reader, html_attributes attributes) {
    static const char *const late[] = {"data-src",  "data-original",   "data-lazy-src",
                                       "data-lazy", "data-hi-res-src", NULL};
    static const char *const sets[] = {"srcset", "data-srcset", "data-lazy-srcset", NULL};
    oct_slice url = oct_slice_trim(html_attribute(attributes, "src")), found = url;
    if (!url.len || oct_slice_starts_nocase(url, OCT_S("data:"))) {
        oct_slice picture = reader->picture;
        oct_slice candidates[] = {first_of(attributes, late),
                                  largest_of(first_of(attributes, sets)), picture, url,
                                  oct_slice_trim(html_attribute(attributes, "href"))};
        found = (oct_slice){NULL, 0};
        for (size_t i = 0; i < sizeof candidates / sizeof *candidates && !found.len; i++)
            found = candidates[i];
    }
    reader->picture = (oct_slice){NULL, 0};
    return found;
}

/* Formulas that were made images, with their source beside them: by MediaWiki, by WordPress. */
static bool is_formula(html_attributes attributes) {
    static const char *const names[] = {"mwe-math-fallback-image-inline",
                                        "mwe-math-fallback-image-display", "latex", "tex"};
    oct_slice classes = html_attribute(attributes, "class"), word;
    while (oct_slice_next_word(&classes, &word))
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (oct_slice_is(word, names[i]))
                return html_attribute(attributes, "alt").len != 0;
    return false;
}

/* MediaWiki puts {\displaystyle …} around each. */
static oct_slice formula_of(oct_slice alt) {
    static const oct_slice front = {"{\\displaystyle ", 15};
    alt = oct_slice_trim(alt);
    if (!oct_slice_starts(alt, front) || !oct_slice_ends(alt, OCT_S("}")))
        return alt;
    return oct_slice_trim(oct_slice_from(oct_slice_head(alt, alt.len - 1), front.len));
}

static void put_formula(html_reader *reader, html_attributes attributes) {
    html_begin_node(reader);
    oct_node *math = oct_builder_leaf(reader->builder, OCT_MATH, reader->line);
    math->as.text = html_copy(reader, formula_of(html_attribute(attributes, "alt")));
    oct_slice classes = html_attribute(attributes, "class");
    if (oct_slice_find(classes, OCT_S("image-display")) < classes.len)
        math->flags |= OCT_DISPLAY;
}

void html_image(html_reader *reader, const html_element *element, html_attributes attributes) {
    oct_slice url = source_of(reader, attributes), alt = html_attribute(attributes, "alt");
    if (is_formula(attributes) && !reader->pre) {
        put_formula(reader, attributes);
        return;
    }
    if (reader->pre || !url.len) {
        html_put(reader, alt);
        return;
    }
    html_begin_node(reader);
    oct_node *image = oct_builder_open(reader->builder, OCT_IMAGE, reader->line);
    image->as.link->url = html_url(reader, url);
    image->as.link->title = html_copy(reader, html_attribute(attributes, "title"));
    image->attributes = html_kept_attributes(reader, element, attributes);
    oct_builder_text(reader->builder, html_copy(reader, alt), reader->line);
    oct_builder_close(reader->builder, OCT_IMAGE);
}

/* ---- Fields ------------------------------------------------------------------------------- */

/* The list item that has nothing yet, in which a check box is the item's state. */
static oct_node *empty_item(const html_reader *reader) {
    oct_node *item = reader->base;
    bool empty = item && item->kind == OCT_LIST_ITEM && !item->first && !reader->holder;
    return empty && item->as.item.task == OCT_TASK_NONE ? item : NULL;
}

static void check_box(html_reader *reader, bool checked) {
    oct_node *item = empty_item(reader);
    if (item)
        item->as.item.task = checked ? OCT_TASK_DONE : OCT_TASK_OPEN;
    else
        html_put(reader, checked ? OCT_S("\xE2\x98\x91") : OCT_S("\xE2\x98\x90")); /* ☑ ☐ */
}

void html_input(html_reader *reader, html_attributes attributes) {
    oct_slice type = html_attribute(attributes, "type");
    if (oct_slice_equal_nocase(type, OCT_S("checkbox"))) {
        check_box(reader, html_attribute(attributes, "checked").ptr);
    } else if (oct_slice_equal_nocase(type, OCT_S("image"))) {
        html_image(reader, html_element_named("img"), attributes);
    } else if (!oct_slice_equal_nocase(type, OCT_S("hidden")) &&
               !oct_slice_equal_nocase(type, OCT_S("password")) &&
               !oct_slice_equal_nocase(type, OCT_S("radio"))) {
        html_put(reader, html_attribute(attributes, "value"));
    }
}

/* ---- Media -------------------------------------------------------------------------------- */

static bool is_embed(const html_element *element) {
    return strcmp(element->name, "embed") == 0;
}

static oct_slice media_source(html_attributes attributes) {
    oct_slice url = oct_slice_trim(html_attribute(attributes, "src"));
    return url.len ? url : oct_slice_trim(html_attribute(attributes, "data"));
}

void html_start_media(html_reader *reader, const html_element *element,
                      html_attributes attributes) {
    html_entry *entry = html_push_entry(reader, element);
    entry->url = html_url(reader, media_source(attributes));
    entry->title = html_copy(reader, html_attribute(attributes, "title"));
    entry->count = reader->content;
    if (is_embed(element)) /* has no content, which libxml2 does not know */
        html_remove_entry(reader, reader->count - 1, false);
}

void html_source(html_reader *reader, html_attributes attributes) {
    oct_slice set = html_attribute(attributes, "srcset");
    if (set.len && !reader->picture.len)
        reader->picture = html_copy(reader, largest_of(set));
    for (uint32_t i = reader->count; i; i--) {
        html_entry *entry = &reader->entries[i - 1];
        if (html_class_of(entry) != HTML_MEDIA)
            continue;
        if (!entry->url.len)
            entry->url = html_url(reader, media_source(attributes));
        return;
    }
}

/* The last part of a path, for a link without a title. */
static oct_slice last_part(oct_slice url) {
    oct_slice path = oct_slice_head(url, oct_slice_find_byte(url, '?'));
    path = oct_slice_head(path, oct_slice_find_byte(path, '#'));
    for (size_t at = path.len; at; at--)
        if (path.ptr[at - 1] == '/' && at < path.len)
            return oct_slice_from(path, at);
    return path.len ? path : url;
}

static void put_link(html_reader *reader, const html_entry *entry) {
    html_begin_node(reader);
    oct_node *link = oct_builder_open(reader->builder, OCT_LINK, entry->line);
    link->as.link->url = entry->url;
    oct_slice text = entry->title.len ? entry->title : last_part(entry->url);
    oct_builder_lend(reader->builder, text, entry->line);
    oct_builder_close(reader->builder, OCT_LINK);
}

static bool may_link(const html_reader *reader) {
    for (const oct_node *node = reader->builder->current; node; node = node->parent)
        if (node->kind == OCT_LINK)
            return false;
    return !reader->pre;
}

/* The element's own content was its fallback; without any, a link stands for it. */
void html_end_media(html_reader *reader, html_entry *entry) {
    bool fallback = reader->content != entry->count;
    bool link = !fallback && entry->url.len && may_link(reader);
    if (link)
        put_link(reader, entry);
    oct_place place = html_here(reader);
    place.line = entry->line;
    oct_report(reader->reading->context, OCT_D_NOT_RENDERED, place, NULL, "%s was left out%s",
               entry->element->name,
               link       ? "; a link stands in its place"
               : fallback ? "; its fallback stands in its place"
                          : "");
}
