/* tests/unit/test_markdown - the parts of the Markdown reader that stand alone: where bare links
 * and addresses end, what is marked and put back, what front matter is, the memory of a parse. */
#include "cmocka_all.h"

#include "formats/markdown/autolink.h"
#include "formats/markdown/flanking.h"
#include "formats/markdown/front_matter.h"
#include "formats/markdown/html_tag.h"
#include "formats/markdown/marks.h"
#include "formats/markdown/memory.h"

/* ---- Links -------------------------------------------------------------------------------- */

static size_t link_length(const char *text, size_t start) {
    return oct_md_link_length(oct_slice_of(text), start, oct_md_mark_sets[0]);
}

static void links_end_before_punctuation(void **state) {
    assert_int_equal(link_length("www.a.b, c", 4), 7);
    assert_int_equal(link_length("www.a.b/c?d=e&f;g;", 4), 17);
    assert_int_equal(link_length("www.a.b/c&amp;", 4), 9);
    assert_int_equal(link_length("www.a.b/(c))", 4), 11);
    assert_int_equal(link_length("www.a.b/c))", 4), 9);
    assert_int_equal(link_length("www.a.b/<c", 4), 8);
    assert_int_equal(link_length("www.a.b\x0E^1]", 4), 7);
}

static void domains_have_rules(void **state) {
    assert_int_equal(link_length("www.a_b.c", 4), 0);
    assert_int_equal(link_length("www.a_b.c.d", 4), 11);
    assert_int_equal(link_length("www.a.b_ c", 4), 7);
    assert_int_equal(link_length("www.a.b_/c", 4), 0);
    assert_int_equal(link_length("www.a.b\u00A0c", 4), 7);
    assert_int_equal(link_length("www.a.b/c\u3000d\u2003", 4), 9);
    assert_int_equal(link_length("www. a", 4), 0);
    assert_int_equal(link_length("://", 3), 0);
    assert_int_equal(link_length("://localhost", 3), 12);
}

static void check_address(const char *text, size_t from, const char *found) {
    oct_md_address address;
    bool any = oct_md_find_address(oct_slice_of(text), from, &address);
    assert_int_equal(any, found != NULL);
    if (found)
        assert_true(
            oct_slice_is(oct_slice_make(text + address.start, address.end - address.start), found));
}

static void addresses_are_found(void **state) {
    check_address("to a.b+c@d-e.f.", 0, "a.b+c@d-e.f");
    check_address("mailto:a@b.c", 0, "mailto:a@b.c");
    check_address("xmailto:a@b.c", 0, "a@b.c");
    check_address("xmpp:a@b.c/d/e", 0, "xmpp:a@b.c/d");
    check_address("xmpp:a@b.c/d@e.f.", 0, "xmpp:a@b.c/d@e.f");
    check_address("a@b.c d@e.f", 5, "d@e.f");
    check_address("@a @@ a@b a@b. a@b.c_ a@b.c1", 0, NULL);
    check_address("a@b@c.d", 0, "b@c.d");
}

/* ---- Marks -------------------------------------------------------------------------------- */

static const oct_md_wanted all_marks = {true, true, true, true, 0};
static const oct_md_wanted backslashes = {.backslashes = OCT_MD_SYMBOLS | OCT_MD_MATH_PARENS |
                                                         OCT_MD_MATH_DOUBLE};

static void check_wanted(const oct_md_wanted *wanted, const char *text, const char *marked) {
    oct_md_marking marking = oct_md_mark(oct_slice_of(text), wanted, &oct_allocator_malloc);
    assert_false(marking.failed);
    assert_true(oct_slice_is(marking.text, marked));
    for (size_t i = 0; marking.set && i < marking.text.len; i++)
        assert_int_equal(oct_md_plain(marking.set, marking.text.ptr[i]), text[i]);
    oct_md_unmark(&marking, &oct_allocator_malloc);
}

static void check_marks(const char *text, const char *marked) {
    check_wanted(&all_marks, text, marked);
}

static void marks_stand_where_something_may_be(void **state) {
    check_marks("a[^b] \\[^c] [^d e] [^\"] [^f](g)", "a\x0E^b] \\[^c] [^d e] [^\"] [^f](g)");
    check_marks("[a[^b]: c\n[^b]: c", "[a[^b]: c\n\x0E^b]: c");
    check_marks("[^a][^b]", "\x0E^a]\x0E^b]");
    check_marks("www.a xwww.a (www.a", "\x0Fww.a xwww.a (\x0Fww.a");
    check_marks("http://a <http://a xhttp://a ftp://a",
                "http\x10//a <http\x10//a xhttp://a ftp\x10//a");
    check_marks("plain: text. [a] ^", "plain: text. [a] ^");
}

