/* tests/unit/test_package - zip packages: their bytes, their dates, their failures. */
#include "scratch_folder.h"

#include "io/package.h"

#include <errno.h>
#include <zip.h>

enum { CHAPTER_SIZE = 100000 };

static void fill_chapter(char bytes[CHAPTER_SIZE]) {
    for (size_t i = 0; i < CHAPTER_SIZE; i++)
        bytes[i] = "a chapter about nothing "[(i * 7 + i / 100) % 24];
}

/* Puts a book of six members into out. */
static oct_status make_book(const oct_allocator *allocator, oct_out *out, int64_t date) {
    char chapter[CHAPTER_SIZE];
    fill_chapter(chapter);
    oct_package *package = oct_package_new(allocator, out, date);
    if (!package)
        return OCT_NO_MEMORY;
    oct_package_add(package, "mimetype", OCT_S("application/epub+zip"), OCT_PACKAGE_STORE);
    oct_package_add(package, "one.xhtml", oct_slice_make(chapter, sizeof chapter),
                    OCT_PACKAGE_DEFLATE);
    oct_package_add(package, "empty", OCT_S(""), OCT_PACKAGE_DEFLATE);
    oct_package_add(package, "x", OCT_S("x"), OCT_PACKAGE_DEFLATE);
    oct_package_add_file(package, "image.png", "image", 5);
    oct_package_add(package, "zwölf.xhtml", oct_slice_make(chapter, 1000), OCT_PACKAGE_DEFLATE);
    oct_status status = oct_package_close(package);
    assert_int_equal(oct_package_failed(package), status != OCT_OK);
    oct_package_free(package);
    return status;
}

static oct_out *book_in_memory(int64_t date) {
    put_file("image", OCT_S("\0\1\2\3\4"));
    oct_out *out = oct_out_memory(&oct_allocator_malloc);
    assert_int_equal(make_book(&oct_allocator_malloc, out, date), OCT_OK);
    assert_int_equal(oct_out_finish(out), OCT_OK);
    return out;
}

static unsigned number(const char *bytes, int count) {
    unsigned value = 0;
    for (int i = count - 1; i >= 0; i--)
        value = value << 8 | (unsigned char)bytes[i];
    return value;
}

static void mimetype_comes_first_and_bare(void **state) {
    oct_out *out = book_in_memory(0);
    const char *bytes = out->buffer.ptr;
    assert_memory_equal(bytes, "PK\3\4", 4);
    assert_int_equal(number(bytes + 6, 2), 0);  /* flags */
    assert_int_equal(number(bytes + 8, 2), 0);  /* stored */
    assert_int_equal(number(bytes + 28, 2), 0); /* no extra field */
    assert_memory_equal(bytes + 30, "mimetypeapplication/epub+zip", 28);
    oct_out_free(out);
}

/* The headers before the members say what the central directory says, and nothing more. */
static void both_headers_agree(void **state) {
    oct_out *out = book_in_memory(0);
    const char *bytes = out->buffer.ptr, *end = bytes + out->buffer.len - 22;
    assert_memory_equal(end, "PK\5\6", 4);
    assert_int_equal(number(end + 10, 2), 6);
    const char *central = bytes + number(end + 16, 4);
    size_t next = 0;
    for (int i = 0; i < 6; i++) {
        const char *local = bytes + number(central + 42, 4);
        unsigned name = number(central + 28, 2), packed = number(central + 20, 4);
        assert_int_equal(local - bytes, next); /* no gap, no data descriptor */
        assert_memory_equal(local, "PK\3\4", 4);
        assert_memory_equal(local + 4, central + 6, 24); /* version to length of the name */
        assert_int_equal(number(local + 28, 2), 0);
        assert_int_equal(number(central + 30, 2), 0);
        assert_int_equal(number(central + 32, 2), 0);
        assert_int_equal(number(central + 8, 2), i == 5 ? 1 << 11 : 0); /* UTF-8 name */
        assert_int_equal(number(central + 38, 4), 0100644u << 16);
        next += 30 + name + packed;
        central += 46 + name;
    }
    assert_ptr_equal(central, end);
    oct_out_free(out);
}

