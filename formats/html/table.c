/* formats/html/table - tables: rows, cells, columns, and putting the sections in order. See
 * state.h. */
#include "formats/html/state.h"

/* HTML 4.9.11: larger spans count as these. */
enum { LARGEST_COLUMN_SPAN = 1000, LARGEST_ROW_SPAN = 65534, MOST_COLUMNS = 65536 };

/* ---- Where a part goes -------------------------------------------------------------------- */

/* The index plus one of the innermost open table; 0 when there is none. */
uint32_t html_open_table(const html_reader *reader) {
    uint32_t i = reader->block_top;
    while (i && html_class_of(&reader->entries[i - 1]) != HTML_TABLE)
        i = reader->entries[i - 1].block_below;
    return i;
}

/* Closes what is open in the table down to, and with, the outermost part that the new one ends:
 * rows end cells, sections end rows (HTML 13.2.6.4.11 to 13.2.6.4.15). */
static void close_parts(html_reader *reader, uint32_t table, int class) {
    uint32_t outermost = 0;
    for (uint32_t i = reader->block_top; i > table; i = reader->entries[i - 1].block_below) {
        int open = html_class_of(&reader->entries[i - 1]);
        bool ends = (class == HTML_CELL && open != HTML_ROW && open != HTML_SECTION) ||
                    (class == HTML_ROW && open != HTML_SECTION) ||
                    (class != HTML_CELL && class != HTML_ROW);
        if (ends)
            outermost = i;
    }
    if (outermost)
        html_remove_entry(reader, outermost - 1, false);
    html_close_holder(reader);
}

/* ---- Columns ------------------------------------------------------------------------------ */

/* A width such as "20%" in 1/10000; 0 for others. */
static uint32_t width_of(const html_reader *reader, html_attributes attributes) {
    if (reader->style && reader->style->value[HTML_P_WIDTH])
        return reader->style->value[HTML_P_WIDTH] * 100u;
    oct_slice value = oct_slice_trim(html_attribute(attributes, "width"));
    int64_t number = html_number(value, 0);
    bool percent = value.len && value.ptr[value.len - 1] == '%';
    return percent && number > 0 && number <= 100 ? (uint32_t)number * 100 : 0;
}

/* Room for count columns; false when there is none. */
static bool reserve_columns(html_reader *reader, oct_node *table, uint32_t count) {
    uint32_t old = table->as.table.count, capacity = 8;
    while (capacity < old)
        capacity *= 2;
    if (old && count <= capacity)
        return true;
    capacity = 8;
    while (capacity < count)
        capacity *= 2;
    oct_column *columns =
        oct_arena_array(oct_builder_arena(reader->builder), capacity, sizeof *columns);
    if (!columns) {
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
        return false;
    }
    if (old)
        memcpy(columns, table->as.table.columns, old * sizeof *columns);
    table->as.table.columns = columns;
    return true;
}

static void add_columns(html_reader *reader, oct_node *table, int64_t span, oct_column column) {
    uint32_t count = table->as.table.count;
    uint32_t more = span < 1                     ? 1
                    : span > LARGEST_COLUMN_SPAN ? LARGEST_COLUMN_SPAN
                                                 : (uint32_t)span;
    if (count + more > MOST_COLUMNS || !reserve_columns(reader, table, count + more))
        return;
    for (uint32_t i = 0; i < more; i++)
        table->as.table.columns[count + i] = column;
    table->as.table.count = count + more;
}

static oct_column column_of(const html_reader *reader, html_attributes attributes) {
    return (oct_column){html_alignment(reader, attributes), width_of(reader, attributes)};
}

static void column_group(html_reader *reader, oct_node *table, html_attributes attributes) {
    int64_t span = html_number(html_attribute(attributes, "span"), 0);
    if (span > 0)
        add_columns(reader, table, span, column_of(reader, attributes));
}

static void one_column(html_reader *reader, oct_node *table, html_attributes attributes) {
    add_columns(reader, table, html_number(html_attribute(attributes, "span"), 1),
                column_of(reader, attributes));
}

/* ---- Cells -------------------------------------------------------------------------------- */

static uint32_t span_of(oct_slice value, int64_t largest) {
    int64_t span = html_number(value, 1);
    return span < 1 ? 1 : (uint32_t)(span > largest ? largest : span);
}

