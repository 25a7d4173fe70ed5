/* tests/unit/test_core - options, suggestions, diagnostics, the registry, jobs in memory. */
#include "cmocka_all.h"

#include "core/job.h"

#include <stdio.h>

typedef struct sample_options {
    bool flag;
    int64_t number, size;
    int choice;
    const char *text;
    oct_string_list list;
} sample_options;

#define FIELD(name) offsetof(sample_options, name)
static const char *const choices[] = {"one", "two", "three", NULL};
static const oct_option table[] = {
    {.name = "flag", .type = OCT_OPTION_FLAG, .offset = FIELD(flag)},
    {.name = "number",
     .type = OCT_OPTION_INT,
     .offset = FIELD(number),
     .preset = "5",
     .minimum = 1,
     .maximum = 9},
    {.name = "size", .type = OCT_OPTION_SIZE, .offset = FIELD(size), .preset = "2K"},
    {.name = "choice",
     .type = OCT_OPTION_CHOICE,
     .offset = FIELD(choice),
     .preset = "two",
     .choices = choices},
    {.name = "text", .type = OCT_OPTION_TEXT, .offset = FIELD(text)},
    {.name = "list", .type = OCT_OPTION_LIST, .offset = FIELD(list)},
    {.name = NULL},
};

static oct_arena arena;

static int open_arena(void **state) {
    oct_arena_init(&arena, &oct_allocator_malloc);
    return 0;
}
static int close_arena(void **state) {
    oct_arena_clear(&arena);
    return 0;
}

static oct_status set(sample_options *options, const char *name, const char *value,
                      const char **why) {
    return oct_option_set(oct_option_find(table, name), options, value, &arena, why);
}

static void presets_go_through_the_same_parser(void **state) {
    sample_options options = {0};
    assert_true(oct_options_preset(table, &options, &arena));
    assert_int_equal(options.number, 5);
    assert_int_equal(options.size, 2048);
    assert_int_equal(options.choice, 1);
    assert_null(options.text);
}

static void values_are_typed_and_ranged(void **state) {
    sample_options options = {0};
    const char *why;
    assert_int_equal(set(&options, "flag", NULL, &why), OCT_OK);
    assert_true(options.flag);
    assert_int_equal(set(&options, "flag", "no", &why), OCT_OK);
    assert_false(options.flag);
    assert_int_equal(set(&options, "flag", "maybe", &why), OCT_USAGE);
    assert_int_equal(set(&options, "number", "10", &why), OCT_USAGE);
    assert_string_equal(why, "a whole number from 1 to 9 is wanted");
    assert_int_equal(set(&options, "number", NULL, &why), OCT_USAGE);
    assert_int_equal(set(&options, "size", "3g", &why), OCT_OK);
    assert_true(options.size == (int64_t)3 << 30);
    assert_int_equal(set(&options, "size", "9223372036854775807K", &why), OCT_USAGE);
    assert_int_equal(set(&options, "choice", "four", &why), OCT_USAGE);
    assert_string_equal(why, "it must be one, two or three");
    for (int i = 0; i < 5; i++)
        assert_int_equal(set(&options, "list", "x", &why), OCT_OK);
    assert_int_equal(options.list.count, 5);
    assert_string_equal(options.list.items[4], "x");
}

static void mistyped_names_get_a_suggestion(void **state) {
    static const char *const names[] = {"columns", "css", "toc", "toc-depth"};
    assert_string_equal(oct_nearest_name("colums", names, 4), "columns");
    assert_string_equal(oct_nearest_name("tco", names, 4), "toc");
    assert_string_equal(oct_nearest_name("toc-dpeth", names, 4), "toc-depth");
    assert_null(oct_nearest_name("entirely-different", names, 4));
}

static void formats_are_found_by_name_extension_and_content(void **state) {
    assert_string_equal(oct_format_named("native")->name, "native");
    assert_null(oct_format_named("nothing"));
    assert_string_equal(oct_format_for_path("a/b.c/book.NATIVE", false)->name, "native");
    assert_null(oct_format_for_path("a.native/book", false));
    assert_string_equal(oct_format_probed(OCT_S("octavo-native 1\n"))->name, "native");
}

