/* tests/unit/test_resource - the loader's policy: what it fetches, what it refuses, and why. */
#include "scratch_folder.h"

#include "io/resource.h"

#include <errno.h>

/* The smallest whole PNG: one black pixel. */
#define PIXEL                                                                                      \
    "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0\x3A\x7E\x9B\x55"                  \
    "\0\0\0\x0AIDAT\x78\x9C\x63\x60\0\0\0\2\0\1\x48\xAF\xA4\x71\0\0\0\0IEND\xAE\x42\x60\x82"
#define PIXEL_BASE64                                                                               \
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="

/* book/ with the input and its images, shared/ beside it, secret/ outside. */
static int make_folders(void **state) {
    static const char *const pixels[] = {"book/a.png",         "book/a b.png",  "book/jpeg.jpg",
                                         "book/100%25.png",    "book/odd?.png", "book/sub/s.png",
                                         "shared/h.png",       "shared/a.png",  "secret/x.png",
                                         "book2/neighbour.png"};
    if (scratch_enter(state) != 0)
        return -1;
    static const char *const folders[] = {"book", "book/sub", "shared", "secret", "book2"};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        mkdir(folders[i], 0777);
    for (size_t i = 0; i < sizeof pixels / sizeof pixels[0]; i++)
        put_file(pixels[i], OCT_S(PIXEL));
    put_file("book/empty.png", OCT_S(""));
    put_file("book/cut.png", oct_slice_head(OCT_S(PIXEL), 20));
    put_file("book/cut2.png", oct_slice_head(OCT_S(PIXEL), sizeof PIXEL - 2));
    put_file("book/more.png", OCT_S(PIXEL "and more"));
    put_file("book/text.png", OCT_S("text"));
    put_file("book/cut.webp",
             OCT_S("RIFF\x1A\0\0\0WEBPVP8L\x0E\0\0\0\x2F\x7F\xC2\x77\0\0\0\0\0\0"));
    put_file("book/style.css", OCT_S("p { margin: 0 }"));
    return symlink("../secret/x.png", "book/link.png") || symlink("a.png", "book/inside.png") ||
           symlink("../secret", "book/door") || symlink("loop", "book/loop") ||
           symlink("/dev/zero", "book/zero.png") || mkfifo("book/pipe.png", 0600);
}

static oct_loader loader_for_book(void) {
    oct_loader loader;
    oct_loader_init(&loader, &oct_allocator_malloc, 1000);
    assert_true(oct_loader_allow(&loader, "shared"));
    assert_true(oct_loader_allow(&loader, "not-there"));
    assert_int_equal(chdir("shared"), 0); /* so that the input lies outside the working directory */
    assert_true(oct_loader_allow_input(&loader, "../book/book.md"));
    assert_int_equal(chdir(".."), 0);
    assert_int_equal(loader.root_count, 2);
    return loader;
}

static void assert_state(oct_loader *loader, const char *url, oct_resource_state want) {
    const oct_resource *resource = oct_loader_image(loader, "book", oct_slice_of(url));
    if (resource->state != want)
        fail_msg("\"%s\": state %d, not %d", url, (int)resource->state, (int)want);
    assert_ptr_equal(oct_loader_image(loader, "book", oct_slice_of(url)), resource);
}

static void names_lead_to_files(void **state) {
    static const char *const good[] = {
        "a.png",           " a.png\n",        "./a.png",    "sub/../a.png",
        "a%20b.png",       "a b.png",         "%61.png",    "a.png?v=1",
        "a.png#x?y",       "a%20b.png?v=%20", "100%25.png", "odd?.png",
        "odd%3F.png",      "sub/s.png",       "inside.png", "h.png" /* from shared */,
        "../shared/h.png", "../book/a.png"};
    oct_loader loader = loader_for_book();
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_state(&loader, good[i], OCT_RESOURCE_LOADED);
    const oct_resource *resource = oct_loader_image(&loader, "book", OCT_S("a.png"));
    assert_int_equal(resource->image.type, OCT_IMAGE_PNG);
    assert_int_equal(resource->image.width, 1);
    assert_int_equal(resource->size, sizeof PIXEL - 1);
    assert_non_null(strstr(resource->path, "/book/a.png")); /* before shared/a.png */
    assert_slice(resource->url, "a.png");
    assert_false(resource->mislabelled);
    assert_true(oct_loader_image(&loader, "book", OCT_S("jpeg.jpg"))->mislabelled);
    oct_loader_free(&loader);
}

