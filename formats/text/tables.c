/* text/tables - tables whose cells are parted by bars or tabs, and boxes of lines. See text.h. */
#include "formats/text/drawn.h"
#include "formats/text/table_lines.h"

/* ---- Cells ------------------------------------------------------------------------------------
 */

oct_slice text_inside_bars(oct_slice row) {
    row = oct_slice_trim(row);
    if (row.len && row.ptr[0] == '|')
        row = oct_slice_from(row, 1);
    if (row.len && row.ptr[row.len - 1] == '|' && (row.len < 2 || row.ptr[row.len - 2] != '\\'))
        row.len--;
    return row;
}

/* An empty row has no ptr once its only cell is taken. */
static bool next_cell(oct_slice *rest, oct_slice *cell, size_t end, size_t skip) {
    if (!rest->ptr)
        return false;
    *cell = oct_slice_trim(oct_slice_head(*rest, end));
    *rest = end < rest->len ? oct_slice_from(*rest, end + skip) : (oct_slice){NULL, 0};
    return true;
}

bool text_next_barred_cell(oct_slice *rest, oct_slice *cell) {
    size_t end = 0;
    while (end < rest->len && (rest->ptr[end] != '|' || (end > 0 && rest->ptr[end - 1] == '\\')))
        end++;
    return next_cell(rest, cell, end, 1);
}

/* Several tabs are one: they only reach for a column. */
bool text_next_tabbed_cell(oct_slice *rest, oct_slice *cell) {
    size_t end = oct_slice_find_byte(*rest, '\t'), next = end;
    while (next < rest->len && rest->ptr[next] == '\t')
        next++;
    return next_cell(rest, cell, end, next - end);
}

size_t text_barred_cells(oct_slice row) {
    size_t count = 0;
    oct_slice rest = text_inside_bars(row), cell;
    while (text_next_barred_cell(&rest, &cell))
        count++;
    return count;
}

size_t text_tabbed_cells(oct_slice row) {
    size_t count = 0;
    oct_slice rest = row, cell;
    while (text_next_tabbed_cell(&rest, &cell))
        count++;
    return count;
}

/* ---- Bars -------------------------------------------------------------------------------------
 */

/* "---|---", "|:--|--:|", "+----+" with at least two columns or a corner. */
static bool is_bar_rule(oct_slice text) {
    bool bar = false, dash = false;
    for (size_t i = 0; i < text.len; i++) {
        if (!strchr("-=|+: ", text.ptr[i]))
            return false;
        bar |= text.ptr[i] == '|' || text.ptr[i] == '+';
        dash |= text.ptr[i] == '-' || text.ptr[i] == '=';
    }
    return bar && dash && strchr("-|+:=", text.ptr[0]);
}

static bool is_border(const text_line *line) {
    return line->text.ptr[0] == '+' && line->text.len > 2 && is_bar_rule(line->text);
}

static bool is_barred(const text_line *line) {
    return text_is_open(line) && (line->flags & TEXT_HAS_PIPE) && !is_bar_rule(line->text);
}

static bool is_rule(const text_line *line) {
    return text_is_open(line) && is_bar_rule(line->text);
}

static size_t count_barred(const text_line *line) {
    return text_barred_cells(line->text);
}

/* Columns of a rule: its bars or corners part them. */
static size_t count_ruled(oct_slice text) {
    size_t count = 0;
    bool inside = false;
    for (size_t i = 0; i < text.len; i++) {
        bool mark = text.ptr[i] == '-' || text.ptr[i] == '=' || text.ptr[i] == ':';
        count += mark && !inside;
        inside = mark;
    }
    return count;
}

/* A header and the rule under it begin at i. */
static bool is_head(const text_file *file, size_t i) {
    const text_line *line = &file->lines[i];
    if (i + 1 >= file->count || !is_barred(line) || !is_rule(line + 1) ||
        !text_adjoins(line, line + 1))
        return false;
    size_t cells = count_barred(line);
    return cells == count_ruled(line[1].text) && cells > 0;
}

static size_t mark_ruled_table(text_file *file, size_t i) {
    size_t at = i;
    for (; at < file->count; at++) {
        text_line *line = &file->lines[at];
        bool begins_another = at > i + 1 && is_head(file, at);
        if ((at > i && !text_adjoins(line - 1, line)) || begins_another ||
            !(is_barred(line) || is_rule(line)))
            break;
        bool rule = is_rule(line);
        line->reason = rule ? TEXT_BY_TABLE_RULE : TEXT_BY_TABLE_PIPES;
        line->level = rule ? 0 : at == i ? TEXT_ROW_STARTS | TEXT_ROW_HEADS : 0;
    }
    return at;
}

/* Rows with the same number of cells, two at least, and no rule among them. Bars without spaces
 * around them part alternatives, as in "yes|no". */
static bool has_spaced_bar(const text_line *line) {
    return line->text.ptr[0] == '|' || oct_slice_find(line->text, OCT_S(" | ")) < line->text.len;
}

static size_t mark_bare_rows(text_file *file, size_t i) {
    size_t cells = count_barred(&file->lines[i]), end = i;
    while (end < file->count && is_barred(&file->lines[end]) && has_spaced_bar(&file->lines[end]) &&
           (end == i || text_adjoins(&file->lines[end - 1], &file->lines[end])) &&
           !(end > i && is_head(file, end)) && count_barred(&file->lines[end]) == cells)
        end++;
    if (cells < 2 || end < i + 2)
        return i;
    for (size_t at = i; at < end; at++) {
        file->lines[at].reason = TEXT_BY_TABLE_PIPES;
        file->lines[at].level = at == i ? TEXT_ROW_STARTS : 0;
    }
    return end;
}

/* ---- Boxes ------------------------------------------------------------------------------------
 */

