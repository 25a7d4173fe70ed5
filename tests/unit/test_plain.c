/* tests/unit/test_plain - the line-filling engine: widths, breaks, prefixes, blank lines, chunks.
 */
#include "cmocka_all.h"

#include "core/quotes.h"
#include "formats/plain/display.h"
#include "formats/plain/fill_words.h"
#include "formats/plain/formulas.h"
#include "formats/plain/simple_line.h"

/* A fill with its sink. */
typedef struct page {
    oct_buffer sink;
    oct_fill fill;
} page;

static void open_page(page *p, size_t limit) {
    oct_buffer_init(&p->sink, &oct_allocator_malloc);
    oct_fill_init(&p->fill, &oct_allocator_malloc, &p->sink, limit);
}

static void close_page(page *p) {
    assert_false(p->fill.failed);
    oct_fill_free(&p->fill);
    oct_buffer_free(&p->sink);
}

static void paragraph(page *p, const char *text) {
    oct_fill_string(&p->fill, text);
    oct_fill_end(&p->fill);
}

static void fills_to(size_t limit, const char *text, const char *lines) {
    page p;
    open_page(&p, limit);
    paragraph(&p, text);
    assert_slice(oct_buffer_view(&p.sink), lines);
    close_page(&p);
}

static size_t width(const char *text) {
    return oct_display_width(oct_slice_of(text));
}

static void widths_are_those_of_a_terminal(void **state) {
    assert_int_equal(width(""), 0);
    assert_int_equal(width("plain"), 5);
    assert_int_equal(width("naïve"), 5);
    assert_int_equal(width("e\u0301"), 1); /* combining acute accent */
    assert_int_equal(width("日本語"), 6);
    assert_int_equal(width("한국어"), 6);
    assert_int_equal(width("\u1112\u1161\u11AB"), 2); /* conjoining jamo */
    assert_int_equal(width("ｱ"), 1);                  /* half-width katakana */
    assert_int_equal(width("😀"), 2);
    assert_int_equal(width("👩‍👩‍👧"), 2); /* joined by U+200D */
    assert_int_equal(width("👩‍❤️‍👨"), 2);
    assert_int_equal(width("🇩🇪"), 2);
    assert_int_equal(width("🇩🇪🇫🇷"), 4);
    assert_int_equal(width("👍🏽"), 2); /* with a skin tone */
    assert_int_equal(width("❤"), 1);
    assert_int_equal(width("❤\uFE0F"), 2);
    assert_int_equal(width("1\uFE0F\u20E3"), 2); /* keycap */
    assert_int_equal(width("a\u200Bb"), 2);
    assert_int_equal(width("שלום"), 4);
}

static void lines_break_at_spaces(void **state) {
    fills_to(10, "one two three", "one two\nthree\n");
    fills_to(13, "one two three", "one two three\n");
    fills_to(12, "one two three", "one two\nthree\n");
    fills_to(7, "  one \t two\n\nthree  ", "one two\nthree\n");
    fills_to(10, "", "");
    fills_to(10, "   ", "");
}

/* The quick way, for whole lines of ASCII, must see all that the careful way sees. */
static void plain_lines_are_told_apart(void **state) {
    char text[40];
    for (size_t length = 1; length < sizeof text; length++)
        for (size_t at = 0; at < length; at++) {
            memset(text, 'a', sizeof text);
            oct_slice slice = {text, length};
            text[at] = ' ';
            assert_true(oct_fill_is_plain(slice));
            text[at] = '\xC3';
            assert_true(at + 1 == length || !oct_fill_is_plain(slice));
            text[at] = '\n';
            assert_true(at + 1 == length || !oct_fill_is_plain(slice));
            text[at] = '?';
            assert_true(oct_fill_is_plain(slice));
            for (const char *after = " !?:;\xC2"; *after && at > 0; after++) {
                text[at - 1] = ' ';
                text[at] = *after;
                assert_false(oct_fill_is_plain(slice));
            }
            for (const char *after = "#(-09@Z~"; *after && at > 0; after++) {
                text[at - 1] = ' ';
                text[at] = *after;
                assert_true(oct_fill_is_plain(slice));
            }
        }
    fills_to(9, "aaaa bbbb cccc dd  ee ? fffffffffffff gggg hhhh iiii",
             "aaaa bbbb\ncccc dd\nee ?\nfffffffffffff\ngggg hhhh\niiii\n");
}

