/* formats/html/writer - a document as an HTML fragment, or as a whole page. */
#include "formats/html/html.h"

#include "formats/html/render_private.h"

/* page.css, as the build embeds it. */
extern const char oct_html_page_css[];

/* ---- The head of a page ------------------------------------------------------------------- */

/* The first heading of level 1, for a page without a title. */
static const oct_node *main_heading(const oct_document *document) {
    oct_walk walk = oct_walk_begin(document->root);
    while (oct_walk_next(&walk))
        if (walk.entering && walk.node->kind == OCT_HEADING && walk.node->as.level == 1)
            return walk.node;
    return NULL;
}

/* By metadata, else by the first heading, else by the name of the file. In r->scratch or lent. */
static oct_slice page_title(renderer *r, const oct_writing *writing) {
    const oct_document *document = writing->document;
    oct_slice title = oct_slice_trim(oct_writing_variable(writing, "title"));
    if (title.len)
        return title;
    const oct_node *heading = main_heading(document);
    r->scratch.len = 0;
    if (heading)
        oct_node_plain_text(heading, &r->scratch);
    title = oct_slice_trim(oct_buffer_view(&r->scratch));
    if (title.len)
        return title;
    oct_report(writing->context, OCT_D_MISSING_TITLE, (oct_place){0},
               "--metadata=title=TEXT gives it one",
               "the page needs a title and the document has none; the file's name is used");
    return oct_document_title_from_name(document);
}

static void put_meta(renderer *r, const char *name, oct_slice content) {
    content = oct_slice_trim(content);
    if (!content.len)
        return;
    PUT(r, "<meta");
    oct_html_write_attribute(r, "name", oct_slice_of(name));
    oct_html_write_attribute(r, "content", content);
    PUT(r, " />\n");
}

/* One element for each member of a list. */
static void put_meta_each(renderer *r, const oct_writing *writing, const char *name,
                          const oct_meta *value) {
    oct_arena *arena = &writing->document->arena;
    if (value && value->kind == OCT_META_LIST)
        for (const oct_meta *member = value->first; member; member = member->next)
            put_meta(r, name, oct_meta_text(member, arena));
    else
        put_meta(r, name, oct_meta_text(value, arena));
}

/* One element for all members of a list, with commas between them. */
static void put_meta_joined(renderer *r, const oct_writing *writing, const char *name,
                            const oct_meta *value) {
    oct_arena *arena = &writing->document->arena;
    oct_buffer *text = &r->scratch;
    text->len = 0;
    if (!value || value->kind != OCT_META_LIST) {
        put_meta(r, name, oct_meta_text(value, arena));
        return;
    }
    for (const oct_meta *member = value->first; member; member = member->next) {
        if (text->len)
            oct_buffer_string(text, ", ");
        oct_buffer_slice(text, oct_meta_text(member, arena));
    }
    put_meta(r, name, oct_buffer_view(text));
}

static void put_description(renderer *r, const oct_writing *writing) {
    const oct_meta *metadata = writing->document->metadata;
    oct_arena *arena = &writing->document->arena;
    put_meta(r, "generator", OCT_S("octavo"));
    const oct_meta *author = oct_meta_find(metadata, "author");
    put_meta_each(r, writing, "author", author ? author : oct_meta_find(metadata, "creator"));
    put_meta(r, "date", oct_meta_find_text(metadata, "date", arena));
    put_meta(r, "description", oct_meta_find_text(metadata, "description", arena));
    put_meta_each(r, writing, "dcterms.publisher", oct_meta_find(metadata, "publisher"));
    const oct_meta *rights = oct_meta_find(metadata, "rights");
    put_meta_each(r, writing, "dcterms.rights",
                  rights ? rights : oct_meta_find(metadata, "copyright"));
    const oct_meta *keywords = oct_meta_find(metadata, "keywords");
    put_meta_joined(r, writing, "keywords",
                    keywords ? keywords : oct_meta_find(metadata, "subject"));
}

/* Style sheets that are asked for take the place of the page's own. */
static void put_styles(renderer *r, const oct_string_list *css) {
    if (css->count == 0) {
        PUT(r, "<style>\n");
        put_string(r, oct_html_page_css);
        PUT(r, "</style>\n");
    }
    for (size_t i = 0; i < css->count; i++) {
        PUT(r, "<link rel=\"stylesheet\" href=\"");
        oct_html_escape_url(r->out, oct_slice_of(css->items[i]));
        PUT(r, "\" />\n");
    }
}

static void put_head(renderer *r, const oct_writing *writing) {
    oct_slice direction = oct_writing_direction(writing);
    PUT(r, "<!DOCTYPE html>\n<html");
    oct_html_write_attribute(r, "lang", oct_writing_lang(writing));
    if (direction.len)
        oct_html_write_attribute(r, "dir", direction);
    PUT(r, ">\n<head>\n<meta charset=\"utf-8\" />\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<title>");
    oct_html_write_text(r, page_title(r, writing));
    PUT(r, "</title>\n");
    put_description(r, writing);
    put_styles(r, &writing->common->css);
    PUT(r, "</head>\n<body>\n");
}

/* ---- The title block ---------------------------------------------------------------------- */

