/* formats/docx/page - paper, margins and columns, as the metadata, a variable or the reference
 * document has them, and the sections of the document (ISO/IEC 29500-1, 17.6): pages that lie on
 * their side for what is too wide for others. */
#include "formats/docx/reference.h"

enum { EMU_TWIP = 635 };

/* Sizes in twips, upright (ISO 216, ANSI). */
static const struct {
    const char *name;
    int32_t width, height;
} papers[] = {
    {"a4", 11906, 16838}, {"letter", 12240, 15840},    {"legal", 12240, 20160},
    {"a3", 16838, 23811}, {"a5", 8391, 11906},         {"a6", 5953, 8391},
    {"b5", 9978, 14173},  {"executive", 10440, 15120},
};

/* 2.5 cm and half of it; 3.5 cm, so that the lines of a novel are not too long to read. */
enum { MARGIN = 1417, FOOTER_MARGIN = 709, BOOK_MARGIN = 1985, A4 = 0, LETTER = 1, NO_PAPER = -1 };
enum { LEAST_ROOM = 1440, GAP = 708 };

/* "a4", "a4paper", "Letter". */
static int paper_named(oct_slice name) {
    if (oct_slice_ends(name, OCT_S("paper")))
        name.len -= sizeof "paper" - 1;
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++)
        if (oct_slice_equal_nocase(name, oct_slice_of(papers[i].name)))
            return (int)i;
    return NO_PAPER;
}

/* Without a wish Letter in the United States and Canada, else A4. */
static int paper_of(const docx_writer *w) {
    int paper = paper_named(oct_writing_variable(w->writing, "papersize"));
    if (paper != NO_PAPER)
        return paper;
    return oct_slice_equal_nocase(w->lang, OCT_S("en-US")) ||
                   oct_slice_equal_nocase(w->lang, OCT_S("en-CA"))
               ? LETTER
               : A4;
}

static void set_paper(docx_page *page, int paper) {
    page->width = papers[paper].width;
    page->height = papers[paper].height;
}

static void turn(docx_page *page) {
    int32_t width = page->width;
    page->width = page->height;
    page->height = width;
}

/* A margin such as "2cm"; what is no length leaves it as it is. */
static void take_length(const docx_writer *w, oct_slice text, int32_t *twips) {
    int64_t length = docx_length(text, (int64_t)w->page.width * EMU_TWIP) / EMU_TWIP;
    if (length > 0 && length < papers[A4].width)
        *twips = (int32_t)length;
}