static void assert_member(zip_t *archive, const char *name, oct_slice content, int method) {
    zip_stat_t about;
    char bytes[CHAPTER_SIZE + 1];
    assert_int_equal(zip_stat(archive, name, 0, &about), 0);
    assert_int_equal(about.comp_method, method);
    zip_file_t *file = zip_fopen(archive, name, 0);
    assert_non_null(file);
    assert_int_equal(zip_fread(file, bytes, sizeof bytes), content.len); /* checks the CRC */
    assert_memory_equal(bytes, content.ptr, content.len);
    zip_fclose(file);
}

static void members_come_back(void **state) {
    char chapter[CHAPTER_SIZE];
    fill_chapter(chapter);
    oct_out *out = book_in_memory(0);
    zip_source_t *source = zip_source_buffer_create(out->buffer.ptr, out->buffer.len, 0, NULL);
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    assert_non_null(archive);
    assert_member(archive, "one.xhtml", oct_slice_make(chapter, sizeof chapter), ZIP_CM_DEFLATE);
    assert_member(archive, "empty", OCT_S(""), ZIP_CM_STORE);
    assert_member(archive, "x", OCT_S("x"), ZIP_CM_STORE);
    assert_member(archive, "image.png", OCT_S("\0\1\2\3\4"), ZIP_CM_STORE);
    assert_member(archive, "zwölf.xhtml", oct_slice_make(chapter, 1000), ZIP_CM_DEFLATE);
    zip_discard(archive);
    oct_out_free(out);
}

static void assert_date(int64_t seconds, unsigned year, unsigned month, unsigned day, unsigned hour,
                        unsigned minute, unsigned second) {
    oct_out *out = book_in_memory(seconds);
    unsigned date = number(out->buffer.ptr + 12, 2), time = number(out->buffer.ptr + 10, 2);
    assert_int_equal(date, (year - 1980) << 9 | month << 5 | day);
    assert_int_equal(time, hour << 11 | minute << 5 | second / 2);
    oct_out_free(out);
}

static void dates_are_utc_and_held_to_what_dos_can_say(void **state) {
    assert_date(INT64_MIN, 1980, 1, 1, 0, 0, 0);
    assert_date(0, 1980, 1, 1, 0, 0, 0);
    assert_date(951782399, 2000, 2, 28, 23, 59, 58);
    assert_date(951782400, 2000, 2, 29, 0, 0, 0);
    assert_date(1616895000, 2021, 3, 28, 1, 30, 0);
    assert_date(4107542400, 2100, 3, 1, 0, 0, 0);
    assert_date(INT64_MAX, 2107, 12, 31, 23, 59, 58);
}

static void the_time_zone_changes_nothing(void **state) {
    /* An hour that Berlin skips, and a day that Samoa skipped. */
    const int64_t dates[] = {1616898600, 1325246400};
    const char *zones[] = {"Europe/Berlin", "Pacific/Apia"};
    for (int i = 0; i < 2; i++) {
        setenv("TZ", "UTC", 1);
        tzset();
        oct_out *one = book_in_memory(dates[i]);
        setenv("TZ", zones[i], 1);
        tzset();
        oct_out *two = book_in_memory(dates[i]);
        assert_int_equal(one->buffer.len, two->buffer.len);
        assert_memory_equal(one->buffer.ptr, two->buffer.ptr, one->buffer.len);
        oct_out_free(one);
        oct_out_free(two);
    }
    unsetenv("TZ");
}

static void every_target_gets_the_same_bytes(void **state) {
    oct_out *memory = book_in_memory(0);
    int descriptor = open("stream", O_RDWR | O_CREAT, 0600);
    oct_out *stream = oct_out_stream(&oct_allocator_malloc, descriptor);
    oct_out *file = oct_out_file(&oct_allocator_malloc, "file");
    assert_int_equal(make_book(&oct_allocator_malloc, stream, 0), OCT_OK);
    assert_int_equal(make_book(&oct_allocator_malloc, file, 0), OCT_OK);
    assert_int_equal(oct_out_finish(stream), OCT_OK);
    assert_int_equal(oct_out_finish(file), OCT_OK);
    put_file("memory", oct_buffer_view(&memory->buffer));
    assert_int_equal(system("cmp memory stream && cmp memory file"), 0);
    oct_out_free(stream);
    oct_out_free(file);
    oct_out_free(memory);
    close(descriptor);
}

