/* plain/rows - draws the rows of a table: cells side by side, with two spaces between them when
 * each is one line, else in a grid of + - and |. What would be out of proportion to the text (a
 * cell of a thousand lines beside a thousand empty ones) is written cell after cell. */
#include "base/size.h"
#include "formats/plain/display.h"
#include "formats/plain/tables.h"

enum {
    AREA_PER_CELL = 256, /* bytes of drawing */
    AREA_PER_BYTE = 64,  /* of text */
    HOLE_PER_SLOT = 4,   /* missing cells at the end of a row are drawn when they are few */
    SMALL_HOLE = 16
};

/* ---- Slots ------------------------------------------------------------------------------------
 */

static void add_slot(oct_plain_table *table, const oct_plain_slot *slot) {
    oct_buffer_append(&table->current, (const char *)slot, sizeof *slot);
}

static size_t slots_end(const oct_buffer *slots) {
    size_t count = oct_plain_slot_count(slots);
    if (count == 0)
        return 0;
    const oct_plain_slot *last = &oct_plain_slots(slots)[count - 1];
    return last->column + last->span;
}

/* Empty slots where a row has no cell: one a column, or a single one for many. */
static void add_hole(oct_plain_table *table, size_t from, size_t to) {
    size_t span = to - from > SMALL_HOLE ? to - from : 1;
    for (; from < to; from += span)
        add_slot(table, &(oct_plain_slot){.column = from,
                                          .span = span,
                                          .last_row = table->row,
                                          .alignment = OCT_ALIGN_LEFT});
}

static void add_slot_after_hole(oct_plain_table *table, oct_plain_slot slot) {
    add_hole(table, slots_end(&table->current), slot.column);
    add_slot(table, &slot);
}

/* The slots of this row: its own cells, and those from above that go on, in order of columns. */
static void gather_slots(oct_plain_table *table) {
    const oct_plain_slot *own = oct_plain_slots(&table->own);
    const oct_plain_slot *above = oct_plain_slots(&table->above);
    size_t own_count = oct_plain_slot_count(&table->own), at = 0;
    table->current.len = 0;
    for (size_t i = 0; i < oct_plain_slot_count(&table->above); i++) {
        if (above[i].last_row < table->row)
            continue;
        while (at < own_count && own[at].column < above[i].column)
            add_slot_after_hole(table, own[at++]);
        oct_plain_slot slot = above[i];
        slot.goes_on = true;
        add_slot_after_hole(table, slot);
    }
    while (at < own_count)
        add_slot_after_hole(table, own[at++]);
    size_t end = slots_end(&table->current), slots = oct_plain_slot_count(&table->current);
    if (slots && table->count - end <= HOLE_PER_SLOT * slots + SMALL_HOLE)
        add_hole(table, end, table->count);
}

/* The lines that this row needs for the cells that end in it. */
static size_t row_height(const oct_plain_table *table) {
    const oct_plain_slot *slots = oct_plain_slots(&table->current);
    size_t height = 1;
    for (size_t i = 0; i < oct_plain_slot_count(&table->current); i++)
        if (slots[i].last_row == table->row && slots[i].lines > height)
            height = slots[i].lines;
    return height;
}

static oct_slice next_line(const oct_plain_table *table, oct_plain_slot *slot) {
    oct_slice rest = oct_slice_from(oct_slice_make(table->text.ptr, slot->end), slot->next);
    oct_slice line = {NULL, 0};
    if (slot->next < slot->end) {
        size_t length = oct_slice_find_byte(rest, '\n');
        line = oct_slice_head(rest, length);
        slot->next += length < rest.len ? length + 1 : length;
        slot->lines -= slot->lines > 0;
    }
    return line;
}

/* ---- Lines ------------------------------------------------------------------------------------
 */

static void add_bytes(oct_buffer *line, char byte, size_t count) {
    if (count && oct_buffer_reserve(line, count)) {
        memset(line->ptr + line->len, byte, count);
        line->len += count;
    }
}

/* The next line of a slot, set in the width of its columns. */
static void add_slot_line(oct_plain_table *table, oct_plain_slot *slot) {
    oct_slice text = next_line(table, slot);
    size_t columns = oct_display_width(text);
    size_t width = oct_plain_slot_width(table, slot->column, slot->span);
    size_t pad = width > columns ? width - columns : 0, left = 0;
    if (slot->alignment == OCT_ALIGN_RIGHT)
        left = pad;
    else if (slot->alignment == OCT_ALIGN_CENTER)
        left = pad / 2;
    add_bytes(&table->line, ' ', left);
    oct_buffer_slice(&table->line, text);
    add_bytes(&table->line, ' ', pad - left);
}

static void write_line(oct_plain_table *table) {
    oct_slice line = oct_buffer_view(&table->line);
    while (line.len && line.ptr[line.len - 1] == ' ')
        line.len--;
    oct_fill_line(table->outer_fill, line);
    table->line.len = 0;
}

static void draw_line(oct_plain_table *table) {
    oct_plain_slot *slots = oct_plain_slots(&table->current);
    size_t count = oct_plain_slot_count(&table->current);
    for (size_t i = 0; i < count; i++) {
        if (table->grid)
            oct_buffer_string(&table->line, i ? " | " : "| ");
        else if (i)
            oct_buffer_string(&table->line, "  ");
        add_slot_line(table, &slots[i]);
    }
    if (table->grid)
        oct_buffer_string(&table->line, " |");
    write_line(table);
}

