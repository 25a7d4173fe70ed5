/* formats/docx/tables - tables, their rows and cells (ISO/IEC 29500-1, 17.4). What a cell covers in
 * rows below is written there as cells of a vertical merge; how many of these there may be is
 * bound to the number of true cells, so that the output grows with the input. */
#include "formats/docx/docx.h"

#include "formats/docx/grid.h"

typedef struct docx_table {
    struct docx_table *outer;
    const oct_node *node;
    docx_grid grid;
    const oct_slice *style; /* asked for by name; or NULL */
    int32_t left;
    bool rtl;
    uint32_t shown; /* columns written in this row */
    bool turned;    /* it has pages of its own, which lie on their side */
    bool begun;     /* the w:tbl is open */
    bool row_open, cell_open;
    bool repeats; /* its head is repeated on every page */
    bool headed;  /* it begins with a head */
    bool whole;   /* it stays on one page */
    bool in_head;
    const oct_node *section;
    size_t head_rows_left; /* with the one being written; 0 outside of a head of several rows */
    bool foot_begins;      /* this row is the first of a foot */
    bool last_row;         /* of the section */
} docx_table;

/* Merged cells that a document may have for every true one, beyond those it has anyway. */
enum { COVERINGS_A_CELL = 8 };

static void put_number(docx_writer *w, const char *before, int64_t number, const char *after) {
    docx_put(w, before);
    oct_buffer_number(w->out, number);
    docx_put(w, after);
}

static void say(docx_writer *w, const oct_node *table, const char *what) {
    oct_report(w->writing->context, OCT_D_NOT_RENDERED, oct_place_of(w->writing->document, table),
               NULL, "%s", what);
}

static bool begins_with_head(const oct_node *table) {
    const oct_node *section = table->first;
    while (section && (section->kind == OCT_CAPTION || !section->first))
        section = section->next;
    return section && section->kind == OCT_TABLE_HEAD && section->next;
}

/* How much rows may hold that are surely smaller than a page. */
typedef struct docx_bound {
    size_t rows, bytes;
} docx_bound;

/* Takes what a section holds from a bound; false when it is more. */
static bool is_small(oct_node *section, docx_bound *bound) {
    oct_walk walk = oct_walk_begin(section);
    while (oct_walk_next(&walk)) {
        if (!walk.entering)
            continue;
        oct_kind kind = (oct_kind)walk.node->kind;
        size_t rows = kind == OCT_TABLE_ROW, bytes = kind == OCT_TEXT ? walk.node->as.text.len : 0;
        if (rows > bound->rows || bytes > bound->bytes || kind == OCT_TABLE ||
            kind == OCT_CODE_BLOCK || kind == OCT_IMAGE)
            return false;
        bound->rows -= rows;
        bound->bytes -= bytes;
    }
    return true;
}

/* In a note or in another table there are no pages: LibreOffice would go round for ever. */
static bool has_pages(const docx_writer *w) {
    return w->part != &w->notes && w->table_depth == 0;
}

/* A head is repeated on every page when it is surely smaller than one. */
static bool can_repeat(const docx_writer *w, const oct_node *table) {
    docx_bound bound = {.rows = 5, .bytes = 1500};
    if (!has_pages(w))
        return false;
    for (oct_node *head = table->first; head; head = head->next)
        if (head->kind == OCT_TABLE_HEAD && !is_small(head, &bound))
            return false;
    return true;
}

/* A table that fills a third of a page or less is not broken. */
static bool stays_whole(const docx_writer *w, const oct_node *table) {
    docx_bound bound = {.rows = 14, .bytes = 900};
    if (!has_pages(w))
        return false;
    for (oct_node *section = table->first; section; section = section->next)
        if (section->kind != OCT_CAPTION && !is_small(section, &bound))
            return false;
    return true;
}

static bool is_last_section(const oct_node *section) {
    while (section && section->next && !section->next->first)
        section = section->next;
    return !section || !section->next;
}

bool docx_table_keeps(const docx_writer *w) {
    return w->table && w->table->whole && w->table->row_open &&
           !(w->table->last_row && is_last_section(w->table->section));
}

static void measure(docx_writer *w, docx_table *table, const oct_node *node) {
    const docx_options *options = w->writing->options;
    docx_grid_measure(&table->grid, node, w->frame->width - w->frame->left);
    if (table->grid.crowded && options->landscape_tables && (table->turned = docx_turn_page(w)))
        docx_grid_measure(&table->grid, node, w->frame->width - w->frame->left);
    w->small_tables |= table->grid.type != 0;
    int32_t available = w->frame->width - w->frame->left;
    if (table->rtl) /* programs disagree on the side where a narrower one stands */
        docx_grid_stretch(&table->grid, available);
    if (table->grid.too_wide)
        say(w, node,
            "a table has more than 63 columns, which Word cannot show: the last column "
            "holds the contents of all further ones");
}