static void every_format_is_complete(void **state) {
    for (size_t i = 0; i < oct_format_count; i++) {
        const oct_format *format = oct_formats[i];
        assert_non_null(format->title);
        assert_true(format->read || format->write);
        assert_ptr_equal(oct_format_named(format->name), format);
        assert_true(!format->write || (format->claims & OCT_KIND_BIT(OCT_TEXT)));
        assert_true(!format->reader_options || format->reader_options_size);
        assert_true(!format->writer_options || format->writer_options_size);
    }
}

/* What a handler saw last, and how often it was called. */
typedef struct seen {
    size_t calls;
    char code[40], message[200];
    uint32_t line;
} seen;

static void see(void *user, const oct_diagnostic *diagnostic) {
    seen *s = user;
    s->calls++;
    s->line = diagnostic->line;
    snprintf(s->code, sizeof s->code, "%s", diagnostic->code);
    snprintf(s->message, sizeof s->message, "%s", diagnostic->message);
}

static void repeats_are_folded_and_controls_cleaned(void **state) {
    oct_context *context = oct_context_new(NULL);
    seen s = {0};
    oct_context_set_handler(context, see, &s);
    for (int i = 0; i < 50; i++)
        oct_report(context, OCT_D_MISSING_IMAGE, (oct_place){0}, NULL, "a\n\x1b[31mb\x7f");
    assert_int_equal(s.calls, OCT_FOLD_AFTER);
    assert_string_equal(s.message, "a??[31mb?");
    oct_report_folded(context);
    assert_int_equal(s.calls, OCT_FOLD_AFTER + 1);
    assert_string_equal(s.message, "30 more of this kind");
    assert_int_equal(oct_context_count(context, OCT_WARNING), 50);
    oct_context_free(context);
}

static const char tree[] = "octavo-native 1\ndocument\n  paragraph\n    text \"x\"\n";

static oct_status convert(const oct_allocator *allocator, const char *input, seen *s,
                          const char *option, const char *value) {
    oct_context *context = oct_context_new(allocator);
    if (!context)
        return OCT_NO_MEMORY;
    oct_context_set_handler(context, see, s);
    oct_job *job = oct_job_new(context);
    oct_status status = job ? OCT_OK : OCT_NO_MEMORY;
    if (status == OCT_OK && option)
        status = oct_job_set(job, option, value);
    if (status == OCT_OK)
        status = oct_job_set(job, "to", "native");
    if (status == OCT_OK)
        status = oct_job_add_memory(job, "tree", input, strlen(input));
    const void *bytes;
    size_t length;
    if (status == OCT_OK)
        status = oct_job_convert_memory(job, &bytes, &length);
    if (status == OCT_OK && !option) {
        assert_int_equal(length, strlen(input));
        assert_memory_equal(bytes, input, length);
    }
    oct_job_free(job);
    oct_context_free(context);
    return status;
}

static void a_job_converts_in_memory(void **state) {
    seen s = {0};
    assert_int_equal(convert(NULL, tree, &s, NULL, NULL), OCT_OK);
    assert_int_equal(s.calls, 0);
}

static void limits_name_their_option(void **state) {
    seen s = {0};
    char deep[2000];
    size_t at = (size_t)snprintf(deep, sizeof deep, "octavo-native 1\ndocument\n");
    for (int i = 1; i < 15; i++)
        at += (size_t)snprintf(deep + at, sizeof deep - at, "%*sdiv\n", 2 * i, "");
    assert_int_equal(convert(NULL, deep, &s, "max-depth", "10"), OCT_LIMIT);
    assert_non_null(strstr(s.message, "--max-depth"));
    assert_int_equal(convert(NULL, tree, &s, "max-nodes", "1"), OCT_LIMIT);
    assert_non_null(strstr(s.message, "--max-nodes"));
}

static void syntax_errors_have_a_place(void **state) {
    seen s = {0};
    assert_int_equal(convert(NULL, "octavo-native 1\ndocument\n  text \"x\"\n", &s, NULL, NULL),
                     OCT_SYNTAX);
    assert_string_equal(s.code, "syntax");
    assert_int_equal(s.line, 3);
}

/* A document that every pass has something to do with. */
static const char varied[] =
    "# A\n\nx<br>y <sub>2</sub> ![](no.png) [^1]\n\n[^1]: N\n\n<details><summary>S</summary>\n\n"
    "- b\n\n</details>\n\n<table><tr><td>1</td></tr></table>\n\n## B\n\n> q\n";