static void marks_stand_where_cmark_is_behind(void **state) {
    check_marks("*\u20AC* ** a\u20AC", "\x13\u20AC\x13 ** a\u20AC");
    check_marks("**_a \\*\u20AC x__\u2019", "**_a \\*\u20AC x\x14_\u2019");
    check_marks("*[^a]**", "\x13\x0E^a]**");
    check_marks("&#1234567; &#12345678; &#x1234567; \\&#12345678;",
                "&#1234567; \x15#12345678; \x15#x1234567; \\&#12345678;");
    check_marks("<!--> <!-- a --> <!-- a -- b --> <!-- c",
                "\x12!--> <!-- a --> \x12!-- a -- b --> <!-- c");
    check_marks("<!A b> <!a b> <!A> <![CDATA[]]]>", "<!A b> \x12!a b> \x12!A> \x12![CDATA[]]]>");
    check_marks("<pre> <search> </search>", "<pre> \x12search> \x12/search>");
    check_marks("a\n> <i>\n\n<i>\n[a]:\n<b>\n", "a\n> \x12i>\n\n<i>\n[a]:\n<b>\n");
    check_marks("<pre> </textarea>", "\x12pre> </textarea>");
    check_marks("http://a/?u=http://b <xy:*\u20AC>", "http\x10//a/?u=http\x10//b <xy:*\u20AC>");
    check_marks("[a](b(c d) [a](b(c)d) [a](<b(c d>)", "[a]\x17"
                                                      "b(c d) [a](b(c)d) [a](<b(c d>)");
    check_marks("> [a]: b(c\na [a]: b(c\n", "> [a]\x10 b(c\na [a]: b(c\n");
}

static void open_code_is_marked(void **state) {
    check_marks("`` `a` `b`", "\x18\x18 `a` `b`");
    check_marks("`a``b`` ``c``\n\n`a`", "\x18"
                                        "a``b`` ``c``\n\n`a`");
    check_marks("`a` `b` `c", "`a` `b` `c");
    check_marks("`` `a`\n>\n> `b`", "`` `a`\n>\n> `b`");
    check_marks("``\n`a` ``b`` `c`", "``\n`a` ``b`` `c`");
    check_marks("`` \\`a` `b` `c`", "\x18\x18 \\`a` `b` `c\x18");
    check_marks("<a b='`'> `` `a` `b`", "<a b='`'> `` `a` `b`");
    check_marks("``` `` `a` `b`", "\x18\x18\x18 \x18\x18 `a` `b`");
    check_marks("```\n`` `a` `b`", "```\n\x18\x18 `a` `b`");
}

static void marks_stand_at_backslashes(void **state) {
    check_wanted(&backslashes, "a\\ b \\ c C:\\ d \\\\ e", "a\x16 b \\ c C:\\ d \\\\ e");
    check_wanted(&backslashes, "> \\ \nx", "> \x16 \nx");
    check_wanted(&backslashes, "\\\u2014 \\\u00E4", "\x16\u2014 \\\u00E4");
    check_wanted(&backslashes, "\\(a\\) \\{ \\\\[b\\\\] [a](b\\(c\\))",
                 "\x16(a\\) \\{ \x16\\[b\\\\] [a](b\\(c\\))");
}

static void marks_are_bytes_that_the_text_has_not(void **state) {
    check_marks("\x0E www.a", "\x0E \x02ww.a");
    char all[64] = " www.a";
    size_t length = strlen(all);
    for (char c = 1; c < 32; c++)
        all[length++] = c;
    oct_md_marking marking =
        oct_md_mark(oct_slice_make(all, length), &all_marks, &oct_allocator_malloc);
    assert_true(marking.exhausted);
    assert_null(marking.set);
    assert_ptr_equal(marking.text.ptr, all);
}

/* ---- HTML --------------------------------------------------------------------------------- */

static size_t html_length(const char *text) {
    return oct_md_html_length(oct_slice_of(text));
}

static void html_ends_where_it_ends(void **state) {
    assert_int_equal(html_length("<!--> a"), 5);
    assert_int_equal(html_length("<!---> a"), 6);
    assert_int_equal(html_length("<!-- a -- b -->"), 15);
    assert_int_equal(html_length("<!-- a"), 0);
    assert_int_equal(html_length("<!a>"), 4);
    assert_int_equal(html_length("<!1>"), 0);
    assert_int_equal(html_length("<![CDATA[]]]>"), 13);
    assert_int_equal(html_length("<? ?\?>"), 6);
    assert_int_equal(html_length("<search a b='>' c = d />x"), 24);
    assert_int_equal(html_length("<search a='b'c>"), 0);
    assert_int_equal(html_length("<search a=>"), 0);
    assert_int_equal(html_length("</search >"), 10);
    assert_int_equal(html_length("</search a>"), 0);
    assert_int_equal(html_length("<"), 0);
}

