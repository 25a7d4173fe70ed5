/* formats/markdown/grid - see grid.h. Knows base.
 *
 * A cell is found from its upper left corner: the first line below that leads from the left side to
 * a right side closes it. How far borders lead from a place is counted before, so that each try
 * costs a step; a text that needs many more steps than it has characters is no table. */
#include "formats/markdown/grid.h"

#include "base/size.h"
#include "base/utf8.h"
#include "formats/markdown/columns.h"

/* ---- Lines -------------------------------------------------------------------------------- */

static bool is_border_line(oct_slice line) {
    return line.len > 2 && line.ptr[0] == '+' && line.ptr[line.len - 1] == '+';
}

/* Whether a line ends with the end of a border, which is the right edge or a corner before it. */
static bool ends_in_border(oct_slice line) {
    return line.len > 1 && line.ptr[line.len - 1] == '+' &&
           memchr("-=:", line.ptr[line.len - 2], 3);
}

static size_t count_lines(oct_slice text) {
    size_t count = 0;
    for (oct_slice line; oct_slice_next_line(&text, &line);)
        count++;
    return count;
}

/* The width is that of the longest border. */
static bool read_lines(oct_md_grid *grid, oct_slice text, bool wide) {
    grid->lines = oct_md_mem.calloc(grid->height + 1, sizeof *grid->lines);
    for (size_t i = 0; i < grid->height && oct_slice_next_line(&text, &grid->lines[i]); i++) {
        oct_slice line = grid->lines[i] = oct_slice_trim(grid->lines[i]);
        if (line.len == 0 || !memchr("+|", line.ptr[0], 2))
            return false;
        size_t width = ends_in_border(line) ? oct_md_width_of(line, wide) : 0;
        grid->width = width > grid->width ? width : grid->width;
    }
    return grid->height >= 3 && grid->width >= 3 && is_border_line(grid->lines[0]) &&
           is_border_line(grid->lines[grid->height - 1]);
}

/* ---- The matrix --------------------------------------------------------------------------- */

/* Puts the characters of a line into the matrix, and says how many columns it has. */
static size_t put_line(oct_md_grid *grid, size_t number, bool wide) {
    oct_slice line = grid->lines[number];
    char *row = grid->shape + number * grid->width;
    uint32_t *places = NULL;
    if (!oct_md_is_ascii(line)) {
        places = grid->places[number] = oct_md_mem.calloc(grid->width + 1, sizeof *places);
        for (size_t i = 0; i <= grid->width; i++)
            places[i] = (uint32_t)line.len;
    }
    memset(row, ' ', grid->width);
    size_t column = 0, length;
    for (size_t i = 0; i < line.len && (places || i < grid->width); i += length) {
        uint32_t c = oct_utf8_decode(oct_slice_from(line, i), &length);
        for (size_t k = oct_md_columns_of(c, wide); k > 0; k--, column++)
            if (column < grid->width) {
                row[column] = c < 0x80 ? (char)c : '\0';
                if (places)
                    places[column] = (uint32_t)i;
            }
    }
    return places ? column : line.len;
}

/* The last corner in a line before its end that a border leads to; 0 when there is none. */
static size_t last_corner(const char *row, size_t width) {
    for (size_t i = width < 2 ? 0 : width - 2; i > 0; i--)
        if (row[i] == '+' && (memchr("-=", row[i - 1], 2) || memchr("-=", row[i + 1], 2)))
            return i;
    return 0;
}

/* Moves the end of a border to the right edge. */
static void move_end(char *row, size_t end, size_t edge) {
    char last = row[end - 1], dash = last == ':' ? row[end - 2] : last;
    memset(row + end - 1, dash, edge - end + 1);
    row[edge - 1] = last;
    row[edge] = '+';
}

/* Lets a line reach the right edge. A border that ends behind all corners is meant to; one that
 * ends at a corner has an empty cell behind it, but above or below a cell of several rows. */
static void put_edge(oct_md_grid *grid, size_t number, size_t width, size_t corner) {
    char *row = grid->shape + number * grid->width;
    size_t edge = grid->width - 1, end = width - 1;
    bool border = ends_in_border(grid->lines[number]) && end < edge;
    if (border && end > corner) {
        move_end(row, end, edge);
    } else if (border && (number == 0 || number == grid->height - 1)) {
        memset(row + end + 1, '-', edge - end - 1);
        row[edge] = '+';
    } else if (width != grid->width || !memchr("+|", row[edge], 2)) {
        row[edge] = '|';
    }
}