static oct_scope scope_of(oct_slice value) {
    value = oct_slice_trim(value);
    for (oct_scope scope = OCT_SCOPE_ROW; scope <= OCT_SCOPE_COLUMN_GROUP; scope++)
        if (oct_slice_equal_nocase(value, oct_slice_of(oct_scope_name(scope))))
            return scope;
    return OCT_SCOPE_NONE;
}

static void count_cell(html_reader *reader, html_entry *table) {
    int64_t most = reader->reading->common->max_table_cells;
    if (++table->count <= (uint64_t)most || reader->too_many_cells)
        return;
    reader->too_many_cells = true;
    oct_report(reader->reading->context, OCT_D_LIMIT, html_here(reader),
               "--max-table-cells=NUMBER raises the limit",
               "a table has more than the %lld cells that --max-table-cells allows",
               (long long)most);
}

/* What the row or the section around a cell says of its cells. */
static oct_alignment alignment_around(const html_reader *reader) {
    uint32_t i = html_innermost_block(reader) ? html_innermost_block(reader)->block_below : 0;
    for (; i; i = reader->entries[i - 1].block_below) {
        const html_entry *entry = &reader->entries[i - 1];
        if (entry->alignment || html_class_of(entry) == HTML_TABLE)
            return (oct_alignment)entry->alignment;
    }
    return OCT_ALIGN_DEFAULT;
}

enum { MOST_WIDE = 256 }; /* columns that are looked at */

/* The cells of the first row may say how wide the columns are. */
static void widen_column(html_reader *reader, oct_node *table, const oct_node *cell,
                         uint32_t width) {
    const oct_node *row = cell->parent, *section = row ? row->parent : NULL;
    uint32_t column = 0;
    if (!section || section->parent != table || oct_node_before(row) ||
        cell->as.cell.column_span != 1)
        return;
    const oct_node *before = oct_node_before(section);
    if (before && before->kind != OCT_CAPTION)
        return;
    for (const oct_node *other = row->first; other != cell && column < MOST_WIDE;
         other = other->next)
        column += other->as.cell.column_span;
    if (column >= MOST_WIDE)
        return;
    while (table->as.table.count <= column && !oct_builder_failed(reader->builder)) {
        uint32_t count = table->as.table.count;
        add_columns(reader, table, 1, (oct_column){OCT_ALIGN_DEFAULT, 0});
        if (table->as.table.count == count)
            return;
    }
    if (column < table->as.table.count && !table->as.table.columns[column].width)
        table->as.table.columns[column].width = width;
}

static void fill_cell(html_reader *reader, oct_node *table, const html_element *element,
                      html_attributes attributes) {
    oct_node *cell = reader->base;
    if (strcmp(element->name, "th") == 0)
        cell->flags |= OCT_HEADER;
    cell->as.cell.alignment = (uint8_t)html_alignment(reader, attributes);
    if (cell->as.cell.alignment == OCT_ALIGN_DEFAULT)
        cell->as.cell.alignment = (uint8_t)alignment_around(reader);
    if (!attributes)
        return;
    cell->as.cell.column_span = span_of(html_attribute(attributes, "colspan"), LARGEST_COLUMN_SPAN);
    cell->as.cell.row_span = span_of(html_attribute(attributes, "rowspan"), LARGEST_ROW_SPAN);
    cell->as.cell.scope = (uint8_t)scope_of(html_attribute(attributes, "scope"));
    uint32_t width = width_of(reader, attributes);
    if (width)
        widen_column(reader, table, cell, width);
}

/* ---- Parts -------------------------------------------------------------------------------- */

static void reopen(html_reader *reader, oct_node *node) {
    reader->builder->current = node;
    reader->builder->depth++;
    reader->builder->text_grows = false;
}

/* A table has one caption: a second one goes on where the first ended. */
static void start_caption(html_reader *reader, const html_element *element,
                          html_attributes attributes) {
    for (oct_node *node = reader->base->first; node && node->kind == OCT_CAPTION;) {
        reopen(reader, node);
        html_entry *entry = html_push_block(reader, element);
        entry->container = true;
        entry->node = reader->base = node;
        return;
    }
    html_open_block(reader, element, OCT_CAPTION, attributes);
    oct_node *caption = reader->base;
    if (oct_builder_failed(reader->builder) || !oct_node_before(caption))
        return;
    oct_node *table = caption->parent;
    oct_node_unlink(caption);
    oct_node_prepend(table, caption);
}