/* ---- Rules ------------------------------------------------------------------------------------
 */

/* The rule below the head, or above the foot, of a table without borders. */
static void draw_simple_rule(oct_plain_table *table) {
    size_t end = slots_end(&table->current);
    for (size_t i = 0; i < end; i++) {
        if (i)
            oct_buffer_string(&table->line, "  ");
        add_bytes(&table->line, '-', table->columns[i].width);
    }
    write_line(table);
}

/* A place along the slots of one row. */
typedef struct slot_cursor {
    oct_plain_slot *slots;
    size_t count, at;
} slot_cursor;

static slot_cursor cursor_of(const oct_buffer *slots) {
    return (slot_cursor){oct_plain_slots(slots), oct_plain_slot_count(slots), 0};
}

/* The column behind the slot under the cursor; SIZE_MAX behind the last. */
static size_t cursor_end(const slot_cursor *cursor) {
    if (cursor->at == cursor->count)
        return SIZE_MAX;
    return cursor->slots[cursor->at].column + cursor->slots[cursor->at].span;
}

static void advance_to(slot_cursor *cursor, size_t column) {
    if (cursor_end(cursor) <= column)
        cursor->at++;
}

/* The rule between the row above and the current one (either may be empty). A cell that goes on
 * through the rule shows its next line there. */
static void draw_grid_rule(oct_plain_table *table, const oct_buffer *below_slots, char byte) {
    slot_cursor above = cursor_of(&table->above), below = cursor_of(below_slots);
    bool text_before = false;
    size_t column = 0;
    for (;;) {
        size_t above_end = cursor_end(&above), below_end = cursor_end(&below);
        size_t end = above_end < below_end ? above_end : below_end;
        if (end == SIZE_MAX)
            break;
        bool text = below.at < below.count && below.slots[below.at].goes_on;
        bool bar = text && (text_before || column == 0);
        oct_buffer_byte(&table->line, bar ? '|' : '+');
        if (text) {
            oct_buffer_byte(&table->line, ' ');
            add_slot_line(table, &below.slots[below.at]);
            oct_buffer_byte(&table->line, ' ');
        } else {
            add_bytes(&table->line, byte, oct_plain_slot_width(table, column, end - column) + 2);
        }
        text_before = text;
        column = end;
        advance_to(&above, end);
        advance_to(&below, end);
    }
    oct_buffer_byte(&table->line, text_before ? '|' : '+');
    write_line(table);
}

/* The rule above the current row, if there is one. */
static void draw_rule(oct_plain_table *table) {
    bool after_head = table->previous_section == OCT_TABLE_HEAD && table->section != OCT_TABLE_HEAD;
    bool before_foot =
        table->section == OCT_TABLE_FOOT && table->previous_section != table->section;
    bool parts = table->rows_drawn && (after_head || before_foot);
    if (table->grid)
        draw_grid_rule(table, &table->current, parts ? '=' : '-');
    else if (parts)
        draw_simple_rule(table);
}

/* ---- Rows -------------------------------------------------------------------------------------
 */

/* Takes what the row needs from the allowance that its text brings; false when it is too much. */
static bool afford(oct_plain_table *table, size_t height) {
    const oct_plain_slot *own = oct_plain_slots(&table->own);
    size_t count = oct_plain_slot_count(&table->own), text = 0, cost;
    for (size_t i = 0; i < count; i++)
        text += own[i].end - own[i].next;
    table->area += count * AREA_PER_CELL + text * AREA_PER_BYTE;
    size_t end = slots_end(&table->current);
    size_t width = end ? oct_plain_slot_width(table, 0, end) : 0;
    if (!oct_size_multiply(width, height + 1, &cost) || cost > table->area)
        return false;
    table->area -= cost;
    return true;
}

static void write_cells_in_turn(oct_plain_table *table) {
    oct_plain_slot *slots = oct_plain_slots(&table->current);
    for (size_t i = 0; i < oct_plain_slot_count(&table->current); i++) {
        if (slots[i].next < slots[i].end)
            oct_fill_blank(table->outer_fill);
        while (slots[i].next < slots[i].end)
            oct_fill_line(table->outer_fill, next_line(table, &slots[i]));
    }
}

static void keep_slots(oct_plain_table *table) {
    oct_buffer swapped = table->above;
    bool any_goes_on = false;
    table->above = table->current;
    table->current = swapped;
    const oct_plain_slot *slots = oct_plain_slots(&table->above);
    for (size_t i = 0; i < oct_plain_slot_count(&table->above); i++)
        any_goes_on |= slots[i].last_row > table->row;
    if (!any_goes_on)
        table->text.len = 0;
}

void oct_plain_draw_row(oct_plain *plain, oct_plain_table *table) {
    if (table->section == OCT_TABLE_HEAD && table->head_blank)
        return;
    gather_slots(table);
    plain->failed |= table->current.failed || table->own.failed || table->text.failed;
    if (plain->failed || table->current.len == 0)
        return;
    size_t height = row_height(table);
    if (afford(table, height)) {
        draw_rule(table);
        for (height = row_height(table); height > 0; height--)
            draw_line(table);
    } else {
        write_cells_in_turn(table);
    }
    plain->failed |= table->line.failed;
    table->rows_drawn++;
    table->previous_section = table->section;
    keep_slots(table);
}

void oct_plain_draw_end(oct_plain_table *table) {
    table->current.len = 0;
    if (table->grid && table->rows_drawn)
        draw_grid_rule(table, &table->current, '-');
}
