/* formats/epub/links - where links and images lead in the book. What cannot be in a book stays as
 * the text that it is, and is reported. */
#include "formats/epub/epub.h"

/* Schemes that validators know and that readers' programs hand on. A book's other schemes would be
 * warned about by every shop that takes it. */
static const char *const schemes[] = {
    "http:", "https:", "mailto:", "tel:", "ftp:", "sms:", "geo:", "urn:", "news:"};

typedef struct oct_epub_linker {
    oct_epub_book *book;
    uint32_t chapter; /* the one whose links are followed */
    oct_buffer url;
} linker;

static void report_dead(linker *l, const oct_node *node, oct_diagnostic_code code,
                        const char *what) {
    enum { SHOWN = 100 }; /* bytes of a URL in a message */
    oct_slice url = oct_slice_head(node->as.link->url, SHOWN);
    oct_report(l->book->writing->context, code, oct_place_of(l->book->document, node), NULL,
               "link to \"%.*s\" is plain text in the book: %s", OCT_SLICE_ARG(url), what);
}

/* ---- URLs that lead out of the book ------------------------------------------------------- */

static bool is_hex(char c) {
    return oct_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* A '%' that begins no encoded byte is one itself. The rest is encoded when it is rendered. */
static void append_url(oct_buffer *out, oct_slice url) {
    for (size_t i = 0; i < url.len; i++) {
        char c = url.ptr[i];
        oct_buffer_byte(out, c);
        if (c == '%' && !(i + 2 < url.len && is_hex(url.ptr[i + 1]) && is_hex(url.ptr[i + 2])))
            oct_buffer_string(out, "25");
    }
}

/* A host (RFC 3986, 3.2.2) of letters, digits, '-', '.' and '_', with an optional port: nothing
 * that two validators could read in two ways. */
static bool is_plain_authority(oct_slice authority) {
    size_t colon = oct_slice_find_byte(authority, ':');
    oct_slice host = oct_slice_head(authority, colon), port = oct_slice_from(authority, colon + 1);
    if (!host.len || port.len > 5 || !oct_is_alnum(host.ptr[0]) ||
        !oct_is_alnum(host.ptr[host.len - 1]) || oct_slice_find(host, OCT_S("..")) < host.len)
        return false;
    for (size_t i = 0; i < host.len; i++)
        if (!oct_is_alnum(host.ptr[i]) && host.ptr[i] != '-' && host.ptr[i] != '.' &&
            host.ptr[i] != '_')
            return false;
    for (size_t i = 0; i < port.len; i++)
        if (!oct_is_digit(port.ptr[i]))
            return false;
    return true;
}

static bool authority_fits(oct_slice after_scheme) {
    if (!oct_slice_starts(after_scheme, OCT_S("//")))
        return false;
    after_scheme = oct_slice_from(after_scheme, 2);
    size_t end = 0;
    while (end < after_scheme.len && !strchr("/?#", after_scheme.ptr[end]))
        end++;
    return is_plain_authority(oct_slice_head(after_scheme, end));
}

static bool takes_authority(const char *scheme) {
    return strcmp(scheme, "http:") == 0 || strcmp(scheme, "https:") == 0 ||
           strcmp(scheme, "ftp:") == 0;
}

/* The known scheme at the front; NULL when it has another or none. */
static const char *known_scheme(oct_slice url) {
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (oct_slice_starts_nocase(url, oct_slice_of(schemes[i])))
            return schemes[i];
    return NULL;
}

static bool has_scheme(oct_slice url) {
    size_t at = 0;
    while (at < url.len && (oct_is_alnum(url.ptr[at]) || strchr("+-.", url.ptr[at])))
        at++;
    return at > 0 && at < url.len && url.ptr[at] == ':' && oct_is_alpha(url.ptr[0]);
}

/* Whether the URL leads out of the book as it should; if so, it is mended. */
static bool mend_remote(linker *l, oct_link *link) {
    oct_slice url = oct_slice_trim(link->url);
    const char *scheme = known_scheme(url);
    l->url.len = 0;
    if (oct_slice_starts(url, OCT_S("//"))) {
        scheme = "https:";
        oct_buffer_string(&l->url, scheme);
    }
    if (!scheme)
        return false;
    append_url(&l->url, url);
    oct_slice rest = oct_slice_from(oct_buffer_view(&l->url), strlen(scheme));
    if (!rest.len || (takes_authority(scheme) && !authority_fits(rest)))
        return false;
    link->url = oct_arena_copy(l->book->arena, oct_buffer_view(&l->url));
    return true;
}

/* ---- Links inside of the book ------------------------------------------------------------- */

static int hex_value(char c) {
    return oct_is_digit(c) ? c - '0' : oct_to_lower(c) - 'a' + 10;
}

static oct_slice percent_decoded(linker *l, oct_slice text) {
    l->url.len = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '%' && i + 2 < text.len && is_hex(text.ptr[i + 1]) && is_hex(text.ptr[i + 2])) {
            c = (char)(hex_value(text.ptr[i + 1]) * 16 + hex_value(text.ptr[i + 2]));
            i += 2;
        }
        oct_buffer_byte(&l->url, c);
    }
    return oct_buffer_view(&l->url);
}

