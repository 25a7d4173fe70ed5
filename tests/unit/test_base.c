/* tests/unit/test_base - slices, arenas, buffers, UTF-8 and maps. */
#include "cmocka_all.h"

#include "base/library.h"
#include "base/map.h"
#include "base/size.h"
#include "base/utf8.h"

static void slices_are_cut_and_compared(void **state) {
    oct_slice text = OCT_S("one two\r\nthree\rfour\n");
    oct_slice line, word;
    assert_true(oct_slice_next_line(&text, &line));
    assert_slice(line, "one two");
    assert_true(oct_slice_next_word(&line, &word));
    assert_slice(word, "one");
    assert_true(oct_slice_next_word(&line, &word));
    assert_slice(word, "two");
    assert_false(oct_slice_next_word(&line, &word));
    assert_true(oct_slice_next_line(&text, &line));
    assert_slice(line, "three");
    assert_true(oct_slice_next_line(&text, &line));
    assert_slice(line, "four");
    assert_false(oct_slice_next_line(&text, &line));
    text = OCT_S("\n one\ntwo \n \n\nthree");
    assert_true(oct_slice_next_paragraph(&text, &line));
    assert_slice(line, "one\ntwo");
    assert_true(oct_slice_next_paragraph(&text, &line));
    assert_slice(line, "three");
    assert_false(oct_slice_next_paragraph(&text, &line));
    assert_slice(oct_slice_trim(OCT_S(" \t a b \n")), "a b");
    assert_int_equal(oct_slice_find(OCT_S("aabaac"), OCT_S("aac")), 3);
    assert_int_equal(oct_slice_find(OCT_S("aabaa"), OCT_S("aac")), 5);
    assert_true(oct_slice_equal_nocase(OCT_S("HTML"), OCT_S("html")));
    assert_true(oct_slice_ends(OCT_S("book.md"), OCT_S(".md")));
    assert_false(oct_slice_ends(OCT_S("md"), OCT_S(".md")));
}

static void numbers_are_read_whole_or_not_at_all(void **state) {
    int64_t value;
    assert_true(oct_slice_to_int(OCT_S("-9223372036854775808"), &value));
    assert_true(value == INT64_MIN);
    assert_true(oct_slice_to_int(OCT_S("9223372036854775807"), &value));
    assert_true(value == INT64_MAX);
    assert_false(oct_slice_to_int(OCT_S("9223372036854775808"), &value));
    assert_false(oct_slice_to_int(OCT_S("12x"), &value));
    assert_false(oct_slice_to_int(OCT_S(""), &value));
    assert_false(oct_slice_to_int(OCT_S("-"), &value));
}

static void sizes_do_not_overflow(void **state) {
    size_t size;
    assert_false(oct_size_add(SIZE_MAX, 1, &size));
    assert_false(oct_size_multiply(SIZE_MAX / 2, 3, &size));
    assert_true(oct_size_add(SIZE_MAX - 1, 1, &size));
    assert_int_equal(oct_size_clamp32((size_t)1 << 40), UINT32_MAX);
}

static void an_arena_appends_in_linear_time_and_place(void **state) {
    oct_arena arena;
    oct_arena_init(&arena, &oct_allocator_malloc);
    oct_slice text = {NULL, 0};
    for (int i = 0; i < 100000; i++)
        text = oct_arena_append(&arena, text, OCT_S("0123456789"));
    assert_int_equal(text.len, 1000000);
    for (size_t i = 0; i < text.len; i++)
        assert_int_equal(text.ptr[i], '0' + (char)(i % 10));
    assert_true(arena.total < 8 * text.len);
    assert_string_equal(oct_arena_printf(&arena, "%d-%s", 7, "x"), "7-x");
    oct_arena_clear(&arena);
    assert_int_equal(arena.total, 0);
}