/* So that the matrix is in proportion to the text, whose lines may differ in length. */
static bool is_too_ragged(const oct_md_grid *grid, oct_slice text) {
    enum { AREA_PER_BYTE = 8, FREE_AREA = 10000 };
    size_t area;
    return !oct_size_multiply(grid->width + 1, grid->height, &area) ||
           area / AREA_PER_BYTE > text.len + FREE_AREA;
}

bool oct_md_grid_read(oct_md_grid *grid, oct_slice text, bool wide) {
    *grid = (oct_md_grid){.height = count_lines(text)};
    if (!read_lines(grid, text, wide) || is_too_ragged(grid, text))
        return false;
    grid->places = oct_md_mem.calloc(grid->height, sizeof *grid->places);
    grid->shape = oct_md_mem.calloc(grid->height, grid->width);
    size_t *widths = oct_md_mem.calloc(grid->height, sizeof *widths), corner = 0;
    for (size_t i = 0; i < grid->height; i++) {
        widths[i] = put_line(grid, i, wide);
        size_t last = last_corner(grid->shape + i * grid->width,
                                  widths[i] < grid->width ? widths[i] : grid->width);
        corner = last > corner ? last : corner;
    }
    for (size_t i = 0; i < grid->height; i++)
        put_edge(grid, i, widths[i], corner);
    oct_md_mem.free(widths);
    return true;
}

void oct_md_grid_free(oct_md_grid *grid) {
    for (size_t i = 0; i < grid->height && grid->places; i++)
        oct_md_mem.free(grid->places[i]);
    oct_md_mem.free(grid->places);
    oct_md_mem.free(grid->shape);
    oct_md_mem.free(grid->lines);
}

char oct_md_grid_at(const oct_md_grid *grid, size_t line, size_t column) {
    return grid->shape[line * grid->width + column];
}

/* Where a column of a line begins; its end when it has fewer. */
static size_t place_of(const oct_md_grid *grid, size_t line, size_t column) {
    size_t length = grid->lines[line].len;
    if (grid->places[line])
        return grid->places[line][column];
    return column < length ? column : length;
}

/* Where the line of a cell in the last column ends: before its bar, when it has one. */
static size_t end_of_line(const oct_md_grid *grid, size_t number) {
    oct_slice line = grid->lines[number];
    char last = line.ptr[line.len - 1];
    bool bar = last == '|' || (last == '+' && place_of(grid, number, grid->width) == line.len &&
                               place_of(grid, number, grid->width - 1) == line.len - 1);
    return line.len - bar;
}

oct_slice oct_md_grid_line(const oct_md_grid *grid, const oct_md_grid_cell *cell, size_t line) {
    size_t start = place_of(grid, line, cell->left + 1);
    size_t end = cell->right == grid->width - 1 ? end_of_line(grid, line)
                                                : place_of(grid, line, cell->right);
    return oct_slice_make(grid->lines[line].ptr + start, end > start ? end - start : 0);
}

/* ---- Cells -------------------------------------------------------------------------------- */

/* How far borders lead: from a place to the left, and upwards, itself counted. */
typedef struct borders {
    const oct_md_grid *grid;
    uint32_t *leftward, *upward;
    uint64_t steps, most_steps;
} borders;

static bool is_horizontal(char c) {
    return c == '-' || c == '=' || c == '+' || c == ':';
}

static bool is_vertical(char c) {
    return c == '|' || c == '+';
}

static void count_borders(borders *around) {
    const oct_md_grid *grid = around->grid;
    size_t width = grid->width;
    for (size_t line = 0; line < grid->height; line++)
        for (size_t column = 0; column < width; column++) {
            char c = oct_md_grid_at(grid, line, column);
            size_t at = line * width + column;
            if (is_horizontal(c))
                around->leftward[at] = column ? around->leftward[at - 1] + 1 : 1;
            if (is_vertical(c))
                around->upward[at] = line ? around->upward[at - width] + 1 : 1;
        }
}