void docx_table_enter(docx_writer *w, const oct_node *node) {
    docx_flush_marker(w);
    docx_paragraph_close(w);
    if (w->table_depth >= DOCX_MAX_TABLE_DEPTH) {
        if (!w->frame->flat)
            say(w, node, "a table lies in more than ten others: its cells became paragraphs");
        w->frame->flat = true;
        return;
    }
    docx_table *table = oct_allocate(w->allocator, sizeof *table);
    if (!table) {
        w->failed = true;
        return;
    }
    memset(table, 0, sizeof *table);
    table->outer = w->table;
    table->node = node;
    table->style = w->frame->table_style;
    w->frame->table_style = NULL; /* not that of tables inside */
    table->left = w->frame->left;
    table->rtl = w->frame->rtl;
    table->headed = begins_with_head(node);
    table->repeats = table->headed && can_repeat(w, node);
    table->whole = stays_whole(w, node);
    measure(w, table, node);
    w->table = table;
    w->table_depth++;
}

static void free_table(docx_writer *w) {
    docx_table *table = w->table;
    w->table = table->outer;
    w->table_depth--;
    oct_deallocate(w->allocator, table, sizeof *table);
}

void docx_tables_free(docx_writer *w) {
    while (w->table)
        free_table(w);
}

static int32_t width_of(const docx_grid *grid, uint32_t column, uint32_t span) {
    int32_t width = 0;
    for (uint32_t i = column; i < column + span && i < grid->columns; i++)
        width += grid->widths[i];
    return width;
}

/* In the order of CT_TblPr. */
static void begin(docx_writer *w, docx_table *table) {
    const docx_grid *grid = &table->grid;
    if (table->begun)
        return;
    table->begun = true;
    docx_paragraph_close(w);
    if (w->last == DOCX_TABLE) { /* Word would make one of two neighbours */
        docx_paragraph_open(w, DOCX_SPACER, DOCX_SPACED);
        docx_paragraph_close(w);
    }
    docx_put(w, "<w:tbl><w:tblPr><w:tblStyle w:val=\"");
    oct_buffer_slice(w->out, table->style ? *table->style : w->style_ids[DOCX_TABLE_STYLE]);
    docx_put(w, "\"/>");
    if (table->rtl)
        docx_put(w, "<w:bidiVisual/>");
    put_number(w, "<w:tblW w:w=\"", width_of(grid, 0, grid->columns), "\" w:type=\"dxa\"/>");
    if (table->left)
        put_number(w, "<w:tblInd w:w=\"", table->left, "\" w:type=\"dxa\"/>");
    if (grid->margin != DOCX_CELL_MARGIN) {
        put_number(w, "<w:tblCellMar><w:left w:w=\"", grid->margin, "\" w:type=\"dxa\"/>");
        put_number(w, "<w:right w:w=\"", grid->margin, "\" w:type=\"dxa\"/></w:tblCellMar>");
    }
    /* Word 2007 knows no attributes but the sum: first row, no bands of columns. */
    docx_put(w, table->headed ? "<w:tblLook w:val=\"0420\"/>" : "<w:tblLook w:val=\"0400\"/>");
    docx_put(w, "</w:tblPr><w:tblGrid>");
    for (uint32_t i = 0; i < grid->columns; i++)
        put_number(w, "<w:gridCol w:w=\"", grid->widths[i], "\"/>");
    docx_put(w, "</w:tblGrid>\n");
}

static void end(docx_writer *w, docx_table *table) {
    if (!table->begun)
        return;
    docx_put(w, "</w:tbl>\n");
    table->begun = false;
    w->last = DOCX_TABLE;
}

void docx_table_leave(docx_writer *w, const oct_node *node) {
    if (w->frame->flat || !w->table || w->table->node != node)
        return;
    bool turned = w->table->turned;
    end(w, w->table);
    free_table(w);
    if (turned)
        docx_turn_page_back(w, node);
}

void docx_caption_enter(docx_writer *w, const oct_node *caption) {
    bool of_table = caption->parent && caption->parent->kind == OCT_TABLE;
    w->caption_begins = true;
    w->frame->style = of_table ? DOCX_TABLE_CAPTION : DOCX_CAPTION;
    w->frame->justify = OCT_ALIGN_DEFAULT;
    if (of_table && !w->frame->flat && w->table)
        end(w, w->table);
}

void docx_section_enter(docx_writer *w, const oct_node *section) {
    if (w->frame->flat || !w->table)
        return;
    docx_grid_section(&w->table->grid);
    w->table->in_head = section->kind == OCT_TABLE_HEAD;
    w->table->section = section;
}