static void an_arena_aligns_and_remembers_failure(void **state) {
    failing_allocator failing = {.calls_left = 1};
    oct_allocator allocator = failing_allocator_of(&failing);
    oct_arena arena;
    oct_arena_init(&arena, &allocator);
    assert_non_null(oct_arena_bytes(&arena, 3));
    assert_int_equal((uintptr_t)oct_arena_alloc(&arena, 8) % 8, 0);
    assert_false(arena.failed);
    assert_null(oct_arena_alloc(&arena, 1 << 20));
    assert_true(arena.failed);
    assert_null(oct_arena_array(&arena, SIZE_MAX, 2));
    oct_arena_clear(&arena);
    assert_int_equal(failing.allocated, 0);
}

static void a_buffer_writes_numbers_and_characters(void **state) {
    oct_buffer buffer;
    oct_buffer_init(&buffer, &oct_allocator_malloc);
    oct_buffer_number(&buffer, INT64_MIN);
    oct_buffer_byte(&buffer, ' ');
    oct_buffer_number(&buffer, 0);
    oct_buffer_printf(&buffer, " %s", "x");
    oct_buffer_code_point(&buffer, 0x1F600);
    oct_buffer_code_point(&buffer, 0xD800);
    assert_slice(oct_buffer_view(&buffer), "-9223372036854775808 0 x\xF0\x9F\x98\x80\xEF\xBF\xBD");
    oct_buffer_free(&buffer);
}

static void a_buffer_that_failed_stays_failed(void **state) {
    failing_allocator failing = {.calls_left = 0};
    oct_allocator allocator = failing_allocator_of(&failing);
    oct_buffer buffer;
    oct_buffer_init(&buffer, &allocator);
    oct_buffer_string(&buffer, "x");
    assert_true(buffer.failed);
    failing.calls_left = 10;
    oct_buffer_string(&buffer, "y");
    assert_int_equal(buffer.len, 0);
    oct_buffer_free(&buffer);
}

/* Unicode 15, table 3-8: maximal subparts. */
static void ill_formed_utf8_is_replaced_by_maximal_subparts(void **state) {
    oct_buffer out;
    oct_buffer_init(&out, &oct_allocator_malloc);
    oct_slice text = OCT_S("a\xF1\x80\x80\xE1\x80\xC2"
                           "b\x80"
                           "c\x80\xBF"
                           "d");
    oct_utf8_repair repair = oct_utf8_mend(text, &out);
    assert_slice(oct_buffer_view(&out), "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
                                        "b\xEF\xBF\xBD"
                                        "c\xEF\xBF\xBD\xEF\xBF\xBD"
                                        "d");
    assert_int_equal(repair.replaced, 6);
    assert_int_equal(repair.first_replaced, 1);
    oct_buffer_free(&out);
}

static void nul_bytes_and_ill_formed_utf8_have_first_places_of_their_own(void **state) {
    oct_buffer out;
    oct_buffer_init(&out, &oct_allocator_malloc);
    oct_utf8_repair repair = oct_utf8_mend(OCT_S("a\xFF\xFF\0\0"), &out);
    assert_int_equal(repair.replaced * 10 + repair.first_replaced, 21);
    assert_int_equal(repair.nul_bytes * 10 + repair.first_nul, 23);
    oct_buffer_free(&out);
}

static void utf16_is_decoded_in_both_byte_orders(void **state) {
    const struct {
        oct_slice text;
        bool big_endian;
        const char *utf8;
        size_t replaced;
    } cases[] = {
        {OCT_S(""), false, "", 0},
        {OCT_S("A\0\xE9\0\xAC\x20"), false, "A\u00E9\u20AC", 0},
        {OCT_S("\0A\0\xE9\x20\xAC"), true, "A\u00E9\u20AC", 0},
        {OCT_S("\x3D\xD8\x00\xDE"), false, "\U0001F600", 0},
        {OCT_S("\xD8\x3D\xDE\x00"), true, "\U0001F600", 0},
        {OCT_S("\xD8\x3D"), true, "\uFFFD", 1},               /* a high one at the end */
        {OCT_S("\xD8\x3D\0A"), true, "\uFFFDA", 1},           /* before something else */
        {OCT_S("\xDE\x00\0A"), true, "\uFFFDA", 1},           /* a low one first */
        {OCT_S("\xD8\x3D\xD8\x3D"), true, "\uFFFD\uFFFD", 2}, /* two high ones */
        {OCT_S("\0A\0"), true, "A\uFFFD", 1},                 /* half a unit */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        oct_buffer out;
        oct_buffer_init(&out, &oct_allocator_malloc);
        assert_int_equal(oct_utf16_decode(cases[i].text, cases[i].big_endian, &out),
                         cases[i].replaced);
        assert_slice(oct_buffer_view(&out), cases[i].utf8);
        oct_buffer_free(&out);
    }
}

