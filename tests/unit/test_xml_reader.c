/* tests/unit/test_xml_reader - reading XML that somebody else wrote: pieces, and what is refused.
 */
#include "cmocka_all.h"

#include "base/arena.h"
#include "io/xml_reader.h"

static bool is_sound(const char *text) {
    return oct_xml_is_sound(oct_slice_of(text), &oct_allocator_malloc);
}

static void pieces_come_with_their_places(void **state) {
    static const char text[] = "<a x='1 > 0'><!-- - -->t&amp;<b/></a>";
    static const struct {
        oct_xml_event event;
        size_t depth, begin, end;
    } expected[] = {{OCT_XML_OPENS, 1, 0, 13},   {OCT_XML_TEXT, 1, 13, 23},
                    {OCT_XML_TEXT, 1, 23, 29},   {OCT_XML_OPENS, 2, 29, 33},
                    {OCT_XML_CLOSES, 2, 33, 33}, {OCT_XML_CLOSES, 1, 33, 37}};
    oct_xml_reader reader;
    oct_xml_reader_init(&reader, &oct_allocator_malloc, oct_slice_of(text));
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_true(oct_xml_read(&reader));
        assert_int_equal(reader.event, expected[i].event);
        assert_int_equal(reader.depth, expected[i].depth);
        assert_int_equal(reader.begin, expected[i].begin);
        assert_int_equal(reader.end, expected[i].end);
    }
    assert_false(oct_xml_read(&reader));
    assert_false(reader.broken);
    oct_xml_reader_free(&reader);
}

static void values_are_found_and_resolved(void **state) {
    oct_arena arena;
    oct_arena_init(&arena, &oct_allocator_malloc);
    oct_slice attributes = OCT_S(" w:id = \"3\" name='&#x41;&quot;&#66;' ");
    assert_true(oct_slice_is(oct_xml_value(attributes, "w:id"), "3"));
    assert_int_equal(oct_xml_value(attributes, "id").len, 0);
    assert_true(oct_slice_is(oct_xml_resolved(oct_xml_value(attributes, "name"), &arena), "A\"B"));
    oct_arena_clear(&arena);
}

static void broken_text_is_refused(void **state) {
    static const char *const broken[] = {
        "",
        "text",
        "<a>",
        "</a>",
        "<a></b>",
        "<a/><b/>",
        "<a/>text",
        "<a",
        "<a x>",
        "<a x=1/>",
        "<a x='1' x='2'/>",
        "<a x='1'y='2'/>",
        "<a x='<'/>",
        "<a>&b;</a>",
        "<a>&</a>",
        "<a>&#0;</a>",
        "<a>&#xD800;</a>",
        "<a>&#x110000;</a>",
        "<a>]]></a>",
        "<!-- a -- b --><a/>",
        "<1/>",
        "<a><![CDATA[</a>",
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        "<a>\x01</a>",
        "<a>\xFF</a>",
        "<a>\xEF\xBF\xBF</a>"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        if (is_sound(broken[i]))
            fail_msg("is taken: %s", broken[i]);
}

static void sound_text_is_taken(void **state) {
    static const char *const sound[] = {"<a/>",
                                        "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<a/>\n",
                                        "<a >b</a >",
                                        "<a><![CDATA[<&]]></a>",
                                        "<a b='x\"y' c=\"&lt;&#x10FFFF;\"/>",
                                        "<ä/>"};
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++)
        if (!is_sound(sound[i]))
            fail_msg("is refused: %s", sound[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_come_with_their_places),
        cmocka_unit_test(values_are_found_and_resolved),
        cmocka_unit_test(broken_text_is_refused),
        cmocka_unit_test(sound_text_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
