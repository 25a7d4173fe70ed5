/* tests/unit/test_io - sources, outs, and XML escaping. */
#include "scratch_folder.h"

#include "io/out.h"
#include "io/out_file.h"
#include "io/source.h"
#include "io/xml.h"

#include <errno.h>
#include <signal.h>

/* ---- source ------------------------------------------------------------------------------- */

static void assert_reads(const char *path, size_t max_bytes, oct_status status, int error) {
    failing_allocator memory = {SIZE_MAX, 0};
    oct_allocator allocator = failing_allocator_of(&memory);
    oct_source source = oct_source_read(path, max_bytes, &allocator);
    assert_int_equal(source.status, status);
    assert_int_equal(source.error, error);
    if (status != OCT_OK)
        assert_null(source.bytes);
    oct_deallocate(&allocator, source.bytes, source.capacity);
    assert_int_equal(memory.allocated, 0);
}

static void a_file_is_read_whole(void **state) {
    put_file("a", OCT_S("one\0two"));
    oct_source source = oct_source_read("a", 7, &oct_allocator_malloc);
    assert_int_equal(source.status, OCT_OK);
    assert_int_equal(source.len, 7);
    assert_memory_equal(source.bytes, "one\0two", 7);
    oct_deallocate(&oct_allocator_malloc, source.bytes, source.capacity);
}

static void what_cannot_be_read_says_why(void **state) {
    put_file("a", OCT_S("12345678"));
    put_file("empty", OCT_S(""));
    assert_reads("missing", 100, OCT_IO, ENOENT);
    assert_reads(".", 100, OCT_IO, EISDIR);
    assert_reads("a/b", 100, OCT_IO, ENOTDIR);
    assert_reads("empty", 0, OCT_OK, 0);
    assert_reads("a", 8, OCT_OK, 0);
    assert_reads("a", 7, OCT_LIMIT, 0);
    assert_reads("a", SIZE_MAX, OCT_OK, 0);
    assert_reads("/dev/zero", 1000000, OCT_LIMIT, 0);
    assert_reads("/dev/null", 0, OCT_OK, 0);
    assert_reads("/proc/self/status", 1000000, OCT_OK, 0);
}

/* Feeds standard input from a pipe that a child fills slowly. */
static void standard_input_may_be_a_pipe(void **state) {
    int ends[2], keep = dup(0);
    assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
    pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < 3; i++) {
            usleep(2000);
            if (write(ends[1], "slow ", 5) != 5)
                _exit(1);
        }
        _exit(0);
    }
    close(ends[1]);
    dup2(ends[0], 0);
    close(ends[0]);
    oct_source source = oct_source_read("-", 100, &oct_allocator_malloc);
    dup2(keep, 0);
    close(keep);
    assert_int_equal(source.status, OCT_OK);
    assert_slice(oct_slice_make(source.bytes, source.len), "slow slow slow ");
    oct_deallocate(&oct_allocator_malloc, source.bytes, source.capacity);
}

static void reading_survives_each_failing_allocation(void **state) {
    put_file("a", OCT_S("abc"));
    for (size_t n = 0; n < 4; n++) {
        failing_allocator memory = {n, 0};
        oct_allocator allocator = failing_allocator_of(&memory);
        oct_source source = oct_source_read("/proc/self/status", 1 << 20, &allocator);
        assert_int_equal(source.status, n == 0 ? OCT_NO_MEMORY : OCT_OK);
        oct_deallocate(&allocator, source.bytes, source.capacity);
        assert_int_equal(memory.allocated, 0);
    }
}

/* ---- out ---------------------------------------------------------------------------------- */

static oct_status write_text(const char *path, const char *text) {
    oct_out *out = oct_out_file(&oct_allocator_malloc, path);
    assert_non_null(out);
    oct_out_string(out, text);
    oct_status status = oct_out_finish(out);
    assert_int_equal(status == OCT_IO, out->error != 0);
    errno = out->error;
    oct_out_free(out);
    return status;
}