static void start_part(html_reader *reader, html_entry *table, const html_element *element,
                       html_attributes attributes) {
    oct_node *node = table->node; /* the entry may move when another is opened */
    switch (element->class) {
    case HTML_CAPTION:
        html_place(reader, OCT_CAPTION);
        start_caption(reader, element, attributes);
        break;
    case HTML_COLUMN_GROUP:
        column_group(reader, node, attributes);
        break;
    case HTML_COLUMN:
        one_column(reader, node, attributes);
        break;
    case HTML_CELL:
        if (attributes && html_is_line_number(attributes)) {
            html_skip(reader);
            return;
        }
        count_cell(reader, table);
        html_open_block(reader, element, OCT_TABLE_CELL, attributes);
        fill_cell(reader, node, element, attributes);
        break;
    default:
        html_open_block(reader, element, (oct_kind)element->kind, attributes)->alignment =
            (uint8_t)html_alignment(reader, attributes);
        break;
    }
}

/* Among inlines only the lines of a table count, and spaces between its cells. */
static void start_flat(html_reader *reader, const html_element *element) {
    if (element->class == HTML_CELL) {
        html_space(reader);
    } else if (element->class != HTML_COLUMN && element->class != HTML_COLUMN_GROUP) {
        html_soft_break(reader);
        html_push_entry(reader, element);
    }
}

void html_start_table_part(html_reader *reader, const html_element *element,
                           html_attributes attributes) {
    if (reader->flat) {
        start_flat(reader, element);
        return;
    }
    uint32_t table = html_open_table(reader);
    if (!table) /* a part of a table outside of any does nothing */
        return;
    close_parts(reader, table, element->class);
    start_part(reader, &reader->entries[table - 1], element, attributes);
}

/* ---- The whole table ---------------------------------------------------------------------- */

/* Rows that stand before any body and have header cells only are the head, too. */
static bool is_header_row(const oct_node *row) {
    if (!row || !row->first)
        return false;
    for (const oct_node *cell = row->first; cell; cell = cell->next)
        if (!(cell->flags & OCT_HEADER) || cell->as.cell.scope == OCT_SCOPE_ROW ||
            cell->as.cell.row_span > 1)
            return false;
    return true;
}

static void make_head(html_reader *reader, oct_node *table) {
    oct_node *body = table->first;
    while (body && body->kind == OCT_CAPTION)
        body = body->next;
    if (!body || body->kind != OCT_TABLE_BODY || !body->first || !body->first->next ||
        !is_header_row(body->first) || is_header_row(body->first->next))
        return;
    oct_node *head = oct_document_node(reader->builder->document, OCT_TABLE_HEAD);
    if (!head) {
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
        return;
    }
    head->line = body->line;
    head->file = body->file;
    oct_node_insert_before(body, head);
    oct_node_move_range(head, body->first, body->first);
}

/* The order of the model: caption, heads, bodies, feet. */
static void order_sections(oct_node *table) {
    static const oct_kind order[] = {OCT_CAPTION, OCT_TABLE_HEAD, OCT_TABLE_BODY, OCT_TABLE_FOOT};
    for (size_t i = 0; i < 4; i++) {
        oct_node *last = oct_node_last(table), *next;
        for (oct_node *node = table->first; node; node = next) {
            next = node == last ? NULL : node->next;
            if (node->kind == order[i]) {
                oct_node_unlink(node);
                oct_node_append(table, node);
            }
        }
    }
}

static uint32_t columns_of_row(const oct_node *row) {
    uint32_t count = 0;
    for (const oct_node *cell = row->first; cell && count < MOST_COLUMNS; cell = cell->next)
        count += cell->as.cell.column_span;
    return count < MOST_COLUMNS ? count : MOST_COLUMNS;
}

static bool has_spans(const oct_node *row) {
    for (const oct_node *cell = row->first; cell; cell = cell->next)
        if (cell->as.cell.column_span > 1 || cell->as.cell.row_span > 1)
            return true;
    return false;
}

typedef struct shape {
    uint32_t columns;
    bool spans, aligned;
} shape;

