/* plain/tables - tables in columns. The outermost table is walked once to measure all cells in it,
 * nested tables too, and once to render them; cells are filled in the width of their columns by the
 * same engine as everything else. Tables nested deeper than DEEPEST_TABLE are written cell after
 * cell. */
#include "formats/plain/tables.h"

#include "base/size.h"

enum {
    DEEPEST_TABLE = 8,
    LARGEST_SPAN = 1000,         /* columns; HTML's limit */
    FIRST_SPAN_BUDGET = 1 << 16, /* plus SPAN_BUDGET_PER_CELL: keeps spans linear in the input */
    SPAN_BUDGET_PER_CELL = 16,
    FIRST_AREA = 1 << 20,
    GRID_GAP = 3,   /* " | " */
    GRID_EDGE = 2,  /* "| " and " |" */
    SIMPLE_GAP = 2, /* two spaces */
    WIDTH_UNIT = 10000
};

/* ---- Opening and closing ----------------------------------------------------------------------
 */

static void reset_walk(oct_plain_table *table) {
    table->section = table->previous_section = OCT_TABLE;
    table->row = table->section_end = table->next_column = 0;
    table->span_budget = FIRST_SPAN_BUDGET;
    for (size_t i = 0; i < table->count; i++)
        table->columns[i].busy_until = 0;
}

/* The table becomes the innermost one that is worked on. */
static void open_table(oct_plain *plain, oct_plain_table *table) {
    const oct_allocator *allocator = &plain->table_arena.allocator;
    oct_buffer *buffers[] = {&table->spans,   &table->text,  &table->own,
                             &table->current, &table->above, &table->line};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        oct_buffer_init(buffers[i], allocator);
    oct_fill_init(&table->cells, allocator, &table->text, OCT_FILL_UNLIMITED);
    reset_walk(table);
    table->rows_drawn = 0;
    table->area = FIRST_AREA;
    table->outer = plain->table;
    table->outer_fill = plain->fill;
    plain->table = table;
    plain->table_depth++;
}

static void close_table(oct_plain *plain) {
    oct_plain_table *table = plain->table;
    oct_buffer *buffers[] = {&table->spans,   &table->text,  &table->own,
                             &table->current, &table->above, &table->line};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
        plain->failed |= buffers[i]->failed;
        oct_buffer_free(buffers[i]);
    }
    oct_fill_free(&table->cells);
    plain->fill = table->outer_fill;
    plain->table = table->outer;
    plain->table_depth--;
}

void oct_plain_close_tables(oct_plain *plain) {
    while (plain->table)
        close_table(plain);
}

/* ---- Measuring --------------------------------------------------------------------------------
 */

static bool ensure_columns(oct_plain *plain, oct_plain_table *table, size_t count) {
    if (count <= table->count)
        return true;
    if (count > table->capacity) {
        size_t capacity = table->capacity ? table->capacity : 8;
        while (capacity < count)
            capacity *= 2; /* count is at most the number of cells times LARGEST_SPAN */
        oct_plain_column *columns = oct_arena_array(&plain->table_arena, capacity, sizeof *columns);
        if (!columns) {
            plain->failed = true;
            return false;
        }
        if (table->count)
            memcpy(columns, table->columns, table->count * sizeof *columns);
        table->columns = columns;
        table->capacity = capacity;
    }
    for (size_t i = table->count; i < count; i++)
        if (i < table->node->as.table.count) {
            table->columns[i].alignment = (oct_alignment)table->node->as.table.columns[i].alignment;
            table->columns[i].hint = table->node->as.table.columns[i].width;
        }
    table->count = count;
    return true;
}

static void plan_table(oct_plain *plain, const oct_node *node) {
    oct_plain_table *table = OCT_ARENA_NEW(&plain->table_arena, oct_plain_table);
    if (!table) {
        plain->failed = true;
        return;
    }
    table->node = node;
    table->head_blank = true;
    *plain->plan_end = table;
    plain->plan_end = &table->next;
    open_table(plain, table);
}