/* Only rows at the very front can be repeated on every page. */
static bool is_front_row(const docx_table *table, const oct_node *row) {
    const oct_node *head = row->parent;
    if (!table->repeats || !table->in_head)
        return false;
    for (const oct_node *before = oct_node_before(head); before; before = oct_node_before(before))
        if (before->kind != OCT_CAPTION && before->first)
            return false;
    return true;
}

/* Rows from this one to the end of its section; rows without cells are not shown. */
static size_t rows_left(const oct_node *row) {
    size_t count = 0;
    for (; row; row = row->next)
        count += row->first != NULL;
    return count;
}

static bool is_first_shown(const oct_node *row) {
    const oct_node *before = oct_node_before(row);
    while (before && !before->first)
        before = oct_node_before(before);
    return !before;
}

/* What the lines around the row's cells depend on. */
static void note_row(docx_table *table, const oct_node *row) {
    bool first = is_first_shown(row);
    if (!table->in_head)
        table->head_rows_left = 0;
    else if (first)
        table->head_rows_left = rows_left(row) > 1 ? rows_left(row) : 0;
    else if (table->head_rows_left)
        table->head_rows_left--;
    table->foot_begins = first && table->section && table->section->kind == OCT_TABLE_FOOT;
    table->last_row = table->whole && rows_left(row) == 1;
}

/* Whether a cell is surely of a few lines. */
static bool is_low_cell(oct_node *cell, int32_t width) {
    enum { MOST_LINES = 10, CHARACTER_TWIPS = 112 };
    int64_t line = width > CHARACTER_TWIPS ? width / CHARACTER_TWIPS : 1, room = MOST_LINES * line;
    oct_walk walk = oct_walk_begin(cell);
    while (room > 0 && oct_walk_next(&walk)) {
        oct_kind kind = (oct_kind)walk.node->kind;
        if (kind == OCT_TABLE || kind == OCT_CODE_BLOCK || kind == OCT_IMAGE || kind == OCT_NOTE)
            return false;
        if (walk.entering && (kind == OCT_TEXT || kind == OCT_CODE || kind == OCT_MATH))
            room -= (int64_t)walk.node->as.text.len;
        else if (walk.entering && (oct_kind_is_block(kind) || kind == OCT_LINE_BREAK))
            room -= line / 2 + 1; /* the rest of a line, more or less */
    }
    return room > 0;
}

/* A low row is not broken over two pages: LibreOffice would go round for ever if it were higher
 * than one. */
static bool is_low(const docx_writer *w, const docx_table *table, const oct_node *row) {
    uint32_t column = 0;
    if (w->part == &w->notes || w->table_depth > 1)
        return false;
    for (oct_node *cell = row->first; cell; cell = cell->next, column++)
        if (column == table->grid.columns || cell->as.cell.column_span > 1 ||
            cell->as.cell.row_span > 1 || !is_low_cell(cell, table->grid.widths[column]))
            return false;
    return column == table->grid.columns;
}

static const char *row_start(const docx_writer *w, const docx_table *table, const oct_node *row) {
    if (is_front_row(table, row))
        return "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>\n";
    return is_low(w, table, row) ? "<w:tr><w:trPr><w:cantSplit/></w:trPr>\n" : "<w:tr>\n";
}

void docx_row_enter(docx_writer *w, const oct_node *row) {
    docx_table *table = w->table;
    if (w->frame->flat || !table || !row->first)
        return;
    begin(w, table);
    docx_grid_row(&table->grid);
    table->shown = 0;
    table->row_open = true;
    note_row(table, row);
    docx_put(w, row_start(w, table, row));
}

/* Thin lines between the rows of a head, and the one below it under the last; one above a foot.
 * Where a head has one row and there is no foot, the style of the table says all. */
static void write_borders(docx_writer *w, const docx_table *table, size_t rows) {
    if (table->head_rows_left)
        docx_put(w, rows >= table->head_rows_left
                        ? "<w:tcBorders><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\""
                          " w:color=\"" DOCX_INK "\"/></w:tcBorders>"
                        : "<w:tcBorders><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\""
                          " w:color=\"" DOCX_RULE "\"/></w:tcBorders>");
    else if (table->foot_begins)
        docx_put(w, "<w:tcBorders><w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\""
                    " w:color=\"" DOCX_INK "\"/></w:tcBorders>");
}

/* In the order of CT_TcPr. rows: how many the cell spans; merge: NULL, "restart" or "continue". */
static void open_cell(docx_writer *w, docx_table *table, uint32_t column, uint32_t span,
                      size_t rows, const char *merge) {
    put_number(w, "<w:tc><w:tcPr><w:tcW w:w=\"", width_of(&table->grid, column, span),
               "\" w:type=\"dxa\"/>");
    if (span > 1)
        put_number(w, "<w:gridSpan w:val=\"", span, "\"/>");
    if (merge) {
        docx_put(w, "<w:vMerge w:val=\"");
        docx_put(w, merge);
        docx_put(w, "\"/>");
    }
    write_borders(w, table, rows);
    if (table->in_head)
        docx_put(w, "<w:vAlign w:val=\"bottom\"/>");
    docx_put(w, "</w:tcPr>");
}

