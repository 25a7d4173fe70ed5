/* formats/docx/relations - the relationships of a part: what it links to and what it embeds
 * (ISO/IEC 29500-2, clause 6.5). */
#include "formats/docx/docx.h"

#include "io/xml.h"

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

/* The types, by a letter; external ones are links out of the package. */
static const struct {
    char letter;
    bool external;
    const char *type;
} types[] = {
    {'h', true, OFFICE "hyperlink"}, {'i', false, OFFICE "image"},
    {'s', false, OFFICE "styles"},   {'n', false, OFFICE "numbering"},
    {'t', false, OFFICE "settings"}, {'f', false, OFFICE "fontTable"},
    {'m', false, OFFICE "theme"},    {'o', false, OFFICE "footnotes"},
    {'e', false, OFFICE "endnotes"}, {'p', false, OFFICE "footer"},
    {'H', false, OFFICE "header"},
};

static void write_relation(oct_buffer *out, uint32_t id, char letter, oct_slice target) {
    size_t at = 0;
    while (types[at].letter != letter)
        at++;
    oct_buffer_printf(out, "<Relationship Id=\"rId%u\" Type=\"%s\"", id, types[at].type);
    oct_xml_attribute(out, "Target", target);
    oct_buffer_string(out, types[at].external ? " TargetMode=\"External\"/>\n" : "/>\n");
}

uint32_t docx_relate(docx_writer *w, docx_part *part, char type, oct_slice target) {
    oct_slice key =
        oct_arena_append(&w->arena, oct_arena_copy(&w->arena, (oct_slice){&type, 1}), target);
    void **place = oct_map_place(&part->ids, key);
    if (!place || w->arena.failed)
        return 0;
    if (!*place) {
        *place = (void *)(uintptr_t)part->ids.count;
        write_relation(&part->relations, (uint32_t)part->ids.count, type, target);
    }
    return (uint32_t)(uintptr_t)*place;
}

void docx_write_relations(const docx_part *part, oct_buffer *out) {
    oct_xml_declaration(out);
    oct_buffer_string(out, "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                           "relationships\">\n");
    oct_buffer_slice(out, oct_buffer_view(&part->relations));
    oct_buffer_string(out, "</Relationships>\n");
}