/* Whether a lower right corner closes the cell. */
static bool closes(const borders *around, const oct_md_grid_cell *cell) {
    size_t width = around->grid->width;
    size_t across = cell->right - cell->left, down = cell->bottom - cell->top;
    return oct_md_grid_at(around->grid, cell->top, cell->right) == '+' &&
           oct_md_grid_at(around->grid, cell->bottom, cell->right) == '+' &&
           around->leftward[cell->top * width + cell->right] > across &&
           around->leftward[cell->bottom * width + cell->right] > across &&
           around->upward[cell->bottom * width + cell->right] > down;
}

/* The first right side for a bottom. */
static bool find_right(borders *around, oct_md_grid_cell *cell) {
    const oct_md_grid *grid = around->grid;
    for (cell->right = cell->left + 1; cell->right < grid->width; cell->right++) {
        around->steps++;
        if (closes(around, cell))
            return true;
        if (!is_horizontal(oct_md_grid_at(grid, cell->top, cell->right)) ||
            !is_horizontal(oct_md_grid_at(grid, cell->bottom, cell->right)))
            return false;
    }
    return false;
}

/* The cell whose upper left corner is given. */
static bool find_cell(borders *around, oct_md_grid_cell *cell) {
    const oct_md_grid *grid = around->grid;
    if (oct_md_grid_at(grid, cell->top, cell->left) != '+')
        return false;
    for (cell->bottom = cell->top + 1; cell->bottom < grid->height; cell->bottom++) {
        char c = oct_md_grid_at(grid, cell->bottom, cell->left);
        around->steps++;
        if (!is_vertical(c) || around->steps > around->most_steps)
            return false;
        if (c == '+' && cell->bottom > cell->top + 1 && find_right(around, cell))
            return cell->right > cell->left + 1;
    }
    return false;
}

static void add_cell(oct_md_grid_cells *found, const oct_md_grid_cell *cell) {
    if (found->count == found->capacity) {
        found->capacity = found->capacity ? found->capacity * 2 : 16;
        found->cells = oct_md_mem.realloc(found->cells, found->capacity * sizeof *found->cells);
    }
    found->cells[found->count++] = *cell;
}

/* Whether all columns that a cell takes are filled down to its top; then they are to its bottom. */
static bool fill(uint32_t *filled, const oct_md_grid_cell *cell) {
    for (size_t column = cell->left; column < cell->right; column++) {
        if (filled[column] != cell->top)
            return false;
        filled[column] = cell->bottom;
    }
    return true;
}

static bool find_all(borders *around, size_t most, uint32_t *filled, oct_md_grid_cells *found) {
    const oct_md_grid *grid = around->grid;
    for (size_t line = 0; line + 1 < grid->height; line++)
        for (size_t column = 0; column + 1 < grid->width; column++) {
            oct_md_grid_cell cell = {.top = (uint32_t)line, .left = (uint32_t)column};
            if (filled[column] != line)
                continue;
            if (!find_cell(around, &cell) || !fill(filled, &cell) || found->count >= most)
                return false;
            add_cell(found, &cell);
            column = cell.right - 1;
        }
    for (size_t column = 0; column + 1 < grid->width; column++)
        if (filled[column] != grid->height - 1)
            return false;
    return true;
}

bool oct_md_grid_find_cells(const oct_md_grid *grid, size_t most, oct_md_grid_cells *found) {
    enum { STEPS_PER_CHARACTER = 8 };
    size_t area =
        grid->width * grid->height; /* as many characters as the text has, or fewer bytes */
    borders around = {.grid = grid, .most_steps = STEPS_PER_CHARACTER * (uint64_t)area + 1000};
    around.leftward = oct_md_mem.calloc(area, sizeof *around.leftward);
    around.upward = oct_md_mem.calloc(area, sizeof *around.upward);
    uint32_t *filled = oct_md_mem.calloc(grid->width, sizeof *filled);
    *found = (oct_md_grid_cells){0};
    count_borders(&around);
    bool all = find_all(&around, most, filled, found);
    oct_md_mem.free(around.leftward);
    oct_md_mem.free(around.upward);
    oct_md_mem.free(filled);
    return all;
}