static void take_margin(docx_writer *w, oct_slice side, oct_slice length) {
    static const struct {
        const char *side;
        unsigned sides; /* top, right, bottom, left as bits */
    } names[] = {{"margin", 15}, {"top", 1},     {"right", 2},   {"bottom", 4},   {"left", 8},
                 {"outer", 2},   {"inner", 8},   {"vmargin", 5}, {"hmargin", 10}, {"tmargin", 1},
                 {"rmargin", 2}, {"bmargin", 4}, {"lmargin", 8}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (unsigned bit = 0; bit < 4 && oct_slice_is(side, names[i].side); bit++)
            if (names[i].sides >> bit & 1)
                take_length(w, length, &w->page.margins[bit]);
}

/* Words divided by commas or spaces, of a text or of a list. */
static bool next_part(oct_slice *rest, oct_slice *part) {
    size_t start = 0, end;
    while (start < rest->len && (oct_is_space(rest->ptr[start]) || rest->ptr[start] == ','))
        start++;
    for (end = start; end < rest->len && rest->ptr[end] != ','; end++)
        if (oct_is_space(rest->ptr[end]))
            break;
    *part = oct_slice_head(oct_slice_from(*rest, start), end - start);
    *rest = oct_slice_from(*rest, end);
    return part->len != 0;
}

/* A variable goes before the metadata; of those, a list counts as a whole. */
static oct_slice variable(docx_writer *w, const char *name) {
    const oct_meta *metadata = w->writing->document->metadata,
                   *list = oct_meta_find(metadata, name);
    oct_slice text = oct_writing_variable(w->writing, name);
    bool listed =
        list && list->kind == OCT_META_LIST && oct_slice_equal(text, docx_meta_text(w, name));
    return listed ? oct_meta_joined(list, OCT_S(","), &w->arena) : text;
}

/* As LaTeX's package has it: "a5paper, landscape, margin=2cm". */
static void read_geometry(docx_writer *w) {
    oct_slice rest = variable(w, "geometry"), part;
    while (next_part(&rest, &part)) {
        size_t equals = oct_slice_find_byte(part, '=');
        int paper = paper_named(part);
        if (equals < part.len)
            take_margin(w, oct_slice_head(part, equals), oct_slice_from(part, equals + 1));
        else if (oct_slice_is(part, "landscape"))
            w->page.landscape = true;
        else if (paper != NO_PAPER)
            set_paper(&w->page, paper);
    }
}

static void read_class_options(docx_writer *w) {
    oct_slice rest = variable(w, "classoption"), part;
    while (next_part(&rest, &part)) {
        w->page.landscape |= oct_slice_is(part, "landscape");
        if (oct_slice_is(part, "twocolumn"))
            w->page.columns = 2;
    }
}

static void read_margins(docx_writer *w) {
    static const char *const names[] = {"margin-top", "margin-right", "margin-bottom",
                                        "margin-left"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        take_length(w, variable(w, names[i]), &w->page.margins[i]);
}

/* Small papers keep their margins in a book; a page without room for text gets the usual ones. */
static void set_page(docx_writer *w) {
    int paper = paper_of(w);
    int32_t side = w->book && papers[paper].width >= papers[A4].width ? BOOK_MARGIN : MARGIN;
    w->page = (docx_page){.margins = {MARGIN, side, MARGIN, side}, .columns = 1};
    set_paper(&w->page, paper);
    read_geometry(w);
    read_class_options(w);
    read_margins(w);
    if (w->page.landscape)
        turn(&w->page);
    if (w->page.width - w->page.margins[1] - w->page.margins[3] < LEAST_ROOM ||
        w->page.height - w->page.margins[0] - w->page.margins[2] < LEAST_ROOM)
        for (int i = 0; i < 4; i++)
            w->page.margins[i] = MARGIN;
}

static void set_room(docx_writer *w) {
    const docx_page *page = &w->page;
    int32_t width = page->width - page->margins[1] - page->margins[3];
    w->page_width = (width - (page->columns - 1) * page->gap) / page->columns;
    w->page_height = page->height - page->margins[0] - page->margins[2];
}

bool docx_has_own_page(const docx_writer *w) {
    return !w->reference || w->reference->section.len == 0;
}

void docx_set_page(docx_writer *w) {
    if (docx_has_own_page(w)) {
        set_page(w);
        w->page.gap = GAP;
    }
    set_room(w);
}

/* ---- Sections ----------------------------------------------------------------------------- */

static void write_paper(docx_writer *w, const docx_page *page) {
    oct_buffer_printf(w->out, "<w:pgSz w:w=\"%d\" w:h=\"%d\"%s/>", (int)page->width,
                      (int)page->height,
                      page->width > page->height ? " w:orient=\"landscape\"" : "");
}

/* In the order of CT_SectPr. A title page has no number. */
static void write_own(docx_writer *w) {
    const docx_page *page = &w->page;
    const int32_t *margins = page->margins;
    uint32_t footer = docx_relate(w, &w->document, 'p', OCT_S("footer1.xml"));
    oct_buffer_printf(w->out, "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId%u\"/>",
                      footer);
    write_paper(w, page);
    oct_buffer_printf(w->out,
                      "<w:pgMar w:top=\"%d\" w:right=\"%d\" w:bottom=\"%d\" w:left=\"%d\""
                      " w:header=\"%d\" w:footer=\"%d\" w:gutter=\"0\"/>",
                      margins[0], margins[1], margins[2], margins[3], FOOTER_MARGIN, FOOTER_MARGIN);
    if (page->columns > 1)
        oct_buffer_printf(w->out, "<w:cols w:num=\"%d\" w:space=\"%d\"/>", (int)page->columns,
                          (int)page->gap);
    else
        oct_buffer_printf(w->out, "<w:cols w:space=\"%d\"/>", (int)page->gap);
    if (docx_has_title(w) && w->sections == 0)
        docx_put(w, "<w:titlePg/>");
    if (oct_slice_is(oct_writing_direction(w->writing), "rtl"))
        docx_put(w, "<w:bidi/>");
    docx_put(w, "</w:sectPr>");
}

/* Cuts an element without children out; *before is what stands in front of it. */
static bool cut_element(oct_slice *text, const char *start, oct_slice *before) {
    size_t at = oct_slice_find(*text, oct_slice_of(start));
    *before = oct_slice_head(*text, at);
    if (at == text->len)
        return false;
    *text = oct_slice_from(*text, at);
    *text = oct_slice_from(*text, oct_slice_find(*text, OCT_S("/>")) + 2);
    return true;
}

/* That of the reference document, with the paper as it lies, and one title page in all. */
static void write_borrowed(docx_writer *w) {
    oct_slice rest = w->reference->section, before;
    if (w->turned && cut_element(&rest, "<w:pgSz", &before)) {
        oct_buffer_slice(w->out, before);
        write_paper(w, &w->page);
    }
    if (w->sections && cut_element(&rest, "<w:titlePg", &before))
        oct_buffer_slice(w->out, before);
    oct_buffer_slice(w->out, rest);
}

void docx_write_section(docx_writer *w) {
    if (docx_has_own_page(w))
        write_own(w);
    else
        write_borrowed(w);
    w->sections++;
}

/* A section ends with a paragraph that says what it was like (17.6.18). */
static void end_section(docx_writer *w) {
    docx_flush_marker(w);
    docx_paragraph_close(w);
    if (w->last == DOCX_NOTHING)
        return;
    docx_put_style(w, "<w:p><w:pPr><w:pStyle w:val=\"", DOCX_SPACER);
    docx_write_section(w);
    docx_put(w, "</w:pPr></w:p>\n");
    w->last = DOCX_NOTHING;
}

bool docx_turn_page(docx_writer *w) {
    if (w->turned || w->table || w->part != &w->document || w->page.width > w->page.height)
        return false;
    end_section(w);
    w->turned = true;
    turn(&w->page);
    int32_t before = w->page_width;
    set_room(w);
    w->frame->width += w->page_width - before;
    return true;
}

/* Whether nothing follows: then the last section of the document is this one. */
static bool is_last(const docx_writer *w, const oct_node *node) {
    return !oct_node_after(node, w->writing->document->root);
}

void docx_turn_page_back(docx_writer *w, const oct_node *node) {
    if (is_last(w, node))
        return;
    end_section(w);
    turn(&w->page);
    set_room(w);
    w->turned = false;
}