/* A border, and lines up to the last border that follows without a gap. */
static size_t box_end(const text_file *file, size_t i, size_t *borders) {
    size_t end = i;
    *borders = 0;
    for (size_t at = i; at < file->count; at++) {
        const text_line *line = &file->lines[at];
        bool border = is_border(line);
        if ((at > i && !text_adjoins(line - 1, line)) ||
            (!border && !(line->flags & TEXT_HAS_PIPE)))
            break;
        *borders += border;
        end = border ? at + 1 : end;
    }
    return *borders > 1 ? end : i;
}

/* Whether a line is drawn as the first border is: corners over corners, bars at these columns too.
 */
static bool is_regular(const text_line *line, oct_slice border) {
    oct_slice text = line->text;
    bool drawn = is_border(line);
    if (drawn ? text.len != border.len : line->width != border.len)
        return false;
    for (size_t i = 0; i < text.len && drawn; i++)
        if ((text.ptr[i] == '+') != (border.ptr[i] == '+'))
            return false;
    if (drawn || text.len != border.len) /* wide characters move the bytes */
        return true;
    for (size_t i = 0; i < text.len; i++)
        if (border.ptr[i] == '+' && text.ptr[i] != '|')
            return false;
    return true;
}

/* A box whose cells reach over several rows or columns. */
static bool mark_drawing(text_file *file, size_t i, size_t end) {
    text_drawing drawing;
    bool regular = true;
    for (size_t at = i; at < end && regular; at++)
        regular = is_regular(&file->lines[at], file->lines[i].text);
    if (regular || !text_read_drawing(file, i, end, &drawing))
        return false;
    for (size_t at = i; at < end; at++) {
        file->lines[at].reason = TEXT_BY_TABLE_DRAWN;
        file->lines[at].level = at == i ? TEXT_ROW_STARTS : 0;
    }
    return true;
}

/* Between three borders or more, the first rows are the header. When there are more than three, or
 * the header's is of equals signs, every border ends a row, which may have several lines. */
static size_t mark_box(text_file *file, size_t i) {
    size_t borders, end = box_end(file, i, &borders), seen = 0;
    bool grid = borders > 3, starts = true, begins_row = true;
    if (end > i && mark_drawing(file, i, end))
        return end;
    for (size_t at = i; at < end; at++) {
        text_line *line = &file->lines[at];
        if (is_border(line)) {
            line->reason = TEXT_BY_TABLE_RULE;
            begins_row = true;
            seen++;
            continue;
        }
        if (is_bar_rule(line->text)) { /* between cells that reach over several rows or columns */
            line->reason = TEXT_BY_TABLE_RULE;
            continue;
        }
        bool head = seen == 1 && borders > 2;
        line->reason = TEXT_BY_TABLE_GRID;
        line->level = (uint8_t)((starts ? TEXT_ROW_STARTS : 0) | (head ? TEXT_ROW_HEADS : 0) |
                                ((grid || head) && !begins_row ? TEXT_ROW_GOES_ON : 0));
        starts = begins_row = false;
    }
    return end;
}

/* ---- Tabs -------------------------------------------------------------------------------------
 */

/* A tab behind a bullet or a number is not between cells. */
static size_t count_tabbed(const text_line *line) {
    if (!text_is_open(line) || !(line->flags & TEXT_HAS_TAB))
        return 0;
    text_marker marker = text_marker_of(line->text);
    if ((marker.bullet || marker.number) && line->text.ptr[marker.bytes - 1] == '\t')
        return 0;
    return text_tabbed_cells(line->text);
}

static size_t mark_tabbed_rows(text_file *file, size_t i) {
    size_t cells = count_tabbed(&file->lines[i]), end = i;
    if (cells < 2)
        return i;
    while (end < file->count &&
           (end == i || text_adjoins(&file->lines[end - 1], &file->lines[end])) &&
           count_tabbed(&file->lines[end]) == cells)
        end++;
    if (end < i + 2 || text_has_code_signs(file, i, end))
        return i;
    for (size_t at = i; at < end; at++) {
        file->lines[at].reason = TEXT_BY_TABLE_TABS;
        file->lines[at].level = at == i ? TEXT_ROW_STARTS : 0;
    }
    return end;
}

/* -----------------------------------------------------------------------------------------------
 */

/* "+---+    +---+" begins boxes side by side, with arrows between, or so: they are seen as they
 * stand. */
static size_t mark_diagram(text_file *file, size_t i) {
    size_t end = i;
    for (; end < file->count && text_is_open(&file->lines[end]) &&
           (end == i || text_adjoins(&file->lines[end - 1], &file->lines[end]));
         end++)
        file->lines[end].reason = TEXT_BY_DRAWING;
    return end;
}

static size_t find_at(text_file *file, size_t i) {
    const text_line *line = &file->lines[i];
    size_t end = i;
    if (is_border(line) && oct_slice_find_byte(line->text, ' ') < line->text.len)
        end = mark_diagram(file, i);
    else if (is_border(line))
        end = mark_box(file, i);
    else if (is_head(file, i))
        end = mark_ruled_table(file, i);
    else if (is_barred(line))
        end = mark_bare_rows(file, i);
    else if (line->flags & TEXT_HAS_TAB)
        end = mark_tabbed_rows(file, i);
    return end;
}

void text_find_tables(text_file *file) {
    oct_buffer redrawn;
    oct_buffer_init(&redrawn, file->allocator);
    text_redraw(file, &redrawn);
    for (size_t i = 0; i < file->count; i++) {
        if (!text_is_open(&file->lines[i]))
            continue;
        size_t end = find_at(file, i);
        i = end > i ? end - 1 : i;
    }
    text_undo_redrawing(file, &redrawn);
    text_find_drawings(file);
    oct_buffer_free(&redrawn);
}