static void surrogates_overlongs_and_nul_are_not_clean(void **state) {
    static const char *const bad[] = {"\xED\xA0\x80",     "\xC0\x80",         "\xE0\x80\x80",
                                      "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(oct_utf8_is_clean(oct_slice_of(bad[i])));
    assert_false(oct_utf8_is_clean(oct_slice_make("abcdefgh\0ijklmnop", 17)));
    assert_true(
        oct_utf8_is_clean(OCT_S("abcdefghijklmnop \xF4\x8F\xBF\xBF \xED\x9F\xBF \xE2\x82\xAC")));
}

static void every_code_point_survives_the_way_there_and_back(void **state) {
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char bytes[4];
        size_t length, n = oct_utf8_encode(c, bytes);
        uint32_t back = oct_utf8_decode(oct_slice_make(bytes, n), &length);
        assert_int_equal(length, n);
        assert_int_equal(back, c >= 0xD800 && c <= 0xDFFF ? OCT_REPLACEMENT : c);
    }
}

static void places_count_lines_of_all_kinds(void **state) {
    oct_slice text = OCT_S("a\nb\r\ncd\refg");
    uint32_t line, column;
    oct_utf8_place(text, 0, &line, &column);
    assert_int_equal(line * 100 + column, 101);
    oct_utf8_place(text, 6, &line, &column);
    assert_int_equal(line * 100 + column, 302);
    oct_utf8_place(text, 10, &line, &column);
    assert_int_equal(line * 100 + column, 403);
    oct_utf8_place((oct_slice){NULL, 0}, 0, &line, &column);
    assert_int_equal(line * 100 + column, 101);
}

static void a_map_finds_what_it_was_given_in_order(void **state) {
    oct_map map;
    oct_arena arena;
    oct_map_init(&map, &oct_allocator_malloc);
    oct_arena_init(&arena, &oct_allocator_malloc);
    assert_null(oct_map_find(&map, OCT_S("x")));
    for (size_t i = 0; i < 10000; i++) {
        oct_slice key = oct_slice_of(oct_arena_printf(&arena, "key %zu", i));
        *oct_map_place(&map, key) = (void *)(i + 1);
    }
    for (size_t i = 0; i < 10000; i++) {
        oct_slice key = oct_slice_of(oct_arena_printf(&arena, "key %zu", i));
        assert_int_equal((size_t)oct_map_find(&map, key), i + 1);
        assert_int_equal((size_t)map.entries[i].value, i + 1);
    }
    assert_null(oct_map_find(&map, OCT_S("key")));
    assert_int_equal(map.count, 10000);
    oct_map_free(&map);
    oct_arena_clear(&arena);
}

/* A key whose first eight bytes are anything, and whose last eight bring a hash that mixes word
 * after word without a secret (as that of maps once did) to the same state for every such key. */
static oct_slice colliding_key(oct_arena *arena, uint64_t number) {
    uint64_t state = (0x9E3779B97F4A7C15u ^ 16 ^ number) * 0xD6E8FEB86659FD93u;
    uint64_t words[2] = {number, state ^ state >> 32};
    return oct_arena_copy(arena, oct_slice_make((const char *)words, sizeof words));
}

/* The most slots that a look-up may have to probe: the longest run without an empty one. */
static size_t longest_run(const oct_map *map) {
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < 2 * map->slot_count; i++) { /* twice round: a run may cross the end */
        run = map->slots[i % map->slot_count] ? run + 1 : 0;
        longest = run > longest && run <= map->slot_count ? run : longest;
    }
    return longest;
}