static size_t overhead(bool grid, size_t count) {
    if (grid)
        return (count - 1) * GRID_GAP + 2 * GRID_EDGE;
    return (count - 1) * SIMPLE_GAP;
}

/* What a spanning cell needs more than its columns have is shared among them. */
static void widen(oct_plain_table *table, const oct_plain_slot *cell) {
    size_t span = cell->span, natural = (span - 1) * GRID_GAP, least = natural;
    oct_plain_column *columns = table->columns + cell->column;
    for (size_t i = 0; i < span; i++) {
        natural += columns[i].natural;
        least += columns[i].least;
    }
    size_t more_natural = cell->next > natural ? cell->next - natural : 0;
    size_t more_least = cell->end > least ? cell->end - least : 0;
    for (size_t i = 0; i < span; i++) {
        columns[i].natural += (more_natural + span - 1 - i) / span;
        columns[i].least += (more_least + span - 1 - i) / span;
    }
}

static void apply_spans(oct_plain_table *table) {
    const oct_plain_slot *spans = oct_plain_slots(&table->spans);
    for (size_t i = 0; i < oct_plain_slot_count(&table->spans); i++) {
        oct_plain_slot cell = spans[i];
        if (cell.column + cell.span > table->count)
            cell.span = table->count - cell.column;
        widen(table, &cell);
    }
}

/* Columns in which no cell begins, at the right, come from spans that are too large. */
static void finish_measuring(oct_plain *plain, oct_plain_table *table) {
    size_t natural = 0, least = 0;
    if (table->count)
        table->count = table->last_start + 1;
    apply_spans(table);
    for (size_t i = 0; i < table->count; i++) {
        oct_plain_column *column = &table->columns[i];
        if (column->least > plain->columns)
            column->least = plain->columns;
        if (column->least == 0)
            column->least = 1;
        if (column->natural < column->least)
            column->natural = column->least;
        natural += column->natural;
        least += column->least;
    }
    if (table->count)
        oct_fill_measured(table->outer_fill, natural + overhead(table->complex, table->count),
                          least + overhead(true, table->count), 2);
}

/* Measures a table and all tables in it. */
static void measure(oct_plain *plain, oct_node *node) {
    oct_fill *fill = plain->fill, aside;
    oct_buffer nowhere;
    oct_arena_clear(&plain->table_arena);
    oct_buffer_init(&nowhere, &plain->table_arena.allocator);
    oct_fill_init(&aside, &plain->table_arena.allocator, &nowhere, 0);
    oct_fill_reset(&aside, &nowhere, 0, true);
    plain->planned = NULL;
    plain->plan_end = &plain->planned;
    plain->table_notes.len = plain->next_table_note = 0;
    plain->fill = &aside;
    plain->measuring = true;
    oct_plain_render(plain, node);
    oct_plain_close_tables(plain); /* those left open by a failure */
    plain->measuring = false;
    plain->failed |= aside.failed;
    plain->fill = fill;
    oct_fill_free(&aside);
}

/* ---- Deciding widths --------------------------------------------------------------------------
 */

static size_t width_under(const oct_plain_column *column, size_t limit) {
    size_t width = column->natural < limit ? column->natural : limit;
    return width > column->least ? width : column->least;
}

static size_t total_under(const oct_plain_table *table, size_t limit) {
    size_t total = 0;
    for (size_t i = 0; i < table->count; i++)
        total += width_under(&table->columns[i], limit);
    return total;
}

/* The largest width that no column may pass for all to fit: short columns keep their width, long
 * ones share the rest. */