/* "#id", in this chapter or another. */
static bool follow_fragment(linker *l, oct_link *link) {
    oct_slice fragment = oct_slice_from(link->url, 1);
    const oct_epub_target *target = oct_map_find(&l->book->targets, fragment);
    if (!target)
        target = oct_map_find(&l->book->targets, percent_decoded(l, fragment));
    if (!target)
        return false;
    l->url.len = 0;
    if (target->chapter != l->chapter)
        oct_buffer_string(&l->url, l->book->files[target->chapter]);
    oct_buffer_byte(&l->url, '#');
    oct_buffer_slice(&l->url, target->id);
    link->url = oct_arena_copy(l->book->arena, oct_buffer_view(&l->url));
    return true;
}

/* A link that is none any more keeps its text and attributes. */
static void to_span(linker *l, oct_node *node) {
    l->book->document->kinds |= OCT_KIND_BIT(OCT_SPAN);
    node->kind = OCT_SPAN;
    node->as.role = OCT_ROLE_NONE;
}

/* What leads nowhere was reported, unless it is only the book that does not show the place. */
static void report_lost(linker *l, const oct_node *node) {
    oct_slice url = node->as.link->url;
    if (node->as.link->dead)
        return;
    if (oct_slice_starts(url, OCT_S("#")))
        report_dead(l, node, OCT_D_MISSING_LINK_TARGET, "the book does not show such a place");
    else if (!oct_html_url_is_safe(url))
        report_dead(l, node, OCT_D_UNSAFE_LINK, "it runs code");
    else if (known_scheme(url) || has_scheme(url))
        report_dead(l, node, OCT_D_MISSING_LINK_TARGET, "a book cannot hold such a link");
    else
        report_dead(l, node, OCT_D_MISSING_LINK_TARGET, "the book does not contain that file");
}

static void follow_link(linker *l, oct_node *node) {
    bool inside = oct_slice_starts(node->as.link->url, OCT_S("#"));
    if (inside ? follow_fragment(l, node->as.link) : mend_remote(l, node->as.link))
        return;
    report_lost(l, node);
    to_span(l, node);
}

/* ---- Images ------------------------------------------------------------------------------- */

static void add_text(linker *l, oct_node *node, oct_slice text) {
    oct_node *child = oct_document_node(l->book->document, OCT_TEXT);
    if (!child)
        return;
    child->as.text = text;
    oct_node_append(node, child);
}

static bool has_text(linker *l, const oct_node *node) {
    l->url.len = 0;
    oct_node_plain_text(node, &l->url);
    return oct_slice_trim(oct_buffer_view(&l->url)).len != 0;
}

static bool stands_in_link(const oct_node *node) {
    for (node = node->parent; node; node = node->parent)
        if (node->kind == OCT_LINK)
            return true;
    return false;
}

/* The description stands for the image; a remote one is linked to, unless it stands in a link
 * already. */
static void replace_image(linker *l, oct_node *node) {
    const oct_resource *resource = node->as.link->resource;
    oct_slice url = node->as.link->url, title = node->as.link->title;
    bool remote = resource && resource->state == OCT_RESOURCE_REMOTE;
    if (!has_text(l, node)) {
        if (title.len)
            add_text(l, node, title);
        else if (remote)
            add_text(l, node, url);
    }
    bool linked = remote && !stands_in_link(node) && mend_remote(l, node->as.link);
    l->book->document->kinds |= OCT_KIND_BIT(OCT_LINK);
    if (linked)
        node->kind = OCT_LINK;
    else
        to_span(l, node);
}

/* Said once, when the book is written. */
static void count_undescribed(oct_epub_book *book, const oct_node *node) {
    if (book->images_without_text++ == 0)
        book->first_without_text = oct_place_of(book->document, node);
}

static void follow_image(linker *l, oct_node *node) {
    const oct_resource *resource = node->as.link->resource;
    const oct_epub_item *item = NULL;
    l->url.len = 0;
    oct_node_plain_text(node, &l->url);
    if (resource && resource->state == OCT_RESOURCE_LOADED)
        item = oct_epub_add_image(l->book, resource, oct_place_of(l->book->document, node),
                                  oct_buffer_view(&l->url));
    if (item) {
        if (!has_text(l, node))
            count_undescribed(l->book, node);
        node->as.link->url = oct_slice_of(item->href);
        return;
    }
    if (resource && resource->state == OCT_RESOURCE_LOADED) /* its description is shown after all */
        oct_epub_mend_below(l->book, node, l->chapter);
    replace_image(l, node);
}

/* ---- All of them -------------------------------------------------------------------------- */

void oct_epub_follow_links(oct_epub_book *book) {
    linker l = {.book = book};
    oct_epub_reference reference;
    oct_buffer_init(&l.url, book->part.allocator);
    for (size_t at = 0; at < book->references.len && !book->arena->failed; at += sizeof reference) {
        memcpy(&reference, book->references.ptr + at, sizeof reference);
        l.chapter = reference.chapter;
        if (reference.node->kind == OCT_LINK)
            follow_link(&l, reference.node);
        else
            follow_image(&l, reference.node);
    }
    book->failed |= l.url.failed;
    oct_buffer_free(&l.url);
}
