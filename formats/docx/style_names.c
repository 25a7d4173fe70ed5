/* formats/docx/style_names - styles by their names: those of the reference document, ours, and
 * those that the document asks for by custom-style="…" or by a map from its classes. */
#include "formats/docx/docx.h"

#include "io/xml.h"

static oct_slice lower_key(oct_arena *arena, oct_slice type, char sign, oct_slice name) {
    char *key =
        oct_arena_printf(arena, "%.*s%c%.*s", OCT_SLICE_ARG(type), sign, OCT_SLICE_ARG(name));
    for (char *c = key; c && *c; c++)
        *c = oct_to_lower(*c);
    return oct_slice_of(key);
}

const oct_slice *docx_style_find(docx_writer *w, oct_slice type, char sign, oct_slice name) {
    return oct_map_find(&w->style_names, lower_key(&w->arena, type, sign, name));
}

void docx_style_know(docx_writer *w, oct_slice type, char sign, oct_slice name, oct_slice id) {
    void **place = oct_map_place(&w->style_names, lower_key(&w->arena, type, sign, name));
    oct_slice *value = place && !*place ? OCT_ARENA_NEW(&w->arena, oct_slice) : NULL;
    if (value) {
        *value = id;
        *place = value;
    }
}

const char *docx_style_free_one(docx_writer *w, char sign, const char *wish) {
    oct_slice none = {NULL, 0};
    const char *made = wish;
    for (unsigned i = 0; made && docx_style_find(w, none, sign, oct_slice_of(made)); i++)
        made = oct_arena_printf(&w->arena, sign == '/' ? "%s (%u)" : "%s-%u", wish, i + 2);
    return made ? made : wish;
}

/* ---- Styles that the document asks for ---------------------------------------------------- */

/* What a new style for a node is based on: that which it stands for. */
static docx_style base_of(const oct_node *node) {
    if (node->kind == OCT_TABLE)
        return DOCX_TABLE_STYLE;
    if (oct_kind_is_inline((oct_kind)node->kind))
        return DOCX_DEFAULT_CHARACTER;
    return node->kind == OCT_HEADING       ? docx_heading_style(node)
           : node->kind == OCT_CODE_BLOCK  ? DOCX_SOURCE_CODE
           : node->kind == OCT_BLOCK_QUOTE ? DOCX_QUOTE
                                           : DOCX_BODY_TEXT;
}

/* Ours have names as well; done once, when the first name is asked for. */
static void know_ours(docx_writer *w) {
    oct_slice none = {NULL, 0};
    if (w->knows_ours)
        return;
    w->knows_ours = true;
    for (int style = 0; style < DOCX_STYLE_COUNT; style++) {
        docx_style_know(w, oct_slice_of(docx_styles[style].type), '/',
                        oct_slice_of(docx_styles[style].name), w->style_ids[style]);
        docx_style_know(w, none, '/', oct_slice_of(docx_styles[style].name), w->style_ids[style]);
        docx_style_know(w, none, ':', w->style_ids[style], w->style_ids[style]);
    }
}

/* An identifier: the letters and digits of the name. */
static oct_slice new_identifier(docx_writer *w, oct_slice name) {
    enum { LONGEST = 100 };
    char id[LONGEST + 1];
    size_t len = 0;
    for (size_t i = 0; i < name.len && len < LONGEST; i++)
        if (oct_is_alnum(name.ptr[i]))
            id[len++] = name.ptr[i];
    const char *wish = oct_arena_string(&w->arena, len ? oct_slice_make(id, len) : OCT_S("Style"));
    return wish ? oct_slice_of(docx_style_free_one(w, ':', wish)) : (oct_slice){NULL, 0};
}

/* In the order of CT_Style. Two styles of different types cannot have one name. */
static const oct_slice *add_style(docx_writer *w, docx_style base, oct_slice name) {
    oct_slice none = {NULL, 0}, id = new_identifier(w, name);
    oct_slice type = oct_slice_of(docx_styles[base].type);
    oct_buffer *out = &w->custom_styles;
    const char *free_name = oct_arena_string(&w->arena, name);
    if (!free_name)
        return NULL;
    free_name = docx_style_free_one(w, '/', free_name);
    oct_buffer_printf(out, "<w:style w:type=\"%s\" w:customStyle=\"1\" w:styleId=\"%.*s\"><w:name",
                      docx_styles[base].type, OCT_SLICE_ARG(id));
    docx_forbidden(w, oct_xml_attribute(out, "w:val", oct_slice_of(free_name)), NULL);
    oct_buffer_printf(out, "/><w:basedOn w:val=\"%.*s\"/><w:qFormat/></w:style>\n",
                      OCT_SLICE_ARG(w->style_ids[base]));
    docx_style_know(w, type, '/', name, id);
    docx_style_know(w, none, '/', oct_slice_of(free_name), id);
    docx_style_know(w, none, ':', id, id);
    return docx_style_find(w, type, '/', name);
}

static const oct_slice *style_named(docx_writer *w, docx_style base, oct_slice name) {
    know_ours(w);
    const oct_slice *id = docx_style_find(w, oct_slice_of(docx_styles[base].type), '/', name);
    return id ? id : add_style(w, base, name);
}

/* The style that the map gives a class; empty: none. */
static oct_slice mapped(const docx_writer *w, oct_slice class) {
    const docx_options *options = w->writing->options;
    for (size_t i = options->style_map.count; i > 0; i--) {
        oct_slice row = oct_slice_of(options->style_map.items[i - 1]);
        size_t end = oct_slice_find_byte(row, '=');
        if (oct_slice_equal(oct_slice_trim(oct_slice_head(row, end)), class))
            return oct_slice_trim(oct_slice_from(row, end + 1));
    }
    return (oct_slice){NULL, 0};
}

static oct_slice wanted_style(const docx_writer *w, const oct_node *node) {
    enum { LONGEST = 250 }; /* Word's names have 253 letters at most */
    oct_slice name = oct_slice_trim(oct_node_pair(node, "custom-style"));
    for (uint32_t i = 0; name.len == 0 && i < node->attributes->class_count; i++)
        name = mapped(w, node->attributes->classes[i]);
    return name.len <= LONGEST ? name : (oct_slice){NULL, 0};
}

void docx_custom_styles(docx_writer *w, docx_frame *frame, const oct_node *node) {
    oct_slice name = wanted_style(w, node);
    if (name.len == 0)
        return;
    const oct_slice *style = style_named(w, base_of(node), name);
    if (node->kind == OCT_TABLE)
        frame->table_style = style;
    else if (oct_kind_is_inline((oct_kind)node->kind))
        frame->character_style = style;
    else
        frame->paragraph_style = style;
}
