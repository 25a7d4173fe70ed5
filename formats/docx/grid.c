/* formats/docx/grid - see grid.h. */
#include "formats/docx/grid.h"

#include "base/utf8.h"

void docx_grid_section(docx_grid *grid) {
    memset(grid->rows, 0, sizeof grid->rows);
}

void docx_grid_row(docx_grid *grid) {
    grid->column = 0;
}

uint32_t docx_grid_free(const docx_grid *grid) {
    uint32_t column = grid->column;
    while (column < grid->columns && grid->rows[column])
        column++;
    return column;
}

uint32_t docx_grid_place(docx_grid *grid, uint32_t column, const oct_node *cell) {
    uint32_t span = cell->as.cell.column_span, rows = cell->as.cell.row_span, taken = 0;
    if (span == 0)
        span = 1;
    grid->cells++;
    while (taken < span && column + taken < grid->columns && !grid->rows[column + taken]) {
        grid->rows[column + taken] = rows ? rows : 1;
        grid->by[column + taken] = grid->cells;
        taken++;
    }
    grid->column = column + taken;
    return taken;
}

uint32_t docx_grid_covered(const docx_grid *grid, uint32_t column) {
    uint32_t count = 0;
    while (column + count < grid->columns && grid->rows[column + count] &&
           grid->by[column + count] == grid->by[column])
        count++;
    return count;
}

void docx_grid_end_row(docx_grid *grid) {
    for (uint32_t i = 0; i < grid->columns; i++)
        grid->rows[i] -= grid->rows[i] != 0;
}

/* What the text of a column takes: of its longest line and of its longest word, in characters. */
typedef struct docx_measure {
    uint32_t line[GRID_COLUMNS], word[GRID_COLUMNS];
} docx_measure;

typedef struct docx_cell_measure {
    uint32_t line, word, longest_line, longest_word;
} docx_cell_measure;

static void end_word(docx_cell_measure *m) {
    if (m->word > m->longest_word)
        m->longest_word = m->word;
    m->word = 0;
}

static void end_line(docx_cell_measure *m) {
    end_word(m);
    if (m->line > m->longest_line)
        m->longest_line = m->line;
    m->line = 0;
}

/* Letters of East Asia count twice, and lines may break between them. */
static void measure_text(docx_cell_measure *m, oct_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool wide = c >= 0xE3;
        if ((c & 0xC0) == 0x80)
            continue;
        if (c == '\n') {
            end_line(m);
            continue;
        }
        if (oct_is_space((char)c) || wide)
            end_word(m);
        m->word += wide ? 2 : !oct_is_space((char)c);
        m->line += wide ? 2 : 1;
    }
}

/* Tables and notes inside are not looked into: so nested tables are measured once each. */
static docx_cell_measure measure_cell(const oct_node *cell) {
    docx_cell_measure m = {0};
    oct_walk walk = oct_walk_begin((oct_node *)cell);
    while (oct_walk_next(&walk)) {
        oct_kind kind = (oct_kind)walk.node->kind;
        if (kind == OCT_TABLE && walk.entering) {
            m.line += 40;
            m.word += 12;
        }
        if (kind == OCT_TABLE || kind == OCT_NOTE) {
            if (walk.entering)
                oct_walk_skip(&walk);
        } else if (!walk.entering && (oct_kind_is_block(kind) || kind == OCT_LINE_BREAK)) {
            end_line(&m);
        } else if (walk.entering && (kind == OCT_TEXT || kind == OCT_CODE || kind == OCT_MATH ||
                                     kind == OCT_CODE_BLOCK)) {
            measure_text(&m, walk.node->as.text);
        } else if (walk.entering && kind == OCT_SOFT_BREAK) {
            measure_text(&m, OCT_S(" "));
        } else if (walk.entering && kind == OCT_IMAGE) {
            m.line += 12;
            m.word += 8;
        } else if (walk.entering && kind == OCT_LIST_ITEM) {
            m.line += 4;
            m.word += 4;
        }
    }
    end_line(&m);
    return m;
}

static void keep_most(docx_measure *measure, uint32_t column, docx_cell_measure cell) {
    enum { LONGEST_LINE = 60, LONGEST_WORD = 24 };
    uint32_t line = cell.longest_line < LONGEST_LINE ? cell.longest_line : LONGEST_LINE;
    uint32_t word = cell.longest_word < LONGEST_WORD ? cell.longest_word : LONGEST_WORD;
    if (line > measure->line[column])
        measure->line[column] = line;
    if (word > measure->word[column])
        measure->word[column] = word;
}

