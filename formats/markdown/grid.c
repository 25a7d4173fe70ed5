/* formats/markdown/grid - see grid.h. Knows base and libunistring.
 *
 * A cell is found from its upper left corner: the first line below that leads from the left side to
 * a right side closes it. How far borders lead from a place is counted before, so that each try
 * costs a step; a text that needs many more steps than it has characters is no table. */
#include "formats/markdown/grid.h"

#include "base/utf8.h"

#include <uniwidth.h>

/* ---- The matrix --------------------------------------------------------------------------- */

static bool is_ascii(oct_slice line) {
    for (size_t i = 0; i < line.len; i++)
        if ((unsigned char)line.ptr[i] >= 0x80)
            return false;
    return true;
}

/* Marks (marks.h) are control characters, and stand for one column. */
static size_t columns_of(uint32_t c, bool wide) {
    if (c < 0x20 || !wide)
        return 1;
    int width = uc_width(c, "UTF-8");
    return width > 0 ? (size_t)width : 0;
}

/* How many columns a line has: wide characters take two, or one where the writer's editor was not
 * that clever. */
static size_t width_of(oct_slice line, bool wide) {
    size_t columns = 0, length;
    for (size_t i = 0; i < line.len; i += length)
        columns += columns_of(oct_utf8_decode(oct_slice_from(line, i), &length), wide);
    return columns;
}

static uint32_t *places_of(oct_slice line, size_t width, bool wide) {
    uint32_t *places = oct_md_mem.calloc(width + 1, sizeof *places);
    size_t column = 0, length;
    for (size_t i = 0; i < line.len; i += length) {
        size_t columns = columns_of(oct_utf8_decode(oct_slice_from(line, i), &length), wide);
        for (size_t k = 0; k < columns && column < width; k++)
            places[column++] = (uint32_t)i;
    }
    places[width] = (uint32_t)line.len;
    return places;
}

static bool are_as_wide(const oct_md_grid *grid, bool wide) {
    for (size_t i = 0; i < grid->height; i++)
        if (width_of(grid->lines[i], wide) != grid->width)
            return false;
    return true;
}

static bool is_border_line(oct_slice line) {
    return line.len > 2 && line.ptr[0] == '+' && line.ptr[line.len - 1] == '+';
}

static size_t count_lines(oct_slice text) {
    size_t count = 0;
    for (oct_slice line; oct_slice_next_line(&text, &line);)
        count++;
    return count;
}

bool oct_md_grid_read(oct_md_grid *grid, oct_slice text) {
    *grid = (oct_md_grid){.height = count_lines(text)};
    grid->lines = oct_md_mem.calloc(grid->height + 1, sizeof *grid->lines);
    grid->places = oct_md_mem.calloc(grid->height + 1, sizeof *grid->places);
    for (size_t i = 0; i < grid->height && oct_slice_next_line(&text, &grid->lines[i]); i++) {
        oct_slice line = grid->lines[i] = oct_slice_trim(grid->lines[i]);
        if (line.len < 3 || !memchr("+|", line.ptr[0], 2) ||
            !memchr("+|", line.ptr[line.len - 1], 2))
            return false;
    }
    if (grid->height < 3 || !is_border_line(grid->lines[0]) ||
        !is_border_line(grid->lines[grid->height - 1]))
        return false;
    grid->width = grid->lines[0].len;
    bool wide = are_as_wide(grid, true);
    if (!wide && !are_as_wide(grid, false))
        return false;
    for (size_t i = 0; i < grid->height; i++)
        if (!is_ascii(grid->lines[i]))
            grid->places[i] = places_of(grid->lines[i], grid->width, wide);
    return true;
}

void oct_md_grid_free(oct_md_grid *grid) {
    for (size_t i = 0; i < grid->height; i++)
        oct_md_mem.free(grid->places[i]);
    oct_md_mem.free(grid->places);
    oct_md_mem.free(grid->lines);
}

char oct_md_grid_at(const oct_md_grid *grid, size_t line, size_t column) {
    const uint32_t *places = grid->places[line];
    char c = grid->lines[line].ptr[places ? places[column] : column];
    return (unsigned char)c < 0x80 ? c : '\0';
}

oct_slice oct_md_grid_line(const oct_md_grid *grid, const oct_md_grid_cell *cell, size_t line) {
    const uint32_t *places = grid->places[line];
    size_t start = places ? places[cell->left + 1] : cell->left + 1;
    size_t end = places ? places[cell->right] : cell->right;
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
