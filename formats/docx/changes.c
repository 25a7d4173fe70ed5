/* formats/docx/changes - insertions and deletions as tracked changes (ISO/IEC 29500-1, 17.13.5), on
 * wish: what the document marks as <ins>, <del> or ~~…~~, or by the classes insertion and deletion,
 * and who made them when, if it says so. */
#include "formats/docx/docx.h"

#include "io/xml.h"

static bool has_class(const oct_node *node, const char *class) {
    return node->attributes && oct_node_has_class(node, class);
}

uint32_t docx_change_of(const docx_writer *w, const oct_node *node) {
    const docx_options *options = w->writing->options;
    if (!options->track_changes)
        return 0;
    if (node->kind == OCT_STRIKEOUT || has_class(node, "deletion"))
        return DOCX_DELETED;
    return (node->kind == OCT_SPAN && node->as.role == OCT_ROLE_INS) || has_class(node, "insertion")
               ? DOCX_INSERTED
               : 0;
}

static oct_slice first_pair(const oct_node *node, const char *key, const char *other) {
    oct_slice value = oct_node_pair(node, key);
    return value.len ? value : oct_node_pair(node, other);
}

static oct_slice author_of(docx_writer *w, const oct_node *change) {
    oct_slice author = first_pair(change, "author", "cite");
    if (author.len)
        return author;
    const oct_meta *metadata = w->writing->document->metadata;
    const oct_meta *authors = oct_meta_find(metadata, "author");
    if (authors && authors->kind == OCT_META_LIST)
        authors = authors->first;
    author = authors ? oct_meta_person(authors, &w->arena) : (oct_slice){NULL, 0};
    return author.len ? author : OCT_S("Author");
}

/* Whether text is made as a pattern says, whose zeros stand for digits. */
static bool is_like(oct_slice text, const char *pattern) {
    size_t len = strlen(pattern);
    for (size_t i = 0; i < len && i < text.len; i++)
        if (pattern[i] == '0' ? !oct_is_digit(text.ptr[i]) : text.ptr[i] != pattern[i])
            return false;
    return text.len == len;
}

static int64_t number_at(oct_slice date, size_t at, size_t len) {
    int64_t number = 0;
    return oct_slice_to_int(oct_slice_head(oct_slice_from(date, at), len), &number) ? number : -1;
}

static bool is_day(int64_t year, int64_t month, int64_t day) {
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    int64_t last = month == 2                                              ? 28 + leap
                   : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                           : 31;
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= last;
}

/* A day, or a time as xsd:dateTime has it. */
static bool is_date(oct_slice date) {
    bool timed = is_like(date, "0000-00-00T00:00:00Z");
    if (!timed && !is_like(date, "0000-00-00"))
        return false;
    return is_day(number_at(date, 0, 4), number_at(date, 5, 2), number_at(date, 8, 2)) &&
           (!timed || (number_at(date, 11, 2) < 24 && number_at(date, 14, 2) < 60 &&
                       number_at(date, 17, 2) < 60));
}

static void open_change(docx_writer *w, const char *element, const oct_node *change) {
    oct_slice date = first_pair(change, "date", "datetime");
    oct_buffer_printf(w->out, "<w:%s w:id=\"%u\"", element, ++w->change_count);
    oct_xml_attribute(w->out, "w:author", author_of(w, change));
    docx_put(w, " w:date=\"");
    if (!is_date(date)) {
        docx_put_time(w->out, w->writing->date);
    } else {
        oct_buffer_slice(w->out, date);
        if (oct_slice_find_byte(date, 'T') == date.len)
            docx_put(w, "T00:00:00Z");
    }
    docx_put(w, "\">");
}

void docx_change_open(docx_writer *w) {
    if (w->run_flags & DOCX_INSERTED)
        open_change(w, "ins", w->frame->change);
    if (w->run_flags & DOCX_DELETED)
        open_change(w, "del", w->frame->change);
}

void docx_change_close(docx_writer *w) {
    if (w->run_flags & DOCX_DELETED)
        docx_put(w, "</w:del>");
    if (w->run_flags & DOCX_INSERTED)
        docx_put(w, "</w:ins>");
}
