/* text/drawn - see drawn.h. Where borders may run is taken from all lines; then walls say which of
 * the fields between them are one cell. All work is in proportion to the characters of the box. */
#include "formats/text/drawn.h"

#include "base/utf8.h"

enum { MOST_EDGES = 128, WIDEST = 4096 };

/* A line between rows, which takes one line of the text; or none, between lines that are rows. */
typedef struct row_edge {
    uint32_t line;
    bool drawn;
} row_edge;

typedef struct box {
    text_file *file;
    size_t first, height;
    uint32_t width;
    char *shape;                /* width characters a line; '\0' for what is not ASCII */
    uint32_t edges[MOST_EDGES]; /* columns */
    size_t edge_count;
    row_edge *row_edges;
    size_t row_edge_count;
    uint8_t *taken; /* fields that a cell has */
} box;

static char at(const box *b, size_t line, size_t column) {
    return b->shape[line * b->width + column];
}

static bool is_dash(char c) {
    return c == '-' || c == '=' || c == ':';
}

static bool runs_across(char c) {
    return is_dash(c) || c == '+';
}

static bool runs_down(char c) {
    return c == '|' || c == '+';
}

/* ---- The matrix -------------------------------------------------------------------------------
 */

static bool put_line(box *b, size_t number) {
    oct_slice text = b->file->lines[b->first + number].text;
    char *row = b->shape + number * b->width;
    size_t column = 0, length;
    for (size_t i = 0; i < text.len; i += length) {
        oct_utf8_decode(oct_slice_from(text, i), &length);
        uint32_t columns = length == 1 ? 1 : text_columns((oct_slice){text.ptr + i, length});
        for (; columns && column < b->width; columns--)
            row[column++] = length == 1 ? text.ptr[i] : '\0';
        if (columns)
            return false;
    }
    return column == b->width && strchr("+|", row[0]) && row[0] && strchr("+|", row[column - 1]) &&
           row[column - 1];
}

static bool read_shape(box *b) {
    b->width = text_columns(b->file->lines[b->first].text);
    if (b->width < 3 || b->width > WIDEST)
        return false;
    for (size_t i = 0; i < b->height; i++)
        if (b->file->lines[b->first + i].text.len < b->width)
            return false; /* before room is taken for all */
    b->shape = oct_arena_array(&b->file->arena, b->height, b->width);
    for (size_t i = 0; i < b->height; i++)
        if (!b->shape || !put_line(b, i))
            return false;
    return true;
}

/* ---- Edges ------------------------------------------------------------------------------------
 */

static bool is_corner(const box *b, size_t line, size_t column) {
    bool left = column > 0 && is_dash(at(b, line, column - 1));
    bool right = column + 1 < b->width && is_dash(at(b, line, column + 1));
    return at(b, line, column) == '+' && (left || right);
}

static bool find_column_edges(box *b) {
    for (size_t column = 0; column < b->width; column++) {
        bool corner = false;
        for (size_t line = 0; line < b->height && !corner; line++)
            corner = is_corner(b, line, column);
        if (corner && b->edge_count == MOST_EDGES)
            return false;
        if (corner)
            b->edges[b->edge_count++] = (uint32_t)column;
    }
    return b->edge_count > 1;
}

/* Whether a border runs in a line between two neighbouring edges. */
static bool has_border(const box *b, size_t line, size_t edge) {
    size_t column = b->edges[edge] + 1;
    if (column == b->edges[edge + 1])
        return false;
    while (column < b->edges[edge + 1] && runs_across(at(b, line, column)))
        column++;
    return column == b->edges[edge + 1];
}

static size_t borders_in(const box *b, size_t line) {
    size_t count = 0;
    for (size_t edge = 0; edge + 1 < b->edge_count; edge++)
        count += has_border(b, line, edge);
    return count;
}

static void add_row_edge(box *b, size_t line, bool drawn) {
    b->row_edges[b->row_edge_count++] = (row_edge){(uint32_t)line, drawn};
}

/* Between three whole borders at most, and no others, each line under the head is a row. */
static bool lines_are_rows(const box *b, size_t *head_end) {
    size_t whole = 0, parts = 0;
    for (size_t line = 0; line < b->height; line++) {
        size_t borders = borders_in(b, line);
        whole += borders + 1 == b->edge_count;
        parts += borders > 0 && borders + 1 < b->edge_count;
        if (borders + 1 == b->edge_count && whole == 2)
            *head_end = line;
    }
    return whole == 3 && parts == 0;
}

static bool find_row_edges(box *b) {
    size_t head_end = b->height;
    bool each_line = lines_are_rows(b, &head_end);
    b->row_edges = oct_arena_array(&b->file->arena, b->height * 2, sizeof *b->row_edges);
    for (size_t line = 0; b->row_edges && line < b->height; line++) {
        bool border = borders_in(b, line) > 0;
        row_edge *last = b->row_edge_count ? &b->row_edges[b->row_edge_count - 1] : NULL;
        if (border && last && last->drawn && last->line + 1 == line)
            return false; /* nothing is between two borders */
        if (!border && each_line && line > head_end + 1)
            add_row_edge(b, line, false);
        if (border)
            add_row_edge(b, line, true);
    }
    return b->row_edge_count > 1;
}

/* ---- Cells ------------------------------------------------------------------------------------
 */

