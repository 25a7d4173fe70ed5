/* formats/html/layout - tables that are no tables, but only set parts of a page side by side: told
 * apart, and spread into blocks. See state.h. */
#include "formats/html/state.h"

/* A caption, a head, or a header cell: somebody means a table. */
static bool has_headers(const oct_node *table) {
    for (const oct_node *part = table->first; part; part = part->next) {
        if (part->kind != OCT_TABLE_BODY)
            return true;
        for (const oct_node *row = part->first; row; row = row->next)
            for (const oct_node *cell = row->first; cell; cell = cell->next)
                if (cell->flags & OCT_HEADER || cell->as.cell.scope != OCT_SCOPE_NONE)
                    return true;
    }
    return false;
}

typedef struct counts {
    size_t rows, widest;
    bool blocks;   /* a cell holds more than a line of text */
    bool headings; /* a cell holds a heading */
    bool code;     /* a cell holds code, and nothing else */
} counts;

static void look_into(const oct_node *cell, counts *found) {
    const oct_node *only = cell->first;
    const oct_node *inner = only; /* highlighters put divs around it */
    while (inner && !inner->next && inner->kind == OCT_DIV)
        inner = inner->first;
    found->code |= inner && !inner->next && inner->kind == OCT_CODE_BLOCK;
    found->blocks |= only && (only->next || only->kind != OCT_PARAGRAPH);
    for (const oct_node *block = only; block; block = block->next)
        found->headings |= block->kind == OCT_HEADING;
}

static counts count(const oct_node *table) {
    counts found = {0};
    for (const oct_node *part = table->first; part; part = part->next)
        for (const oct_node *row = part->first; row; row = row->next) {
            size_t cells = 0;
            for (const oct_node *cell = row->first; cell; cell = cell->next, cells++)
                look_into(cell, &found);
            found.widest = cells > found.widest ? cells : found.widest;
            found.rows++;
        }
    return found;
}

bool html_is_borderless(html_attributes attributes) {
    static const char *const names[] = {"width", "cellpadding", "cellspacing", "bgcolor", "height"};
    if (html_number(html_attribute(attributes, "border"), 0) != 0)
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (html_attribute(attributes, names[i]).ptr)
            return true;
    return false;
}

bool html_is_layout(const html_entry *entry) {
    const oct_node *table = entry->node;
    oct_slice role = oct_node_pair(table, "role");
    if (oct_slice_is(role, "presentation") || oct_slice_is(role, "none"))
        return true;
    if (role.len || has_headers(table))
        return false;
    if (entry->borderless && entry->around_table)
        return true;
    counts found = count(table);
    bool line_of_cells = found.rows == 1 || found.widest == 1;
    bool only_code = found.rows == 1 && found.widest == 1 && found.code;
    return found.headings || only_code || (entry->borderless && line_of_cells && found.blocks);
}

/* A cell's attributes are kept in a div, and so are several blocks together. */
static void spread_cell(oct_node *cell) {
    cell->kind = OCT_DIV;
    cell->flags = 0;
    memset(&cell->as, 0, sizeof cell->as);
    if (!cell->attributes && (!cell->first || !cell->first->next))
        oct_node_unwrap(cell);
}

void html_spread_table(oct_node *table) {
    for (oct_node *part = table->first, *next_part; part; part = next_part) {
        next_part = part->next;
        for (oct_node *row = part->first, *next_row; row && row->kind == OCT_TABLE_ROW;
             row = next_row) {
            next_row = row->next;
            for (oct_node *cell = row->first, *next; cell; cell = next) {
                next = cell->next;
                spread_cell(cell);
            }
            oct_node_unwrap(row);
        }
        oct_node_unwrap(part);
    }
    table->kind = OCT_DIV;
    memset(&table->as, 0, sizeof table->as);
}
