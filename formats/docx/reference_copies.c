/* formats/docx/reference_copies - parts of the reference document that come along as they are, with
 * what they are related to. */
#include "formats/docx/reference.h"

#include "formats/docx/urls.h"
#include "io/xml.h"

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

/* Pictures and fonts that may come along, by extension. */
static const struct {
    const char *extension, *type;
    bool ours; /* every document says the type of these */
} media[] = {
    {"png", "image/png", true},
    {"jpg", "image/jpeg", true},
    {"gif", "image/gif", true},
    {"emf", "image/x-emf", true},
    {"jpeg", "image/jpeg", false},
    {"wmf", "image/x-wmf", false},
    {"bmp", "image/bmp", false},
    {"tif", "image/tiff", false},
    {"tiff", "image/tiff", false},
    {"ttf", "application/x-font-ttf", false},
    {"odttf", "application/vnd.openxmlformats-officedocument.obfuscatedFont", false},
};
enum { MEDIA_TYPES = sizeof media / sizeof *media };

static int media_type(oct_slice name) {
    size_t at = name.len;
    while (at && name.ptr[at - 1] != '.')
        at--;
    for (int i = 0; i < MEDIA_TYPES; i++)
        if (oct_slice_equal_nocase(oct_slice_from(name, at), oct_slice_of(media[i].extension)))
            return i;
    return -1;
}

static docx_copy *add(docx_reference *reference, const char *name, oct_slice bytes) {
    docx_copy *copy = name ? OCT_ARENA_NEW(&reference->w->arena, docx_copy) : NULL;
    if (!copy)
        return NULL;
    copy->name = name;
    copy->bytes = bytes;
    if (reference->first_copy)
        reference->last_copy->next = copy;
    else
        reference->first_copy = copy;
    reference->last_copy = copy;
    return copy;
}

/* A picture or a font, copied once; NULL when it cannot come along. */
static docx_copy *copy_media(docx_reference *reference, oct_slice source) {
    for (docx_copy *copy = reference->first_copy; copy; copy = copy->next)
        if (oct_slice_equal(copy->source, source))
            return copy;
    int type = media_type(source);
    oct_slice bytes = type < 0 ? (oct_slice){NULL, 0} : docx_reference_part(reference, source);
    if (bytes.len == 0)
        return NULL;
    docx_copy *copy = add(reference,
                          oct_arena_printf(&reference->w->arena, "word/media/reference%u.%s",
                                           ++reference->copies, media[type].extension),
                          bytes);
    if (copy)
        copy->source = source;
    return copy;
}

static void write_relation(oct_buffer *out, const docx_relation *relation, oct_slice target) {
    oct_buffer_string(out, "<Relationship");
    oct_xml_attribute(out, "Id", relation->id);
    oct_buffer_string(out, " Type=\"" OFFICE);
    oct_buffer_slice(out, relation->type);
    oct_buffer_string(out, "\"");
    oct_xml_attribute(out, "Target", target);
    oct_buffer_string(out, relation->external ? " TargetMode=\"External\"/>\n" : "/>\n");
}

/* False when what the relationship leads to may not, or cannot, come along. */
static bool copy_relation(docx_reference *reference, const docx_relation *relation,
                          const char *folder, oct_slice source, oct_buffer *out) {
    static const char *const embedded[] = {"image", "font", NULL};
    if (relation->external) {
        if (!oct_slice_is(relation->type, "hyperlink") || docx_url_is_unsafe(relation->target))
            return false;
        write_relation(out, relation, relation->target);
        return true;
    }
    if (!oct_slice_is_one_of(relation->type, embedded))
        return false;
    docx_copy *copy =
        copy_media(reference, docx_reference_target(reference, source, relation->target));
    if (copy)
        write_relation(out, relation,
                       oct_slice_of(oct_arena_printf(&reference->w->arena, "%s%s", folder,
                                                     copy->name + strlen("word/"))));
    return copy != NULL;
}

/* All relationships of a part, written anew; false when one of them cannot come along. */
static bool copy_relations(docx_reference *reference, oct_slice source, const char *folder,
                           oct_buffer *out) {
    oct_slice content = docx_reference_relations(reference, source);
    docx_relation relation;
    bool all = true;
    if (content.len == 0)
        return true;
    docx_relations relations = docx_relations_begin(reference, content);
    oct_xml_declaration(out);
    oct_buffer_string(out, "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                           "relationships\">\n");
    while (all && docx_relations_next(&relations, &relation))
        all = copy_relation(reference, &relation, folder, source, out);
    oct_buffer_string(out, "</Relationships>\n");
    all &= !relations.reader.broken;
    docx_relations_end(&relations);
    return all;
}

static void forget_after(docx_reference *reference, docx_copy *last) {
    reference->last_copy = last;
    if (last)
        last->next = NULL;
    else
        reference->first_copy = NULL;
}

static bool is_sound(docx_writer *w, oct_slice bytes) {
    oct_xml_reader reader;
    oct_xml_reader_init(&reader, w->allocator, bytes);
    while (oct_xml_read(&reader))
        continue;
    bool sound = !reader.broken;
    docx_reader_end(w, &reader);
    return sound;
}

docx_copy *docx_reference_copy(docx_reference *reference, oct_slice source, oct_slice bytes,
                               const char *name, const char *type) {
    docx_writer *w = reference->w;
    const char *folder = strchr(name + strlen("word/"), '/') ? "../" : "";
    docx_copy *copy = NULL, *last = reference->last_copy;
    oct_buffer relations;
    if (bytes.len == 0)
        return NULL;
    oct_buffer_init(&relations, w->allocator);
    if (!is_sound(w, bytes) || !copy_relations(reference, source, folder, &relations)) {
        docx_reference_warn(reference, oct_arena_string(&w->arena, source),
                            "of the reference document is left out: it is no clean XML, or it "
                            "needs what a document cannot bring along");
        forget_after(reference, last);
    } else if ((copy = add(reference, name, bytes))) {
        copy->type = type;
        copy->source = source;
        copy->relations = oct_arena_copy(&w->arena, oct_buffer_view(&relations));
    }
    w->failed |= relations.failed;
    oct_buffer_free(&relations);
    return copy;
}

void docx_reference_write_types(const docx_reference *reference, oct_buffer *out) {
    bool said[MEDIA_TYPES] = {false};
    for (const docx_copy *copy = reference->first_copy; copy; copy = copy->next) {
        int type = copy->type ? -1 : media_type(oct_slice_of(copy->name));
        if (type < 0 || said[type] || media[type].ours)
            continue;
        said[type] = true;
        oct_buffer_printf(out, "<Default Extension=\"%s\" ContentType=\"%s\"/>\n",
                          media[type].extension, media[type].type);
    }
    for (const docx_copy *copy = reference->first_copy; copy; copy = copy->next)
        if (copy->type)
            docx_write_type(out, copy->name, copy->type);
}

void docx_reference_add_parts(const docx_reference *reference, oct_package *package) {
    for (const docx_copy *copy = reference->first_copy; copy; copy = copy->next) {
        if (copy->relations.len) {
            const char *name = strrchr(copy->name, '/') + 1;
            char *relations = oct_arena_printf(&reference->w->arena, "%.*s_rels/%s.rels",
                                               (int)(name - copy->name), copy->name, name);
            if (relations)
                oct_package_add(package, relations, copy->relations, OCT_PACKAGE_DEFLATE);
        }
        if (copy != reference->numbering_copy)
            oct_package_add(package, copy->name, copy->bytes, OCT_PACKAGE_DEFLATE);
    }
}