static void absolute_paths_and_file_urls_obey_the_roots(void **state) {
    static const struct {
        const char *format;
        oct_resource_state state;
    } cases[] = {
        {"%s/book/a.png", OCT_RESOURCE_LOADED},
        {"file://%s/book/a%%20b.png", OCT_RESOURCE_LOADED},
        {"FILE:%s/book/a.png", OCT_RESOURCE_LOADED},
        {"file://localhost%s/book/a.png", OCT_RESOURCE_LOADED},
        {"file://server%s/book/a.png", OCT_RESOURCE_REMOTE},
        {"%s/secret/x.png", OCT_RESOURCE_OUTSIDE},
        {"file://%s/secret/x.png", OCT_RESOURCE_OUTSIDE},
        {"%%2F..%s/secret/x.png", OCT_RESOURCE_OUTSIDE},
        {"%s/book2/neighbour.png", OCT_RESOURCE_OUTSIDE},
        {"%s/nothing.png", OCT_RESOURCE_MISSING},
    };
    char url[256], here[128];
    assert_non_null(getcwd(here, sizeof here));
    oct_loader loader = loader_for_book();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *rest = strstr(cases[i].format, "%s");
        oct_arena arena;
        oct_arena_init(&arena, &oct_allocator_malloc);
        /* The formats are constants; only %s and %% stand in them. */
        char *text = oct_arena_printf(&arena, "%.*s%s%s", (int)(rest - cases[i].format),
                                      cases[i].format, here, rest + 2);
        size_t length = 0;
        for (const char *p = text; *p; p++) {
            url[length++] = *p;
            p += p[0] == '%' && p[1] == '%';
        }
        url[length] = '\0';
        assert_state(&loader, url, cases[i].state);
        oct_arena_clear(&arena);
    }
    oct_loader_free(&loader);
}

static void what_leads_elsewhere_is_refused(void **state) {
    static const struct {
        const char *url;
        oct_resource_state state;
    } cases[] = {
        {"../secret/x.png", OCT_RESOURCE_OUTSIDE},
        {"%2E%2E/secret/x.png", OCT_RESOURCE_OUTSIDE},
        {"..%2fsecret%2fx.png", OCT_RESOURCE_OUTSIDE},
        {"../book2/neighbour.png", OCT_RESOURCE_OUTSIDE},
        {"link.png", OCT_RESOURCE_OUTSIDE},
        {"door/x.png", OCT_RESOURCE_OUTSIDE},
        {"/etc/passwd", OCT_RESOURCE_OUTSIDE},
        {"/dev/zero", OCT_RESOURCE_OUTSIDE},
        {"zero.png", OCT_RESOURCE_OUTSIDE},
        {"pipe.png", OCT_RESOURCE_UNREADABLE},
        {"http://example.org/a.png", OCT_RESOURCE_REMOTE},
        {"https:a.png", OCT_RESOURCE_REMOTE},
        {"//example.org/a.png", OCT_RESOURCE_REMOTE},
        {"ftp://example.org/a.png", OCT_RESOURCE_REMOTE},
        {"javascript:a.png", OCT_RESOURCE_REMOTE},
        {"C:\\a.png", OCT_RESOURCE_MISSING},
        {"c:/a.png", OCT_RESOURCE_MISSING},
        {"", OCT_RESOURCE_MISSING},
        {"#", OCT_RESOURCE_MISSING},
        {"missing.png", OCT_RESOURCE_MISSING},
        {"a.png/b", OCT_RESOURCE_MISSING},
        {"a.png%00", OCT_RESOURCE_MISSING},
        {"sub", OCT_RESOURCE_UNREADABLE},
        {"loop", OCT_RESOURCE_UNREADABLE},
        {"empty.png", OCT_RESOURCE_EMPTY},
        {"cut.png", OCT_RESOURCE_TRUNCATED},
        {"cut2.png", OCT_RESOURCE_TRUNCATED},
        {"cut.webp", OCT_RESOURCE_TRUNCATED},
        {"more.png", OCT_RESOURCE_LOADED},
        {"text.png", OCT_RESOURCE_UNKNOWN_TYPE},
    };
    oct_loader loader = loader_for_book();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_state(&loader, cases[i].url, cases[i].state);
    const oct_resource *nul = oct_loader_image(&loader, "book", OCT_S("a.png\0"));
    assert_int_equal(nul->state, OCT_RESOURCE_MISSING);
    char *long_name = malloc(100000);
    memset(long_name, 'a', 100000);
    assert_int_equal(oct_loader_image(&loader, "book", oct_slice_make(long_name, 100000))->state,
                     OCT_RESOURCE_MISSING);
    oct_loader_free(&loader);
    free(long_name);
}

static void without_an_allowed_folder_nothing_is_read(void **state) {
    oct_loader loader;
    oct_loader_init(&loader, &oct_allocator_malloc, 1000);
    assert_state(&loader, "a.png", OCT_RESOURCE_OUTSIDE);
    oct_loader_free(&loader);
}

