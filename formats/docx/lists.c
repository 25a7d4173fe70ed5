/* formats/docx/lists - lists and their items: which numbering instance, which level, and the
 * marker that the first paragraph of an item takes. */
#include "formats/docx/docx.h"

/* The largest number that Word counts to. */
enum { LAST_NUMBER = 32767 };

static bool can_count_from(int64_t value) {
    return value >= 0 && value <= LAST_NUMBER;
}

static int look_of(const oct_node *list) {
    return list->as.list.style * 3 + list->as.list.delimiter;
}

void docx_list_enter(docx_writer *w, const oct_node *list) {
    docx_flush_marker(w);
    docx_frame *frame = w->frame;
    frame->level++;
    if (frame->level > DOCX_LAST_LEVEL)
        frame->level = DOCX_LAST_LEVEL;
    else
        docx_indent(frame, DOCX_LIST_STEP);
    if (!docx_small_context(frame->style))
        frame->style = list->flags & OCT_TIGHT ? DOCX_COMPACT : DOCX_LIST_PARAGRAPH;
    if (list->kind == OCT_BULLET_LIST) {
        frame->number = docx_bullets(w);
        return;
    }
    frame->value = list->as.list.start;
    frame->number = !(list->flags & OCT_REVERSED) && can_count_from(frame->value)
                        ? docx_number_instance(w, look_of(list), frame->level, frame->value)
                        : 0;
}

/* The frame of the list counts on. An item with a number of its own starts a new instance. */
static void count(docx_writer *w, docx_frame *list_frame, const oct_node *item, docx_marker *mark) {
    const oct_node *list = item->parent;
    bool reversed = (list->flags & OCT_REVERSED) != 0;
    if (item->as.item.has_value && item->as.item.value != list_frame->value) {
        list_frame->value = item->as.item.value;
        list_frame->number =
            !reversed && can_count_from(list_frame->value)
                ? docx_number_instance(w, look_of(list), list_frame->level, list_frame->value)
                : 0;
    }
    mark->number = list_frame->number;
    if (mark->number == 0)
        mark->written =
            docx_written_number(w, list_frame->value, list->as.list.style, list->as.list.delimiter);
    list_frame->value += reversed ? -1 : 1;
}

static bool is_list(const oct_node *node) {
    return node && (node->kind == OCT_BULLET_LIST || node->kind == OCT_ORDERED_LIST);
}

/* Two lists that follow one another would look like one. */
static bool stands_apart(const oct_node *item) {
    return !oct_node_before(item) && item->parent && is_list(oct_node_before(item->parent));
}

void docx_item_enter(docx_writer *w, const oct_node *item) {
    docx_frame *frame = w->frame, *list_frame = w->frame_count > 1 ? frame - 1 : frame;
    docx_marker mark = {.pending = true,
                        .apart = stands_apart(item),
                        .level = frame->level < 0 ? 0 : frame->level,
                        .left = frame->left,
                        .task = item->as.item.task,
                        .number = docx_bullets(w)};
    if (item->parent && item->parent->kind == OCT_ORDERED_LIST)
        count(w, list_frame, item, &mark);
    else if (item->as.item.task != OCT_TASK_NONE)
        mark.number = 0;
    docx_flush_marker(w);
    w->marker = mark;
}
