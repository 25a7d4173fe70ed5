/* tests/unit/test_epub - the cleaner of drawings, and the identifier made of the content. */
#include "cmocka_all.h"

#include "core/svg.h"
#include "formats/epub/epub.h"

#define ROOT   "<svg xmlns=\"http://www.w3.org/2000/svg\">"
#define HEADER "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* expected NULL: the drawing is refused. */
static void check(const char *svg, const char *expected) {
    oct_buffer out;
    oct_buffer_init(&out, &oct_allocator_malloc);
    bool fine = oct_svg_clean(oct_slice_of(svg), &out);
    assert_int_equal(fine, expected != NULL);
    if (expected) {
        oct_buffer_byte(&out, '\0');
        assert_string_equal(out.ptr, expected);
    }
    oct_buffer_free(&out);
}

static void drawings_stay_as_they_are(void **state) {
    check(ROOT "<g id='a'>x &amp; &#65;</g></svg>",
          HEADER ROOT "<g id='a'>x &amp; &#65;</g></svg>");
    check("\xEF\xBB\xBF<!-- c -->" ROOT "<![CDATA[<]]></svg>\n", HEADER ROOT "<![CDATA[<]]></svg>");
}

static void what_reaches_out_is_removed(void **state) {
    check(ROOT "<image href='http://e.org/'/><use href='#a'/></svg>",
          HEADER ROOT "<image/><use href='#a'/></svg>");
    check(ROOT "<script><g>x</g></script><g onclick=\"x\"/></svg>", HEADER ROOT "<g/></svg>");
    check(ROOT "<g fill='url(\"http://e.org\")' mask='url(#a)'/></svg>",
          HEADER ROOT "<g mask='url(#a)'/></svg>");
    check(ROOT "<x:g><g/></x:g><g x:y='1'/></svg>", HEADER ROOT "<g/></svg>");
}

static void broken_drawings_are_refused(void **state) {
    static const char *const broken[] = {"",
                                         "text",
                                         ROOT,
                                         ROOT "</g>",
                                         ROOT "<g></svg>",
                                         ROOT "</svg><svg/>",
                                         ROOT "<g a='1' a='2'/></svg>",
                                         ROOT "<g a=1/></svg>",
                                         ROOT "<g a='<'/></svg>",
                                         ROOT "&nbsp;</svg>",
                                         ROOT "\x01</svg>",
                                         ROOT "\xFF</svg>",
                                         "<html/>",
                                         ROOT "<!-- </svg>",
                                         ROOT "<g"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        check(broken[i], NULL);
}

static const char *urn_of(oct_arena *arena, const char *first, const char *second) {
    oct_epub_hash hash = {{0, 0}};
    oct_epub_hash_add(&hash, oct_slice_of(first));
    oct_epub_hash_add(&hash, oct_slice_of(second));
    return oct_epub_hash_urn(&hash, arena);
}

static void identifiers_follow_from_the_content(void **state) {
    oct_arena arena;
    oct_arena_init(&arena, &oct_allocator_malloc);
    const char *urn = urn_of(&arena, "some text", "more");
    assert_int_equal(strlen(urn), strlen("urn:uuid:01234567-0123-0123-0123-0123456789ab"));
    assert_int_equal(urn[23], '5');
    assert_non_null(strchr("89ab", urn[28]));
    assert_string_equal(urn, urn_of(&arena, "some text", "more"));
    assert_string_not_equal(urn, urn_of(&arena, "some tex", "tmore"));
    assert_string_not_equal(urn, urn_of(&arena, "some text", "morf"));
    oct_arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawings_stay_as_they_are),
        cmocka_unit_test(what_reaches_out_is_removed),
        cmocka_unit_test(broken_drawings_are_refused),
        cmocka_unit_test(identifiers_follow_from_the_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
