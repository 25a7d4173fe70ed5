/* formats/markdown/alerts - what becomes of a quote that begins with [!NOTE] and the like: an aside
 * with the name as its class and, in the document's language, as its title; see building.h. */
#include "formats/markdown/building.h"
#include "formats/markdown/language.h"

static const struct {
    const char *mark, *class;
} alerts[OCT_MD_ALERTS] = {
    {"[!NOTE]", "note"},       {"[!TIP]", "tip"},         {"[!IMPORTANT]", "important"},
    {"[!WARNING]", "warning"}, {"[!CAUTION]", "caution"},
};

/* The text node of a quote that is such a mark: alone on the first line, and not all there is. */
static cmark_node *mark_of(const cmark_node *quote) {
    const cmark_node *paragraph = quote->first_child;
    if (!paragraph || paragraph->type != CMARK_NODE_PARAGRAPH || paragraph->content.size < 2 ||
        paragraph->content.ptr[0] != '[' || paragraph->content.ptr[1] != '!')
        return NULL;
    cmark_node *text = paragraph->first_child;
    const cmark_node *behind = text ? text->next : NULL;
    bool alone = behind
                     ? behind->type == CMARK_NODE_SOFTBREAK || behind->type == CMARK_NODE_LINEBREAK
                     : paragraph->next != NULL;
    return alone && text && text->type == CMARK_NODE_TEXT ? text : NULL;
}

static size_t alert_named(oct_slice mark) {
    size_t i = 0;
    while (i < OCT_MD_ALERTS && !oct_slice_equal_nocase(mark, oct_slice_of(alerts[i].mark)))
        i++;
    return i;
}

/* Takes the mark and the line's end, and with them an empty paragraph, out of the quote. */
static void remove_mark(cmark_node *mark) {
    cmark_node *paragraph = mark->parent;
    if (mark->next)
        cmark_node_free(mark->next);
    cmark_node_free(mark);
    if (!paragraph->first_child)
        cmark_node_free(paragraph);
}

bool oct_md_enter_alert(building *tree, cmark_node *quote) {
    const oct_md_features *features = tree->text->features;
    cmark_node *mark = features->alerts ? mark_of(quote) : NULL;
    if (!mark || (features->top_alerts && quote->parent->type != CMARK_NODE_DOCUMENT))
        return false;
    size_t alert = alert_named(oct_md_slice_of(&mark->as.literal));
    if (alert == OCT_MD_ALERTS)
        return false;
    oct_builder *builder = tree->builder;
    oct_node *div = oct_builder_open(builder, OCT_DIV, tree->line);
    div->as.role = OCT_ROLE_ASIDE;
    oct_md_add_class(tree, div, OCT_S("alert"));
    oct_md_add_class(tree, div, oct_slice_of(alerts[alert].class));
    oct_md_add_class(tree, oct_builder_open(builder, OCT_DIV, tree->line), OCT_S("title"));
    oct_builder_open(builder, OCT_PARAGRAPH, tree->line);
    oct_builder_open(builder, OCT_STRONG, tree->line);
    oct_builder_text(builder, oct_slice_of(features->alert_titles[alert]), tree->line);
    oct_builder_close(builder, OCT_STRONG);
    oct_builder_close(builder, OCT_PARAGRAPH);
    oct_builder_close(builder, OCT_DIV);
    remove_mark(mark);
    quote->as.opaque = div; /* notes use user_data */
    return true;
}
