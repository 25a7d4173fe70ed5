/* formats/html/media - images, form fields, and what only a browser can play. See state.h. */
#include "formats/html/state.h"

/* ---- Images ------------------------------------------------------------------------------- */

/* Pages that load images late keep their address in data-src. */
static oct_slice source_of(html_attributes attributes) {
    static const char *const names[] = {"src", "data-src", "data-original", "href"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        oct_slice url = oct_slice_trim(html_attribute(attributes, names[i]));
        if (url.len)
            return url;
    }
    return (oct_slice){NULL, 0};
}

void html_image(html_reader *reader, const html_element *element, html_attributes attributes) {
    oct_slice url = source_of(attributes), alt = html_attribute(attributes, "alt");
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
