/* formats/docx/reference_order - programs write the properties of styles and paragraphs in orders
 * that the schema does not have; Word takes most of them, validators none. Copies a part with the
 * children of such elements in order, each of them once. */
#include "formats/docx/reference.h"

#include <stdlib.h>

/* The children of an element, in their order (ISO/IEC 29500-1, annex A). Those that may come more
 * than once have a star. */
static const struct {
    const char *element, *children;
} orders[] = {
    {"w:style", "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
                "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr "
                "tblPr trPr tcPr tblStylePr*"},
    {"w:tblStylePr", "pPr rPr tblPr trPr tcPr"},
    {"w:pPr", "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
              "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap "
              "overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
              "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
              "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"},
    {"w:rPr", "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike "
              "outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w "
              "kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
              "eastAsianLayout specVanish oMath"},
    {"w:tblPr", "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize "
                "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook "
                "tblCaption tblDescription tblPrChange"},
    {"w:tcPr", "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
               "tcFitText vAlign hideMark"},
    {"w:tblBorders", "top left start bottom right end insideH insideV"},
    {"w:tcBorders", "top left start bottom right end insideH insideV tl2br tr2bl"},
    {"w:pBdr", "top left bottom right between bar"},
    {"w:tblCellMar", "top left start bottom right end"},
    {"w:tcMar", "top left start bottom right end"},
    {"w:lvl", "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr "
              "rPr"},
};

static const char *order_of(oct_slice element) {
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (oct_slice_is(element, orders[i].element))
            return orders[i].children;
    return NULL;
}

enum { NO_PLACE = 1000 }; /* of other vocabularies: they come last */

static int place_of(const char *order, oct_slice name, bool *many) {
    oct_slice rest = oct_slice_of(order), word;
    *many = !oct_slice_starts(name, OCT_S("w:"));
    for (int at = 0; !*many && oct_slice_next_word(&rest, &word); at++) {
        bool star = oct_slice_ends(word, OCT_S("*"));
        if (oct_slice_equal(oct_slice_from(name, 2), oct_slice_head(word, word.len - star))) {
            *many = star;
            return at;
        }
    }
    *many = true;
    return NO_PLACE;
}

/* A child of an element whose children have an order, in the output. */
typedef struct child {
    int place;
    bool many;
    size_t begin, end;
} child;

/* An open element. */
typedef struct open_element {
    const char *order; /* of its children; NULL: as they stand */
    size_t content;    /* where in the output it begins */
    size_t children;   /* how many bytes of children there were before */
} open_element;

typedef struct tidier {
    oct_xml_reader reader;
    oct_slice input;
    oct_buffer out, open, children, scratch;
} tidier;

static open_element *innermost(tidier *t) {
    return t->open.len ? (open_element *)(void *)(t->open.ptr + t->open.len) - 1 : NULL;
}

static int compare(const void *a, const void *b) {
    const child *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return x->begin < y->begin ? -1 : x->begin > y->begin;
}

/* Writes the children of an element anew, in order. */
static void sort_children(tidier *t, const open_element *element) {
    size_t count = (t->children.len - element->children) / sizeof(child);
    child *children = (child *)(void *)(t->children.ptr + element->children);
    if (count == 0)
        return;
    qsort(children, count, sizeof *children, compare);
    t->scratch.len = 0;
    for (size_t i = 0; i < count; i++)
        if (i == 0 || children[i].many || children[i].place != children[i - 1].place)
            oct_buffer_append(&t->scratch, t->out.ptr + children[i].begin,
                              children[i].end - children[i].begin);
    t->out.len = element->content;
    oct_buffer_slice(&t->out, oct_buffer_view(&t->scratch));
    t->children.len = element->children;
}

static void open_one(tidier *t, oct_slice piece) {
    const open_element *parent = innermost(t);
    if (parent && parent->order) {
        child made = {.begin = t->out.len};
        made.place = place_of(parent->order, t->reader.name, &made.many);
        oct_buffer_append(&t->children, (const char *)&made, sizeof made);
    }
    oct_buffer_slice(&t->out, piece);
    open_element element = {
        .order = order_of(t->reader.name), .content = t->out.len, .children = t->children.len};
    oct_buffer_append(&t->open, (const char *)&element, sizeof element);
}

static bool failed(const tidier *t) {
    return t->out.failed || t->open.failed || t->children.failed || t->scratch.failed;
}

static void close_one(tidier *t, oct_slice piece) {
    const open_element *element = innermost(t);
    if (!element || failed(t))
        return;
    if (element->order)
        sort_children(t, element);
    t->open.len -= sizeof *element;
    oct_buffer_slice(&t->out, piece);
    const open_element *parent = innermost(t);
    if (parent && parent->order && t->children.len)
        ((child *)(void *)(t->children.ptr + t->children.len))[-1].end = t->out.len;
}

static void take_piece(tidier *t) {
    const open_element *parent = innermost(t);
    oct_slice piece =
        oct_slice_head(oct_slice_from(t->input, t->reader.begin), t->reader.end - t->reader.begin);
    if (t->reader.event == OCT_XML_OPENS)
        open_one(t, piece);
    else if (t->reader.event == OCT_XML_CLOSES)
        close_one(t, piece);
    else if (!parent || !parent->order)
        oct_buffer_slice(&t->out, piece);
}

oct_slice docx_reference_in_order(docx_reference *reference, oct_slice story) {
    docx_writer *w = reference->w;
    tidier t = {.input = story};
    oct_xml_reader_init(&t.reader, w->allocator, story);
    oct_buffer *const buffers[] = {&t.out, &t.open, &t.children, &t.scratch};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        oct_buffer_init(buffers[i], w->allocator);
    while (!failed(&t) && oct_xml_read(&t.reader))
        take_piece(&t);
    w->failed |= failed(&t);
    oct_slice made = oct_arena_copy(&w->arena, oct_buffer_view(&t.out));
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        oct_buffer_free(buffers[i]);
    docx_reader_end(w, &t.reader);
    return made;
}
