/* formats/docx/captions - captions begin with what they are the caption of, and its number:
 * "Figure 3. …". Where the number is that which Word counts to, it becomes a field (SEQ, ISO/IEC
 * 29500-1, 17.16.5.56), so that whoever adds a figure in Word has the others counted anew. */
#include "formats/docx/docx.h"

enum { LONGEST_LABEL = 20, MOST_DIGITS = 6 };

/* Bytes of the space at the front, which may be one that keeps words together; 0: none. */
static size_t space_length(oct_slice text) {
    if (oct_slice_starts(text, OCT_S("\u00A0")) || oct_slice_starts(text, OCT_S("\u202F")))
        return text.ptr[0] == '\xC2' ? 2 : 3;
    return text.len && text.ptr[0] == ' ';
}

/* The letters at the front; those of other scripts count, and so does the dot of "Fig.". */
static size_t label_length(oct_slice text) {
    size_t len = 0;
    while (len < text.len &&
           (oct_is_alpha(text.ptr[len]) || (unsigned char)text.ptr[len] >= 0x80) &&
           !space_length(oct_slice_from(text, len)))
        len++;
    return len;
}

/* Word's names of sequences are letters; of a label in other letters, what it stands with. */
static oct_slice sequence_of(const docx_writer *w, oct_slice label) {
    for (size_t i = 0; i < label.len; i++)
        if (!oct_is_alpha(label.ptr[i]))
            return w->frame->style == DOCX_TABLE_CAPTION ? OCT_S("Table") : OCT_S("Figure");
    return label;
}

/* Counts on; false when the number is not the next one of its sequence. */
static bool is_next(docx_writer *w, oct_slice sequence, oct_slice digits) {
    void **place = oct_map_place(&w->sequences, sequence);
    int64_t number;
    if (!place || !oct_slice_to_int(digits, &number) || number != (int64_t)(uintptr_t)*place + 1)
        return false;
    *place = (void *)(uintptr_t)number;
    return true;
}

static void write_field(docx_writer *w, oct_slice sequence, oct_slice number,
                        const oct_node *node) {
    docx_run_close(w);
    docx_field_begin(w, "SEQ ", sequence, " \\* ARABIC");
    docx_text(w, number, node);
    docx_run_close(w);
    docx_field_end(w);
}

void docx_caption_text(docx_writer *w, oct_slice text, const oct_node *node) {
    w->caption_begins = false;
    size_t label = label_length(text), at = label;
    at += at < text.len && text.ptr[at] == '.';
    size_t space = space_length(oct_slice_from(text, at)), digits = 0;
    oct_slice rest = oct_slice_from(text, at + space);
    while (digits < rest.len && oct_is_digit(rest.ptr[digits]))
        digits++;
    oct_slice number = oct_slice_head(rest, digits), after = oct_slice_from(rest, digits);
    bool inner = after.len > 1 && after.ptr[0] == '.' && oct_is_digit(after.ptr[1]); /* "2.1" */
    oct_slice sequence = sequence_of(w, oct_slice_head(text, label));
    if (label == 0 || label > LONGEST_LABEL || space == 0 || digits == 0 || digits > MOST_DIGITS ||
        inner || !is_next(w, sequence, number)) {
        docx_text(w, text, node);
        return;
    }
    docx_text(w, oct_slice_head(text, at + space), node);
    write_field(w, sequence, number, node);
    docx_text(w, after, node);
}