static void a_file_appears_only_when_finished(void **state) {
    oct_out *out = oct_out_file(&oct_allocator_malloc, "a");
    oct_out_string(out, "text");
    assert_int_equal(count_entries("."), 0);
    oct_out_free(out);
    assert_int_equal(count_entries("."), 0);
    assert_int_equal(write_text("a", "new"), OCT_OK);
    assert_file("a", "new");
    assert_int_equal(count_entries("."), 1);
}

static void a_file_is_replaced_with_its_permissions(void **state) {
    struct stat about;
    put_file("a", OCT_S("old, and longer"));
    assert_int_equal(chmod("a", 0604), 0);
    assert_int_equal(write_text("a", "new"), OCT_OK);
    assert_file("a", "new");
    assert_int_equal(stat("a", &about), 0);
    assert_int_equal(about.st_mode & 07777, 0604);
    mode_t mask = umask(027);
    assert_int_equal(write_text("b", "new"), OCT_OK);
    umask(mask);
    assert_int_equal(stat("b", &about), 0);
    assert_int_equal(about.st_mode & 07777, 0640);
}

static void a_symbolic_link_stays(void **state) {
    struct stat about;
    assert_int_equal(mkdir("d", 0777), 0);
    put_file("d/a", OCT_S("old"));
    assert_int_equal(symlink("d/a", "link"), 0);
    assert_int_equal(symlink("d/new", "dangling"), 0);
    assert_int_equal(symlink("loop", "loop"), 0);
    assert_int_equal(write_text("link", "text"), OCT_OK);
    assert_int_equal(write_text("dangling", "more"), OCT_OK);
    assert_int_equal(lstat("link", &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    assert_file("d/a", "text");
    assert_file("d/new", "more");
    assert_int_equal(count_entries("d"), 2);
    assert_int_equal(write_text("loop", "text"), OCT_IO);
    assert_int_equal(errno, ELOOP);
}

static void what_cannot_be_written_fails_at_once(void **state) {
    static const struct {
        const char *path;
        int error;
    } cases[] = {{"missing/a", ENOENT}, {".", EISDIR},    {"file/a", ENOTDIR},
                 {"", ENOENT},          {"new/", EISDIR}, {"/proc/none/a", ENOENT}};
    put_file("file", OCT_S("x"));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        oct_out *out = oct_out_file(&oct_allocator_malloc, cases[i].path);
        assert_int_equal(out->status, OCT_IO);
        assert_int_equal(out->error, cases[i].error);
        assert_true(oct_out_failed(out));
        oct_out_string(out, "ignored");
        assert_int_equal(oct_out_finish(out), OCT_IO);
        oct_out_free(out);
    }
}

static void a_full_device_fails(void **state) {
    assert_int_equal(write_text("/dev/full", "text"), OCT_IO);
    assert_int_equal(errno, ENOSPC);
    int full = open("/dev/full", O_WRONLY);
    oct_out *out = oct_out_stream(&oct_allocator_malloc, full);
    for (int i = 0; i < 10000; i++)
        oct_out_append(out, "a line of some length, again and again\n", 39);
    assert_int_equal(out->status, OCT_IO); /* noticed on the way, not only at the end */
    assert_true(out->buffer.len < OCT_OUT_FLUSH_SIZE);
    assert_int_equal(oct_out_finish(out), OCT_IO);
    assert_int_equal(out->error, ENOSPC);
    oct_out_free(out);
    close(full);
}

static void a_closed_pipe_fails(void **state) {
    int ends[2];
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    oct_out *out = oct_out_stream(&oct_allocator_malloc, ends[1]);
    oct_out_string(out, "text");
    assert_int_equal(oct_out_finish(out), OCT_IO);
    assert_int_equal(out->error, EPIPE);
    oct_out_free(out);
    close(ends[1]);
}

static void an_unopened_stream_fails_even_without_bytes(void **state) {
    oct_out *out = oct_out_stream(&oct_allocator_malloc, 987);
    assert_int_equal(oct_out_finish(out), OCT_IO);
    assert_int_equal(out->error, EBADF);
    oct_out_free(out);
}

/* Fills an out past its flush size and patches before, across and behind what was flushed. */
static void patch_all_over(oct_out *out) {
    for (int i = 0; i < 30000; i++)
        oct_out_append(out, "0123456789", 10);
    assert_int_equal(oct_out_tell(out), 300000);
    oct_out_patch(out, 0, "first", 5);
    oct_out_patch(out, out->flushed ? out->flushed - 2 : 100, "cross", 5);
    oct_out_patch(out, 299996, "last", 4);
    oct_out_patch(out, 300000, "", 0);
    oct_out_append(out, "!", 1);
}

static void written_bytes_can_be_patched(void **state) {
    oct_out *out = oct_out_file(&oct_allocator_malloc, "a");
    patch_all_over(out);
    uint64_t seam = out->flushed;
    assert_true(seam > 0);
    assert_int_equal(oct_out_finish(out), OCT_OK);
    oct_out_free(out);
    oct_source source = oct_source_read("a", 1 << 20, &oct_allocator_malloc);
    assert_int_equal(source.len, 300001);
    assert_memory_equal(source.bytes, "first56789", 10);
    assert_memory_equal(source.bytes + seam - 2, "cross", 5);
    assert_memory_equal(source.bytes + 299996, "last!", 5);
    oct_deallocate(&oct_allocator_malloc, source.bytes, source.capacity);

    out = oct_out_memory(&oct_allocator_malloc);
    patch_all_over(out);
    assert_memory_equal(out->buffer.ptr + 100, "cross", 5);
    oct_out_patch(out, 300000, "too long", 8);
    assert_int_equal(oct_out_finish(out), OCT_INTERNAL);
    oct_out_free(out);
}

static void a_stream_is_patched_only_while_held(void **state) {
    for (int held = 0; held < 2; held++) {
        int descriptor = open("a", O_RDWR | O_CREAT | O_TRUNC, 0600);
        oct_out *out = oct_out_stream(&oct_allocator_malloc, descriptor);
        out->hold = held;
        patch_all_over(out);
        assert_int_equal(oct_out_finish(out), held ? OCT_OK : OCT_IO);
        oct_out_free(out);
        assert_int_equal(fcntl(descriptor, F_GETFD) >= 0, 1); /* still open: it is not ours */
        close(descriptor);
    }
}

/* As on a file system that has no nameless files. */
static void without_nameless_files_all_is_held_until_the_end(void **state) {
    struct stat about;
    char taken[64];
    put_file("a", OCT_S("old"));
    assert_int_equal(chmod("a", 0604), 0);
    snprintf(taken, sizeof taken, ".octavo-%ld-0", (long)getpid());
    put_file(taken, OCT_S("left behind by a killed process"));
    oct_out *out = oct_out_file(&oct_allocator_malloc, "a");
    close(out->descriptor);
    out->descriptor = -1;
    patch_all_over(out);
    assert_int_equal(out->flushed, 0);
    assert_file("a", "old");
    assert_int_equal(oct_out_finish(out), OCT_OK);
    oct_out_free(out);
    assert_int_equal(stat("a", &about), 0);
    assert_int_equal(about.st_size, 300001);
    assert_int_equal(about.st_mode & 07777, 0604);
    assert_int_equal(count_entries("."), 2);
}

static void a_failed_replacement_leaves_nothing(void **state) {
    assert_int_equal(mkdir("d", 0777), 0);
    assert_int_equal(oct_target_replace("d", -1, OCT_S("text")), EISDIR);
    int descriptor = oct_target_open_nameless("d");
    assert_true(descriptor >= 0);
    assert_int_equal(oct_target_replace("d", descriptor, OCT_S("")), EISDIR);
    close(descriptor);
    assert_int_equal(oct_target_replace("missing/a", -1, OCT_S("text")), ENOENT);
    assert_int_equal(count_entries("."), 1);
}

static void outs_survive_each_failing_allocation(void **state) {
    for (size_t n = 0;; n++) {
        failing_allocator memory = {n, 0};
        oct_allocator allocator = failing_allocator_of(&memory);
        oct_out *out = oct_out_file(&allocator, "a");
        oct_status status = OCT_NO_MEMORY;
        if (out) {
            oct_out_string(out, "text");
            status = oct_out_finish(out);
            oct_out_free(out);
        }
        assert_int_equal(memory.allocated, 0);
        assert_int_equal(count_entries("."), status == OCT_OK);
        if (status == OCT_OK)
            break;
        assert_int_equal(status, OCT_NO_MEMORY);
        assert_true(n < 10);
    }
}

/* ---- xml ---------------------------------------------------------------------------------- */

static void xml_is_escaped(void **state) {
    oct_buffer out;
    oct_buffer_init(&out, &oct_allocator_malloc);
    oct_xml_declaration(&out);
    assert_slice(oct_buffer_view(&out), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.len = 0;
    assert_int_equal(oct_xml_text(&out, OCT_S("a<b>&\"'\t\n\r]]>é")), 0);
    assert_slice(oct_buffer_view(&out), "a&lt;b&gt;&amp;\"'\t\n&#13;]]&gt;é");
    out.len = 0;
    assert_int_equal(oct_xml_attribute(&out, "x", OCT_S("\"<>&'\t\n\r")), 0);
    assert_slice(oct_buffer_view(&out), " x=\"&quot;&lt;&gt;&amp;'&#9;&#10;&#13;\"");
    out.len = 0;
    assert_int_equal(oct_xml_element(&out, "dc:title", OCT_S("")), 0);
    assert_slice(oct_buffer_view(&out), "<dc:title></dc:title>");
    oct_buffer_free(&out);
}

static void forbidden_characters_are_replaced_and_counted(void **state) {
    oct_buffer out;
    oct_buffer_init(&out, &oct_allocator_malloc);
    /* NUL, two controls, U+FFFE, a surrogate's three bytes, a cut sequence; U+FFFD itself stays. */
    size_t count = oct_xml_text(&out, OCT_S("a\0\x01\x1F\xEF\xBF\xBE\xED\xA0\x80\xEF\xBF"
                                            "b\xEF\xBF\xBD\x7F"));
    assert_int_equal(count, 8);
    oct_slice rest = oct_buffer_view(&out);
    size_t replacements = 0;
    for (size_t at; (at = oct_slice_find(rest, OCT_S("\xEF\xBF\xBD"))) < rest.len; replacements++)
        rest = oct_slice_from(rest, at + 3);
    assert_int_equal(replacements, 9);
    oct_buffer_free(&out);
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, scratch_enter, scratch_leave)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_SCRATCH(a_file_is_read_whole),
        IN_SCRATCH(what_cannot_be_read_says_why),
        IN_SCRATCH(standard_input_may_be_a_pipe),
        IN_SCRATCH(reading_survives_each_failing_allocation),
        IN_SCRATCH(a_file_appears_only_when_finished),
        IN_SCRATCH(a_file_is_replaced_with_its_permissions),
        IN_SCRATCH(a_symbolic_link_stays),
        IN_SCRATCH(what_cannot_be_written_fails_at_once),
        IN_SCRATCH(a_full_device_fails),
        IN_SCRATCH(a_closed_pipe_fails),
        IN_SCRATCH(an_unopened_stream_fails_even_without_bytes),
        IN_SCRATCH(written_bytes_can_be_patched),
        IN_SCRATCH(a_stream_is_patched_only_while_held),
        IN_SCRATCH(without_nameless_files_all_is_held_until_the_end),
        IN_SCRATCH(a_failed_replacement_leaves_nothing),
        IN_SCRATCH(outs_survive_each_failing_allocation),
        cmocka_unit_test(xml_is_escaped),
        cmocka_unit_test(forbidden_characters_are_replaced_and_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