/* A value as it was written, with its emphasis and the like where it has any. */
static void put_value(renderer *r, const oct_writing *writing, const oct_meta *value) {
    if (value->kind == OCT_META_INLINES)
        oct_html_render_children(r, value->inlines);
    else
        oct_html_write_text(r, oct_meta_text(value, &writing->document->arena));
}

static void put_title_line(renderer *r, const oct_writing *writing, const char *element,
                           const char *key, const oct_meta *value) {
    if (!value || !oct_meta_text(value, &writing->document->arena).len)
        return;
    oct_buffer_printf(r->out, "<%s class=\"%s\">", element, key);
    put_value(r, writing, value);
    oct_slice affiliation = oct_meta_affiliation(value, &writing->document->arena);
    if (affiliation.len) {
        PUT(r, ", <span class=\"affiliation\">");
        oct_html_write_text(r, affiliation);
        PUT(r, "</span>");
    }
    put_close(r, element);
    PUT(r, "\n");
}

static void put_title_lines(renderer *r, const oct_writing *writing, const char *key,
                            const oct_meta *value) {
    if (value && value->kind == OCT_META_LIST)
        for (const oct_meta *member = value->first; member; member = member->next)
            put_title_line(r, writing, "p", key, member);
    else
        put_title_line(r, writing, "p", key, value);
}

/* A title set by --variable stands above one of the metadata. */
static const oct_meta *title_value(const oct_writing *writing) {
    oct_arena *arena = &writing->document->arena;
    const oct_meta *value = oct_meta_find(writing->document->metadata, "title");
    oct_slice shown = oct_writing_variable(writing, "title");
    return oct_slice_equal(shown, oct_meta_text(value, arena)) ? value
                                                               : oct_meta_new_string(arena, shown);
}

static void put_abstract(renderer *r, const oct_writing *writing, const oct_meta *value) {
    if (!value || value->kind == OCT_META_INLINES) {
        put_title_line(r, writing, "div", "abstract", value);
        return;
    }
    oct_slice text = oct_meta_text(value, &writing->document->arena), paragraph;
    if (!oct_slice_trim(text).len)
        return;
    PUT(r, "<div class=\"abstract\">\n");
    while (oct_slice_next_paragraph(&text, &paragraph)) {
        PUT(r, "<p>");
        oct_html_write_text(r, paragraph);
        PUT(r, "</p>\n");
    }
    PUT(r, "</div>\n");
}

static void put_title_block(renderer *r, const oct_writing *writing) {
    const oct_meta *metadata = writing->document->metadata;
    const oct_meta *author = oct_meta_find(metadata, "author");
    if (!oct_slice_trim(oct_writing_variable(writing, "title")).len)
        return;
    PUT(r, "<header class=\"title-block\">\n");
    put_title_line(r, writing, "h1", "title", title_value(writing));
    put_title_line(r, writing, "p", "subtitle", oct_meta_find(metadata, "subtitle"));
    put_title_lines(r, writing, "author", author ? author : oct_meta_find(metadata, "creator"));
    put_title_line(r, writing, "p", "date", oct_meta_find(metadata, "date"));
    put_abstract(r, writing, oct_meta_find(metadata, "abstract"));
    PUT(r, "</header>\n");
}

/* ---- The document ------------------------------------------------------------------------- */

static bool has_notes(const oct_html_notes *notes) {
    return oct_html_notes_count(notes) != 0;
}

static void put_document(renderer *r, const oct_writing *writing) {
    bool whole = writing->common->standalone;
    if (whole) {
        put_head(r, writing);
        put_title_block(r, writing);
    }
    oct_html_render_children(r, writing->document->root);
    put_line(r);
    if (has_notes(r->notes))
        oct_html_render_notes(r);
    if (whole)
        PUT(r, "</body>\n</html>\n");
}

static void report_replaced(const renderer *r) {
    if (r->replaced)
        oct_report(r->context, OCT_D_FORBIDDEN_CHARACTER, (oct_place){0}, NULL,
                   "%zu control %s replaced, which HTML forbids", r->replaced,
                   r->replaced == 1 ? "character was" : "characters were");
}

oct_status oct_html_write(oct_writing *writing) {
    const oct_allocator *allocator = oct_context_allocator(writing->context);
    oct_html_notes notes;
    oct_html_notes_init(&notes, allocator);
    renderer r;
    oct_html_renderer_init(&r, allocator, OCT_HTML);
    r.context = writing->context;
    r.document = writing->document;
    r.out = &writing->out->buffer;
    r.sink = writing->out;
    r.notes = &notes;
    r.keep_tex = ((const oct_html_options *)writing->options)->math == OCT_HTML_TEX;
    r.keep_raw = writing->common->raw_html == OCT_RAW_HTML_KEEP;
    r.join_lines = writing->common->wrap == OCT_WRAP_NONE;
    r.quotes = oct_quotes_of(oct_writing_lang(writing));
    r.rtl = oct_slice_is(oct_writing_direction(writing), "rtl");
    put_document(&r, writing);
    report_replaced(&r);
    bool failed = oct_html_renderer_failed(&r);
    oct_html_renderer_free(&r);
    oct_html_notes_free(&notes);
    return failed ? OCT_NO_MEMORY : OCT_OK;
}