static void empty_cell(docx_writer *w, docx_table *table, uint32_t column, uint32_t span,
                       const char *merge) {
    open_cell(w, table, column, span, 1, merge);
    docx_put_style(w, "<w:p><w:pPr><w:pStyle w:val=\"",
                   (docx_style)(DOCX_TABLE_TEXT + 2 * table->grid.type));
    docx_put(w, docx_table_keeps(w) ? "<w:keepNext/></w:pPr></w:p></w:tc>\n"
                                    : "</w:pPr></w:p></w:tc>\n");
}

/* Writes the places before a column in which no cell of this row begins. */
static void write_between(docx_writer *w, docx_table *table, uint32_t stop) {
    docx_grid *grid = &table->grid;
    while (table->shown < stop) {
        bool covered;
        uint32_t count = docx_grid_alike(grid, table->shown, stop, &covered);
        if (covered && w->coverings == 0) {
            docx_grid_uncover(grid, table->shown, count);
            covered = false;
        }
        w->coverings -= covered;
        empty_cell(w, table, table->shown, count, covered ? "continue" : NULL);
        table->shown += count;
    }
}

static void close_cell(docx_writer *w, docx_table *table) {
    docx_paragraph_close(w);
    if (w->last != DOCX_PARAGRAPH)
        docx_paragraph_empty(w, w->last == DOCX_TABLE ? DOCX_SPACER : DOCX_TABLE_TEXT);
    docx_put(w, "</w:tc>\n");
    table->cell_open = false;
}

void docx_row_leave(docx_writer *w, const oct_node *row) {
    docx_table *table = w->table;
    (void)row;
    if (w->frame->flat || !table)
        return;
    if (table->row_open) {
        write_between(w, table, table->grid.columns);
        docx_put(w, "</w:tr>\n");
    }
    table->row_open = false;
    docx_grid_end_row(&table->grid);
}

static uint8_t alignment_of(const docx_table *table, uint32_t column, const oct_node *cell) {
    if (cell->as.cell.alignment != OCT_ALIGN_DEFAULT)
        return cell->as.cell.alignment;
    return column < table->node->as.table.count
               ? (uint8_t)table->node->as.table.columns[column].alignment
               : OCT_ALIGN_DEFAULT;
}

static void inherit_cell(docx_writer *w, const docx_table *table, const oct_node *cell,
                         uint32_t column, int32_t width) {
    docx_frame *frame = w->frame;
    bool header = table->in_head || cell->flags & OCT_HEADER;
    frame->style =
        (uint8_t)((header ? DOCX_TABLE_HEADING : DOCX_TABLE_TEXT) + 2 * table->grid.type);
    frame->justify = alignment_of(table, column, cell);
    frame->width = width - 2 * table->grid.margin;
    frame->left = 0;
    frame->level = -1;
}

/* Whether the next cell of the row gets a place of its own; column: where in the tree's columns. */
static bool has_place(const docx_table *table, uint32_t *column) {
    *column = docx_grid_free(&table->grid);
    return *column < GRID_TREE_COLUMNS && docx_grid_shown(&table->grid, *column) >= table->shown;
}

void docx_cell_enter(docx_writer *w, const oct_node *cell) {
    docx_table *table = w->table;
    if (w->frame->flat || !table)
        return;
    docx_grid *grid = &table->grid;
    uint32_t column, last = grid->columns - 1;
    w->coverings += COVERINGS_A_CELL;
    if (!has_place(table, &column) && table->cell_open) { /* its content joins the last one's */
        inherit_cell(w, table, cell, grid->first[last], grid->widths[last]);
        return;
    }
    if (column >= GRID_TREE_COLUMNS) { /* all is covered: the last column makes room */
        docx_grid_uncover_last(grid);
        column = grid->first[last];
    }
    uint32_t shown = docx_grid_shown(grid, column);
    write_between(w, table, shown);
    uint32_t span = docx_grid_place(grid, column, cell);
    inherit_cell(w, table, cell, column, width_of(grid, shown, span));
    size_t rows = cell->as.cell.row_span;
    open_cell(w, table, shown, span, rows, rows > 1 ? "restart" : NULL);
    table->shown = shown + span;
    table->cell_open = true;
    w->last = DOCX_NOTHING;
}

void docx_cell_leave(docx_writer *w, const oct_node *cell) {
    docx_table *table = w->table;
    uint32_t column;
    if (w->frame->flat || !table || !table->cell_open)
        return;
    if (!cell->next || has_place(table, &column))
        close_cell(w, table);
}
