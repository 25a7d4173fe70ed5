/* plain/plain - the plain text format: its descriptor, and the writing of one document. */
#include "formats/plain/plain.h"

/* Columns that nesting never takes from a line, however narrow the page. */
enum { LEAST_ROOM = 20 };

/* The places in the choices of --plain-style. */
enum { STYLE_AUTO, STYLE_MARKED, STYLE_BARE };
static const char *const style_choices[] = {"auto", "marked", "bare", NULL};
static const char *const math_choices[] = {
    [OCT_PLAIN_MATH_UNICODE] = "unicode", [OCT_PLAIN_MATH_TEX] = "tex", NULL};

static bool is_bare(const oct_writing *writing) {
    const oct_plain_options *options = writing->options;
    return options->style == STYLE_BARE || (options->style == STYLE_AUTO && writing->web_pages);
}

static void init(oct_plain *plain, oct_writing *writing) {
    const oct_allocator *allocator = oct_context_allocator(writing->context);
    const oct_job_options *common = writing->common;
    *plain = (oct_plain){.writing = writing};
    plain->columns = common->wrap == OCT_WRAP_NONE ? OCT_FILL_UNLIMITED : (size_t)common->columns;
    plain->bare = is_bare(writing);
    size_t limit = common->wrap == OCT_WRAP_AUTO ? plain->columns : OCT_FILL_UNLIMITED;
    oct_fill_init(&plain->page, allocator, &writing->out->buffer, limit);
    plain->page.out = writing->out;
    plain->page.least_room = LEAST_ROOM;
    plain->page.preserve = common->wrap == OCT_WRAP_PRESERVE;
    plain->fill = &plain->page;
    oct_buffer *buffers[] = {&plain->notes, &plain->table_notes, &plain->lists, &plain->langs,
                             &plain->scratch};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        oct_buffer_init(buffers[i], allocator);
    oct_map_init(&plain->labels, allocator);
    oct_arena_init(&plain->table_arena, allocator);
    oct_slice lang = oct_writing_lang(writing);
    oct_buffer_append(&plain->langs, (const char *)&lang, sizeof lang);
}

static void clear(oct_plain *plain) {
    oct_plain_close_tables(plain);
    oct_buffer *buffers[] = {&plain->notes, &plain->table_notes, &plain->lists, &plain->langs,
                             &plain->scratch};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        oct_buffer_free(buffers[i]);
    oct_map_free(&plain->labels);
    oct_arena_clear(&plain->table_arena);
    oct_fill_free(&plain->page);
}

static oct_status write_plain(oct_writing *writing) {
    oct_plain plain;
    init(&plain, writing);
    if (writing->common->standalone)
        oct_plain_write_title(&plain);
    oct_plain_render(&plain, writing->document->root);
    oct_plain_write_notes(&plain);
    if (plain.page.capped)
        oct_report(writing->context, OCT_D_NOT_RENDERED, (oct_place){NULL, 0, 0}, NULL,
                   "what is nested most deeply is not indented further");
    bool failed = plain.failed || plain.page.failed || plain.scratch.failed;
    clear(&plain);
    return failed ? OCT_NO_MEMORY : OCT_OK;
}

static const oct_option options[] = {
    {.name = "plain-style",
     .type = OCT_OPTION_CHOICE,
     .offset = offsetof(oct_plain_options, style),
     .preset = "auto",
     .choices = style_choices,
     .metavar = "STYLE",
     .help = "marked: emphasis is _so_, code `so`, and a link is followed by its address. bare: "
             "the words alone, as a browser shows them. auto: bare for web pages, else marked."},
    {.name = "plain-math",
     .type = OCT_OPTION_CHOICE,
     .offset = offsetof(oct_plain_options, math),
     .preset = "unicode",
     .choices = math_choices,
     .metavar = "HOW",
     .help = "unicode: formulas are written with Unicode's letters and signs, as x² + 1/(2a). tex: "
             "their source stands as it is."},
    {.name = NULL},
};

static const char *const extensions[] = {"txt", "text", NULL};
static const char *const media_types[] = {"text/plain", NULL};

const oct_format oct_format_plain = {
    .name = "plain",
    .title = "plain text",
    .extensions = extensions,
    .media_types = media_types,
    .write = write_plain,
    .writer_options = options,
    .writer_options_size = sizeof(oct_plain_options),
    .claims = OCT_ALL_KINDS,
};
