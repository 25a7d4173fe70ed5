/* plain/lists - bullets, numbers and task boxes. Numbers of a list are right-aligned. */
#include "base/size.h"
#include "formats/plain/plain.h"

typedef struct oct_plain_list {
    size_t width; /* columns of the widest marker, the space behind it not counted */
    int64_t next; /* the number of the next item */
    int step;     /* 1, -1 for a list that counts down */
    uint8_t kind, style, delimiter;
    bool tight;
} oct_plain_list;

enum { LARGEST_ROMAN = 3999 };

static void append_roman(oct_buffer *out, int64_t value, bool upper) {
    static const struct {
        int value;
        const char *lower, *upper;
    } parts[] = {{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"},
                 {100, "c", "C"},  {90, "xc", "XC"},  {50, "l", "L"},  {40, "xl", "XL"},
                 {10, "x", "X"},   {9, "ix", "IX"},   {5, "v", "V"},   {4, "iv", "IV"},
                 {1, "i", "I"}};
    for (size_t i = 0; value > 0; i++)
        for (; value >= parts[i].value; value -= parts[i].value)
            oct_buffer_string(out, upper ? parts[i].upper : parts[i].lower);
}

/* 1 is a, 26 is z, 27 is aa. */
static void append_alpha(oct_buffer *out, int64_t value, bool upper) {
    char letters[16];
    size_t at = sizeof letters;
    for (; value > 0 && at > 0; value = (value - 1) / 26)
        letters[--at] = (char)((upper ? 'A' : 'a') + (value - 1) % 26);
    oct_buffer_append(out, letters + at, sizeof letters - at);
}

static void append_value(oct_buffer *out, int64_t value, oct_list_style style) {
    bool upper = style == OCT_LIST_UPPER_ALPHA || style == OCT_LIST_UPPER_ROMAN;
    bool roman = style == OCT_LIST_LOWER_ROMAN || style == OCT_LIST_UPPER_ROMAN;
    if (style == OCT_LIST_DECIMAL || value <= 0 || (roman && value > LARGEST_ROMAN))
        oct_buffer_number(out, value);
    else if (roman)
        append_roman(out, value, upper);
    else
        append_alpha(out, value, upper);
}

static void append_number(oct_buffer *out, const oct_plain_list *list, int64_t value) {
    if (list->delimiter == OCT_DELIM_PARENS)
        oct_buffer_byte(out, '(');
    append_value(out, value, (oct_list_style)list->style);
    oct_buffer_byte(out, list->delimiter == OCT_DELIM_PERIOD ? '.' : ')');
}

/* The number of an item, and the list moved on behind it. */
static int64_t take_number(oct_plain_list *list, const oct_node *item) {
    int64_t value = item->as.item.has_value ? item->as.item.value : list->next;
    list->next = value + list->step;
    return value;
}

static size_t widest_number(oct_plain *plain, oct_plain_list list, const oct_node *node) {
    size_t widest = 0;
    for (const oct_node *item = node->first; item; item = item->next) {
        plain->scratch.len = 0;
        append_number(&plain->scratch, &list, take_number(&list, item));
        if (plain->scratch.len > widest)
            widest = plain->scratch.len;
    }
    return widest;
}

static oct_plain_list *innermost(oct_plain *plain) {
    oct_buffer *lists = &plain->lists;
    return lists->len ? (oct_plain_list *)(void *)(lists->ptr + lists->len) - 1 : NULL;
}

/* Inside a tight item a list follows its paragraph at once. */
static bool stands_in_tight_item(const oct_node *node) {
    const oct_node *item = node->parent;
    return item && item->parent && (item->parent->flags & OCT_TIGHT) &&
           (item->kind == OCT_LIST_ITEM || item->kind == OCT_DEFINITION);
}

void oct_plain_enter_list(oct_plain *plain, const oct_node *node) {
    oct_plain_list list = {.kind = node->kind, .tight = node->flags & OCT_TIGHT, .step = 1};
    if (stands_in_tight_item(node))
        oct_fill_no_blank(plain->fill);
    if (node->kind == OCT_ORDERED_LIST) {
        list.next = node->as.list.start;
        list.style = node->as.list.style;
        list.delimiter = node->as.list.delimiter;
        list.step = node->flags & OCT_REVERSED ? -1 : 1;
        list.width = widest_number(plain, list, node);
    }
    oct_buffer_append(&plain->lists, (const char *)&list, sizeof list);
    plain->failed |= plain->lists.failed;
}

void oct_plain_leave_list(oct_plain *plain) {
    if (plain->lists.len >= sizeof(oct_plain_list))
        plain->lists.len -= sizeof(oct_plain_list);
    oct_fill_blank(plain->fill);
}

static void append_marker(oct_buffer *out, oct_plain_list *list, const oct_node *item) {
    if (!list || list->kind == OCT_BULLET_LIST) {
        oct_buffer_byte(out, '-');
    } else {
        char spaces[64];
        append_number(out, list, take_number(list, item));
        size_t pad = list->width > out->len ? list->width - out->len : 0;
        if (pad > sizeof spaces)
            pad = sizeof spaces;
        memset(spaces, ' ', sizeof spaces);
        if (oct_buffer_reserve(out, pad)) {
            memmove(out->ptr + pad, out->ptr, out->len);
            memcpy(out->ptr, spaces, pad);
            out->len += pad;
        }
    }
    if (item->as.item.task != OCT_TASK_NONE)
        oct_buffer_string(out, item->as.item.task == OCT_TASK_DONE ? " [x]" : " [ ]");
    oct_buffer_byte(out, ' ');
}

void oct_plain_enter_item(oct_plain *plain, const oct_node *item) {
    oct_buffer *scratch = &plain->scratch;
    scratch->len = 0;
    append_marker(scratch, innermost(plain), item);
    size_t marker = scratch->len;
    if (!oct_buffer_reserve(scratch, marker))
        return;
    memset(scratch->ptr + marker, ' ', marker);
    oct_fill_push(plain->fill, (oct_slice){scratch->ptr, marker},
                  (oct_slice){scratch->ptr + marker, marker}, true);
}

void oct_plain_leave_item(oct_plain *plain, const oct_node *item) {
    oct_fill_pop(plain->fill);
    if (item->parent && item->parent->flags & OCT_TIGHT)
        oct_fill_no_blank(plain->fill);
    else
        oct_fill_blank(plain->fill);
}
