/* formats/html/main_content - the article of a page, without what the site has around it and in it:
 * navigation, advertisements, comments, buttons. Works on the tree that was read. See state.h. */
#include "formats/html/state.h"

enum {
    MOST_DESCENTS = 64, /* containers in containers that are looked into */
    LARGE_SHARE = 85,   /* per cent of the text of a container that one in it must have */
    ARTICLE_SHARE = 40, /* likewise, of an article element in the page */
    MOSTLY_LINKS = 60,  /* per cent of a block's text */
    SMALL_PART = 30,    /* per cent of the article that a block may lose for being mostly links */
    LONGEST_HEADLINE = 400
};

/* ---- Noise -------------------------------------------------------------------------------- */

/* Words of class names and identifiers of what is not the article. */
static bool is_noise_word(oct_slice word) {
    static const char *const words[] = {"ad",
                                        "ads",
                                        "advert",
                                        "advertisement",
                                        "advertising",
                                        "adsbygoogle",
                                        "banner",
                                        "breadcrumb",
                                        "breadcrumbs",
                                        "byline-share",
                                        "comment",
                                        "comments",
                                        "cookie",
                                        "cookies",
                                        "consent",
                                        "disqus",
                                        "footer",
                                        "masthead",
                                        "menu",
                                        "modal",
                                        "nav",
                                        "navbar",
                                        "navigation",
                                        "newsletter",
                                        "outbrain",
                                        "pager",
                                        "pagination",
                                        "paywall",
                                        "popup",
                                        "promo",
                                        "promoted",
                                        "recommended",
                                        "recommendations",
                                        "related",
                                        "relatedposts",
                                        "sitenotice",
                                        "respond",
                                        "rail",
                                        "search",
                                        "share",
                                        "sharing",
                                        "shares",
                                        "sidebar",
                                        "skip",
                                        "social",
                                        "sponsor",
                                        "sponsored",
                                        "subscribe",
                                        "subscription",
                                        "taboola",
                                        "toolbar",
                                        "trending",
                                        "widget",
                                        "editsection",
                                        "navbox",
                                        "catlinks",
                                        "headerlink",
                                        "jump",

                                        "mobile",
                                        NULL};
    for (const char *const *known = words; *known; known++)
        if (oct_slice_equal_nocase(word, oct_slice_of(*known)))
            return true;
    return false;
}

/* Cuts the next word off a name such as "post-share_buttons" or "shareBar". */
static oct_slice cut_word(oct_slice *name) {
    size_t start = 0;
    while (start < name->len && !oct_is_alnum(name->ptr[start]))
        start++;
    size_t end = start;
    while (end < name->len && oct_is_alnum(name->ptr[end]) &&
           !(end > start && name->ptr[end] >= 'A' && name->ptr[end] <= 'Z' &&
             name->ptr[end - 1] >= 'a' && name->ptr[end - 1] <= 'z'))
        end++;
    oct_slice word = oct_slice_from(oct_slice_head(*name, end), start);
    *name = oct_slice_from(*name, end);
    return word;
}

static bool is_noise_name(oct_slice name) {
    while (name.len) {
        oct_slice word = cut_word(&name);
        if (word.len && is_noise_word(word))
            return true;
    }
    return false;
}

static bool has_noise_name(const oct_node *node) {
    const oct_attributes *attributes = node->attributes;
    if (!attributes)
        return false;
    for (uint32_t i = 0; i < attributes->class_count; i++)
        if (is_noise_name(attributes->classes[i]))
            return true;
    return is_noise_name(attributes->id);
}

static bool is_in(const oct_node *node, oct_role role) {
    for (; node; node = node->parent)
        if (node->kind == OCT_DIV && node->as.role == role)
            return true;
    return false;
}

/* Marks beside headings: of Sphinx, of MediaWiki. */
static bool is_noise_inline(const oct_node *node) {
    static const char *const names[] = {"headerlink", "mw-editsection", "permalink",
                                        "anchorjs-link"};
    for (size_t i = 0; node->attributes && i < sizeof names / sizeof *names; i++)
        if (oct_node_has_class(node, names[i]))
            return true;
    return false;
}

static bool is_noise(const oct_node *node) {
    if (node->kind == OCT_LINK || node->kind == OCT_SPAN)
        return is_noise_inline(node);
    if (node->kind != OCT_DIV)
        return node->attributes && node->kind != OCT_HEADING && node->kind != OCT_CODE_BLOCK &&
               oct_kind_is_block((oct_kind)node->kind) && has_noise_name(node);
    switch (node->as.role) {
    case OCT_ROLE_NAV:
    case OCT_ROLE_ASIDE:
        return true;
    case OCT_ROLE_FOOTER:
    case OCT_ROLE_HEADER:
        return !is_in(node->parent, OCT_ROLE_ARTICLE) && !is_in(node->parent, OCT_ROLE_MAIN);
    case OCT_ROLE_MAIN:
    case OCT_ROLE_ARTICLE:
        return false;
    default:
        return has_noise_name(node);
    }
}

/* ---- Weighing ----------------------------------------------------------------------------- */

typedef struct weight {
    size_t text, links; /* bytes; of text, those in links */
} weight;

static size_t length_of(const oct_node *node) {
    switch (node->kind) {
    case OCT_TEXT:
    case OCT_CODE:
    case OCT_CODE_BLOCK:
    case OCT_MATH:
        return node->as.text.len;
    default:
        return 0;
    }
}