static void the_working_directory_counts_when_the_input_lies_in_it(void **state) {
    oct_loader loader;
    oct_loader_init(&loader, &oct_allocator_malloc, 1000);
    assert_true(oct_loader_allow_input(&loader, "book/book.md"));
    assert_int_equal(loader.root_count, 1); /* the book's folder lies beneath it */
    assert_state(&loader, "../secret/x.png", OCT_RESOURCE_LOADED);
    assert_state(&loader, "secret/x.png", OCT_RESOURCE_LOADED); /* looked up there, too */
    const oct_resource *bare = oct_loader_image(&loader, NULL, OCT_S("book/a.png"));
    assert_int_equal(bare->state, OCT_RESOURCE_LOADED);
    oct_loader_free(&loader);
}

static void data_urls_are_decoded(void **state) {
    static const struct {
        const char *url;
        oct_resource_state state;
        bool mislabelled;
    } cases[] = {
        {"data:image/png;base64," PIXEL_BASE64, OCT_RESOURCE_LOADED, false},
        {"DATA:image/gif;x=y;BASE64," PIXEL_BASE64, OCT_RESOURCE_LOADED, true},
        {"data:;base64,\n " PIXEL_BASE64 "%20", OCT_RESOURCE_LOADED, false},
        {"data:image/svg+xml,%3Csvg width='1' height='1'/>", OCT_RESOURCE_LOADED, false},
        {"data:image/svg+xml;base64,PHN2Zy8+", OCT_RESOURCE_LOADED, false},
        {"data:image/svg+xml;base64,PHN2Zy8%2B", OCT_RESOURCE_LOADED, false},
        {"data:image/png;base64,iVBORw0KGgo", OCT_RESOURCE_TRUNCATED, false},
        {"data:image/png;base64,!", OCT_RESOURCE_BAD_DATA_URL, false},
        {"data:image/png;base64,AAAAA", OCT_RESOURCE_BAD_DATA_URL, false},
        {"data:image/png;base64,AA==AA", OCT_RESOURCE_BAD_DATA_URL, false},
        {"data:image/png;base64", OCT_RESOURCE_BAD_DATA_URL, false},
        {"data:", OCT_RESOURCE_BAD_DATA_URL, false},
        {"data:,", OCT_RESOURCE_EMPTY, false},
        {"data:text/plain,text", OCT_RESOURCE_UNKNOWN_TYPE, false},
    };
    oct_loader loader = loader_for_book();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_state(&loader, cases[i].url, cases[i].state);
        const oct_resource *resource = oct_loader_image(&loader, NULL, oct_slice_of(cases[i].url));
        assert_int_equal(resource->mislabelled, cases[i].mislabelled);
    }
    const oct_resource *data = oct_loader_image(&loader, NULL, oct_slice_of(cases[0].url));
    const oct_resource *file = oct_loader_image(&loader, "book", OCT_S("a.png"));
    assert_int_equal(data->bytes.len, sizeof PIXEL - 1);
    assert_memory_equal(data->bytes.ptr, PIXEL, sizeof PIXEL - 1);
    assert_true(data->digest == file->digest);
    oct_loader_free(&loader);
}

/* A JPEG whose size lies behind 200,000 bytes of comments. */
static oct_slice make_long_jpeg(char *bytes, char last) {
    size_t at = 2;
    memcpy(bytes, "\xFF\xD8", 2);
    for (int i = 0; i < 4; i++, at += 50002) {
        memset(bytes + at, 'x', 50002);
        memcpy(bytes + at, "\xFF\xFE\xC3\x50", 4);
    }
    memcpy(bytes + at, "\xFF\xC0\0\x08\x08\0\x10\0\x20\1", 10);
    bytes[at + 10] = last;
    return oct_slice_make(bytes, at + 11);
}

static void long_headers_and_large_files(void **state) {
    char *bytes = malloc(300000);
    put_file("book/long.jpg", make_long_jpeg(bytes, 'a'));
    put_file("book/other.jpg", make_long_jpeg(bytes, 'b'));
    oct_slice png = {bytes, 290000};
    memset(bytes, 0, 290000);
    memcpy(bytes, PIXEL, 33);
    memcpy(bytes + 33, "\0\4\0\0IDAT", 8);
    memcpy(bytes + 33 + 12 + 0x40000, "\0\0\0\0IEND", 8); /* then bytes that are not of it */
    put_file("book/large.png", png);
    bytes[289999] = 1;
    put_file("book/large2.png", png);
    put_file("book/large-cut.png", oct_slice_head(png, 33 + 12 + 0x40000 + 8));
    free(bytes);

    oct_loader loader = loader_for_book();
    assert_state(&loader, "long.jpg", OCT_RESOURCE_TOO_LARGE);
    oct_loader_free(&loader);
    loader = loader_for_book();
    loader.max_bytes = 300000;
    const oct_resource *jpeg = oct_loader_image(&loader, "book", OCT_S("long.jpg"));
    assert_int_equal(jpeg->state, OCT_RESOURCE_LOADED);
    assert_int_equal(jpeg->image.width, 32);
    assert_int_equal(jpeg->image.height, 16);
    assert_true(jpeg->digest != oct_loader_image(&loader, "book", OCT_S("other.jpg"))->digest);
    const oct_resource *large = oct_loader_image(&loader, "book", OCT_S("large.png"));
    assert_int_equal(large->state, OCT_RESOURCE_LOADED);
    assert_state(&loader, "large-cut.png", OCT_RESOURCE_TRUNCATED);
    assert_true(large->digest != oct_loader_image(&loader, "book", OCT_S("large2.png"))->digest);
    oct_loader_free(&loader);
}

