/* formats/docx/grid - see grid.h. */
#include "formats/docx/grid.h"

void docx_grid_section(docx_grid *grid) {
    memset(grid->rows, 0, grid->reach * sizeof *grid->rows);
}

void docx_grid_row(docx_grid *grid) {
    grid->column = 0;
}

uint32_t docx_grid_free(const docx_grid *grid) {
    uint32_t column = grid->column;
    while (column < GRID_TREE_COLUMNS && grid->rows[column])
        column++;
    return column;
}

uint32_t docx_grid_shown(const docx_grid *grid, uint32_t column) {
    return column < grid->used ? grid->shown[column] : grid->columns - 1;
}

uint32_t docx_grid_place(docx_grid *grid, uint32_t column, const oct_node *cell) {
    uint32_t span = cell->as.cell.column_span, rows = cell->as.cell.row_span, end = column;
    grid->cells++;
    do {
        grid->rows[end] = rows ? rows : 1;
        grid->by[end] = grid->cells;
        end++;
    } while (end - column < span && end < GRID_TREE_COLUMNS && !grid->rows[end]);
    grid->column = end;
    if (end > grid->reach)
        grid->reach = end;
    return docx_grid_shown(grid, end - 1) + 1 - docx_grid_shown(grid, column);
}

uint32_t docx_grid_alike(const docx_grid *grid, uint32_t shown, uint32_t stop, bool *covered) {
    uint32_t first = grid->first[shown], count = 1;
    *covered = grid->rows[first] != 0;
    for (; shown + count < stop; count++) {
        uint32_t column = grid->first[shown + count];
        if ((grid->rows[column] != 0) != *covered ||
            (*covered && grid->by[column] != grid->by[first]))
            break;
    }
    return count;
}

void docx_grid_uncover(docx_grid *grid, uint32_t shown, uint32_t count) {
    uint32_t end = shown + count < grid->columns ? grid->first[shown + count] : GRID_TREE_COLUMNS;
    for (uint32_t i = grid->first[shown]; i < end; i++)
        grid->rows[i] = 0;
}

void docx_grid_uncover_last(docx_grid *grid) {
    uint32_t shown = grid->columns - 1, by = grid->by[grid->first[shown]];
    while (shown > 0 && grid->by[grid->first[shown - 1]] == by)
        shown--;
    docx_grid_uncover(grid, shown, grid->columns - shown);
}

void docx_grid_end_row(docx_grid *grid) {
    for (uint32_t i = 0; i < grid->reach; i++)
        grid->rows[i] -= grid->rows[i] != 0;
}

/* What the text of a column takes: of its longest line and of its longest word, in characters. */
typedef struct docx_measure {
    uint32_t line[GRID_COLUMNS], word[GRID_COLUMNS];
} docx_measure;

/* What longer lines and words get is what these get. */
enum { LONGEST_LINE = 60, LONGEST_WORD = 24 };

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

/* Room for the columns of a table inside: each as wide as the widest text. */
static void add_columns(docx_cell_measure *m, const oct_node *table) {
    enum { MARGINS = 3 }; /* characters */
    uint32_t columns = table->as.table.count ? table->as.table.count : 1;
    uint32_t most = columns < LONGEST_LINE ? columns : LONGEST_LINE;
    end_line(m);
    uint32_t line = m->longest_line < LONGEST_LINE ? m->longest_line : LONGEST_LINE;
    uint32_t word = m->longest_word < LONGEST_WORD ? m->longest_word : LONGEST_WORD;
    m->longest_line = most * (line + MARGINS);
    m->longest_word = most * (word + MARGINS);
}

