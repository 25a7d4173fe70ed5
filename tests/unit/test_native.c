/* tests/unit/test_native - the line reader of the native format, and hostile trees. */
#include "cmocka_all.h"

#include "formats/native/line.h"

#include "core/job.h"

static void a_line_is_cut_into_fields(void **state) {
    oct_native_line line =
        oct_native_line_of(OCT_S("    link tight level=2 id=\"a b\" @\"k\\\"\"=\"v\" \"t\""), 1);
    oct_native_field field;
    assert_int_equal(line.depth, 2);
    assert_slice(oct_native_next_word(&line), "link");
    static const oct_native_field_type types[] = {OCT_NATIVE_WORD, OCT_NATIVE_KEY_WORD,
                                                  OCT_NATIVE_KEY_STRING, OCT_NATIVE_PAIR,
                                                  OCT_NATIVE_STRING};
    static const char *const values[] = {"tight", "2", "a b", "v", "t"};
    for (int i = 0; i < 5; i++) {
        assert_true(oct_native_next_field(&line, &field));
        assert_int_equal(field.type, types[i]);
        assert_slice(field.value, values[i]);
    }
    assert_false(oct_native_next_field(&line, &field));
    assert_false(line.bad);
}

static void broken_lines_are_seen(void **state) {
    static const char *const broken[] = {"text \"x",    "text \"x\\",    "text @",
                                         "text @\"a\"", "text @\"a\"=b", "text a=\"",
                                         "text \"a\\\""};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        oct_native_line line = oct_native_line_of(oct_slice_of(broken[i]), 1);
        oct_native_field field;
        oct_native_next_word(&line);
        while (oct_native_next_field(&line, &field))
            ;
        assert_true(line.bad);
    }
}

static void a_deep_line_says_its_depth(void **state) {
    oct_native_line line = oct_native_line_of(OCT_S("+1234 div"), 1);
    assert_int_equal(line.depth, 1234);
    assert_slice(oct_native_next_word(&line), "div");
    assert_int_equal(oct_native_line_of(OCT_S("+"), 1).depth, 0);
    assert_int_equal(oct_native_line_of(OCT_S("+-3 x"), 1).depth, 0);
}

static void escapes_are_resolved(void **state) {
    oct_arena arena;
    oct_arena_init(&arena, &oct_allocator_malloc);
    assert_slice(oct_native_unescape(&arena, OCT_S("plain")), "plain");
    assert_slice(oct_native_unescape(&arena, OCT_S("a\\n\\t\\r\\\"\\\\\\x1b\\x4")),
                 "a\n\t\r\"\\\x1bx4");
    assert_slice(oct_native_unescape(&arena, OCT_S("\\xep \\xE0 \\x00")), "xep xE0 x00");
    oct_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_cut_into_fields),
        cmocka_unit_test(broken_lines_are_seen),
        cmocka_unit_test(a_deep_line_says_its_depth),
        cmocka_unit_test(escapes_are_resolved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
