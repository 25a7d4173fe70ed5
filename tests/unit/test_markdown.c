/* tests/unit/test_markdown - the parts of the Markdown reader that stand alone: where bare links
 * and addresses end, what is marked and put back, what front matter is, the memory of a parse. */
#include "cmocka_all.h"

#include "formats/markdown/autolink.h"
#include "formats/markdown/front_matter.h"
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
    assert_int_equal(link_length("www.a.b\x01^1]", 4), 7);
}

static void domains_have_rules(void **state) {
    assert_int_equal(link_length("www.a_b.c", 4), 0);
    assert_int_equal(link_length("www.a_b.c.d", 4), 11);
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
    check_address("a@b.c d@e.f", 5, "d@e.f");
    check_address("@a @@ a@b a@b. a@b.c_ a@b.c1", 0, NULL);
    check_address("a@b@c.d", 0, "b@c.d");
}

/* ---- Marks -------------------------------------------------------------------------------- */

static void check_marks(const char *text, const char *marked) {
    oct_md_marking marking = oct_md_mark(oct_slice_of(text), true, true, &oct_allocator_malloc);
    assert_false(marking.failed);
    assert_true(oct_slice_is(marking.text, marked));
    for (size_t i = 0; marking.set && i < marking.text.len; i++)
        assert_int_equal(oct_md_plain(marking.set, marking.text.ptr[i]), text[i]);
    oct_md_unmark(&marking, &oct_allocator_malloc);
}

static void marks_stand_where_something_may_be(void **state) {
    check_marks("a[^b] \\[^c] [^d e] [^\"] [^f](g)", "a\x01^b] \\[^c] [^d e] [^\"] [^f](g)");
    check_marks("[^a][^b]", "\x01^a]\x01^b]");
    check_marks("www.a xwww.a (www.a", "\x02ww.a xwww.a (\x02ww.a");
    check_marks("http://a <http://a xhttp://a ftp://a",
                "http\x03//a <http://a xhttp://a ftp\x03//a");
    check_marks("plain: text. [a] ^", "plain: text. [a] ^");
}

static void marks_are_bytes_that_the_text_has_not(void **state) {
    check_marks("\x01 www.a", "\x01 \x06ww.a");
    char all[64] = " www.a";
    size_t length = strlen(all);
    for (char c = 1; c < 32; c++)
        all[length++] = c;
    oct_md_marking marking =
        oct_md_mark(oct_slice_make(all, length), true, true, &oct_allocator_malloc);
    assert_true(marking.exhausted);
    assert_null(marking.set);
    assert_ptr_equal(marking.text.ptr, all);
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
        cmocka_unit_test(marks_are_bytes_that_the_text_has_not),
        cmocka_unit_test(front_matter_is_closed_and_a_mapping),
        cmocka_unit_test(pieces_are_zeroed_grow_and_are_used_again),
        cmocka_unit_test(a_limit_ends_the_parse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
