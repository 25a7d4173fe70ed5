/* formats/docx/inlines - inlines that are more than a property of their runs: quotation marks,
 * ruby, and the roles of spans. */
#include "formats/docx/docx.h"

#include "core/quotes.h"
#include "io/xml.h"

const char *docx_quote(const docx_writer *w, bool single, bool opening) {
    const oct_quotes *quotes = oct_quotes_of(w->frame->lang.len ? w->frame->lang : w->lang);
    if (single)
        return opening ? quotes->single_open : quotes->single_close;
    return opening ? quotes->open : quotes->close;
}

/* Takes a change into the frame; false when the node is none. */
static bool track(docx_writer *w, const oct_node *node) {
    uint32_t change = docx_change_of(w, node);
    if (change)
        w->frame->change = node;
    w->frame->run |= change;
    return change != 0;
}

void docx_strikeout(docx_writer *w, const oct_node *node) {
    if (!track(w, node))
        w->frame->run |= DOCX_STRIKE;
}

void docx_span_role(docx_writer *w, docx_frame *frame, const oct_node *span) {
    if (track(w, span))
        return;
    switch ((oct_role)span->as.role) {
    case OCT_ROLE_CITE:
    case OCT_ROLE_DFN:
    case OCT_ROLE_VAR:
        frame->run |= DOCX_ITALIC;
        break;
    case OCT_ROLE_INS:
        frame->run |= DOCX_UNDERLINE;
        break;
    case OCT_ROLE_KBD:
        frame->run |= DOCX_KEYBOARD;
        break;
    case OCT_ROLE_SAMP:
        frame->run |= DOCX_CODE;
        break;
    case OCT_ROLE_SMALL:
        frame->run |= DOCX_SMALL;
        break;
    case OCT_ROLE_NONE:
    case OCT_ROLE_SECTION:
    case OCT_ROLE_ARTICLE:
    case OCT_ROLE_ASIDE:
    case OCT_ROLE_NAV:
    case OCT_ROLE_HEADER:
    case OCT_ROLE_FOOTER:
    case OCT_ROLE_MAIN:
    case OCT_ROLE_ADDRESS:
    case OCT_ROLE_HGROUP:
    case OCT_ROLE_DETAILS:
    case OCT_ROLE_SUMMARY:
    case OCT_ROLE_ABBR:
    case OCT_ROLE_BDI:
    case OCT_ROLE_BDO:
    case OCT_ROLE_DATA:
    case OCT_ROLE_TIME:
    case OCT_ROLE_RUBY:
    case OCT_ROLE_RB:
    case OCT_ROLE_RT:
        break;
    }
}

static bool is_role(const oct_node *node, oct_role role) {
    return node->kind == OCT_SPAN && node->as.role == role;
}

/* Whether a ruby holds nothing but plain bases and annotations, each base with its annotation. */
static bool is_plain_ruby(const oct_node *ruby) {
    if (!oct_node_last(ruby) || !is_role(oct_node_last(ruby), OCT_ROLE_RT))
        return false;
    for (const oct_node *part = ruby->first; part; part = part->next) {
        bool rt = is_role(part, OCT_ROLE_RT);
        if (!rt && !is_role(part, OCT_ROLE_RB) && part->kind != OCT_TEXT)
            return false;
        if (rt && (!oct_node_before(part) || is_role(oct_node_before(part), OCT_ROLE_RT)))
            return false;
        for (const oct_node *inside = part->first; inside; inside = inside->next)
            if (inside->kind != OCT_TEXT)
                return false;
    }
    return true;
}

/* half_points: the size of the letters; 0: that of the paragraph. */
static void ruby_text(docx_writer *w, const oct_node *first, const oct_node *end, int half_points) {
    size_t forbidden = 0;
    docx_put(w, "<w:r>");
    if (half_points)
        oct_buffer_printf(w->out, "<w:rPr><w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/></w:rPr>",
                          half_points, half_points);
    docx_put(w, "<w:t xml:space=\"preserve\">");
    for (const oct_node *part = first; part != end; part = part->next) {
        if (part->kind == OCT_TEXT)
            forbidden += oct_xml_text(w->out, part->as.text);
        for (const oct_node *inside = part->first; inside; inside = inside->next)
            forbidden += oct_xml_text(w->out, inside->as.text);
    }
    docx_put(w, "</w:t></w:r>");
    docx_forbidden(w, forbidden, first);
}

/* One base and its annotation (17.3.3.25); sizes in half-points: of the annotation, how far it is
 * raised, and of the base. */
static void ruby_pair(docx_writer *w, const oct_node *base, const oct_node *annotation) {
    oct_slice lang = w->frame->lang.len ? w->frame->lang : w->lang;
    docx_run_open(w, w->frame->run);
    int size = docx_font_size((docx_style)w->last_style);
    oct_buffer_printf(w->out,
                      "<w:ruby><w:rubyPr><w:rubyAlign w:val=\"distributeSpace\"/>"
                      "<w:hps w:val=\"%d\"/><w:hpsRaise w:val=\"%d\"/>"
                      "<w:hpsBaseText w:val=\"%d\"/><w:lid",
                      size / 2, size - size / 8, size);
    oct_xml_attribute(w->out, "w:val", docx_word_lang(lang));
    docx_put(w, "/></w:rubyPr><w:rt>");
    ruby_text(w, annotation, annotation->next, size / 2);
    docx_put(w, "</w:rt><w:rubyBase>");
    ruby_text(w, base, annotation, 0);
    docx_put(w, "</w:rubyBase></w:ruby>");
    docx_run_close(w);
}

bool docx_ruby(docx_writer *w, const oct_node *node) {
    if (!is_plain_ruby(node))
        return false;
    const oct_node *base = node->first;
    for (const oct_node *part = node->first; part; part = part->next)
        if (is_role(part, OCT_ROLE_RT)) {
            docx_run_close(w);
            ruby_pair(w, base, part);
            base = part->next;
        }
    return true;
}
