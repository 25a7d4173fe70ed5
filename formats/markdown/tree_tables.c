/* formats/markdown/tree_tables - cmark's tables into ours; see building.h. */
#include "formats/markdown/building.h"

#include "base/size.h"
#include "formats/markdown/autolink.h"
#include "formats/markdown/table.h"

/* ---- Tables ------------------------------------------------------------------------------- */

/* Rows that lack cells are filled up, if that does not make a table many times as large as its
 * text; writers and browsers show a short row as well. */
static bool fills_rows(const oct_md_table *data) {
    size_t whole;
    return oct_size_multiply(data->columns, data->rows, &whole) && whole / 4 <= data->cells + 1000;
}

static void refuse_table(building *tree) {
    oct_report(tree->text->reading->context, OCT_D_LIMIT, oct_md_place_here(tree),
               "--max-table-cells=NUMBER raises the limit",
               "the table has more cells than --max-table-cells allows");
    tree->status = OCT_LIMIT;
}

/* A table that does not fit into its text's lines takes all the width, and its columns share that
 * as their dashes do: Pandoc's rule, but for dashes that are all alike, of which nobody has thought
 * anything. */
static void set_widths(oct_column *columns, const oct_md_table *data) {
    uint64_t all = 0;
    bool alike = true;
    for (size_t i = 0; i < data->columns; i++) {
        all += data->dashes[i];
        alike &= data->dashes[i] == data->dashes[0];
    }
    if (alike)
        return;
    for (size_t i = 0; i < data->columns; i++)
        columns[i].width = (uint32_t)(data->dashes[i] * UINT64_C(10000) / all);
}

void oct_md_enter_table(building *tree, cmark_node *node) {
    const oct_md_table *data = node->as.opaque;
    oct_node *table = oct_builder_open(tree->builder, OCT_TABLE, tree->line);
    if (data->cells > (size_t)tree->text->reading->common->max_table_cells)
        refuse_table(tree);
    oct_column *columns =
        oct_arena_array(oct_builder_arena(tree->builder), data->columns, sizeof *columns);
    if (!columns) {
        oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
        return;
    }
    for (size_t i = 0; i < data->columns; i++)
        columns[i].alignment = (oct_alignment)data->alignments[i];
    for (size_t i = 0; data->widths && i < data->columns; i++)
        columns[i].width = data->widths[i];
    if (data->wide && tree->text->features->column_widths)
        set_widths(columns, data);
    table->as.table.columns = columns;
    table->as.table.count = oct_size_clamp32(data->columns);
}

/* The row before a row; NULL when it is the first, be it behind a caption. */
static const cmark_node *row_before(const cmark_node *row) {
    return row->prev && row->prev->type == oct_md_kinds.row ? row->prev : NULL;
}

/* Whether a row is the head; all others are one body. */
static bool is_head(const cmark_node *row) {
    const oct_md_table *table = row->parent->as.opaque;
    return !row_before(row) && !table->headless;
}

void oct_md_enter_row(building *tree, const cmark_node *node) {
    const cmark_node *before = row_before(node);
    if (is_head(node))
        oct_builder_open(tree->builder, OCT_TABLE_HEAD, tree->line);
    else if (!before || is_head(before))
        oct_builder_open(tree->builder, OCT_TABLE_BODY, tree->line);
    oct_builder_open(tree->builder, OCT_TABLE_ROW, tree->line);
    tree->cell = 0;
}

static void fill_row(building *tree, const cmark_node *node) {
    const oct_md_table *data = node->parent->as.opaque;
    if (!fills_rows(data))
        return;
    size_t cells = 0;
    for (const cmark_node *cell = node->first_child; cell; cell = cell->next)
        cells++;
    for (; cells < data->columns && !oct_builder_failed(tree->builder); cells++)
        oct_builder_leaf(tree->builder, OCT_TABLE_CELL, tree->line);
}

void oct_md_leave_row(building *tree, const cmark_node *node) {
    fill_row(tree, node);
    oct_builder_close(tree->builder, OCT_TABLE_ROW);
    if (is_head(node))
        oct_builder_close(tree->builder, OCT_TABLE_HEAD);
    else if (!node->next)
        oct_builder_close(tree->builder, OCT_TABLE_BODY);
}

/* GFM drops what a row has too much; that is said. */
bool oct_md_drops_cell(building *tree, const cmark_node *node) {
    const oct_md_table *table = node->parent->parent->as.opaque;
    if (tree->cell++ < table->columns || !tree->text->features->drop_cells)
        return false;
    if (node->first_child || node->content.size)
        oct_report(tree->text->reading->context, OCT_D_NOT_RENDERED, oct_md_place_here(tree),
                   "-f markdown keeps it", "a row has more cells than the table has columns");
    return true;
}

void oct_md_enter_cell(building *tree, const cmark_node *node) {
    oct_node *cell = oct_builder_open(tree->builder, OCT_TABLE_CELL, tree->line);
    if (is_head(node->parent))
        cell->flags |= OCT_HEADER;
    if (node->first_child)
        oct_builder_open(tree->builder, OCT_PARAGRAPH, tree->line);
}

void oct_md_leave_cell(building *tree, const cmark_node *node) {
    if (node->first_child)
        oct_builder_close(tree->builder, OCT_PARAGRAPH);
    oct_builder_close(tree->builder, OCT_TABLE_CELL);
}
