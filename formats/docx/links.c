/* formats/docx/links - where links lead: to a bookmark of this document, or by a relationship out
 * of it. */
#include "formats/docx/docx.h"

#include "formats/docx/urls.h"

enum { SHOWN_URL = 100 }; /* bytes of an address in a message */

static void report(docx_writer *w, const oct_node *node, oct_diagnostic_code code,
                   const char *what) {
    oct_slice url = oct_slice_head(node->as.link->url, SHOWN_URL);
    oct_report(w->writing->context, code, oct_place_of(w->writing->document, node), NULL,
               "link to \"%.*s\" %s", OCT_SLICE_ARG(url), what);
}

static docx_link *new_link(docx_writer *w, oct_slice title) {
    docx_link *link = OCT_ARENA_NEW(&w->arena, docx_link);
    if (link)
        link->title = title;
    return link;
}

/* The bookmark of an identifier as it stands in an address: as it is, or percent-encoded. */
static docx_bookmark *target(docx_writer *w, oct_slice fragment) {
    docx_bookmark *bookmark = docx_bookmark_for(w, fragment);
    if (bookmark)
        return bookmark;
    oct_buffer decoded;
    oct_buffer_init(&decoded, w->allocator);
    docx_url_decode(&decoded, fragment);
    bookmark = docx_bookmark_for(w, oct_buffer_view(&decoded));
    w->failed |= decoded.failed;
    oct_buffer_free(&decoded);
    return bookmark;
}

/* "_top" is Word's own name for the start of the document. */
static const docx_link *internal_link(docx_writer *w, const oct_node *node, oct_slice fragment) {
    docx_bookmark *bookmark = target(w, fragment);
    bool top = fragment.len == 0 || oct_slice_equal_nocase(fragment, OCT_S("top"));
    if (!bookmark && !top) {
        if (!node->as.link->dead)
            report(w, node, OCT_D_MISSING_LINK_TARGET, "leads nowhere");
        return NULL;
    }
    docx_link *link = new_link(w, node->as.link->title);
    if (link)
        link->anchor = bookmark ? bookmark->name : OCT_S("_top");
    return link;
}

const docx_link *docx_external_link(docx_writer *w, oct_slice url, oct_slice title) {
    oct_buffer target;
    docx_link *link = NULL;
    oct_buffer_init(&target, w->allocator);
    if (docx_url_append(&target, url) && (link = new_link(w, title)))
        link->relation = docx_relate(w, w->part, 'h', oct_buffer_view(&target));
    w->failed |= target.failed;
    oct_buffer_free(&target);
    return link && link->relation ? link : NULL;
}

const docx_link *docx_link_of(docx_writer *w, const oct_node *node) {
    oct_slice url = oct_slice_trim(node->as.link->url);
    if (url.len == 0)
        return NULL;
    if (url.ptr[0] == '#')
        return internal_link(w, node, oct_slice_from(url, 1));
    if (docx_url_is_unsafe(url)) {
        report(w, node, OCT_D_UNSAFE_LINK, "would run code and became plain text");
        return NULL;
    }
    const docx_link *link = docx_external_link(w, url, node->as.link->title);
    if (!link && !docx_failed(w))
        report(w, node, OCT_D_NOT_RENDERED, "is no address that Word accepts: it is plain text");
    return link;
}
