/* tests/unit/test_text - the parts of the text reader: marks in front of lines, lines, measures,
 * links, columns, notes, Roman numbers. */
#include "cmocka_all.h"

#include "formats/text/notes.h"
#include "formats/text/table_lines.h"

static text_marker marker(const char *text) {
    return text_marker_of(oct_slice_of(text));
}

static void bullets_are_known(void **state) {
    static const char *const bullets[] = {"- a",  "* a",      "+ a",      "\u2022\ta",
                                          "o  a", "\u25AA a", "\u2610 a", "[x] a"};
    static const char *const others[] = {"-a",    "-", "- ",    "--a",    "a - b",
                                         "one a", "",  "[y] a", "\u201Ca"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        assert_true(marker(bullets[i]).bullet);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(marker(others[i]).bullet || marker(others[i]).number);
    assert_int_equal(marker("- [x] a").task, OCT_TASK_DONE);
    assert_int_equal(marker("- [x] a").bytes, 6);
    assert_int_equal(marker("\u2022 a").rank, 1);
    assert_int_equal(marker("o a").rank, 2);
}

static void numbers_are_known(void **state) {
    static const struct {
        const char *text;
        int32_t value;
        int style, delimiter, parts, bytes;
    } cases[] = {
        {"1. a", 1, OCT_LIST_DECIMAL, OCT_DELIM_PERIOD, 1, 3},
        {"12)  a", 12, OCT_LIST_DECIMAL, OCT_DELIM_PAREN, 1, 5},
        {"(3) a", 3, OCT_LIST_DECIMAL, OCT_DELIM_PARENS, 1, 4},
        {"4.) a", 4, OCT_LIST_DECIMAL, OCT_DELIM_PAREN, 1, 4},
        {"2.3 a", 3, OCT_LIST_DECIMAL, OCT_DELIM_PERIOD, 2, 4},
        {"2.3.10. a", 10, OCT_LIST_DECIMAL, OCT_DELIM_PERIOD, 3, 8},
        {"b) a", 2, OCT_LIST_LOWER_ALPHA, OCT_DELIM_PAREN, 1, 3},
        {"IV. a", 4, OCT_LIST_UPPER_ROMAN, OCT_DELIM_PERIOD, 1, 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        text_marker m = marker(cases[i].text);
        assert_true(m.number);
        assert_int_equal(m.value, cases[i].value);
        assert_int_equal(m.style, cases[i].style);
        assert_int_equal(m.delimiter, cases[i].delimiter);
        assert_int_equal(m.parts, cases[i].parts);
        assert_int_equal(m.bytes, cases[i].bytes);
    }
    assert_true(marker("i. a").either);
    static const char *const others[] = {"1 a",     "1.a",  "1.",     "12345678901. a",
                                         "mild. a", "(a a", "U.S. a", "3.5"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(marker(others[i]).number);
}

static void roman_numbers_are_numbers(void **state) {
    static const struct {
        const char *text;
        int32_t value;
    } cases[] = {{"i", 1},          {"IV", 4},        {"ix", 9},   {"XIV", 14},
                 {"mcmxcix", 1999}, {"MMXXIV", 2024}, {"iiii", 0}, {"vx", 0},
                 {"Iv", 0},         {"mild", 0},      {"", 0},     {"ixx", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(text_roman(oct_slice_of(cases[i].text)), cases[i].value);
}

/* A file of a text, cut and measured; freed by free_file. */
static oct_reading reading;
static const text_options options;

static text_file file_of(const char *text) {
    text_file file = {.reading = &reading, .options = &options, .allocator = &oct_allocator_malloc};
    reading.first_line = 1;
    oct_buffer_init(&file.storage, file.allocator);
    oct_arena_init(&file.arena, file.allocator);
    text_cut(&file, oct_slice_of(text));
    text_measure(&file);
    return file;
}

static void free_file(text_file *file) {
    oct_arena_clear(&file->arena);
    oct_buffer_free(&file->storage);
}

static void lines_know_what_stands_before_them(void **state) {
    text_file file = file_of("a\n\n\n  > > B c  \n\tD.\n\u3000e,\n\fF\r\ng\rh");
    assert_int_equal(file.count, 7);
    static const struct {
        const char *text;
        uint32_t number, indent, blanks, quotes;
    } cases[] = {{"a", 1, 0, 0, 0}, {"B c", 4, 0, 2, 2}, {"D.", 5, 8, 0, 0}, {"e,", 6, 2, 0, 0},
                 {"F", 7, 0, 0, 0}, {"g", 8, 0, 0, 0},   {"h", 9, 0, 0, 0}};
    for (size_t i = 0; i < file.count; i++) {
        assert_slice(file.lines[i].text, cases[i].text);
        assert_int_equal(file.lines[i].number, cases[i].number);
        assert_int_equal(file.lines[i].indent, cases[i].indent);
        assert_int_equal(file.lines[i].blanks, cases[i].blanks);
        assert_int_equal(file.lines[i].quotes, cases[i].quotes);
    }
    assert_int_equal(file.lines[1].outer, 2);
    assert_true(file.lines[2].flags & TEXT_CLOSED);
    assert_true(file.lines[3].flags & TEXT_HELD);
    assert_true(file.lines[4].flags & TEXT_FEED);
    free_file(&file);
}

static void letters_are_seen_beyond_the_first_block(void **state) {
    text_file file = file_of("0123456789 0123456789 0123456789 z\n"
                             "----------------------------------|\n"
                             "WORDS IN CAPITALS, AND ONE \u00C9T\u00C9\n"
                             "words.  And more\n"
                             "words   and more\n");
    assert_false(file.lines[0].flags & TEXT_CAPS);
    assert_true(file.lines[0].flags & TEXT_HAS_LETTERS);
    assert_true(file.lines[1].flags & TEXT_HAS_PIPE);
    assert_false(file.lines[1].flags & TEXT_HAS_LETTERS);
    assert_true(file.lines[2].flags & TEXT_CAPS);
    assert_int_equal(file.lines[2].width, 30);
    assert_false(file.lines[3].flags & TEXT_HAS_GAP);
    assert_true(file.lines[4].flags & TEXT_HAS_GAP);
    free_file(&file);
}

static void paragraphs_are_told_apart_by_statistics(void **state) {
    static const struct {
        const char *text;
        text_paragraphs paragraphs;
        bool wrapped;
    } cases[] = {
        {"A line of words that is as long as\nthe others are, for it was broken,\nand ends.\n\nA "
         "second one "
         "that is told from it\nby a blank line.\n",
         TEXT_PARAGRAPHS_BLANK, true},
        {"Each line is a sentence of its own here.\nAnd no line goes on in the next one at "
         "all.\nThat is the "
         "end.\n",
         TEXT_PARAGRAPHS_LINE, false},
        {"  A line of words that is as long\nas the others are, for it broke.\n  A second one that "
         "is told "
         "from\nit by its first line, as a third\nis as well.\n  It is this one, which goes on "
         "so\nas to be "
         "a paragraph, too.\n",
         TEXT_PARAGRAPHS_INDENT, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        text_file file = file_of(cases[i].text);
        assert_int_equal(file.measures.paragraphs, cases[i].paragraphs);
        assert_int_equal(file.measures.wrapped, cases[i].wrapped);
        free_file(&file);
    }
}

static void links_end_before_punctuation(void **state) {
    static const struct {
        const char *text, *link, *scheme;
    } cases[] = {
        {"see http://a.b/c.", "http://a.b/c", ""},   {"(http://a.b/c_(d))", "http://a.b/c_(d)", ""},
        {"<https://a.b/c>", "https://a.b/c", ""},    {"at www.a.bc/d, or", "www.a.bc/d", "http://"},
        {"to a.b-c@d.ef.", "a.b-c@d.ef", "mailto:"}, {"to mailto:a@b.cd!", "mailto:a@b.cd", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        oct_slice text = oct_slice_of(cases[i].text);
        text_link link = {0};
        bool found = false;
        for (size_t at = 0; at < text.len && !found; at++)
            found = strchr(":.@", text.ptr[at]) && text_find_link(text, at, 0, &link);
        assert_true(found);
        assert_slice(oct_slice_head(oct_slice_from(text, link.start), link.end - link.start),
                     cases[i].link);
        assert_string_equal(link.scheme, cases[i].scheme);
    }
    static const char *const others[] = {"a:b",   "x://y z", "a@b",    "@a.b",
                                         "a.b.c", "www. a",  "http://"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        oct_slice text = oct_slice_of(others[i]);
        text_link link;
        for (size_t at = 0; at < text.len; at++)
            assert_false(strchr(":.@", text.ptr[at]) && text_find_link(text, at, 0, &link));
    }
}

static void marks_of_notes_are_known(void **state) {
    static const struct {
        const char *text, *label;
        size_t length;
    } cases[] = {{"[1] a", "1", 4},
                 {"[^note]: a", "note", 9},
                 {"[*] a", "*", 4},
                 {"[Footnote 12: a", "12", 14}};
    oct_slice label;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(text_note_mark(oct_slice_of(cases[i].text), &label), cases[i].length);
        assert_slice(label, cases[i].label);
    }
    static const char *const others[] = {"[1]",       "[1]a",    "[] a",        "[1 a",
                                         "[12345] a", "[a b] c", "[Footnote: a"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(text_note_mark(oct_slice_of(others[i]), &label), 0);
}

static void cells_are_cut(void **state) {
    oct_slice rest = text_inside_bars(OCT_S("| a | b \\| c || d |")), cell;
    static const char *const cells[] = {"a", "b \\| c", "", "d"};
    for (size_t i = 0; i < 4; i++) {
        assert_true(text_next_barred_cell(&rest, &cell));
        assert_slice(cell, cells[i]);
    }
    assert_false(text_next_barred_cell(&rest, &cell));
    assert_int_equal(text_tabbed_cells(OCT_S("a\tb\t\tc")), 3);
}

static void columns_are_where_no_line_has_text(void **state) {
    text_file file = file_of("Name    \u00C9t\u00E9  Year\nAnna B  12   1900\nC       3    1901\n");
    text_columns_found found;
    text_look_for_columns(&file, 0, 3, &found);
    assert_int_equal(found.count, 3);
    assert_slice(text_in_column(&file.lines[0], &found.column[1]), "\u00C9t\u00E9");
    assert_slice(text_in_column(&file.lines[1], &found.column[0]), "Anna B");
    assert_slice(text_in_column(&file.lines[2], &found.column[2]), "1901");
    free_file(&file);
}

static void words_are_the_same_in_any_case(void **state) {
    assert_int_equal(text_same_start(OCT_S("CHAPTER IV"), OCT_S("Chapter")), 7);
    assert_int_equal(text_same_start(OCT_S("\u0413\u041B\u0410\u0412\u0410 1"),
                                     OCT_S("\u0413\u043B\u0430\u0432\u0430")),
                     10);
    assert_int_equal(text_same_start(OCT_S("Chap"), OCT_S("Chapter")), 0);
    assert_int_equal(text_same_start(OCT_S("Chanter"), OCT_S("Chapter")), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bullets_are_known),
        cmocka_unit_test(numbers_are_known),
        cmocka_unit_test(roman_numbers_are_numbers),
        cmocka_unit_test(lines_know_what_stands_before_them),
        cmocka_unit_test(letters_are_seen_beyond_the_first_block),
        cmocka_unit_test(paragraphs_are_told_apart_by_statistics),
        cmocka_unit_test(links_end_before_punctuation),
        cmocka_unit_test(marks_of_notes_are_known),
        cmocka_unit_test(cells_are_cut),
        cmocka_unit_test(columns_are_where_no_line_has_text),
        cmocka_unit_test(words_are_the_same_in_any_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