static void a_file_that_changed_fails(void **state) {
    static const struct {
        const char *path;
        uint64_t size;
    } cases[] = {{"a", 3}, {"a", 5}, {"missing", 4}, {".", 4096}, {"link", 4}, {"pipe", 0}};
    put_file("a", OCT_S("1234"));
    assert_int_equal(symlink("a", "link"), 0);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        oct_out *out = oct_out_file(&oct_allocator_malloc, "out.zip");
        oct_package *package = oct_package_new(&oct_allocator_malloc, out, 0);
        oct_package_add(package, "one", OCT_S("one"), OCT_PACKAGE_STORE);
        oct_package_add_file(package, "two", cases[i].path, cases[i].size);
        assert_int_equal(oct_package_close(package), OCT_IO);
        assert_string_equal(oct_package_bad_file(package), cases[i].path);
        oct_package_free(package);
        oct_out_free(out);
        assert_int_equal(access("out.zip", F_OK), -1);
    }
}

static void a_failing_out_fails_the_package(void **state) {
    put_file("image", OCT_S("\0\1\2\3\4"));
    oct_out *out = oct_out_file(&oct_allocator_malloc, "missing/a");
    assert_int_equal(make_book(&oct_allocator_malloc, out, 0), OCT_IO);
    oct_out_free(out);
    out = oct_out_file(&oct_allocator_malloc, "/dev/full");
    oct_status status = make_book(&oct_allocator_malloc, out, 0);
    if (status == OCT_OK)
        status = oct_out_finish(out);
    assert_int_equal(status, OCT_IO);
    assert_int_equal(out->error, ENOSPC);
    oct_out_free(out);
}

static void impossible_packages_fail(void **state) {
    oct_out *out = oct_out_memory(&oct_allocator_malloc);
    oct_package *package = oct_package_new(&oct_allocator_malloc, out, 0);
    assert_int_equal(oct_package_close(package), OCT_INTERNAL); /* no members */
    oct_package_free(package);
    package = oct_package_new(&oct_allocator_malloc, out, 0);
    oct_package_add(package, "a", OCT_S("1"), OCT_PACKAGE_STORE);
    oct_package_add(package, "a", OCT_S("2"), OCT_PACKAGE_STORE);
    assert_int_not_equal(oct_package_close(package), OCT_OK); /* one name twice */
    oct_package_free(package);
    oct_out_free(out);
}

static void packages_survive_each_failing_allocation(void **state) {
    put_file("image", OCT_S("\0\1\2\3\4"));
    oct_status status = OCT_NO_MEMORY;
    for (size_t n = 0; status != OCT_OK; n++) {
        failing_allocator memory = {n, 0};
        oct_allocator allocator = failing_allocator_of(&memory);
        oct_out *out = oct_out_file(&allocator, "book.zip");
        if (out) {
            status = make_book(&allocator, out, 0);
            if (status == OCT_OK)
                status = oct_out_finish(out);
            oct_out_free(out);
        }
        assert_int_equal(memory.allocated, 0);
        assert_true(status == OCT_OK || status == OCT_NO_MEMORY);
        assert_int_equal(access("book.zip", F_OK) == 0, status == OCT_OK);
        assert_true(n < 100);
    }
    assert_int_equal(count_entries("."), 2);
}

static void deflate_alone(void **state) {
    char chapter[CHAPTER_SIZE];
    fill_chapter(chapter);
    oct_buffer out;
    oct_buffer_init(&out, &oct_allocator_malloc);
    oct_buffer_string(&out, "kept");
    assert_true(oct_deflate(oct_slice_make(chapter, sizeof chapter), 6, &out));
    assert_memory_equal(out.ptr, "kept", 4);
    assert_true(out.len > 10 && out.len < CHAPTER_SIZE / 10);
    oct_buffer_free(&out);
    failing_allocator memory = {0, 0};
    oct_allocator allocator = failing_allocator_of(&memory);
    oct_buffer_init(&out, &allocator);
    assert_false(oct_deflate(OCT_S("abc"), 6, &out));
    assert_int_equal(out.len, 0);
}

