/* tests/unit/test_html_escape - formats/html/escape. */
#include "cmocka_all.h"

#include "formats/html/escape.h"

typedef size_t escape_call(oct_buffer *out, oct_slice text, oct_html_syntax syntax);

static void check(escape_call *call, oct_html_syntax syntax, oct_slice text, const char *expected,
                  size_t replaced) {
    oct_buffer out;
    oct_buffer_init(&out, &oct_allocator_malloc);
    assert_int_equal(call(&out, text, syntax), replaced);
    assert_int_equal(out.len, strlen(expected));
    assert_memory_equal(out.ptr ? out.ptr : "", expected, out.len);
    oct_buffer_free(&out);
}

static void text_and_values(void **state) {
    check(oct_html_escape_text, OCT_HTML, OCT_S("a<b>&\"'\x01\r"), "a&lt;b&gt;&amp;\"'\uFFFD\r", 1);
    check(oct_html_escape_value, OCT_HTML, OCT_S("a<b>&\"'\n"), "a&lt;b&gt;&amp;&quot;'\n", 0);
    check(oct_html_escape_text, OCT_HTML, OCT_S(""), "", 0);
}

static void xml_forbids_characters(void **state) {
    check(oct_html_escape_text, OCT_XHTML, OCT_S("a\x01\t\r\n"), "a\uFFFD\t&#13;\n", 1);
    check(oct_html_escape_value, OCT_XHTML, OCT_S("\t\r\n"), "&#9;&#13;&#10;", 0);
    check(oct_html_escape_text, OCT_XHTML, OCT_S("\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD"),
          "\uFFFD\uFFFD\uFFFD", 2);
    check(oct_html_escape_text, OCT_XHTML, OCT_S("\uFF01\uFEFF"), "\uFF01\uFEFF", 0);
    check(oct_html_escape_text, OCT_XHTML, OCT_S("cut \xEF"), "cut \xEF", 0);
}

/* A byte becomes the same wherever it stands: also in and behind the blocks that are skipped. */
static void every_byte_is_seen_everywhere(void **state) {
    static escape_call *const calls[] = {oct_html_escape_text, oct_html_escape_value};
    char text[40];
    for (int byte = 1; byte < 256; byte++)
        for (size_t at = 0; at < sizeof text; at++)
            for (int how = 0; how < 4; how++) {
                oct_html_syntax syntax = how & 1 ? OCT_XHTML : OCT_HTML;
                oct_buffer alone, among;
                oct_buffer_init(&alone, &oct_allocator_malloc);
                oct_buffer_init(&among, &oct_allocator_malloc);
                memset(text, 'x', sizeof text);
                text[at] = (char)byte;
                calls[how / 2](&alone, oct_slice_make(text + at, 1), syntax);
                calls[how / 2](&among, oct_slice_make(text, sizeof text), syntax);
                assert_int_equal(among.len, sizeof text - 1 + alone.len);
                assert_memory_equal(among.ptr + at, alone.ptr, alone.len);
                oct_buffer_free(&alone);
                oct_buffer_free(&among);
            }
}

static void urls_are_percent_encoded(void **state) {
    oct_buffer out;
    oct_buffer_init(&out, &oct_allocator_malloc);
    oct_html_escape_url(&out, OCT_S("http://e.org/é b%20\"<>[\\]`{|}?a=1&b='#~x"));
    const char *expected = "http://e.org/%C3%A9%20b%20%22%3C%3E%5B%5C%5D%60%7B%7C%7D"
                           "?a=1&amp;b=&#x27;#~x";
    assert_int_equal(out.len, strlen(expected));
    assert_memory_equal(out.ptr, expected, out.len);
    oct_buffer_free(&out);
}

static void schemes_that_run_code(void **state) {
    static const char *const unsafe[] = {"javascript:x",        "JavaScript:x", "\x01 javascript:x",
                                         "java\tscri\npt:x",    "vbscript:x",   "data:text/html,x",
                                         "data:image/svg+xml,x"};
    static const char *const safe[] = {
        "", "http://e.org/", "a/javascript:x", "#javascript:x", "data:image/png;base64,x", "x:y"};
    for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
        assert_false(oct_html_url_is_safe(oct_slice_of(unsafe[i])));
    for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
        assert_true(oct_html_url_is_safe(oct_slice_of(safe[i])));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_is_seen_everywhere), cmocka_unit_test(text_and_values),
        cmocka_unit_test(xml_forbids_characters),        cmocka_unit_test(urls_are_percent_encoded),
        cmocka_unit_test(schemes_that_run_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