static void expect_simple_line(const char *text, size_t room, size_t length, size_t columns) {
    oct_simple_line line = oct_fill_simple_line(oct_slice_of(text), room);
    assert_int_equal(line.length, length);
    assert_int_equal(line.columns, columns);
}

static void simple_lines_are_told_apart(void **state) {
    expect_simple_line("one two three", 8, 7, 7);
    expect_simple_line("one two three", 7, 7, 7);
    expect_simple_line("one two three", 6, 3, 3);
    expect_simple_line("one two", 7, 0, 0);
    expect_simple_line("onetwo three", 5, 0, 0);
    expect_simple_line("été “là… œuvre", 8, 15, 8);
    static const char *const careful[] = {" one two x",  "one  two x", "one\ttwo x", "one ! two",
                                          "one ? two",   "one » two",  "a\u00ADb c", "日本 語 x",
                                          "a\u0301 b c", "a—b c d"};
    for (size_t i = 0; i < sizeof careful / sizeof *careful; i++)
        expect_simple_line(careful[i], 5, 0, 0);
    fills_to(9, "“aaa” “bb” écrire ça où… ?", "“aaa”\n“bb”\nécrire ça\noù… ?\n");
}

static void expect_simple_rest(const char *text, size_t columns, size_t widest, bool ascii) {
    oct_simple_rest rest = oct_fill_simple_rest(oct_slice_of(text));
    assert_int_equal(rest.columns, columns);
    assert_int_equal(rest.widest, widest);
    assert_int_equal(rest.ascii, ascii);
}

static void simple_rests_are_told_apart(void **state) {
    expect_simple_rest("one", 3, 3, true);
    expect_simple_rest("a longer word", 13, 6, true);
    expect_simple_rest("auto-école…", 11, 11, false);
    static const char *const careful[] = {"",        " one",       "one ",   "one  two",
                                          "one ! x", "a\u00ADb",   "日本語", "a\u0301",
                                          "a—b",     "one\ttwo x", "a\n"};
    for (size_t i = 0; i < sizeof careful / sizeof *careful; i++)
        assert_int_equal(oct_fill_simple_rest(oct_slice_of(careful[i])).columns, 0);
    fills_to(20, "one two   three ", "one two three\n");
}

static size_t characters(const char *word) {
    size_t count = 0;
    for (; *word; word++)
        count += ((unsigned char)*word & 0xC0) != 0x80;
    return count;
}

/* Words of one column a character, onto lines as anyone would do it. */
static void lines_hold_what_they_have_room_for(void **state) {
    static const char *const words[] = {"a",   "bcd", "“so",     "wahr”", "été",
                                        "il…", "x",   "long-er", "ß"};
    unsigned random = 7;
    for (size_t limit = 8; limit < 60; limit++) {
        char text[400] = "", lines[400] = "";
        for (size_t i = 0, width = 0; i < 40; i++) {
            random = random * 1103515245u + 12345u;
            const char *word = words[(random >> 16) % (sizeof words / sizeof *words)];
            bool fits = width + 1 + characters(word) <= limit;
            width = width && fits ? width + 1 + characters(word) : characters(word);
            strcat(text, i ? " " : "");
            strcat(lines, !i ? "" : fits ? " " : "\n");
            strcat(text, word);
            strcat(lines, word);
        }
        strcat(lines, "\n");
        fills_to(limit, text, lines);
    }
}

static void long_words_overflow(void **state) {
    fills_to(5, "a bbbbbbbbbb c", "a\nbbbbbbbbbb\nc\n");
    fills_to(5, "bbbbbbbbbb", "bbbbbbbbbb\n");
    fills_to(8, "well-known-ly", "well-known-ly\n");
}

static void other_scripts_break_by_their_rules(void **state) {
    fills_to(6, "日本語です。", "日本語\nです。\n");
    fills_to(8, "日本語です。", "日本語で\nす。\n");
    fills_to(6, "日本語。字", "日本\n語。字\n"); /* no full stop at the start of a line */
    fills_to(8, "aé—bé—cé", "aé—bé—cé\n");
    fills_to(5, "aé—bé—cé", "aé—bé\n—cé\n");
    fills_to(4, "été-là", "été-là\n");
}

