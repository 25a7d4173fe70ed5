/* The HTML reader's parts that stand alone: encodings, character references, elements, and what is
 * handed to the parser. */
#include "cmocka_all.h"
#include "formats/html/elements.h"
#include "formats/html/encoding.h"
#include "formats/html/entities.h"
#include "formats/html/feed.h"

/* ---- Feeding ------------------------------------------------------------------------------ */

static bool collect(void *user, const char *bytes, size_t len) {
    oct_buffer_append(user, bytes, len);
    return true;
}

static void expect_fed(const char *page, const char *expected) {
    oct_buffer fed;
    oct_buffer_init(&fed, &oct_allocator_malloc);
    html_feed feed = {.push = collect, .user = &fed};
    assert_true(html_feed_all(&feed, oct_slice_of(page), &oct_allocator_malloc));
    oct_buffer_byte(&fed, '\0');
    assert_string_equal(fed.ptr, expected);
    oct_buffer_free(&fed);
}

static void plain_pages_pass(void **state) {
    expect_fed("<p class='a > b'>x</p><!-- > -->y", "<p class='a > b'>x</p><!-- > -->y");
    expect_fed("", "");
}

static void the_end_of_the_page_is_not_the_end(void **state) {
    expect_fed("x</body></HTML >y", "xy");
    expect_fed("</p>x", "x");
    expect_fed("<html/>x", "<html>x");
}

static void bogus_markup_goes(void **state) {
    expect_fed("a<!x>b<?y z>c</ d>e<!-->f", "abcef");
    expect_fed("a</br>b", "a<br>b");
}

static void tags_without_end_are_text(void **state) {
    expect_fed("a <b", "a &lt;b");
    expect_fed("a</b", "a&lt;/b");
    expect_fed("<a href=\"x>y</a>", "<a href>y</a>");
}

static void void_elements_are_closed(void **state) {
    expect_fed("a<wbr>b<source src=x>", "a<wbr />b<source src=x />");
}

static void text_only_elements_hold_text(void **state) {
    expect_fed("<title>a<b>&amp;</title>", "<title>a&lt;b>&amp;</title>");
    expect_fed("<title>a<b></p>c", "<title></title>a<b></p>c");
    expect_fed("<textarea>a<i>c<textarea>", "<textarea></textarea>a<i>c<textarea></textarea>");
    expect_fed("<xmp>&amp;<b></xmp>", "<xmp>&amp;amp;&lt;b></xmp>");
    expect_fed("<script>'</p>'</script></p>", "<script>'</p>'</script></p>");
}

static void odd_attributes_go(void **state) {
    expect_fed("<p @a=\"b > c\" id=d [e]>x", "<p id=d>x");
}

static void line_ends_are_one(void **state) {
    expect_fed("<p>a\r\nb\rc\fd\x01", "<p>a\nb\nc d\xEF\xBF\xBD");
}

static size_t pieces, cut_tags;

static bool count_piece(void *user, const char *bytes, size_t len) {
    pieces++;
    cut_tags += len && bytes[len - 1] != '>';
    return true;
}

static void no_tag_is_cut(void **state) {
    oct_buffer page;
    oct_buffer_init(&page, &oct_allocator_malloc);
    for (int i = 0; i < 50000; i++)
        oct_buffer_string(&page, "<a href=\"some/where/else\">");
    html_feed feed = {.push = count_piece};
    pieces = cut_tags = 0;
    assert_true(html_feed_all(&feed, oct_buffer_view(&page), &oct_allocator_malloc));
    assert_true(pieces > 10);
    assert_int_equal(cut_tags, 0);
    oct_buffer_free(&page);
}

/* ---- Encodings ---------------------------------------------------------------------------- */

static void expect_decoded(oct_slice page, const char *asked_for, const char *encoding,
                           const char *expected) {
    oct_buffer out;
    oct_buffer_init(&out, &oct_allocator_malloc);
    html_decoding decoding;
    oct_slice text = html_decode(page, asked_for, &out, &decoding);
    assert_string_equal(decoding.encoding, encoding);
    assert_true(oct_slice_is(text, expected));
    oct_buffer_free(&out);
}

