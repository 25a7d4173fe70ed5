/* formats/docx/reference - see reference.h: opening it, and finding its parts. */
#include "formats/docx/reference.h"

#define TRANSITIONAL "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

void docx_reader_end(docx_writer *w, oct_xml_reader *reader) {
    w->failed |= reader->open.failed;
    oct_xml_reader_free(reader);
}

void docx_reference_fail(docx_reference *reference, oct_status status, const char *part,
                         const char *what) {
    if (reference->status != OCT_OK)
        return;
    reference->status = status;
    if (status == OCT_NO_MEMORY)
        reference->w->failed = true;
    else
        oct_report(reference->w->writing->context, status == OCT_LIMIT ? OCT_D_LIMIT : OCT_D_SYNTAX,
                   (oct_place){.file = reference->path}, NULL, "%s%s%s", part, *part ? ": " : "",
                   what);
}

void docx_reference_warn(docx_reference *reference, const char *part, const char *what) {
    oct_report(reference->w->writing->context, OCT_D_NOT_RENDERED,
               (oct_place){.file = reference->path}, NULL, "%s %s", part ? part : "a part", what);
}

oct_slice docx_reference_part(docx_reference *reference, oct_slice name) {
    oct_slice content = {NULL, 0};
    const char *member = name.len ? oct_arena_string(&reference->w->arena, name) : NULL;
    if (!member)
        return content;
    oct_status status =
        oct_unpacker_read(reference->unpacker, member, &reference->w->arena, &content);
    if (status == OCT_LIMIT)
        docx_reference_fail(reference, status, member,
                            "the reference document unpacks to more than --max-image-bytes");
    else if (status != OCT_OK && status != OCT_IO)
        docx_reference_fail(reference, status, member, "the part is damaged or encrypted");
    return status == OCT_OK ? content : (oct_slice){NULL, 0};
}

/* Whether the prefix "w" stands for WordprocessingML at the root, and all is well-formed. */
static bool is_story(docx_reference *reference, oct_slice content) {
    oct_xml_reader reader;
    bool ours = false;
    oct_xml_reader_init(&reader, reference->w->allocator, content);
    while (oct_xml_read(&reader))
        if (reader.event == OCT_XML_OPENS && reader.depth == 1)
            ours = oct_slice_is(oct_xml_value(reader.attributes, "xmlns:w"), TRANSITIONAL) &&
                   oct_slice_starts(reader.name, OCT_S("w:"));
    ours &= !reader.broken;
    docx_reader_end(reference->w, &reader);
    return ours;
}

oct_slice docx_reference_story(docx_reference *reference, oct_slice name, bool in_order) {
    oct_slice content = docx_reference_part(reference, name);
    if (content.len == 0 || is_story(reference, content))
        return content.len && in_order ? docx_reference_in_order(reference, content) : content;
    const char *part = oct_arena_string(&reference->w->arena, name);
    docx_reference_fail(reference, reference->w->failed ? OCT_NO_MEMORY : OCT_SYNTAX,
                        part ? part : "",
                        "the part is no well-formed WordprocessingML, in UTF-8, without a document "
                        "type, in the transitional form");
    return (oct_slice){NULL, 0};
}

/* The folder of a name, with the slash; empty at the top. */
static oct_slice folder_of(oct_slice name) {
    size_t len = name.len;
    while (len && name.ptr[len - 1] != '/')
        len--;
    return oct_slice_head(name, len);
}

oct_slice docx_reference_target(docx_reference *reference, oct_slice source, oct_slice target) {
    oct_slice folder = folder_of(source);
    if (oct_slice_starts(target, OCT_S("/")))
        return oct_slice_from(target, 1);
    while (oct_slice_starts(target, OCT_S("./")) || oct_slice_starts(target, OCT_S("../"))) {
        bool up = target.ptr[1] == '.';
        target = oct_slice_from(target, up ? 3 : 2);
        if (up && folder.len)
            folder = folder_of(oct_slice_head(folder, folder.len - 1));
    }
    oct_arena *arena = &reference->w->arena;
    return oct_arena_append(arena, oct_arena_copy(arena, folder), target);
}

oct_slice docx_reference_relations(docx_reference *reference, oct_slice part) {
    oct_slice folder = folder_of(part), name = oct_slice_from(part, folder.len);
    char *relations = oct_arena_printf(&reference->w->arena, "%.*s_rels/%.*s.rels",
                                       OCT_SLICE_ARG(folder), OCT_SLICE_ARG(name));
    return docx_reference_part(reference, oct_slice_of(relations));
}

docx_relations docx_relations_begin(docx_reference *reference, oct_slice content) {
    docx_relations relations = {.w = reference->w};
    oct_xml_reader_init(&relations.reader, reference->w->allocator, content);
    return relations;
}

static oct_slice last_step(oct_slice url) {
    return oct_slice_from(url, folder_of(url).len);
}