static void some_spaces_do_not_break(void **state) {
    fills_to(8, "alors quoi ?", "alors\nquoi ?\n");
    fills_to(8, "alors mot\u00A0!", "alors\nmot\u00A0!\n");
    fills_to(6, "« mot »", "«\nmot »\n");
}

static void atoms_stay_whole(void **state) {
    page p;
    open_page(&p, 10);
    oct_fill_string(&p.fill, "go to ");
    oct_fill_atom(&p.fill, OCT_S("<a b  日本>"));
    oct_fill_string(&p.fill, ", ok");
    oct_fill_end(&p.fill);
    assert_slice(oct_buffer_view(&p.sink), "go to\n<a b  日本>,\nok\n");
    close_page(&p);
}

static void breaks_are_soft_or_hard(void **state) {
    page p;
    open_page(&p, 20);
    oct_fill_hard_break(&p.fill); /* leads, and does nothing */
    oct_fill_string(&p.fill, "a");
    oct_fill_soft_break(&p.fill);
    oct_fill_string(&p.fill, "b");
    oct_fill_hard_break(&p.fill);
    oct_fill_string(&p.fill, "字");
    oct_fill_soft_break(&p.fill); /* no space between ideographs */
    oct_fill_string(&p.fill, "字");
    for (int i = 0; i < 3; i++)
        oct_fill_hard_break(&p.fill);
    oct_fill_string(&p.fill, "c");
    oct_fill_hard_break(&p.fill); /* trails, and does nothing */
    oct_fill_end(&p.fill);
    assert_slice(oct_buffer_view(&p.sink), "a b\n字字\n\nc\n");
    close_page(&p);
}

static void soft_breaks_may_be_kept(void **state) {
    page p;
    open_page(&p, OCT_FILL_UNLIMITED);
    p.fill.preserve = true;
    oct_fill_string(&p.fill, "a");
    oct_fill_soft_break(&p.fill);
    paragraph(&p, "b");
    assert_slice(oct_buffer_view(&p.sink), "a\nb\n");
    close_page(&p);
}

static void prefixes_nest(void **state) {
    page p;
    open_page(&p, 12);
    oct_fill_push(&p.fill, OCT_S("> "), OCT_S("> "), false);
    oct_fill_push(&p.fill, OCT_S("- "), OCT_S("  "), true);
    oct_fill_push(&p.fill, OCT_S("1. "), OCT_S("   "), true);
    paragraph(&p, "one two three");
    oct_fill_blank(&p.fill);
    oct_fill_blank(&p.fill);
    paragraph(&p, "four");
    oct_fill_pop(&p.fill);
    oct_fill_blank(&p.fill);
    oct_fill_pop(&p.fill);
    oct_fill_pop(&p.fill);
    paragraph(&p, "five");
    oct_fill_blank(&p.fill);
    assert_slice(oct_buffer_view(&p.sink),
                 "> - 1. one\n>      two\n>      three\n>\n>      four\n\nfive\n");
    close_page(&p);
}

static void markers_without_text_are_seen_when_they_must(void **state) {
    page p;
    open_page(&p, 20);
    oct_fill_push(&p.fill, OCT_S("> "), OCT_S("> "), false);
    oct_fill_pop(&p.fill);
    oct_fill_push(&p.fill, OCT_S("- "), OCT_S("  "), true);
    oct_fill_push(&p.fill, OCT_S("> "), OCT_S("> "), false);
    oct_fill_pop(&p.fill);
    oct_fill_push(&p.fill, OCT_S("* "), OCT_S("  "), true);
    oct_fill_pop(&p.fill);
    oct_fill_pop(&p.fill);
    assert_slice(oct_buffer_view(&p.sink), "- *\n");
    close_page(&p);
}

static void deep_prefixes_stop_growing(void **state) {
    page p;
    open_page(&p, 72);
    for (int i = 0; i < 1000; i++)
        oct_fill_push(&p.fill, OCT_S("> "), OCT_S("> "), false);
    paragraph(&p, "x");
    for (int i = 0; i < 1000; i++)
        oct_fill_pop(&p.fill);
    assert_true(p.fill.capped);
    assert_in_range(p.sink.len, 200, 300);
    close_page(&p);
}