/* One row while the number of columns is still being found out: any column may be used. */
static uint32_t measure_row(docx_grid *grid, docx_measure *measure, const oct_node *row,
                            bool contents) {
    uint32_t used = 0;
    docx_grid_row(grid);
    for (const oct_node *cell = row->first; cell; cell = cell->next) {
        uint32_t column = docx_grid_free(grid);
        if (column >= GRID_COLUMNS) {
            grid->too_wide = true;
            return GRID_COLUMNS;
        }
        uint32_t span = docx_grid_place(grid, column, cell);
        used = column + 1;
        if (contents && span == 1)
            keep_most(measure, column, measure_cell(cell));
    }
    docx_grid_end_row(grid);
    return used;
}

/* Rows whose contents decide on the widths. */
enum { MEASURED_ROWS = 1000 };

static uint32_t measure_rows(docx_grid *grid, docx_measure *measure, const oct_node *table) {
    uint32_t columns = 0, rows = 0;
    for (const oct_node *section = table->first; section; section = section->next) {
        if (section->kind == OCT_CAPTION)
            continue;
        docx_grid_section(grid);
        for (const oct_node *row = section->first; row; row = row->next) {
            uint32_t used = measure_row(grid, measure, row, rows++ < MEASURED_ROWS);
            if (used > columns)
                columns = used;
        }
    }
    return columns;
}

enum { CHARACTER_TWIPS = 112, MARGIN_TWIPS = 2 * 108 + 40, NARROWEST = 400 };

/* Room for the longest word first; what is left goes to those whose lines want more. */
static void widths_by_contents(docx_grid *grid, const docx_measure *measure, int32_t available) {
    int64_t least = 0, wanted = 0;
    int64_t least_of[GRID_COLUMNS], wanted_of[GRID_COLUMNS];
    for (uint32_t i = 0; i < grid->columns; i++) {
        least += least_of[i] = (int64_t)measure->word[i] * CHARACTER_TWIPS + MARGIN_TWIPS;
        wanted += wanted_of[i] = (int64_t)measure->line[i] * CHARACTER_TWIPS + MARGIN_TWIPS;
    }
    for (uint32_t i = 0; i < grid->columns; i++) {
        int64_t width = wanted_of[i];
        if (least >= available)
            width = least_of[i] * available / least;
        else if (wanted > available)
            width =
                least_of[i] + (wanted_of[i] - least_of[i]) * (available - least) / (wanted - least);
        grid->widths[i] = (int32_t)width;
    }
}

/* Columns without a width share what the others leave. */
static void widths_as_given(docx_grid *grid, const oct_node *table, int32_t available,
                            int32_t text) {
    enum { WHOLE = 10000 };
    int64_t sum = 0;
    uint32_t open = 0;
    for (uint32_t i = 0; i < grid->columns; i++) {
        uint32_t given = i < table->as.table.count ? table->as.table.columns[i].width : 0;
        int64_t width = (int64_t)(given < WHOLE ? given : WHOLE) * text / WHOLE;
        grid->widths[i] = (int32_t)width;
        sum += width;
        open += width == 0;
    }
    int64_t share = open ? (available - sum) / open : 0;
    sum = 0;
    for (uint32_t i = 0; i < grid->columns; i++) {
        if (grid->widths[i] == 0)
            grid->widths[i] = share > NARROWEST ? (int32_t)share : NARROWEST;
        sum += grid->widths[i];
    }
    for (uint32_t i = 0; sum > available && i < grid->columns; i++)
        grid->widths[i] = (int32_t)((int64_t)grid->widths[i] * available / sum);
}

static bool gives_widths(const oct_node *table) {
    for (uint32_t i = 0; i < table->as.table.count && i < GRID_COLUMNS; i++)
        if (table->as.table.columns[i].width)
            return true;
    return false;
}

void docx_grid_measure(docx_grid *grid, const oct_node *table, int32_t available, int32_t text) {
    docx_measure measure = {{0}, {0}};
    memset(grid, 0, sizeof *grid);
    grid->columns = GRID_COLUMNS;
    uint32_t columns = measure_rows(grid, &measure, table);
    if (columns < table->as.table.count)
        columns = table->as.table.count < GRID_COLUMNS ? table->as.table.count : GRID_COLUMNS;
    grid->columns = columns ? columns : 1;
    grid->cells = 0;
    if (gives_widths(table))
        widths_as_given(grid, table, available, text);
    else
        widths_by_contents(grid, &measure, available);
    for (uint32_t i = 0; i < grid->columns; i++)
        if (grid->widths[i] < 1)
            grid->widths[i] = 1;
    docx_grid_section(grid);
}
