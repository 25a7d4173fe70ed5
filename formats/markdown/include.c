/* formats/markdown/include - blocks that name files to be put in their place; see building.h. The
 * forms are those of filters for pandoc and of MyST:
 * - a paragraph of lines "!include file.md" or '!include "file.md"' (pandoc-include);
 * - a fence of the language "include" or {.include}, with a file in each line, which may be given
 *   shift-heading-level-by=NUMBER (include-files);
 * - a code block with include=file, and maybe lines of it (pandoc-include-code);
 * - an empty fence whose info string is "{include} file.md" (MyST). */
#include "formats/markdown/building.h"

#include "base/size.h"

static const oct_slice directive = {"!include", 8};

/* ---- Building ----------------------------------------------------------------------------- */

static void add_pair(building *tree, oct_node *node, const char *key, int64_t value) {
    oct_arena *arena = oct_builder_arena(tree->builder);
    char *text = oct_arena_printf(arena, "%lld", (long long)value);
    if (!oct_builder_failed(tree->builder) &&
        !oct_node_add_pair(node, arena, oct_slice_of(key), oct_slice_of(text)))
        oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
}

/* A copy with the bytes put back that marks stand for. */
static oct_slice plain_copy(building *tree, oct_slice text) {
    cmark_chunk chunk = {(unsigned char *)(uintptr_t)text.ptr, (bufsize_t)text.len, 0};
    return oct_md_copy_of(tree, &chunk);
}

static void put(building *tree, oct_slice path, oct_md_place place, int64_t shift) {
    oct_node *node = oct_builder_leaf(tree->builder, OCT_RAW_BLOCK, place.line);
    node->as.raw->format = OCT_S(OCT_INCLUDE_FORMAT);
    node->as.raw->text = plain_copy(tree, path);
    if (place.column)
        add_pair(tree, node, "column", place.column);
    if (shift)
        add_pair(tree, node, "shift-heading-level-by", shift);
    tree->text->reading->include_count++;
}

static oct_slice without_quotes(oct_slice path) {
    path = oct_slice_trim(path);
    bool quoted = path.len > 2 && (path.ptr[0] == '"' || path.ptr[0] == '\'') &&
                  path.ptr[path.len - 1] == path.ptr[0];
    return quoted ? oct_slice_make(path.ptr + 1, path.len - 2) : path;
}

/* ---- Paragraphs --------------------------------------------------------------------------- */

/* The file that a line names; empty when it is no directive. */
static oct_slice file_of(oct_slice line) {
    line = oct_slice_trim(line);
    oct_slice rest = oct_slice_from(line, directive.len);
    bool is_directive = oct_slice_starts(line, directive) && rest.len &&
                        (rest.ptr[0] == ' ' || rest.ptr[0] == '\t');
    return is_directive ? without_quotes(rest) : (oct_slice){NULL, 0};
}

bool oct_md_put_includes(building *tree, const cmark_node *paragraph) {
    oct_slice text = {(const char *)paragraph->content.ptr, (size_t)paragraph->content.size};
    oct_slice rest = text, line;
    if (!oct_slice_starts(text, directive))
        return false;
    while (oct_slice_next_line(&rest, &line))
        if (oct_slice_trim(line).len && !file_of(line).len)
            return false;
    tree->block = paragraph;
    for (rest = text; oct_slice_next_line(&rest, &line);)
        if (file_of(line).len)
            put(tree, file_of(line), oct_md_place_in(tree, (size_t)(line.ptr - text.ptr)), 0);
    return true;
}

/* ---- Fences ------------------------------------------------------------------------------- */

/* The number of shift-heading-level-by=NUMBER, with or without quotes; 0 when there is none. */
static int64_t shift_in(oct_slice attributes) {
    const oct_slice key = OCT_S("shift-heading-level-by=");
    int64_t shift = 0;
    oct_slice word;
    while (oct_slice_next_word(&attributes, &word))
        if (oct_slice_starts(word, key) &&
            !oct_slice_to_int(without_quotes(oct_slice_from(word, key.len)), &shift))
            shift = 0;
    return shift;
}

/* Whether an info string makes an include of the fence's lines. */
static bool includes_lines(oct_slice info, int64_t *shift) {
    oct_slice word, rest = info;
    *shift = 0;
    if (oct_slice_is(info, "include"))
        return true;
    if (!oct_slice_starts(info, OCT_S("{")) || !oct_slice_ends(info, OCT_S("}")))
        return false;
    rest = oct_slice_make(info.ptr + 1, info.len - 2);
    *shift = shift_in(rest);
    while (oct_slice_next_word(&rest, &word))
        if (oct_slice_is(word, ".include"))
            return true;
    return false;
}

static bool is_path(oct_slice line) {
    return line.len && !oct_slice_starts(line, OCT_S("//"));
}

static bool names_a_path(oct_slice text) {
    oct_slice line;
    while (oct_slice_next_line(&text, &line))
        if (is_path(oct_slice_trim(line)))
            return true;
    return false;
}

static void put_lines(building *tree, const cmark_node *fence, oct_slice text, int64_t shift) {
    oct_slice line;
    for (size_t at = (size_t)fence->start_line; oct_slice_next_line(&text, &line); at++) {
        oct_slice path = oct_slice_trim(line);
        uint32_t number = oct_size_clamp32(at + tree->text->first_line);
        size_t indent = (size_t)(path.ptr - line.ptr);
        if (is_path(path))
            put(tree, path,
                (oct_md_place){number, oct_md_column_of(tree, at, oct_slice_from(line, indent))},
                shift);
    }
}

/* ---- Code --------------------------------------------------------------------------------- */

void oct_md_make_code_include(building *tree, oct_node *block, const cmark_node *fence) {
    if (oct_builder_failed(tree->builder) || !oct_node_pair(block, "include").len)
        return;
    oct_raw *raw = oct_arena_array(oct_builder_arena(tree->builder), 1, sizeof *raw);
    if (!raw) {
        oct_builder_fail(tree->builder, OCT_BUILDER_NO_MEMORY, tree->line);
        return;
    }
    *raw = (oct_raw){OCT_S(OCT_INCLUDE_CODE_FORMAT), block->as.text};
    block->kind = OCT_RAW_BLOCK;
    block->as.raw = raw;
    if (fence->start_column > 0)
        add_pair(tree, block, "column", fence->start_column);
    tree->text->reading->include_count++;
}

bool oct_md_put_include_fence(building *tree, const cmark_node *fence) {
    const oct_slice of_myst = OCT_S("{include}");
    oct_slice info = oct_slice_trim(oct_md_slice_of(&fence->as.code.info));
    oct_slice text = oct_md_slice_of(&fence->as.code.literal);
    int64_t shift;
    if (oct_slice_find(info, OCT_S("include")) == info.len)
        return false;
    uint32_t column = fence->start_column > 0 ? (uint32_t)fence->start_column : 0;
    if (oct_slice_starts(info, of_myst) && !oct_slice_trim(text).len) {
        oct_slice path = oct_slice_trim(oct_slice_from(info, of_myst.len));
        if (path.len)
            put(tree, path, (oct_md_place){tree->line, column}, 0);
        return path.len != 0;
    }
    if (!includes_lines(info, &shift) || !names_a_path(text))
        return false;
    put_lines(tree, fence, text, shift);
    return true;
}