static void measuring_writes_nothing(void **state) {
    page p;
    open_page(&p, 10);
    oct_fill_reset(&p.fill, &p.sink, 10, true);
    oct_fill_push(&p.fill, OCT_S("- "), OCT_S("  "), true);
    paragraph(&p, "one three 日本");
    assert_int_equal(p.fill.natural, 2 + 14);
    assert_int_equal(p.fill.least, 2 + 5);
    assert_int_equal(p.fill.lines, 1);
    assert_int_equal(p.sink.len, 0);
    oct_fill_pop(&p.fill);
    close_page(&p);
}

static oct_slice without_line_ends(oct_buffer *sink) {
    for (size_t i = 0; i < sink->len; i++)
        if (sink->ptr[i] == '\n')
            sink->ptr[i] = ' ';
    return (oct_slice){sink->ptr, sink->len ? sink->len - 1 : 0};
}

/* Whatever the pieces it comes in, a paragraph that is larger than a chunk is set the same, and
 * loses nothing. */
static void chunks_leave_no_trace(void **state) {
    static const char *const words[] = {"one ", "two, ", "über ", "日本 ", "four.\t", "x—y "};
    oct_buffer text;
    oct_buffer_init(&text, &oct_allocator_malloc);
    for (size_t i = 0; text.len < 200 * 1000; i = (i * 7 + 3) % 1009)
        oct_buffer_string(&text, words[i % 6]);
    page whole, pieces;
    open_page(&whole, 40);
    open_page(&pieces, 40);
    oct_fill_text(&whole.fill, oct_buffer_view(&text));
    oct_fill_end(&whole.fill);
    for (size_t at = 0, step = 1; at < text.len; at += step, step = step * 5 % 997 + 1)
        oct_fill_text(&pieces.fill,
                      oct_slice_head(oct_slice_from(oct_buffer_view(&text), at), step));
    oct_fill_end(&pieces.fill);
    assert_int_equal(whole.sink.len, pieces.sink.len);
    assert_memory_equal(whole.sink.ptr, pieces.sink.ptr, whole.sink.len);
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '\t')
            text.ptr[i] = ' ';
    oct_slice joined = without_line_ends(&whole.sink);
    /* A dash may begin a line, where the source has no space: count words alone. */
    oct_slice rest = joined, word;
    size_t count = 0, bytes = 0;
    while (oct_slice_next_word(&rest, &word))
        count++, bytes += word.len;
    oct_slice source = oct_buffer_view(&text);
    size_t source_count = 0, source_bytes = 0;
    while (oct_slice_next_word(&source, &word))
        source_count++, source_bytes += word.len;
    assert_true(count >= source_count);
    assert_int_equal(bytes, source_bytes);
    close_page(&whole);
    close_page(&pieces);
    oct_buffer_free(&text);
}

static void unbroken_text_of_any_length_is_kept(void **state) {
    page p;
    open_page(&p, 20);
    for (int i = 0; i < 50000; i++)
        oct_fill_string(&p.fill, i % 10 ? "x" : "é");
    oct_fill_end(&p.fill);
    assert_int_equal(p.sink.len, 50000 + 5000 + 1);
    p.sink.len = 0;
    for (int i = 0; i < 50000; i++)
        oct_fill_string(&p.fill, "字");
    oct_fill_end(&p.fill);
    assert_int_equal(p.sink.len, 50000 * 3 + 5000);
    close_page(&p);
}

static void quotes_follow_the_language(void **state) {
    assert_string_equal(oct_quotes_of(OCT_S("en"))->open, "“");
    assert_string_equal(oct_quotes_of(OCT_S("en-GB"))->single_close, "’");
    assert_string_equal(oct_quotes_of(OCT_S("de"))->open, "„");
    assert_string_equal(oct_quotes_of(OCT_S("de-CH"))->open, "«");
    assert_string_equal(oct_quotes_of(OCT_S("FR"))->open, "«\u202F");
    assert_string_equal(oct_quotes_of(OCT_S("zh-Hant-TW"))->open, "「");
    assert_string_equal(oct_quotes_of(OCT_S("x-unknown"))->open, "“");
    assert_string_equal(oct_quotes_of(OCT_S(""))->open, "“");
    assert_string_equal(oct_quotes_of(OCT_S("deu"))->open, "“"); /* is not de */
}

