/* text/text - the reader of plain text: its descriptor, its tables, and the order of its parts. See
 * text.h. */
#include "formats/text/text.h"

/* ---- Tables -----------------------------------------------------------------------------------
 */

const text_reason_info text_reasons[TEXT_REASON_COUNT] = {
#define X(upper, code, class, sentence) {code, TEXT_##class, sentence},
#include "formats/text/reasons.def"
#undef X
};

const char *const text_class_names[] = {
#define X(upper, name) name,
    TEXT_CLASSES(X)
#undef X
};

static const oct_syntax syntax_table[] = {
#define X(upper, name, help) {name, help, 1},
    TEXT_SYNTAX(X)
#undef X
        {NULL, NULL, 0},
};

static const char *const keep_names[] = {"keep", "drop", NULL};

static const oct_option option_table[] = {
    {.name = "text-paragraphs",
     .type = OCT_OPTION_CHOICE,
     .offset = offsetof(text_options, paragraphs),
     .preset = "auto",
     .choices = text_paragraphs_names,
     .metavar = "HOW",
     .help = "What parts the paragraphs of a plain text: a blank line, the end of each line, an "
             "indented first line, or a short last line. By itself the file's own statistics say "
             "it; 'octavo doctor FILE' shows them."},
    {.name = "text-page-lines",
     .type = OCT_OPTION_CHOICE,
     .offset = offsetof(text_options, page_lines),
     .preset = "keep",
     .choices = keep_names,
     .metavar = "WHAT",
     .help = "What becomes of the heads and feet of pages in a plain text with form feeds."},
    {.name = "text-gutenberg",
     .type = OCT_OPTION_CHOICE,
     .offset = offsetof(text_options, gutenberg),
     .preset = "keep",
     .choices = keep_names,
     .metavar = "WHAT",
     .help = "What becomes of the text before and behind a book of Project Gutenberg."},
    {.name = NULL},
};

/* ---- Reading ----------------------------------------------------------------------------------
 */

/* The order matters: what is marked more clearly is found first. */
static void find_all(text_file *file) {
    static const struct {
        void (*find)(text_file *file);
        int needs; /* text_syntax_bit; -1: always */
    } passes[] = {
        {text_find_gutenberg, TEXT_FINDS_GUTENBERG},
        {text_find_pages, -1},
        {text_find_mail, TEXT_FINDS_MAIL},
        {text_find_code, TEXT_FINDS_CODE_BLOCKS},
        {text_find_tables, TEXT_FINDS_TABLES},
        {text_find_ruled_columns, TEXT_FINDS_TABLES},
        {text_find_rules, -1},
        {text_find_columns, TEXT_FINDS_TABLES},
        {text_find_notes, TEXT_FINDS_NOTES},
        {text_find_chapters, TEXT_FINDS_HEADINGS},
        {text_find_lists, TEXT_FINDS_LISTS},
        {text_find_headings, TEXT_FINDS_HEADINGS},
        {text_find_flow, -1},
        {text_level_headings, -1},
    };
    for (size_t i = 0; i < sizeof passes / sizeof *passes && !file->failed && file->count; i++)
        if (passes[i].needs < 0 || text_finds(file, (text_syntax_bit)passes[i].needs))
            passes[i].find(file);
}

static void report_dropped(const text_file *file) {
    const oct_reading *reading = file->reading;
    if (file->page_lines_dropped)
        oct_report(reading->context, OCT_D_NOT_RENDERED, (oct_place){.file = reading->name},
                   "--text-page-lines=keep keeps them", "%zu heads and feet of pages are left out",
                   file->page_lines_dropped);
    if (file->outside_dropped)
        oct_report(reading->context, OCT_D_NOT_RENDERED, (oct_place){.file = reading->name},
                   "--text-gutenberg=keep keeps them",
                   "%zu lines before and behind the book are left out", file->outside_dropped);
}

static oct_status read_lines(oct_reading *reading, oct_slice text) {
    text_file file = {
        .reading = reading,
        .options = reading->options,
        .allocator = oct_context_allocator(reading->context),
    };
    oct_buffer_init(&file.storage, file.allocator);
    oct_arena_init(&file.arena, file.allocator);
    text_clean_terminal(&file, &text);
    text_cut(&file, text);
    if (!file.failed) {
        text_measure(&file);
        find_all(&file);
        report_dropped(&file);
    }
    if (!file.failed && reading->findings)
        text_print_findings(&file, reading->findings);
    if (!file.failed)
        text_build(&file, reading->builder);
    oct_arena_clear(&file.arena);
    oct_buffer_free(&file.storage);
    return file.failed ? OCT_NO_MEMORY : file.too_many_cells ? OCT_LIMIT : OCT_OK;
}

static oct_status read_text(oct_reading *reading) {
    oct_slice text = reading->input;
    oct_status status = text_decode(reading, &text);
    return status == OCT_OK ? read_lines(reading, text) : status;
}

static const char *const extensions[] = {"txt", "text", NULL};
static const char *const media_types[] = {"text/plain", NULL};

const oct_format oct_format_text = {
    .name = "text",
    .title = "text without marks",
    .extensions = extensions,
    .media_types = media_types,
    .flags = OCT_FORMAT_IDENTIFIERS | OCT_FORMAT_INFERS | OCT_FORMAT_OWN_ENCODING,
    .read = read_text,
    .syntax = syntax_table,
    .dialect = 1,
    .reader_options = option_table,
    .reader_options_size = sizeof(text_options),
};