bool docx_relations_next(docx_relations *relations, docx_relation *relation) {
    oct_xml_reader *reader = &relations->reader;
    while (oct_xml_read(reader)) {
        if (reader->event != OCT_XML_OPENS || !oct_slice_ends(reader->name, OCT_S("Relationship")))
            continue;
        oct_slice mode = oct_xml_value(reader->attributes, "TargetMode");
        *relation =
            (docx_relation){.id = oct_xml_value(reader->attributes, "Id"),
                            .type = last_step(oct_xml_value(reader->attributes, "Type")),
                            .target = oct_xml_resolved(oct_xml_value(reader->attributes, "Target"),
                                                       &relations->w->arena),
                            .external = oct_slice_equal_nocase(mode, OCT_S("External"))};
        return true;
    }
    return false;
}

void docx_relations_end(docx_relations *relations) {
    docx_reader_end(relations->w, &relations->reader);
}

/* Of the relationships in content, the target of the first of a type that lies in the package. */
static oct_slice find_target(docx_reference *reference, oct_slice content, oct_slice source,
                             const char *type) {
    docx_relations relations = docx_relations_begin(reference, content);
    docx_relation relation;
    oct_slice found = {NULL, 0};
    while (!found.len && docx_relations_next(&relations, &relation))
        if (!relation.external && oct_slice_is(relation.type, type))
            found = docx_reference_target(reference, source, relation.target);
    docx_relations_end(&relations);
    return found;
}

oct_slice docx_reference_related(docx_reference *reference, const char *type) {
    return find_target(reference, reference->main_relations, reference->main, type);
}

static void open_package(docx_reference *reference, oct_slice bytes) {
    oct_status status;
    reference->unpacker =
        oct_unpacker_open(reference->w->allocator, bytes,
                          (uint64_t)reference->w->writing->common->max_image_bytes, &status);
    if (!reference->unpacker)
        docx_reference_fail(reference, status, "",
                            status == OCT_LIBRARY ? "libzip cannot be loaded"
                                                  : "the reference document is no zip package");
}

static void find_document(docx_reference *reference) {
    oct_slice none = {NULL, 0};
    oct_slice relations = docx_reference_part(reference, OCT_S("_rels/.rels"));
    reference->main = find_target(reference, relations, none, "officeDocument");
    reference->main_relations = docx_reference_relations(reference, reference->main);
    reference->styles =
        docx_reference_story(reference, docx_reference_related(reference, "styles"), true);
    if (reference->styles.len == 0)
        docx_reference_fail(reference, OCT_SYNTAX, "",
                            "the reference document is no DOCX: it has no styles");
}

static void copy_parts(docx_reference *reference) {
    docx_writer *w = reference->w;
    oct_slice theme = docx_reference_related(reference, "theme");
    oct_slice fonts = docx_reference_related(reference, "fontTable");
    reference->has_theme =
        docx_reference_copy(reference, theme, docx_reference_part(reference, theme),
                            "word/theme/theme1.xml", "theme") != NULL;
    if (reference->has_theme)
        docx_relate(w, &w->document, 'm', OCT_S("theme/theme1.xml"));
    if (docx_reference_copy(reference, fonts, docx_reference_part(reference, fonts),
                            "word/fontTable.xml", "wordprocessingml.fontTable"))
        docx_relate(w, &w->document, 'f', OCT_S("fontTable.xml"));
}

static void read_all(docx_reference *reference, oct_slice bytes) {
    open_package(reference, bytes);
    if (reference->status == OCT_OK)
        find_document(reference);
    if (reference->status != OCT_OK)
        return;
    docx_reference_match_styles(reference);
    reference->settings =
        docx_reference_story(reference, docx_reference_related(reference, "settings"), false);
    docx_reference_read_numbering(reference);
    docx_reference_read_section(reference);
    copy_parts(reference);
}

static oct_status report_file(docx_writer *w, const char *path, const char *what) {
    oct_report(w->writing->context, OCT_D_CANNOT_READ, (oct_place){.file = path}, NULL,
               "the reference document %s", what);
    return OCT_IO;
}

/* The folder of a file that the person names is allowed. */
static const oct_resource *load(docx_writer *w, const char *path) {
    const char *slash = strrchr(path, '/');
    char *folder = oct_arena_string(
        &w->arena, slash ? oct_slice_make(path, (size_t)(slash - path) + 1) : OCT_S("./"));
    if (!folder || !oct_loader_allow(w->writing->loader, folder))
        return NULL;
    return oct_loader_file(w->writing->loader, folder, oct_slice_of(slash ? slash + 1 : path));
}

oct_status docx_reference_open(docx_writer *w, const char *path) {
    oct_slice bytes;
    const oct_resource *file = load(w, path);
    if (!file || file->state == OCT_RESOURCE_NO_MEMORY)
        return OCT_NO_MEMORY;
    if (file->state == OCT_RESOURCE_MISSING)
        return report_file(w, path, "was not found");
    if (file->state != OCT_RESOURCE_LOADED || !oct_resource_read(file, &w->arena, &bytes))
        return report_file(w, path, "cannot be read");
    docx_reference *reference = OCT_ARENA_NEW(&w->arena, docx_reference);
    if (!reference)
        return OCT_NO_MEMORY;
    *reference = (docx_reference){.w = w, .path = path};
    w->reference = reference;
    read_all(reference, bytes);
    oct_unpacker_free(reference->unpacker);
    reference->unpacker = NULL;
    return docx_failed(w) ? OCT_NO_MEMORY : reference->status;
}