static void formula_is(const char *tex, const char *line) {
    oct_arena arena;
    oct_arena_init(&arena, &oct_allocator_malloc);
    oct_buffer out;
    oct_buffer_init(&out, &oct_allocator_malloc);
    oct_formula_problem problem;
    oct_formula *formula = oct_formula_parse(&arena, oct_slice_of(tex), &problem);
    assert_non_null(formula);
    oct_formula_put_line(&out, formula, true);
    assert_slice(oct_buffer_view(&out), line);
    oct_buffer_free(&out);
    oct_arena_clear(&arena);
}

/* Brackets stand where the line would else say something else than the page. */
static void formulas_keep_their_meaning_in_a_line(void **state) {
    formula_is("\\frac{a}{b}", "a/b");
    formula_is("\\frac{a+b}{c}", "(a + b)/c");
    formula_is("\\frac{a}{bc}", "a/(bc)");
    formula_is("\\frac{(a)(b)}{(c)(d)}", "(a)(b)/((c)(d))");
    formula_is("\\frac{1}{2}x", "(1/2)x");
    formula_is("-\\frac{1}{2}", "−1/2");
    formula_is("{x^a}^b", "(xᵃ)ᵇ");
    formula_is("x^{a^b}", "x^(aᵇ)");
    formula_is("\\sqrt{x}^2", "(√x)²");
    formula_is("\\sqrt{xy}", "√(xy)");
    formula_is("\\sqrt x y", "√x y");
    formula_is("x_A y", "x_A y");
    formula_is("", "");
    formula_is("\\,", "");
}

static void signs_before_a_term_cling_to_it(void **state) {
    formula_is("-a-b", "−a − b");
    formula_is("a=-b", "a = −b");
    formula_is("(-a,-b)", "(−a, −b)");
    formula_is("a\\cdot -b", "a ⋅ −b");
    formula_is("|-a|-b", "|−a| − b");
    formula_is("a+", "a+");
    formula_is("a &= b \\\\ &- c", "a = b\n− c");
}

static void memory_may_run_out(void **state) {
    for (size_t allowed = 0; allowed < 12; allowed++) {
        failing_allocator failing = {.calls_left = allowed};
        oct_allocator allocator = failing_allocator_of(&failing);
        oct_buffer sink;
        oct_fill fill;
        oct_buffer_init(&sink, &allocator);
        oct_fill_init(&fill, &allocator, &sink, 20);
        oct_fill_push(&fill, OCT_S("- "), OCT_S("  "), true);
        for (int i = 0; i < 1000; i++)
            oct_fill_string(&fill, "some words and 字, ");
        oct_fill_atom(&fill, OCT_S("a b"));
        oct_fill_end(&fill);
        oct_fill_rule(&fill, '=', 100000);
        oct_fill_pop(&fill);
        if (allowed < 2)
            assert_true(fill.failed);
        oct_fill_free(&fill);
        oct_buffer_free(&sink);
        assert_int_equal(failing.allocated, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths_are_those_of_a_terminal),
        cmocka_unit_test(lines_break_at_spaces),
        cmocka_unit_test(plain_lines_are_told_apart),
        cmocka_unit_test(simple_lines_are_told_apart),
        cmocka_unit_test(simple_rests_are_told_apart),
        cmocka_unit_test(lines_hold_what_they_have_room_for),
        cmocka_unit_test(long_words_overflow),
        cmocka_unit_test(other_scripts_break_by_their_rules),
        cmocka_unit_test(some_spaces_do_not_break),
        cmocka_unit_test(atoms_stay_whole),
        cmocka_unit_test(breaks_are_soft_or_hard),
        cmocka_unit_test(soft_breaks_may_be_kept),
        cmocka_unit_test(prefixes_nest),
        cmocka_unit_test(markers_without_text_are_seen_when_they_must),
        cmocka_unit_test(deep_prefixes_stop_growing),
        cmocka_unit_test(measuring_writes_nothing),
        cmocka_unit_test(chunks_leave_no_trace),
        cmocka_unit_test(unbroken_text_of_any_length_is_kept),
        cmocka_unit_test(quotes_follow_the_language),
        cmocka_unit_test(formulas_keep_their_meaning_in_a_line),
        cmocka_unit_test(signs_before_a_term_cling_to_it),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