static void encodings_are_found(void **state) {
    expect_decoded(OCT_S("\xEF\xBB\xBFx\xC3\xA9"), "koi8-r", "utf-8", "x\xC3\xA9");
    expect_decoded(OCT_S("\xFE\xFF\0x\xD8\x3D\xDE\0"), NULL, "utf-16be", "x\xF0\x9F\x98\x80");
    expect_decoded(OCT_S("<\0p\0>\0\xE9\0"), NULL, "utf-16le", "<p>\xC3\xA9");
    expect_decoded(OCT_S("<meta charset='Latin1'>\x80"), NULL, "windows-1252",
                   "<meta charset='Latin1'>\xE2\x82\xAC");
    expect_decoded(OCT_S("<!-- <meta charset=koi8-r> -->\xC3\xA9"), NULL, "utf-8",
                   "<!-- <meta charset=koi8-r> -->\xC3\xA9");
    expect_decoded(OCT_S("<meta charset=utf-16>x"), NULL, "utf-8", "<meta charset=utf-16>x");
    expect_decoded(OCT_S("\xE4"), "KOI8-R", "koi8-r", "\xD0\x94");
    expect_decoded(OCT_S("\xE9"), NULL, "windows-1252", "\xC3\xA9");
}

static void ill_formed_bytes_are_counted(void **state) {
    oct_buffer out;
    oct_buffer_init(&out, &oct_allocator_malloc);
    html_decoding decoding;
    /* A pair whose second byte fits no character is one error. */
    oct_slice text =
        html_decode(OCT_S("<meta charset=shift_jis>\x83\x65\x81\xFFz\0"), NULL, &out, &decoding);
    assert_true(oct_utf8_is_clean(text));
    assert_int_equal(decoding.replaced, 1);
    assert_int_equal(decoding.nul_bytes, 1);
    oct_buffer_free(&out);
    html_decode(OCT_S("x"), "klingon", &out, &decoding);
    assert_true(decoding.unknown_encoding);
    oct_buffer_free(&out);
}

/* ---- References and elements -------------------------------------------------------------- */

static void references_are_the_longest_that_fit(void **state) {
    size_t used;
    assert_true(oct_slice_is(html_entity(OCT_S("notin;"), &used), "\xE2\x88\x89"));
    assert_int_equal(used, 6);
    assert_true(oct_slice_is(html_entity(OCT_S("notit;"), &used), "\xC2\xAC"));
    assert_int_equal(used, 3);
    assert_int_equal(html_entity(OCT_S("hellip"), &used).len, 0);
    assert_true(oct_slice_is(html_entity(OCT_S("CounterClockwiseContourIntegral;"), &used),
                             "\xE2\x88\xB3"));
    assert_int_equal(html_entity(OCT_S(""), &used).len, 0);
    assert_true(oct_slice_is(html_entity(OCT_S("zwnj;"), &used), "\xE2\x80\x8C"));
}

static void elements_are_found(void **state) {
    static const char *const names[] = {"a",  "abbr", "b",    "br",    "code", "div", "h1", "h6",
                                        "hr", "li",   "math", "p",     "q",    "svg", "td", "th",
                                        "tt", "u",    "ul",   "video", "wbr",  "xmp"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_string_equal(html_element_named(names[i])->name, names[i]);
    assert_int_equal(html_element_named("x-y")->class, HTML_UNKNOWN);
    assert_int_equal(html_element_named("")->class, HTML_UNKNOWN);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_pages_pass),
        cmocka_unit_test(the_end_of_the_page_is_not_the_end),
        cmocka_unit_test(bogus_markup_goes),
        cmocka_unit_test(tags_without_end_are_text),
        cmocka_unit_test(void_elements_are_closed),
        cmocka_unit_test(text_only_elements_hold_text),
        cmocka_unit_test(odd_attributes_go),
        cmocka_unit_test(line_ends_are_one),
        cmocka_unit_test(no_tag_is_cut),
        cmocka_unit_test(encodings_are_found),
        cmocka_unit_test(ill_formed_bytes_are_counted),
        cmocka_unit_test(references_are_the_longest_that_fit),
        cmocka_unit_test(elements_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