enum { LONGEST = 5 << 20 };

/* Half words, half noise. */
static char *make_bytes(void) {
    char *bytes = malloc(2 * LONGEST);
    assert_non_null(bytes);
    uint32_t noise = 1;
    for (size_t at = 0; at < 2 * LONGEST; at++) {
        noise = noise * 1664525 + 1013904223;
        bytes[at] = at < LONGEST ? "a word or two "[noise >> 16 & 3] : (char)(noise >> 24);
    }
    return bytes;
}

/* Forty members of 1 KB to 60 KB, every fifth of which does not get smaller, and one of that size
 * among them. */
static oct_status make_long_book(const oct_allocator *allocator, oct_out *out, const char *bytes,
                                 size_t longest, unsigned threads) {
    enum { MEMBERS = 40, THE_LONGEST = 35 };
    oct_package *package = oct_package_new(allocator, out, 0);
    char name[16];
    if (package)
        oct_package_set_threads(package, threads);
    for (size_t i = 0; i < MEMBERS && package; i++) {
        const char *from = bytes + i * 100 + (i % 5 == 4 ? LONGEST : 0);
        size_t length = i == THE_LONGEST ? longest : 1000 + i * 7919 % 60000;
        snprintf(name, sizeof name, "%zu.xhtml", i);
        oct_package_add(package, name, oct_slice_make(from, length), OCT_PACKAGE_DEFLATE);
    }
    oct_status status = package ? oct_package_close(package) : OCT_NO_MEMORY;
    oct_package_free(package);
    return status;
}

static void threads_change_nothing(void **state) {
    char *bytes = make_bytes();
    oct_out *alone = oct_out_memory(&oct_allocator_malloc);
    assert_int_equal(make_long_book(&oct_allocator_malloc, alone, bytes, LONGEST, 1), OCT_OK);
    for (unsigned threads = 2; threads <= 8; threads += 3) {
        oct_out *out = oct_out_memory(&oct_allocator_malloc);
        assert_int_equal(make_long_book(&oct_allocator_malloc, out, bytes, LONGEST, threads),
                         OCT_OK);
        assert_int_equal(out->buffer.len, alone->buffer.len);
        assert_memory_equal(out->buffer.ptr, alone->buffer.ptr, out->buffer.len);
        oct_out_free(out);
    }
    oct_out_free(alone);
    free(bytes);
}

/* With a book of many members, so that those fail that threads are busy for. */
static void threads_survive_each_failing_allocation(void **state) {
    char *bytes = make_bytes();
    oct_status status = OCT_NO_MEMORY;
    for (size_t n = 0; status != OCT_OK; n++) {
        failing_allocator memory = {n, 0};
        oct_allocator allocator = failing_allocator_of(&memory);
        oct_out *out = oct_out_memory(&allocator);
        if (out)
            status = make_long_book(&allocator, out, bytes, 1000, 3);
        oct_out_free(out);
        assert_int_equal(memory.allocated, 0);
        assert_true(status == OCT_OK || status == OCT_NO_MEMORY);
        assert_true(n < 400);
    }
    free(bytes);
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_enter, scratch_leave)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(mimetype_comes_first_and_bare),
        IN_SCRATCH(both_headers_agree),
        IN_SCRATCH(members_come_back),
        IN_SCRATCH(dates_are_utc_and_held_to_what_dos_can_say),
        IN_SCRATCH(the_time_zone_changes_nothing),
        IN_SCRATCH(every_target_gets_the_same_bytes),
        IN_SCRATCH(a_file_that_changed_fails),
        IN_SCRATCH(a_failing_out_fails_the_package),
        IN_SCRATCH(impossible_packages_fail),
        IN_SCRATCH(packages_survive_each_failing_allocation),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(threads_survive_each_failing_allocation),
        cmocka_unit_test(deflate_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
