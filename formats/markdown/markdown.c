/* formats/markdown/markdown - the descriptors of Markdown's dialects, and their one reader. Knows
 * core and the headers of this folder. */
#include "formats/markdown/markdown.h"

#include "base/size.h"
#include "formats/markdown/front_matter.h"
#include "formats/markdown/guard.h"
#include "formats/markdown/language.h"
#include "formats/markdown/title_block.h"
#include "formats/markdown/tree.h"

typedef struct options {
    bool smart;
    int64_t max_expansion;
} options;

static const oct_option option_table[] = {
    {.name = "smart",
     .type = OCT_OPTION_FLAG,
     .offset = offsetof(options, smart),
     .help = "Makes straight quotes, hyphens and dots in Markdown typographic: curly quotes, "
             "dashes, an ellipsis."},
    {.name = "max-expansion",
     .type = OCT_OPTION_INT,
     .offset = offsetof(options, max_expansion),
     .preset = "120",
     .minimum = 20,
     .maximum = 1000000,
     .metavar = "NUMBER",
     .help = "How many times the size of a Markdown text its parse may take in memory. Prose takes "
             "about 10, a table of single digits 150; many references to a long "
             "definition take thousands."},
    {.name = NULL},
};

/* ---- Reading ------------------------------------------------------------------------------ */

/* Small texts may take a little more than their size allows. */
enum { EXPANSION_FREE = 16 * 1024 * 1024 };

size_t oct_md_memory_limit(const oct_reading *reading, size_t length) {
    size_t limit;
    size_t times = (size_t)((const options *)reading->options)->max_expansion;
    return oct_size_multiply(length, times, &limit) && oct_size_add(limit, EXPANSION_FREE, &limit)
               ? limit
               : SIZE_MAX;
}

static oct_status read_text(oct_reading *reading, const oct_md_features *features, oct_slice text,
                            uint32_t first_line) {
    oct_status status = oct_md_guard(reading, text, first_line);
    if (status != OCT_OK || text.len == 0)
        return status;
    oct_md_text whole = {reading, features, text, first_line,
                         oct_md_memory_limit(reading, text.len)};
    return oct_md_read_blocks(&whole, reading->builder);
}

/* What stands in front of the text, and its length in bytes and lines. */
static oct_status read_metadata(oct_reading *reading, oct_md_features *features, size_t *length,
                                uint32_t *lines) {
    oct_md_front_matter block = {0};
    if (features->front_matter)
        block = oct_md_find_front_matter(reading->input);
    *length = block.length;
    *lines = block.lines;
    if (block.length)
        return oct_md_read_front_matter(reading, features, &block);
    oct_md_title_block titles = oct_md_find_title_block(reading->input, features);
    *length = titles.text.len;
    *lines = titles.lines;
    return titles.text.len ? oct_md_read_title_block(reading, features, &titles) : OCT_OK;
}

static oct_status read_dialect(oct_reading *reading) {
    bool gfm = (reading->format->dialect & OCT_MD_IN_GFM) != 0;
    oct_md_features features = oct_md_features_of(reading->syntax);
    features.smart |= ((const options *)reading->options)->smart;
    features.start_numbers |= reading->format->dialect == 0;
    features.escaped_breaks |= reading->format->dialect == 0;
    if (features.pandoc_slugs)
        reading->document->slugs |= OCT_SLUG_PANDOC;
    if (features.ascii_slugs)
        reading->document->slugs |= OCT_SLUG_ASCII;
    features.drop_cells = gfm;
    features.strict_math = gfm;
    features.top_alerts = gfm;
    features.filter_tags = gfm && reading->common->raw_html == OCT_RAW_HTML_KEEP;
    oct_md_use_language(reading, &features);
    size_t length = 0;
    uint32_t lines = 0;
    oct_status status =
        reading->fragment ? OCT_OK : read_metadata(reading, &features, &length, &lines);
    if (status != OCT_OK)
        return status;
    return read_text(reading, &features, oct_slice_from(reading->input, length),
                     reading->first_line + lines);
}

/* ---- Probing ------------------------------------------------------------------------------ */

/* Whether a line is as Markdown has it, and other plain text has not. */
static bool is_telling(oct_slice line) {
    static const oct_slice starts[] = {{"# ", 2}, {"## ", 3}, {"### ", 4}, {"```", 3}, {"![", 2}};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (oct_slice_starts(line, starts[i]))
            return true;
    return oct_slice_find(line, OCT_S("](")) < line.len;
}

static int probe(oct_slice head) {
    if (oct_slice_starts(head, OCT_S("\xEF\xBB\xBF")))
        head = oct_slice_from(head, 3);
    if (memchr(head.ptr ? head.ptr : "", '\0', head.len))
        return 0;
    oct_slice rest = head, line;
    if (oct_slice_next_line(&rest, &line) && oct_slice_is(line, "---"))
        return 60;
    for (rest = head; oct_slice_next_line(&rest, &line);)
        if (is_telling(line))
            return 50;
    return 5;
}

/* ---- Descriptors -------------------------------------------------------------------------- */

static const char *const extensions[] = {"md", "markdown", "mkd", NULL};
static const char *const media_types[] = {"text/markdown", NULL};

/* cmark's sizes are 32-bit, and it aborts when a buffer would pass 1 GiB; quotation marks made
 * curly grow to three bytes. */
enum { LARGEST_TEXT = 300 * 1024 * 1024 };

const oct_format oct_format_markdown = {
    .name = "markdown",
    .title = "Markdown with extensions",
    .extensions = extensions,
    .media_types = media_types,
    .flags = OCT_FORMAT_IDENTIFIERS | OCT_FORMAT_COPIES | OCT_FORMAT_MANIFEST,
    .probe = probe,
    .read = read_dialect,
    .syntax = oct_md_syntax,
    .dialect = OCT_MD_IN_MARKDOWN,
    .largest_input = LARGEST_TEXT,
    .reader_options = option_table,
    .reader_options_size = sizeof(options),
};

const oct_format oct_format_commonmark = {
    .name = "commonmark",
    .title = "CommonMark, without extensions",
    .flags = OCT_FORMAT_COPIES | OCT_FORMAT_MANIFEST,
    .read = read_dialect,
    .syntax = oct_md_syntax,
    .largest_input = LARGEST_TEXT,
    .reader_options = option_table,
    .reader_options_size = sizeof(options),
};

const oct_format oct_format_gfm = {
    .name = "gfm",
    .title = "GitHub Flavored Markdown",
    .flags = OCT_FORMAT_LINKED_IDENTIFIERS | OCT_FORMAT_COPIES | OCT_FORMAT_MANIFEST,
    .read = read_dialect,
    .syntax = oct_md_syntax,
    .dialect = OCT_MD_IN_GFM,
    .largest_input = LARGEST_TEXT,
    .reader_options = option_table,
    .reader_options_size = sizeof(options),
};