static oct_kind_set kinds_of(const oct_document *document) {
    oct_kind_set kinds = 0;
    for (oct_node *node = document->root; node; node = oct_node_following(node, document->root))
        if (node != document->root)
            kinds |= OCT_KIND_BIT(node->kind);
    return kinds;
}

/* Passes and writers rely on it: a kind that is not announced would be left as it is. */
static void a_document_knows_the_kinds_it_holds(void **state) {
    static const char *const settings[] = {"toc", "number-sections", "standalone"};
    for (size_t i = 0; i < oct_format_count; i++) {
        if (!oct_formats[i]->write)
            continue;
        const void *bytes;
        size_t length;
        oct_context *context = oct_context_new(NULL);
        oct_job *job = oct_job_new(context);
        for (size_t j = 0; j < sizeof settings / sizeof *settings; j++)
            assert_int_equal(oct_job_set(job, settings[j], NULL), OCT_OK);
        assert_int_equal(oct_job_set(job, "shift-heading-level-by", "-1"), OCT_OK);
        assert_int_equal(oct_job_set(job, "from", "markdown"), OCT_OK);
        assert_int_equal(oct_job_set(job, "to", oct_formats[i]->name), OCT_OK);
        assert_int_equal(oct_job_add_memory(job, "varied", varied, strlen(varied)), OCT_OK);
        oct_document *document;
        assert_int_equal(oct_job_read(job, &document), OCT_OK);
        assert_int_equal(oct_job_convert_memory(job, &bytes, &length), OCT_OK);
        oct_kind_set held = kinds_of(document);
        bool exact = (oct_formats[i]->flags & OCT_FORMAT_EXACT) != 0;
        assert_true(exact || held & OCT_KIND_BIT(OCT_TABLE_CELL));
        assert_true((held & ~document->kinds) == 0);
        oct_job_free(job);
        oct_context_free(context);
    }
}

static oct_slice converted(oct_job *job) {
    const void *bytes;
    size_t length;
    assert_int_equal(oct_job_convert_memory(job, &bytes, &length), OCT_OK);
    return oct_arena_copy(&arena, (oct_slice){bytes, length});
}

static void a_job_converts_again(void **state) {
    oct_context *context = oct_context_new(NULL);
    oct_job *job = oct_job_new(context);
    assert_int_equal(oct_job_set(job, "number-sections", NULL), OCT_OK);
    assert_int_equal(oct_job_set(job, "from", "markdown"), OCT_OK);
    assert_int_equal(oct_job_set(job, "to", "docx"), OCT_OK);
    assert_int_equal(oct_job_add_memory(job, "varied", varied, strlen(varied)), OCT_OK);
    oct_slice first = converted(job), second = converted(job);
    assert_true(first.len > 1000 && oct_slice_equal(first, second));
    oct_job_free(job);
    oct_context_free(context);
}

static void every_failing_allocation_is_said(void **state) {
    size_t n = 0;
    for (oct_status status = OCT_NO_MEMORY; status != OCT_OK; n++) {
        seen s = {0};
        failing_allocator failing = {.calls_left = n};
        oct_allocator allocator = failing_allocator_of(&failing);
        status = convert(&allocator, tree, &s, NULL, NULL);
        assert_true(status == OCT_OK || status == OCT_NO_MEMORY);
        assert_int_equal(failing.allocated, 0);
    }
    assert_true(n > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(presets_go_through_the_same_parser),
        cmocka_unit_test(values_are_typed_and_ranged),
        cmocka_unit_test(mistyped_names_get_a_suggestion),
        cmocka_unit_test(formats_are_found_by_name_extension_and_content),
        cmocka_unit_test(every_format_is_complete),
        cmocka_unit_test(repeats_are_folded_and_controls_cleaned),
        cmocka_unit_test(a_job_converts_in_memory),
        cmocka_unit_test(limits_name_their_option),
        cmocka_unit_test(syntax_errors_have_a_place),
        cmocka_unit_test(a_document_knows_the_kinds_it_holds),
        cmocka_unit_test(a_job_converts_again),
        cmocka_unit_test(every_failing_allocation_is_said),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