static void html_blocks_have_kinds(void **state) {
    assert_int_equal(oct_md_html_block_kind(OCT_S("<textarea")), 1);
    assert_int_equal(oct_md_html_block_kind(OCT_S("<Pre>")), 1);
    assert_int_equal(oct_md_html_block_kind(OCT_S("</pre> a")), 0);
    assert_int_equal(oct_md_html_block_kind(OCT_S("<!-- a")), 2);
    assert_int_equal(oct_md_html_block_kind(OCT_S("<!a")), 4);
    assert_int_equal(oct_md_html_block_kind(OCT_S("<! a")), 0);
    assert_int_equal(oct_md_html_block_kind(OCT_S("</search/>")), 6);
    assert_int_equal(oct_md_html_block_kind(OCT_S("<searches>")), 7);
    assert_true(oct_md_ends_html_block_1(OCT_S("a </b></TEXTAREA> c")));
    assert_false(oct_md_ends_html_block_1(OCT_S("</textarea ></")));
}

/* ---- Flanking ----------------------------------------------------------------------------- */

static void check_flanking(const char *text, size_t start, size_t end, bool left, bool right) {
    oct_md_flanking run =
        oct_md_flanking_of(oct_slice_of(text), start, end, oct_md_mark_sets[0], true);
    assert_int_equal(run.left, left);
    assert_int_equal(run.right, right);
}

static void symbols_are_punctuation(void **state) {
    check_flanking("*\u20AC", 0, 1, true, false);
    check_flanking("a*\u20AC", 1, 2, false, true);
    check_flanking("a*b", 1, 2, true, true);
    check_flanking("\u00A0*b", 2, 3, true, false);
    check_flanking("a*\x0E^b]", 1, 2, false, true);
    check_flanking("a*~~b", 1, 2, true, true);
}

/* ---- Front matter ------------------------------------------------------------------------- */

static size_t front_matter_length(const char *text) {
    return oct_md_find_front_matter(oct_slice_of(text)).length;
}

static void front_matter_is_closed_and_a_mapping(void **state) {
    assert_int_equal(front_matter_length("---\na: b\n---\nc"), 13);
    assert_int_equal(front_matter_length("--- \r\na: b\r\n...\r\nc"), 17);
    assert_int_equal(front_matter_length("---\n# x\n\na: b\n---"), 17);
    assert_int_equal(front_matter_length("---\n---\nc"), 8);
    assert_int_equal(front_matter_length("---\na: b\n"), 0);
    assert_int_equal(front_matter_length("---\na b\n---\n"), 0);
    assert_int_equal(front_matter_length("---\n- a: b\n---\n"), 0);
    assert_int_equal(front_matter_length("\n---\na: b\n---\n"), 0);
    assert_int_equal(front_matter_length("----\na: b\n---\n"), 0);
    assert_int_equal(oct_md_find_front_matter(OCT_S("---\na: b\n---\nc")).lines, 3);
}

/* ---- Memory ------------------------------------------------------------------------------- */

static void pieces_are_zeroed_grow_and_are_used_again(void **state) {
    oct_md_memory memory;
    oct_md_memory_begin(&memory, &oct_allocator_malloc, SIZE_MAX);
    if (setjmp(memory.out_of_memory))
        fail();
    char *a = oct_md_mem.calloc(10, 10);
    for (int i = 0; i < 100; i++)
        assert_int_equal(a[i], 0);
    memset(a, 'x', 100);
    assert_ptr_equal(oct_md_mem.realloc(a, 200), a); /* the newest grows in place */
    char *b = oct_md_mem.calloc(1, 200);
    char *moved = oct_md_mem.realloc(a, 100000);
    assert_ptr_not_equal(moved, a);
    assert_int_equal(moved[99], 'x');
    assert_ptr_equal(oct_md_mem.calloc(1, 200), a);
    oct_md_mem.free(b);
    oct_md_mem.free(moved);
    oct_md_mem.free(NULL);
    oct_md_memory_end(&memory);
}

static void a_limit_ends_the_parse(void **state) {
    oct_md_memory memory;
    oct_md_memory_begin(&memory, &oct_allocator_malloc, 100000);
    if (setjmp(memory.out_of_memory) == 0) {
        for (int i = 0; i < 1000; i++)
            oct_md_mem.calloc(1, 1000);
        fail();
    }
    assert_true(memory.limit_hit);
    oct_md_memory_end(&memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_end_before_punctuation),
        cmocka_unit_test(domains_have_rules),
        cmocka_unit_test(addresses_are_found),
        cmocka_unit_test(marks_stand_where_something_may_be),
        cmocka_unit_test(marks_stand_where_cmark_is_behind),
        cmocka_unit_test(html_ends_where_it_ends),
        cmocka_unit_test(html_blocks_have_kinds),
        cmocka_unit_test(symbols_are_punctuation),
        cmocka_unit_test(marks_stand_at_backslashes),
        cmocka_unit_test(open_code_is_marked),
        cmocka_unit_test(marks_are_bytes_that_the_text_has_not),
        cmocka_unit_test(front_matter_is_closed_and_a_mapping),
        cmocka_unit_test(pieces_are_zeroed_grow_and_are_used_again),
        cmocka_unit_test(a_limit_ends_the_parse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
