/* plain/title - the title block of a standalone text: title, subtitle, authors and date, centred,
 * and the abstract. */
#include "formats/plain/plain.h"

static void write_text(oct_plain *plain, const oct_meta *value) {
    if (value->kind == OCT_META_INLINES && value->inlines)
        oct_plain_render(plain, value->inlines);
    else
        oct_fill_text(plain->fill, oct_meta_person(value, &plain->writing->document->arena));
    oct_fill_end(plain->fill);
    oct_fill_no_blank(plain->fill);
}

/* Each element of a list on a line of its own. */
static void write_lines(oct_plain *plain, const oct_meta *value) {
    if (!value)
        return;
    if (value->kind != OCT_META_LIST) {
        write_text(plain, value);
        return;
    }
    for (const oct_meta *element = value->first; element; element = element->next)
        write_text(plain, element);
}

static void write_paragraphs(oct_plain *plain, oct_slice text) {
    oct_slice paragraph;
    while (oct_slice_next_paragraph(&text, &paragraph)) {
        oct_fill_text(plain->fill, paragraph);
        oct_fill_end(plain->fill);
        oct_fill_blank(plain->fill);
    }
}

static void write_abstract(oct_plain *plain, const oct_meta *value) {
    if (!value)
        return;
    oct_fill_push(plain->fill, OCT_S("    "), OCT_S("    "), false);
    if (value->kind == OCT_META_INLINES)
        write_text(plain, value);
    else
        write_paragraphs(plain, oct_meta_text(value, &plain->writing->document->arena));
    oct_fill_pop(plain->fill);
    oct_fill_blank(plain->fill);
}

void oct_plain_write_title(oct_plain *plain) {
    const oct_meta *metadata = plain->writing->document->metadata;
    const oct_meta *authors = oct_meta_find(metadata, "author");
    plain->fill->centred = true;
    write_lines(plain, oct_meta_find(metadata, "title"));
    write_lines(plain, oct_meta_find(metadata, "subtitle"));
    oct_fill_blank(plain->fill);
    write_lines(plain, authors ? authors : oct_meta_find(metadata, "authors"));
    write_lines(plain, oct_meta_find(metadata, "date"));
    oct_fill_blank(plain->fill);
    plain->fill->centred = false;
    write_abstract(plain, oct_meta_find(metadata, "abstract"));
}