static void keys_that_are_made_to_collide_do_not(void **state) {
    enum { KEYS = 20000, MOST_PROBES = 200 }; /* by chance about 40; the odds of 200 are nil */
    oct_map map;
    oct_arena arena;
    oct_map_init(&map, &oct_allocator_malloc);
    oct_arena_init(&arena, &oct_allocator_malloc);
    for (uint64_t i = 0; i < KEYS; i++) {
        *oct_map_place(&map, colliding_key(&arena, i)) = (void *)(i + 1);
        if ((i & (i + 1)) == 0) /* each time the table has doubled: a failure comes early */
            assert_in_range(longest_run(&map), 1, MOST_PROBES);
    }
    for (uint64_t i = 0; i < KEYS; i++)
        assert_int_equal((size_t)oct_map_find(&map, colliding_key(&arena, i)), i + 1);
    oct_map_free(&map);
    oct_arena_clear(&arena);
}

static void xml_forbids_controls_and_noncharacters(void **state) {
    assert_true(oct_xml_allows('\n'));
    assert_false(oct_xml_allows(1));
    assert_false(oct_xml_allows(0xFFFE));
    assert_true(oct_xml_allows(0x10FFFF));
}

static void libraries_are_loaded_when_needed(void **state) {
    static const char *const names[] = {"cos", "sin"}, *const missing[] = {"cos",
                                                                           "no_such_function"};
    double (*functions[2])(double) = {NULL, NULL};
    oct_library maths = {"libm.so.6", names, 2, functions, PTHREAD_MUTEX_INITIALIZER, NULL};
    assert_true(oct_library_load(&maths));
    assert_true(oct_library_load(&maths));
    assert_true(functions[0](0.0) > 0.99 && functions[1](0.0) < 0.01);
    oct_library poorer = {"libm.so.6", missing, 2, functions, PTHREAD_MUTEX_INITIALIZER, NULL};
    assert_false(oct_library_load(&poorer));
    oct_library none = {"libnone.so.99", names, 2, functions, PTHREAD_MUTEX_INITIALIZER, NULL};
    assert_false(oct_library_load(&none));
}

/* Line ends at every place, also where the search goes on with a further step. */
static void long_lines_end_where_they_end(void **state) {
    static char text[1000];
    static const char *const ends[] = {"\n", "\r", "\r\n"};
    for (size_t at = 0; at < 900; at++) {
        const char *end = ends[at % 3];
        memset(text, 'x', sizeof text);
        memcpy(text + at, end, strlen(end));
        text[950] = at % 2 ? '\n' : '\r';
        oct_slice rest = {text, sizeof text}, line;
        assert_true(oct_slice_next_line(&rest, &line));
        assert_int_equal(line.len, at);
        assert_true(oct_slice_next_line(&rest, &line));
        assert_int_equal(line.len, 950 - at - strlen(end));
        assert_true(oct_slice_next_line(&rest, &line));
        assert_int_equal(line.len, 49);
        assert_false(oct_slice_next_line(&rest, &line));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libraries_are_loaded_when_needed),
        cmocka_unit_test(long_lines_end_where_they_end),
        cmocka_unit_test(slices_are_cut_and_compared),
        cmocka_unit_test(numbers_are_read_whole_or_not_at_all),
        cmocka_unit_test(sizes_do_not_overflow),
        cmocka_unit_test(an_arena_appends_in_linear_time_and_place),
        cmocka_unit_test(an_arena_aligns_and_remembers_failure),
        cmocka_unit_test(a_buffer_writes_numbers_and_characters),
        cmocka_unit_test(a_buffer_that_failed_stays_failed),
        cmocka_unit_test(ill_formed_utf8_is_replaced_by_maximal_subparts),
        cmocka_unit_test(nul_bytes_and_ill_formed_utf8_have_first_places_of_their_own),
        cmocka_unit_test(utf16_is_decoded_in_both_byte_orders),
        cmocka_unit_test(surrogates_overlongs_and_nul_are_not_clean),
        cmocka_unit_test(every_code_point_survives_the_way_there_and_back),
        cmocka_unit_test(places_count_lines_of_all_kinds),
        cmocka_unit_test(a_map_finds_what_it_was_given_in_order),
        cmocka_unit_test(keys_that_are_made_to_collide_do_not),
        cmocka_unit_test(xml_forbids_controls_and_noncharacters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