static size_t top_of(const box *b, size_t row) {
    return b->row_edges[row].line + b->row_edges[row].drawn;
}

static bool has_wall_right(const box *b, size_t row, size_t edge) {
    for (size_t line = top_of(b, row); line < b->row_edges[row + 1].line; line++)
        if (!runs_down(at(b, line, b->edges[edge])))
            return false;
    return true;
}

static bool has_wall_below(const box *b, size_t row, size_t column) {
    const row_edge *edge = &b->row_edges[row + 1];
    return !edge->drawn || has_border(b, edge->line, column);
}

static uint8_t *field(const box *b, size_t row, size_t column) {
    return &b->taken[row * (b->edge_count - 1) + column];
}

/* Whether a row below goes on with the cell, all through. */
static bool goes_on_below(const box *b, const text_drawn_cell *cell, size_t row) {
    for (size_t column = cell->column; column < cell->column + cell->columns; column++)
        if (has_wall_below(b, row, column))
            return false;
    return true;
}

static void grow(const box *b, text_drawn_cell *cell) {
    size_t rows = b->row_edge_count - 1, columns = b->edge_count - 1;
    while (cell->column + cell->columns < columns &&
           !has_wall_right(b, cell->row, cell->column + cell->columns))
        cell->columns++;
    while (cell->row + cell->rows < rows && goes_on_below(b, cell, cell->row + cell->rows - 1))
        cell->rows++;
}

/* A cell has walls on its sides, and its fields are nobody else's. */
static bool take(const box *b, text_drawn_cell *cell) {
    size_t last_row = cell->row + cell->rows - 1, right = cell->column + cell->columns;
    for (size_t row = cell->row; row <= last_row; row++) {
        if (!has_wall_right(b, row, cell->column) || !has_wall_right(b, row, right))
            return false;
        for (size_t column = cell->column; column < right; column++) {
            if (*field(b, row, column) || (row == last_row && !has_wall_below(b, row, column)))
                return false;
            *field(b, row, column) = 1;
        }
    }
    cell->top = b->first + top_of(b, cell->row);
    cell->bottom = b->first + b->row_edges[last_row + 1].line;
    cell->left = b->edges[cell->column] + 1;
    cell->right = b->edges[right];
    return true;
}

static bool find_cells(box *b, text_drawing *drawing) {
    size_t rows = b->row_edge_count - 1, columns = b->edge_count - 1;
    b->taken = oct_arena_array(&b->file->arena, rows * columns, 1);
    drawing->cells = oct_arena_array(&b->file->arena, rows * columns, sizeof *drawing->cells);
    if (!b->taken || !drawing->cells)
        return false;
    for (size_t row = 0; row < rows; row++)
        for (size_t column = 0; column < columns; column++) {
            text_drawn_cell cell = {(uint32_t)row, (uint32_t)column, 1, 1, 0, 0, 0, 0};
            if (*field(b, row, column))
                continue;
            grow(b, &cell);
            if (!take(b, &cell))
                return false;
            drawing->cells[drawing->count++] = cell;
        }
    return true;
}

/* ---- The drawing ------------------------------------------------------------------------------
 */

/* Edges that no cell ends at were no edges. */
static size_t renumber(text_drawing *drawing, bool rows, size_t count, uint32_t *numbers) {
    size_t used = 0;
    memset(numbers, 0, (count + 1) * sizeof *numbers);
    for (size_t i = 0; i < drawing->count; i++)
        numbers[rows ? drawing->cells[i].row : drawing->cells[i].column] = 1;
    for (size_t i = 0; i <= count; i++) {
        bool begins = numbers[i] || i == count;
        numbers[i] = (uint32_t)used;
        used += begins;
    }
    for (size_t i = 0; i < drawing->count; i++) {
        text_drawn_cell *cell = &drawing->cells[i];
        uint32_t *start = rows ? &cell->row : &cell->column;
        uint32_t *span = rows ? &cell->rows : &cell->columns;
        uint32_t end = numbers[*start + *span];
        *start = numbers[*start];
        *span = end - *start;
    }
    return used - 1;
}

/* The rows above the first border with equals signs, or else above the first one of all that runs
 * from side to side. */
static size_t head_edge(const box *b) {
    size_t first = 0;
    for (size_t i = 1; i + 1 < b->row_edge_count; i++) {
        const row_edge *edge = &b->row_edges[i];
        if (!edge->drawn || borders_in(b, edge->line) + 1 != b->edge_count)
            continue;
        if (at(b, edge->line, 1) == '=')
            return i;
        first = first ? first : i;
    }
    return first;
}

bool text_read_drawing(text_file *file, size_t first, size_t end, text_drawing *drawing) {
    box b = {.file = file, .first = first, .height = end - first};
    *drawing = (text_drawing){0};
    if (!read_shape(&b) || !find_column_edges(&b) || !find_row_edges(&b) ||
        !find_cells(&b, drawing))
        return false;
    size_t head = head_edge(&b), most = b.row_edge_count + b.edge_count;
    uint32_t *numbers = oct_arena_array(&file->arena, most, sizeof *numbers);
    if (!numbers)
        return false;
    drawing->columns = renumber(drawing, false, b.edge_count - 1, numbers);
    drawing->rows = renumber(drawing, true, b.row_edge_count - 1, numbers);
    drawing->head_rows = head ? numbers[head] : 0;
    return drawing->columns > 0 && drawing->rows > 0;
}