static weight weigh(oct_node *root) {
    weight found = {0};
    size_t in_links = 0;
    oct_walk walk = oct_walk_begin(root);
    while (oct_walk_next(&walk)) {
        if (walk.node->kind == OCT_LINK)
            in_links += walk.entering ? 1 : (size_t)-1;
        if (!walk.entering)
            continue;
        if (walk.node != root && is_noise(walk.node)) {
            oct_walk_skip(&walk);
            continue;
        }
        size_t length = length_of(walk.node);
        found.text += length;
        found.links += in_links ? length : 0;
    }
    return found;
}

static size_t worth(oct_node *node) {
    weight found = weigh(node);
    return found.text - found.links;
}

/* ---- Finding ------------------------------------------------------------------------------ */

/* The heaviest div of a role that is not in noise; NULL when there is none. */
static oct_node *heaviest(oct_node *root, oct_role role) {
    oct_node *best = NULL;
    size_t most = 0;
    oct_walk walk = oct_walk_begin(root);
    while (oct_walk_next(&walk)) {
        oct_node *node = walk.node;
        if (!walk.entering || node == root)
            continue;
        if (is_noise(node)) {
            oct_walk_skip(&walk);
        } else if (node->kind == OCT_DIV && node->as.role == role) {
            size_t here = worth(node);
            if (here > most) {
                best = node;
                most = here;
            }
            oct_walk_skip(&walk);
        }
    }
    return best;
}

/* The container in which most of the text is: in, and in again, as long as one child has it. */
static oct_node *densest(oct_node *root) {
    size_t here = worth(root);
    for (size_t i = 0; i < MOST_DESCENTS; i++) {
        oct_node *into = NULL;
        for (oct_node *child = root->first; child && !into; child = child->next) {
            if (child->kind != OCT_DIV || is_noise(child))
                continue;
            size_t there = worth(child);
            if (there * 100 >= here * LARGE_SHARE) {
                into = child;
                here = there;
            }
        }
        if (!into)
            break;
        root = into;
    }
    return root;
}

static oct_node *find_article(oct_node *root) {
    oct_node *main = heaviest(root, OCT_ROLE_MAIN);
    oct_node *within = main ? main : root;
    oct_node *article = heaviest(within, OCT_ROLE_ARTICLE);
    if (article && worth(article) * 100 >= worth(within) * ARTICLE_SHARE)
        return article;
    return main ? main : densest(root);
}

/* ---- Cutting out -------------------------------------------------------------------------- */

static bool is_mostly_links(oct_node *node, size_t whole) {
    if (node->kind != OCT_DIV || node->as.role == OCT_ROLE_ARTICLE)
        return false;
    weight found = weigh(node);
    return found.text && found.links * 100 >= found.text * MOSTLY_LINKS &&
           found.text * 100 <= whole * SMALL_PART;
}

static void remove_noise(oct_node *article) {
    size_t whole = weigh(article).text;
    for (oct_node *node = article->first, *next; node; node = next) {
        bool noise = is_noise(node) || (node->parent == article && is_mostly_links(node, whole));
        next = noise ? oct_node_after(node, article) : oct_node_following(node, article);
        if (noise)
            oct_node_unlink(node);
    }
}

static void plain_text(const oct_node *node, oct_buffer *out) {
    out->len = 0;
    oct_node_plain_text(node, out);
}

/* Whether a heading says what the title says first: sites put their name behind. */
static bool is_headline(html_reader *reader, const oct_node *heading, oct_buffer *scratch) {
    oct_slice title = oct_meta_find_text(reader->reading->document->metadata, "title",
                                         oct_builder_arena(reader->builder));
    plain_text(heading, scratch);
    oct_slice text = oct_slice_trim(oct_buffer_view(scratch));
    return text.len && text.len < LONGEST_HEADLINE && oct_slice_starts_nocase(title, text);
}

static bool has_heading(const oct_node *article, int level) {
    for (const oct_node *node = article->first; node; node = oct_node_following(node, article))
        if (node->kind == OCT_HEADING && node->as.level <= level)
            return true;
    return false;
}

/* The headline may stand before the article: in the head of the page, say. */
static oct_node *find_headline(html_reader *reader, oct_node *root, const oct_node *article) {
    oct_buffer scratch;
    oct_buffer_init(&scratch, oct_context_allocator(reader->reading->context));
    oct_node *found = NULL;
    if (!has_heading(article, 1))
        for (oct_node *node = root->first; node && node != article && !found;
             node = oct_node_following(node, root))
            if (node->kind == OCT_HEADING && node->as.level <= 2 &&
                is_headline(reader, node, &scratch))
                found = node;
    if (scratch.failed)
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
    oct_buffer_free(&scratch);
    return found;
}

/* Only the siblings behind one of the root's children are of this page. */
static void unlink_behind(oct_node *root, oct_node *before) {
    oct_node *node = before ? before->next : root->first;
    for (oct_node *next; node; node = next) {
        next = node->next;
        oct_node_unlink(node);
    }
}

void html_keep_main_content(html_reader *reader, oct_node *root, oct_node *before) {
    oct_node *page = oct_document_node(reader->builder->document, OCT_DIV);
    oct_node *first = before ? before->next : root->first;
    if (!page || !first || oct_builder_failed(reader->builder))
        return;
    oct_node_append(root, page);
    oct_node_move_range(page, first, oct_node_before(page));
    oct_node *article = find_article(page);
    if (worth(article)) {
        oct_node *headline = find_headline(reader, page, article);
        if (headline)
            oct_node_unlink(headline);
        remove_noise(article);
        oct_node_unlink(article);
        unlink_behind(root, before);
        if (headline)
            oct_node_append(root, headline);
        oct_node_append(root, article);
    }
    if (oct_node_last(root) == page)
        oct_node_unwrap(page);
}