/* The front of a cell decides: so tables in tables are not measured over and over. */
static docx_cell_measure measure_cell(const oct_node *cell) {
    enum { MOST_NODES = 2000 };
    docx_cell_measure m = {0};
    oct_walk walk = oct_walk_begin((oct_node *)cell);
    for (int nodes = 0; oct_walk_next(&walk) && nodes < MOST_NODES; nodes++) {
        oct_kind kind = (oct_kind)walk.node->kind;
        if (kind == OCT_NOTE) {
            if (walk.entering)
                oct_walk_skip(&walk);
        } else if (kind == OCT_TABLE && !walk.entering) {
            add_columns(&m, walk.node);
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

/* Headers are bold and in a wider font: a fifth is added. */
static void keep_most(docx_measure *measure, uint32_t column, const oct_node *node) {
    docx_cell_measure cell = measure_cell(node);
    if (node->flags & OCT_HEADER || node->parent->parent->kind == OCT_TABLE_HEAD) {
        cell.longest_word += (cell.longest_word + 4) / 5;
        cell.longest_line += (cell.longest_line + 4) / 5;
    }
    uint32_t line = cell.longest_line < LONGEST_LINE ? cell.longest_line : LONGEST_LINE;
    uint32_t word = cell.longest_word < LONGEST_WORD ? cell.longest_word : LONGEST_WORD;
    if (line > measure->line[column])
        measure->line[column] = line;
    if (word > measure->word[column])
        measure->word[column] = word;
}

static bool is_section(const oct_node *child) {
    return child->kind != OCT_CAPTION;
}

/* Finds the columns in which cells begin. */
static void mark_row(docx_grid *grid, const oct_node *row, bool *begins) {
    docx_grid_row(grid);
    for (const oct_node *cell = row->first; cell; cell = cell->next) {
        uint32_t column = docx_grid_free(grid);
        if (column >= GRID_TREE_COLUMNS) {
            grid->too_wide = true;
            break;
        }
        begins[column] = true;
        docx_grid_place(grid, column, cell);
    }
    docx_grid_end_row(grid);
}

static void find_columns(docx_grid *grid, const oct_node *table) {
    bool begins[GRID_TREE_COLUMNS] = {true};
    grid->columns = 1;
    for (const oct_node *section = table->first; section; section = section->next) {
        docx_grid_section(grid);
        if (is_section(section))
            for (const oct_node *row = section->first; row; row = row->next)
                mark_row(grid, row, begins);
    }
    grid->columns = 0;
    for (uint32_t i = 0; i < GRID_TREE_COLUMNS; i++) {
        if (begins[i]) {
            grid->used = i + 1;
            if (grid->columns < GRID_COLUMNS)
                grid->first[grid->columns++] = i;
            else
                grid->too_wide = true;
        }
        grid->shown[i] = (uint8_t)(grid->columns - 1);
    }
}

static void measure_row(docx_grid *grid, docx_measure *measure, const oct_node *row) {
    docx_grid_row(grid);
    for (const oct_node *cell = row->first; cell; cell = cell->next) {
        uint32_t column = docx_grid_free(grid);
        if (column >= GRID_TREE_COLUMNS)
            break;
        if (docx_grid_place(grid, column, cell) == 1)
            keep_most(measure, docx_grid_shown(grid, column), cell);
    }
    docx_grid_end_row(grid);
}

/* The first rows decide on the widths. */
static void measure_rows(docx_grid *grid, docx_measure *measure, const oct_node *table) {
    uint32_t rows_left = 1000;
    for (const oct_node *section = table->first; section; section = section->next) {
        docx_grid_section(grid);
        if (is_section(section))
            for (const oct_node *row = section->first; row && rows_left; row = row->next) {
                measure_row(grid, measure, row);
                rows_left--;
            }
    }
}

/* Twips. Narrower columns than the narrowest would show one letter a line. */
enum { NARROWEST = 360, CROWDED = 700, MARGIN = 108, CROWDED_MARGIN = 30 };

/* The width of a letter, in type of 9.5, 7.5 and 6 points. */
static const int character_twips[GRID_SMALLEST_TYPE + 1] = {112, 92, 76};

static uint32_t smaller(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

/* Twips for a column whose lines and words have room up to so many characters. */
static int64_t width_for(const docx_grid *grid, const docx_measure *measure, uint32_t column,
                         uint32_t line, uint32_t word) {
    line = smaller(measure->line[column], line);
    word = smaller(measure->word[column], word);
    return (int64_t)(line > word ? line : word) * character_twips[grid->type] + 2 * grid->margin +
           40;
}

static int64_t width_for_all(const docx_grid *grid, const docx_measure *measure, uint32_t line,
                             uint32_t word) {
    int64_t width = 0;
    for (uint32_t i = 0; i < grid->columns; i++)
        width += width_for(grid, measure, i, line, word);
    return width;
}

/* Where there is no room for all, the longest lines are broken, and no others; where there is none
 * for all words, the longest of these, though the type is smaller. */
static void widths_by_contents(docx_grid *grid, const docx_measure *measure, int32_t available) {
    uint32_t line = LONGEST_LINE, word = LONGEST_WORD;
    int32_t about = available + available / 12; /* most letters are narrower than reckoned */
    while (line > 0 && width_for_all(grid, measure, line, word) > about)
        line--;
    if (line == 0)
        grid->margin = CROWDED_MARGIN;
    grid->crowded = line == 0 && width_for_all(grid, measure, line, word) > available;
    while (line == 0 && grid->type < GRID_SMALLEST_TYPE &&
           width_for_all(grid, measure, line, word) > available)
        grid->type++;
    while (word > 1 && line == 0 && width_for_all(grid, measure, line, word) > available)
        word--;
    int64_t sum = width_for_all(grid, measure, line, word);
    for (uint32_t i = 0; i < grid->columns; i++) {
        int64_t width = width_for(grid, measure, i, line, word);
        bool all = line == LONGEST_LINE && sum <= available;
        grid->widths[i] = (int32_t)(all ? width : width * available / sum);
    }
}

/* The width given for a shown column, in 1/10000 of the text's. */
static int64_t given_width(const docx_grid *grid, const oct_node *table, uint32_t shown) {
    enum { WHOLE = 10000 };
    uint32_t end = shown + 1 < grid->columns ? grid->first[shown + 1] : table->as.table.count;
    int64_t width = 0;
    for (uint32_t i = grid->first[shown]; i < end && i < table->as.table.count; i++)
        width += table->as.table.columns[i].width;
    return width < WHOLE ? width : WHOLE;
}

static int64_t sum_of(const docx_grid *grid) {
    int64_t sum = 0;
    for (uint32_t i = 0; i < grid->columns; i++)
        sum += grid->widths[i];
    return sum;
}

/* Columns without a width share what the others leave. False when none has one. */
static bool widths_as_given(docx_grid *grid, const oct_node *table, int32_t available) {
    uint32_t open = 0;
    for (uint32_t i = 0; i < grid->columns; i++) {
        grid->widths[i] = (int32_t)(given_width(grid, table, i) * available / 10000);
        open += grid->widths[i] == 0;
    }
    if (open == grid->columns)
        return false;
    int64_t share = open ? (available - sum_of(grid)) / open : 0;
    for (uint32_t i = 0; i < grid->columns; i++)
        if (grid->widths[i] == 0)
            grid->widths[i] = share > CROWDED ? (int32_t)share : CROWDED;
    int64_t sum = sum_of(grid);
    for (uint32_t i = 0; sum > available && i < grid->columns; i++)
        grid->widths[i] = (int32_t)(grid->widths[i] * (int64_t)available / sum);
    return true;
}

void docx_grid_measure(docx_grid *grid, const oct_node *table, int32_t available) {
    docx_measure measure = {{0}, {0}};
    memset(grid, 0, sizeof *grid);
    find_columns(grid, table);
    grid->margin = available / (int32_t)grid->columns < CROWDED ? CROWDED_MARGIN : MARGIN;
    if (!widths_as_given(grid, table, available)) {
        measure_rows(grid, &measure, table);
        widths_by_contents(grid, &measure, available);
    }
    for (uint32_t i = 0; i < grid->columns; i++)
        if (grid->widths[i] < NARROWEST)
            grid->widths[i] = NARROWEST;
    docx_grid_section(grid);
    grid->cells = 0;
}

void docx_grid_stretch(docx_grid *grid, int32_t available) {
    int64_t sum = sum_of(grid);
    for (uint32_t i = 0; sum < available && i < grid->columns; i++)
        grid->widths[i] = (int32_t)(grid->widths[i] * (int64_t)available / sum);
}
