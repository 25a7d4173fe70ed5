/* formats/html/html - the descriptor of HTML: what it is called, how it is recognised, what reads
 * and writes it. Knows core and the headers of this folder. */
#include "formats/html/html.h"

static const char *const math_choices[] = {"mathml", "tex", NULL};

static const oct_option writer_options[] = {
    {.name = "html-math",
     .type = OCT_OPTION_CHOICE,
     .offset = offsetof(oct_html_options, math),
     .preset = "mathml",
     .choices = math_choices,
     .help =
         "How mathematics is written: as MathML, which browsers show, or as TeX between \\( and "
         "\\), for MathJax or KaTeX."},
    {.name = NULL},
};

static const char *const extensions[] = {"html", "htm", "xhtml", NULL};
static const char *const media_types[] = {"text/html", "application/xhtml+xml", NULL};

/* Past a byte order mark, white space, comments and an XML declaration. */
static oct_slice past_prologue(oct_slice head) {
    if (oct_slice_starts(head, OCT_S("\xEF\xBB\xBF")))
        head = oct_slice_from(head, 3);
    for (;;) {
        while (head.len && oct_is_space(head.ptr[0]))
            head = oct_slice_from(head, 1);
        if (oct_slice_starts(head, OCT_S("<!--")))
            head = oct_slice_from(head, oct_slice_find(head, OCT_S("-->")) + 3);
        else if (oct_slice_starts(head, OCT_S("<?xml")))
            head = oct_slice_from(head, oct_slice_find(head, OCT_S("?>")) + 2);
        else
            return head;
    }
}

static bool opens_one_of(oct_slice head, const char *const *tags) {
    for (; *tags; tags++) {
        oct_slice tag = oct_slice_of(*tags);
        if (oct_slice_starts_nocase(head, tag) &&
            (head.len == tag.len || !oct_is_alnum(head.ptr[tag.len])))
            return true;
    }
    return false;
}

static int probe(oct_slice head) {
    static const char *const page[] = {"<!doctype html", "<html", "<head", "<body", "<title", NULL};
    static const char *const part[] = {"<div",     "<p",    "<h1",   "<section", "<table",
                                       "<article", "<meta", "<main", "<script",  NULL};
    head = past_prologue(head);
    if (opens_one_of(head, page))
        return 95;
    return opens_one_of(head, part) ? 40 : 0;
}

static const oct_option reader_options[] = {
    {.name = "main-content",
     .type = OCT_OPTION_FLAG,
     .offset = offsetof(oct_html_reader_options, main_content),
     .help = "Reads only the article of a page, without the navigation, advertisements, comments "
             "and buttons around it."},
    {.name = NULL},
};

const oct_format oct_format_html = {
    .name = "html",
    .title = "HTML",
    .extensions = extensions,
    .media_types = media_types,
    .flags =
        OCT_FORMAT_OWN_ENCODING | OCT_FORMAT_HTML_BODY | OCT_FORMAT_COPIES | OCT_FORMAT_WEB_PAGE,
    .probe = probe,
    .preload = oct_html_preload,
    .read = oct_html_read,
    .reader_options = reader_options,
    .reader_options_size = sizeof(oct_html_reader_options),
    .write = oct_html_write,
    .writer_options = writer_options,
    .writer_options_size = sizeof(oct_html_options),
    .claims = OCT_ALL_KINDS,
};
