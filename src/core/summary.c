/* core/summary - the manifest of a book as mdBook has it: a SUMMARY.md of lists of links, with
 * headings for its parts (mdBook's guide, "SUMMARY.md"). See reading.h. */
#include "core/reading.h"

#include "core/paths.h"

bool oct_is_summary(const char *path) {
    return oct_slice_is(oct_path_name(oct_slice_of(path)), "SUMMARY.md");
}

typedef struct summary {
    oct_manifest *manifest;
    oct_job *job;
    size_t depth;  /* lists that are open */
    bool has_part; /* chapters of lists stand in a part */
    bool begun;    /* something stood before */
    bool failed;   /* it is no manifest */
} summary;

static oct_slice text_of(summary *s, const oct_node *node) {
    oct_buffer text;
    oct_buffer_init(&text, oct_context_allocator(s->job->context));
    oct_node_plain_text(node, &text);
    oct_slice copy = oct_arena_copy(s->manifest->arena, oct_slice_trim(oct_buffer_view(&text)));
    s->manifest->arena->failed |= text.failed;
    oct_buffer_free(&text);
    return copy;
}

static bool is_blank(const oct_node *node) {
    return node->kind == OCT_SOFT_BREAK || node->kind == OCT_LINE_BREAK ||
           (node->kind == OCT_TEXT && !oct_slice_trim(node->as.text).len);
}

static void add_part(summary *s, const oct_node *node, size_t shift) {
    oct_chapter *part = oct_manifest_add(s->manifest, node->line, shift);
    if (part)
        part->title = text_of(s, node);
}

static size_t shift_of(const summary *s) {
    return s->depth ? s->depth - 1 + s->has_part : 0;
}

/* A link without an address is a chapter that is not written yet. */
static void add_link(summary *s, const oct_node *link) {
    oct_slice url = oct_slice_trim(link->as.link->url), path = oct_url_path(url);
    if (!url.len) {
        oct_report(s->job->context, OCT_D_NOT_RENDERED, oct_place_of(s->job->document, link), NULL,
                   "chapter \"%.*s\" is a draft: it has no file yet",
                   OCT_SLICE_ARG(text_of(s, link)));
        return;
    }
    if (!oct_url_is_path(path)) {
        s->failed = true;
        return;
    }
    oct_chapter *chapter = oct_manifest_add(s->manifest, link->line, shift_of(s));
    if (!chapter)
        return;
    chapter->path = path;
    chapter->column = link->as.link->column;
    chapter->tolerates = path.len < url.len; /* GitBook's list the sections of a file, too */
    s->manifest->files++;
}

/* Links; in a list also a title without one, which is a part. */
static void take_paragraph(summary *s, const oct_node *paragraph) {
    size_t links = 0, others = 0;
    for (const oct_node *node = paragraph->first; node; node = node->next)
        if (node->kind == OCT_LINK) {
            links++;
            add_link(s, node);
        } else {
            others += !is_blank(node);
        }
    s->failed |= (others && (links || !s->depth)) || (links > 1 && s->depth);
    if (others && !s->failed)
        add_part(s, paragraph, shift_of(s));
    if (!s->depth)
        s->has_part = false;
}

/* The first heading, at the top, is that of the summary. */
static void take_heading(summary *s, const oct_node *heading) {
    s->failed |= s->depth != 0;
    if (!s->begun && heading->as.level == 1)
        return;
    s->has_part = true;
    add_part(s, heading, 0);
}

static bool is_comment(const oct_node *raw) {
    return oct_slice_starts(oct_slice_trim(raw->as.raw->text), OCT_S("<!--"));
}

/* Whether what is in the node is to be looked at. */
static bool take(summary *s, const oct_node *node) {
    bool is_list = node->kind == OCT_BULLET_LIST || node->kind == OCT_ORDERED_LIST;
    s->depth += is_list;
    if (node->kind == OCT_PARAGRAPH)
        take_paragraph(s, node);
    else if (node->kind == OCT_HEADING)
        take_heading(s, node);
    else if (!is_list && node->kind != OCT_LIST_ITEM && node->kind != OCT_DIV &&
             node->kind != OCT_THEMATIC_BREAK && !(node->kind == OCT_RAW_BLOCK && is_comment(node)))
        s->failed = true;
    s->begun = true;
    return node->kind != OCT_PARAGRAPH && node->kind != OCT_HEADING;
}

void oct_manifest_from_summary(oct_manifest *manifest, oct_job *job, oct_node *first) {
    summary s = {.manifest = manifest, .job = job};
    for (oct_node *node = first; node && !s.failed; node = node->next) {
        oct_walk walk = oct_walk_begin(node);
        while (!s.failed && oct_walk_next(&walk)) {
            bool is_list =
                walk.node->kind == OCT_BULLET_LIST || walk.node->kind == OCT_ORDERED_LIST;
            if (!walk.entering)
                s.depth -= is_list;
            else if (!take(&s, walk.node))
                oct_walk_skip(&walk);
        }
    }
    if (s.failed)
        manifest->files = 0;
}