static size_t fair_limit(const oct_plain_table *table, size_t available) {
    size_t low = 0, high = available + 1; /* low fits, or nothing does; high does not */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (total_under(table, middle) <= available)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void share(oct_plain_table *table, size_t available) {
    size_t limit = fair_limit(table, available), total = total_under(table, limit);
    for (size_t i = 0; i < table->count; i++) {
        oct_plain_column *column = &table->columns[i];
        column->width = width_under(column, limit);
        if (total < available && column->natural > column->width) {
            column->width++;
            total++;
        }
    }
}

/* A width that the document asks for counts where not all columns can have what they need. */
static void heed_hints(oct_plain_table *table, size_t available) {
    for (size_t i = 0; i < table->count; i++) {
        oct_plain_column *column = &table->columns[i];
        size_t width = available * column->hint / WIDTH_UNIT;
        if (column->hint == 0 || column->hint > WIDTH_UNIT || width > column->natural)
            continue;
        column->natural = width > column->least ? width : column->least;
    }
}

static void decide_widths(oct_plain *plain, oct_plain_table *table) {
    size_t room = oct_fill_room(plain->fill,
                                plain->fill == &plain->page ? plain->columns : plain->fill->limit);
    size_t natural = total_under(table, OCT_FILL_UNLIMITED);
    table->grid = table->complex || natural + overhead(false, table->count) > room;
    size_t around = overhead(table->grid, table->count);
    size_t available = room > around ? room - around : 0;
    if (natural > available)
        heed_hints(table, available);
    if (total_under(table, OCT_FILL_UNLIMITED) <= available)
        available = total_under(table, OCT_FILL_UNLIMITED);
    share(table, available);
    size_t offset = table->grid ? GRID_EDGE : 0;
    for (size_t i = 0; i < table->count; i++) {
        table->columns[i].offset = offset;
        offset += table->columns[i].width + (table->grid ? GRID_GAP : SIMPLE_GAP);
    }
}

/* ---- Entering and leaving ---------------------------------------------------------------------
 */

static bool stopped(const oct_plain *plain) {
    return plain->failed || oct_out_failed(plain->writing->out);
}

void oct_plain_enter_table(oct_plain *plain, oct_node *node) {
    if (plain->flat_depth || plain->table_depth == DEEPEST_TABLE) {
        plain->flat_depth++;
        return;
    }
    if (plain->measuring) {
        plan_table(plain, node);
        return;
    }
    if (plain->table_depth == 0)
        measure(plain, node);
    if (stopped(plain) || !plain->planned)
        return;
    oct_plain_table *table = plain->planned;
    plain->planned = table->next;
    plain->replaying = true;
    if (table->count)
        decide_widths(plain, table);
    open_table(plain, table);
}

void oct_plain_leave_table(oct_plain *plain) {
    if (plain->flat_depth) {
        plain->flat_depth--;
        return;
    }
    oct_plain_table *table = plain->table;
    if (!table)
        return;
    if (plain->measuring)
        finish_measuring(plain, table);
    else
        oct_plain_draw_end(table);
    close_table(plain);
    oct_fill_blank(plain->fill);
    if (plain->table_depth == 0)
        plain->replaying = false;
}

static oct_plain_table *worked_on(const oct_plain *plain) {
    return plain->flat_depth ? NULL : plain->table;
}

void oct_plain_enter_section(oct_plain *plain, const oct_node *section) {
    oct_plain_table *table = worked_on(plain);
    if (!table)
        return;
    table->section = (oct_kind)section->kind;
    table->section_end = table->row;
    for (const oct_node *row = section->first; row; row = row->next)
        table->section_end++;
}

void oct_plain_enter_row(oct_plain *plain) {
    oct_plain_table *table = worked_on(plain);
    if (!table)
        return;
    table->next_column = 0;
    table->own.len = 0;
}

void oct_plain_leave_row(oct_plain *plain) {
    oct_plain_table *table = worked_on(plain);
    if (!table)
        return;
    if (!plain->measuring)
        oct_plain_draw_row(plain, table);
    table->row++;
}

/* ---- Cells ------------------------------------------------------------------------------------
 */

/* How far a cell spans: within its section, over free columns, and as the budget allows. */
static void fit_spans(oct_plain_table *table, const oct_node *cell, size_t *across, size_t *down) {
    size_t left = table->section_end - table->row, column = table->slot.column;
    *across = cell->as.cell.column_span < LARGEST_SPAN ? cell->as.cell.column_span : LARGEST_SPAN;
    *down = cell->as.cell.row_span < left ? cell->as.cell.row_span : left;
    *across = *across ? *across : 1;
    *down = *down ? *down : 1;
    table->span_budget += SPAN_BUDGET_PER_CELL;
    if (*across == 1 && *down == 1)
        return;
    if (*across > table->span_budget / *down)
        *across = *down = 1;
    table->span_budget -= *across * *down;
    for (size_t i = 1; i < *across && column + i < table->count; i++)
        if (table->columns[column + i].busy_until > table->row)
            *across = i;
}

static void place_cell(oct_plain *plain, oct_plain_table *table, const oct_node *cell) {
    size_t column = table->next_column, across, down;
    while (column < table->count && table->columns[column].busy_until > table->row)
        column++;
    table->slot = (oct_plain_slot){.column = column};
    fit_spans(table, cell, &across, &down);
    if (!plain->measuring && column + across > table->count)
        across = table->count > column ? table->count - column : 1;
    if (!ensure_columns(plain, table, column + across)) {
        table->slot.column = 0;
        return;
    }
    if (down > 1)
        for (size_t i = 0; i < across; i++)
            table->columns[column + i].busy_until = table->row + down;
    table->slot.span = across;
    table->slot.last_row = table->row + down - 1;
    table->next_column = column + across;
    if (column > table->last_start)
        table->last_start = column;
}

/* Only running text is centred or set to the right. */
static oct_alignment alignment_of(const oct_plain_table *table, const oct_node *cell) {
    for (const oct_node *block = cell->first; block; block = block->next)
        if (block->kind != OCT_PARAGRAPH && block->kind != OCT_HEADING)
            return OCT_ALIGN_LEFT;
    if (cell->as.cell.alignment != OCT_ALIGN_DEFAULT)
        return (oct_alignment)cell->as.cell.alignment;
    return table->columns[table->slot.column].alignment;
}

size_t oct_plain_slot_width(const oct_plain_table *table, size_t column, size_t span) {
    const oct_plain_column *last = &table->columns[column + span - 1];
    return last->offset + last->width - table->columns[column].offset;
}

void oct_plain_enter_cell(oct_plain *plain, const oct_node *cell) {
    oct_plain_table *table = worked_on(plain);
    if (!table)
        return;
    place_cell(plain, table, cell);
    if (plain->failed)
        return;
    size_t width = 0;
    if (!plain->measuring) {
        width = oct_plain_slot_width(table, table->slot.column, table->slot.span);
        table->slot.alignment = alignment_of(table, cell);
        table->slot.next = table->text.len;
    }
    oct_fill_reset(&table->cells, &table->text, width, plain->measuring);
    plain->fill = &table->cells;
}

static void measure_cell(oct_plain_table *table) {
    const oct_fill *cells = &table->cells;
    oct_plain_slot *slot = &table->slot;
    bool spans = slot->span > 1 || slot->last_row > table->row;
    table->complex |= spans || cells->lines > 1;
    if (table->section == OCT_TABLE_HEAD && cells->lines)
        table->head_blank = false;
    if (slot->span > 1) {
        slot->next = cells->natural;
        slot->end = cells->least;
        oct_buffer_append(&table->spans, (const char *)slot, sizeof *slot);
        return;
    }
    oct_plain_column *column = &table->columns[slot->column];
    if (cells->natural > column->natural)
        column->natural = cells->natural;
    if (cells->least > column->least)
        column->least = cells->least;
}

static size_t count_lines(oct_slice text) {
    size_t lines = 0;
    while (text.len) {
        text = oct_slice_from(text, oct_slice_find_byte(text, '\n') + 1);
        lines++;
    }
    return lines;
}

void oct_plain_leave_cell(oct_plain *plain) {
    oct_plain_table *table = worked_on(plain);
    if (!table)
        return;
    plain->failed |= table->cells.failed;
    plain->fill = table->outer_fill;
    if (plain->measuring) {
        measure_cell(table);
        return;
    }
    table->slot.end = table->text.len;
    table->slot.lines =
        count_lines(oct_slice_from(oct_buffer_view(&table->text), table->slot.next));
    oct_buffer_append(&table->own, (const char *)&table->slot, sizeof table->slot);
}