static shape shape_of(const oct_node *table) {
    shape found = {0};
    for (const oct_node *section = table->first; section; section = section->next)
        for (const oct_node *row = section->first; row && row->kind == OCT_TABLE_ROW;
             row = row->next) {
            uint32_t columns = columns_of_row(row);
            found.columns = columns > found.columns ? columns : found.columns;
            found.spans |= has_spans(row);
            for (const oct_node *cell = row->first; cell && !found.aligned; cell = cell->next)
                found.aligned = cell->as.cell.alignment != OCT_ALIGN_DEFAULT;
        }
    return found;
}

/* Calls for every cell of a table without spans, with its column. */
typedef void cell_visitor(oct_node *cell, oct_column *column);

static void each_cell(oct_node *table, cell_visitor *visit) {
    for (oct_node *section = table->first; section; section = section->next)
        for (oct_node *row = section->first; row && row->kind == OCT_TABLE_ROW; row = row->next) {
            uint32_t i = 0;
            for (oct_node *cell = row->first; cell && i < table->as.table.count; cell = cell->next)
                visit(cell, &table->as.table.columns[i++]);
        }
}

/* Marks in the width of a column: it has a cell; its cells disagree. */
enum { SEEN = 1 << 29, MIXED = 1 << 30 };

static void compare_alignment(oct_node *cell, oct_column *column) {
    oct_alignment alignment = (oct_alignment)cell->as.cell.alignment;
    if (!(column->width & SEEN))
        column->alignment = alignment;
    else if (column->alignment != alignment)
        column->width |= MIXED;
    column->width |= SEEN;
}

static void take_alignment(oct_node *cell, oct_column *column) {
    if (!(column->width & MIXED) && cell->as.cell.alignment == column->alignment)
        cell->as.cell.alignment = OCT_ALIGN_DEFAULT;
}

/* Where all cells of a column are aligned alike, the column is. */
static void align_columns(oct_node *table) {
    oct_column *columns = table->as.table.columns;
    for (uint32_t i = 0; i < table->as.table.count; i++)
        if (columns[i].alignment != OCT_ALIGN_DEFAULT)
            return; /* said by col elements */
    each_cell(table, compare_alignment);
    each_cell(table, take_alignment);
    for (uint32_t i = 0; i < table->as.table.count; i++) {
        if (columns[i].width & MIXED)
            columns[i].alignment = OCT_ALIGN_DEFAULT;
        columns[i].width &= ~(uint32_t)(SEEN | MIXED);
    }
}

/* ---- What stands in a table but in no cell ------------------------------------------------- */

static void move_before(oct_node *table, oct_node *cell) {
    for (oct_node *block = cell->first, *next; block; block = next) {
        next = block->next;
        oct_node_unlink(block);
        oct_node_insert_before(table, block);
    }
}

/* It goes before the table (HTML 13.2.6.1, foster parenting). */
static void move_strays(oct_node *table) {
    for (oct_node *part = table->first, *next_part; part; part = next_part) {
        next_part = part->next;
        for (oct_node *row = part->first, *next_row; row && row->kind == OCT_TABLE_ROW;
             row = next_row) {
            next_row = row->next;
            for (oct_node *cell = row->first, *next; cell; cell = next) {
                next = cell->next;
                if (!(cell->flags & HTML_STRAY))
                    continue;
                move_before(table, cell);
                oct_node_unlink(cell);
            }
            if (!row->first)
                oct_node_unlink(row);
        }
        if (!part->first)
            oct_node_unlink(part);
    }
}

void html_finish_table(html_reader *reader, const html_entry *entry) {
    oct_node *table = entry->node;
    if (entry->has_strays)
        move_strays(table);
    if (html_is_layout(entry)) {
        html_spread_table(table);
        return;
    }
    order_sections(table);
    if (table->first)
        make_head(reader, table);
    shape found = shape_of(table);
    uint32_t count = table->as.table.count;
    if (found.columns > count && reserve_columns(reader, table, found.columns)) {
        memset(table->as.table.columns + count, 0,
               (found.columns - count) * sizeof *table->as.table.columns);
        table->as.table.count = found.columns;
    }
    if (found.aligned && !found.spans && !oct_builder_failed(reader->builder))
        align_columns(table);
}
