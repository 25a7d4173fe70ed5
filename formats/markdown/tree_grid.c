/* formats/markdown/tree_grid - grid tables into ours; see building.h. */
#include "formats/markdown/building.h"

#include "base/size.h"
#include "formats/markdown/grid_table.h"

static void enter_table(building *tree, const cmark_node *node) {
    const oct_md_grid_table *data = node->as.opaque;
    oct_node *table = oct_builder_open(tree->builder, OCT_TABLE, tree->line);
    oct_column *columns =
        oct_arena_array(oct_builder_arena(tree->builder), data->count, sizeof *columns);
    if (!columns) {
        oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
        return;
    }
    memcpy(columns, data->columns, data->count * sizeof *columns);
    table->as.table.columns = columns;
    table->as.table.count = oct_size_clamp32(data->count);
}

static oct_kind part_of(const cmark_node *row) {
    return row->as.list.start == OCT_MD_GRID_HEAD   ? OCT_TABLE_HEAD
           : row->as.list.start == OCT_MD_GRID_FOOT ? OCT_TABLE_FOOT
                                                    : OCT_TABLE_BODY;
}

/* Whether a neighbour of a row is a row of the same part; the first row may stand behind a caption.
 */
static bool is_in_part(const cmark_node *neighbour, const cmark_node *row) {
    return neighbour && neighbour->type == row->type && part_of(neighbour) == part_of(row);
}

static void enter_cell(building *tree, const cmark_node *node) {
    oct_node *cell = oct_builder_open(tree->builder, OCT_TABLE_CELL, tree->line);
    cell->as.cell.column_span = (uint32_t)node->as.list.start;
    cell->as.cell.row_span = (uint32_t)node->as.list.padding;
    if (part_of(node->parent) == OCT_TABLE_HEAD)
        cell->flags |= OCT_HEADER;
}

bool oct_md_enter_grid(building *tree, const cmark_node *node) {
    if (node->type == oct_md_kinds.grid) {
        enter_table(tree, node);
    } else if (node->type == oct_md_kinds.grid_row) {
        if (!is_in_part(node->prev, node))
            oct_builder_open(tree->builder, part_of(node), tree->line);
        oct_builder_open(tree->builder, OCT_TABLE_ROW, tree->line);
    } else if (node->type == oct_md_kinds.grid_cell) {
        enter_cell(tree, node);
    } else {
        return false;
    }
    return true;
}

void oct_md_leave_grid(building *tree, const cmark_node *node) {
    if (node->type == oct_md_kinds.grid) {
        oct_builder_close(tree->builder, OCT_TABLE);
    } else if (node->type == oct_md_kinds.grid_row) {
        oct_builder_close(tree->builder, OCT_TABLE_ROW);
        if (!is_in_part(node->next, node))
            oct_builder_close(tree->builder, part_of(node));
    } else if (node->type == oct_md_kinds.grid_cell) {
        oct_builder_close(tree->builder, OCT_TABLE_CELL);
    }
}
