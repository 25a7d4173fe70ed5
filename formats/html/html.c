/* formats/html/html - the descriptor of HTML: what it is called, how it is recognised, what reads
 * and writes it. Knows core and the headers of this folder. */
#include "formats/html/html.h"

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

static bool opens(oct_slice head, oct_slice tag) {
    return oct_slice_starts_nocase(head, tag) &&
           (head.len == tag.len || !oct_is_alnum(head.ptr[tag.len]));
}

static int probe(oct_slice head) {
    static const oct_slice page[] = {OCT_S("<!doctype html"), OCT_S("<html"), OCT_S("<head"),
                                     OCT_S("<body"), OCT_S("<title")};
    static const oct_slice part[] = {OCT_S("<div"),     OCT_S("<p"),     OCT_S("<h1"),
                                     OCT_S("<section"), OCT_S("<table"), OCT_S("<article"),
                                     OCT_S("<meta"),    OCT_S("<main"),  OCT_S("<script")};
    head = past_prologue(head);
    for (size_t i = 0; i < sizeof page / sizeof *page; i++)
        if (opens(head, page[i]))
            return 95;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        if (opens(head, part[i]))
            return 40;
    return 0;
}

const oct_format oct_format_html = {
    .name = "html",
    .title = "HTML",
    .extensions = extensions,
    .media_types = media_types,
    .flags = OCT_FORMAT_OWN_ENCODING | OCT_FORMAT_HTML_BODY,
    .probe = probe,
    .read = oct_html_read,
};
