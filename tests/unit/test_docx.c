/* tests/unit/test_docx - addresses, lengths, written numbers, directions, and where the cells of a
 * table lie. */
#include "cmocka_all.h"

#include "formats/docx/docx.h"
#include "formats/docx/emf.h"
#include "formats/docx/grid.h"
#include "formats/docx/urls.h"

static void addresses_become_valid(void **state) {
    static const char *const rows[][2] = {
        {"http://example.org/a b?x=\xC3\xA4#f#g", "http://example.org/a%20b?x=%C3%A4#f%23g"},
        {"http://u:p@h.example:80/%41%zz", "http://u:p@h.example:80/%41%25zz"},
        {"http://[::1]:80/", "http://[::1]:80/"},
        {"//example.org/x", "https://example.org/x"},
        {"C:\\a b", "file:///C:/a%20b"},
        {"../a[1].html", "../a%5B1%5D.html"},
        {"mailto:a@b.org", "mailto:a@b.org"},
        {"http://[bad/", NULL},
        {"http://", NULL},
        {"http:", NULL},
        {"http://a..b/", NULL},
        {"http://h:65536/", NULL},
        {"http://-h/", NULL},
        {"mailto:", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        oct_buffer out;
        oct_buffer_init(&out, &oct_allocator_malloc);
        bool valid = docx_url_append(&out, oct_slice_of(rows[i][0]));
        assert_int_equal(valid, rows[i][1] != NULL);
        if (valid) {
            oct_buffer_byte(&out, '\0');
            assert_string_equal(out.ptr, rows[i][1]);
        }
        oct_buffer_free(&out);
    }
}

static void code_is_no_address(void **state) {
    (void)state;
    assert_true(docx_url_is_unsafe(OCT_S("javascript:x")));
    assert_true(docx_url_is_unsafe(OCT_S(" java\tSCRIPT:x")));
    assert_true(docx_url_is_unsafe(OCT_S("data:text/html,x")));
    assert_false(docx_url_is_unsafe(OCT_S("http://javascript:1/")));
    assert_false(docx_url_is_unsafe(OCT_S("")));
}

static void lengths_have_units(void **state) {
    static const struct {
        const char *text;
        int64_t emu;
    } rows[] = {{"10", 95250},   {"1.5in", 1371600}, {"2cm", 720000}, {" 12 pt ", 152400},
                {"50%", 500000}, {".5mm", 18000},    {"", 0},         {"-4px", 0},
                {"1e3", 0},      {"auto", 0},        {"1 000", 0},    {"99999999999px", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(docx_length(oct_slice_of(rows[i].text), 1000000), rows[i].emu);
}

static void numbers_are_written(void **state) {
    static const struct {
        int64_t value;
        int style, delimiter;
        const char *text;
    } rows[] = {{-3, OCT_LIST_DECIMAL, OCT_DELIM_PERIOD, "-3."},
                {28, OCT_LIST_LOWER_ALPHA, OCT_DELIM_PAREN, "ab)"},
                {26, OCT_LIST_UPPER_ALPHA, OCT_DELIM_PARENS, "(Z)"},
                {3888, OCT_LIST_LOWER_ROMAN, OCT_DELIM_PERIOD, "mmmdccclxxxviii."},
                {1994, OCT_LIST_UPPER_ROMAN, OCT_DELIM_PAREN, "MCMXCIV)"},
                {0, OCT_LIST_UPPER_ROMAN, OCT_DELIM_PERIOD, "0."},
                {INT64_MAX, OCT_LIST_LOWER_ALPHA, OCT_DELIM_PERIOD, "crpxnlskvljfhg."}};
    docx_writer w = {0};
    (void)state;
    oct_arena_init(&w.arena, &oct_allocator_malloc);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        oct_slice text = docx_written_number(&w, rows[i].value, rows[i].style, rows[i].delimiter);
        assert_true(oct_slice_is(text, rows[i].text));
    }
    oct_arena_clear(&w.arena);
}

/* Each run as its length, negative from right to left. */
static void check_directions(const char *string, bool context, const int *expected) {
    oct_slice text = oct_slice_of(string);
    while (text.len) {
        bool rtl;
        size_t length = docx_direction_run(text, context, &rtl);
        assert_int_equal(rtl ? -(int)length : (int)length, *expected++);
        text = oct_slice_from(text, length);
    }
    assert_int_equal(*expected, 0);
}

static void text_is_cut_by_direction(void **state) {
    (void)state;
    check_directions("abc 1", false, (int[]){5, 0});
    check_directions("a \u05D0 \u05D1 b", false, (int[]){2, -5, 2, 0});
    check_directions("\u05D0 (a b) 1", true, (int[]){-4, 3, -3, 0});
    check_directions("1 \u05D0", false, (int[]){2, -2, 0});
    check_directions("", true, (int[]){0});
}

static oct_node *add(oct_arena *arena, oct_node *parent, oct_kind kind) {
    oct_node *node = oct_node_new(arena, kind);
    oct_node_append(parent, node);
    return node;
}

/* <tr><td colspan=500><td><tr><td rowspan=9><td><td><tr><td>: cells begin in columns 0, 1, 2 and
 * 500. */
static void columns_are_where_cells_begin(void **state) {
    oct_arena arena;
    docx_grid grid;
    bool covered;
    (void)state;
    oct_arena_init(&arena, &oct_allocator_malloc);
    oct_node *table = oct_node_new(&arena, OCT_TABLE), *body = add(&arena, table, OCT_TABLE_BODY);
    oct_node *row = add(&arena, body, OCT_TABLE_ROW);
    oct_node *wide = add(&arena, row, OCT_TABLE_CELL);
    wide->as.cell.column_span = 500;
    add(&arena, row, OCT_TABLE_CELL);
    row = add(&arena, body, OCT_TABLE_ROW);
    oct_node *tall = add(&arena, row, OCT_TABLE_CELL);
    tall->as.cell.row_span = 9;
    add(&arena, row, OCT_TABLE_CELL);
    add(&arena, row, OCT_TABLE_CELL);
    docx_grid_measure(&grid, table, 9000);
    assert_int_equal(grid.columns, 4);
    assert_false(grid.too_wide);
    docx_grid_row(&grid);
    assert_int_equal(docx_grid_place(&grid, docx_grid_free(&grid), wide), 3);
    assert_int_equal(docx_grid_shown(&grid, docx_grid_free(&grid)), 3);
    docx_grid_end_row(&grid);
    docx_grid_row(&grid);
    docx_grid_place(&grid, docx_grid_free(&grid), tall);
    docx_grid_end_row(&grid);
    docx_grid_row(&grid);
    assert_int_equal(docx_grid_free(&grid), 1);
    assert_int_equal(docx_grid_alike(&grid, 0, 4, &covered), 1);
    assert_true(covered);
    assert_int_equal(docx_grid_alike(&grid, 1, 4, &covered), 3);
    assert_false(covered);
    oct_arena_clear(&arena);
}

/* The length and the number of records stand in the header ([MS-EMF] 2.3.4.2). */
static void metafiles_say_their_size(void **state) {
    oct_buffer out;
    (void)state;
    oct_buffer_init(&out, &oct_allocator_malloc);
    docx_emf_words(&out, 100, 50, OCT_S("Words that take two lines"));
    const unsigned char *bytes = (const unsigned char *)out.ptr;
    uint32_t records = 0;
    size_t at = 0;
    for (; at + 8 <= out.len; records++)
        at += bytes[at + 4] | (size_t)bytes[at + 5] << 8;
    assert_int_equal(at, out.len);
    assert_int_equal(bytes[48] | bytes[49] << 8, out.len);
    assert_int_equal(bytes[52], records);
    assert_int_equal(bytes[out.len - 20], 14);
    oct_buffer_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_become_valid),   cmocka_unit_test(code_is_no_address),
        cmocka_unit_test(lengths_have_units),       cmocka_unit_test(numbers_are_written),
        cmocka_unit_test(text_is_cut_by_direction), cmocka_unit_test(columns_are_where_cells_begin),
        cmocka_unit_test(metafiles_say_their_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