static void a_resource_is_read_again_unless_it_changed(void **state) {
    oct_slice bytes;
    oct_loader loader = loader_for_book();
    oct_arena arena;
    oct_arena_init(&arena, &oct_allocator_malloc);
    const oct_resource *style = oct_loader_file(&loader, "book", OCT_S("style.css"));
    assert_int_equal(style->state, OCT_RESOURCE_LOADED);
    assert_true(oct_resource_read(style, &arena, &bytes));
    assert_slice(bytes, "p { margin: 0 }");
    const oct_resource *data = oct_loader_file(&loader, NULL, OCT_S("data:,a%20b"));
    assert_true(oct_resource_read(data, &arena, &bytes));
    assert_slice(bytes, "a b");
    put_file("book/style.css", OCT_S("changed"));
    assert_false(oct_resource_read(style, &arena, &bytes));
    const oct_resource *image = oct_loader_image(&loader, "book", OCT_S("a.png"));
    assert_int_equal(unlink("book/a.png"), 0);
    assert_int_equal(symlink("../secret/x.png", "book/a.png"), 0);
    assert_false(oct_resource_read(image, &arena, &bytes)); /* swapped for a link to elsewhere */
    assert_int_equal(oct_loader_file(&loader, "book", OCT_S("../secret/x.png"))->state,
                     OCT_RESOURCE_OUTSIDE);
    oct_arena_clear(&arena);
    oct_loader_free(&loader);
}

static void a_million_mentions_cost_no_memory(void **state) {
    oct_loader loader = loader_for_book();
    oct_loader_image(&loader, "book", OCT_S("a.png"));
    size_t total = loader.arena.total;
    for (int i = 0; i < 1000000; i++)
        oct_loader_image(&loader, "book", OCT_S("a.png"));
    assert_int_equal(loader.arena.total, total);
    oct_loader_free(&loader);
}

/* Loads a bit of everything; true when all went well, false when memory was out somewhere. */
static bool load_all(const oct_allocator *allocator) {
    static const char *const urls[] = {"a.png", "cut.png", "../secret/x.png", "a.png",
                                       ("data:image/png;base64," PIXEL_BASE64)};
    oct_loader loader;
    oct_slice bytes;
    oct_arena arena;
    oct_arena_init(&arena, allocator);
    oct_loader_init(&loader, allocator, 1000);
    bool good = oct_loader_allow(&loader, "shared") && oct_loader_allow(&loader, "book");
    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
        const oct_resource *resource = oct_loader_image(&loader, "book", oct_slice_of(urls[i]));
        assert_true(resource->state != OCT_RESOURCE_MISSING);
        good &= resource->state != OCT_RESOURCE_NO_MEMORY;
        if (resource->state == OCT_RESOURCE_LOADED)
            good &= oct_resource_read(resource, &arena, &bytes);
    }
    oct_arena_clear(&arena);
    oct_loader_free(&loader);
    return good;
}

static void the_loader_survives_each_failing_allocation(void **state) {
    bool good = false;
    for (size_t n = 0; !good; n++) {
        failing_allocator memory = {n, 0};
        oct_allocator allocator = failing_allocator_of(&memory);
        good = load_all(&allocator);
        assert_int_equal(memory.allocated, 0);
        assert_true(n < 100);
        assert_true(!good || n > 5);
    }
}

#define IN_BOOK(test) cmocka_unit_test_setup_teardown(test, make_folders, scratch_leave)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_BOOK(names_lead_to_files),
        IN_BOOK(absolute_paths_and_file_urls_obey_the_roots),
        IN_BOOK(what_leads_elsewhere_is_refused),
        IN_BOOK(without_an_allowed_folder_nothing_is_read),
        IN_BOOK(the_working_directory_counts_when_the_input_lies_in_it),
        IN_BOOK(data_urls_are_decoded),
        IN_BOOK(long_headers_and_large_files),
        IN_BOOK(a_resource_is_read_again_unless_it_changed),
        IN_BOOK(a_million_mentions_cost_no_memory),
        IN_BOOK(the_loader_survives_each_failing_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
