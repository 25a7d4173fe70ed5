/* formats/markdown/attributes - see attributes.h. */
#include "formats/markdown/attributes.h"

/* More is no list that somebody wrote. */
enum { LONGEST_LIST = 4000 };

typedef struct attribute {
    char kind; /* '#', '.', '=' or '-' */
    oct_slice key, value;
} attribute;

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_one_of(char c, const char *bytes) {
    return c && strchr(bytes, c);
}

/* Of a class or a key. A mark is a control character, and stands for a byte that may be one. */
static bool is_name_byte(char c) {
    return oct_is_alnum(c) || is_one_of(c, "-_:.") || (unsigned char)c >= 0x80 ||
           (c > 0 && c < ' ' && !oct_is_space(c));
}

/* Of an identifier or a value without quotes. Without "{" in them, a list that is none ends at the
 * latest where the next one begins. */
static bool is_value_byte(char c) {
    return !oct_is_space(c) && !is_one_of(c, "{}\"");
}

static oct_slice take_while(oct_slice *rest, bool (*fits)(char)) {
    size_t length = 0;
    while (length < rest->len && fits(rest->ptr[length]))
        length++;
    oct_slice taken = oct_slice_head(*rest, length);
    *rest = oct_slice_from(*rest, length);
    return taken;
}

/* What stands between quotes, where a backslash keeps one from ending it. */
static bool take_quoted(oct_slice *rest, oct_slice *value) {
    char quote = rest->ptr[0];
    for (size_t i = 1; i < rest->len; i++) {
        if (rest->ptr[i] == quote) {
            *value = oct_slice_make(rest->ptr + 1, i - 1);
            *rest = oct_slice_from(*rest, i + 1);
            return true;
        }
        i += rest->ptr[i] == '\\';
    }
    return false;
}

static bool take_pair(oct_slice *rest, attribute *found) {
    found->kind = '=';
    found->key = take_while(rest, is_name_byte);
    if (!found->key.len || !rest->len || rest->ptr[0] != '=')
        return false;
    *rest = oct_slice_from(*rest, 1);
    if (rest->len && is_one_of(rest->ptr[0], "\"'"))
        return take_quoted(rest, &found->value);
    found->value = take_while(rest, is_value_byte);
    return true;
}

/* Cuts an attribute off the front; false when what stands there is none. */
static bool take_attribute(oct_slice *rest, attribute *found) {
    *found = (attribute){.kind = rest->ptr[0]};
    switch (rest->ptr[0]) {
    case '#':
        *rest = oct_slice_from(*rest, 1);
        found->value = take_while(rest, is_value_byte);
        break;
    case '.':
        *rest = oct_slice_from(*rest, 1);
        found->value = take_while(rest, is_name_byte);
        break;
    case '-':
        *rest = oct_slice_from(*rest, 1);
        return true;
    default:
        if (!take_pair(rest, found))
            return false;
        return !rest->len || is_blank(rest->ptr[0]) || rest->ptr[0] == '}';
    }
    return found->value.len > 0;
}

size_t oct_md_attributes_length(oct_slice text) {
    oct_slice rest = oct_slice_head(text, LONGEST_LIST);
    if (!rest.len || rest.ptr[0] != '{')
        return 0;
    rest = oct_slice_from(rest, 1);
    attribute found;
    for (;;) {
        take_while(&rest, is_blank);
        if (!rest.len)
            return 0;
        if (rest.ptr[0] == '}')
            return (size_t)(rest.ptr + 1 - text.ptr);
        if (!take_attribute(&rest, &found))
            return 0;
    }
}

/* ---- Adding ------------------------------------------------------------------------------- */

/* A value with its escapes undone. */
static oct_slice unescaped(oct_arena *arena, oct_slice value) {
    if (oct_slice_find_byte(value, '\\') == value.len)
        return value;
    oct_slice copy = oct_arena_copy(arena, value);
    char *out = (char *)(uintptr_t)copy.ptr;
    size_t length = 0;
    for (size_t i = 0; i < copy.len; i++) {
        char next = i + 1 < copy.len ? copy.ptr[i + 1] : '\0';
        bool escape = copy.ptr[i] == '\\' && next > ' ' && !oct_is_alnum(next) && next < 0x7F;
        i += escape;
        out[length++] = copy.ptr[i];
    }
    return oct_slice_head(copy, length);
}

static bool add_id(oct_node *node, oct_arena *arena, oct_slice id) {
    oct_attributes *attributes = oct_node_attributes(node, arena);
    if (attributes && !attributes->id.len)
        attributes->id = id;
    return attributes != NULL;
}

static bool add_classes(oct_node *node, oct_arena *arena, oct_slice names) {
    oct_slice name;
    while (oct_slice_next_word(&names, &name))
        if (!oct_node_add_class(node, arena, name))
            return false;
    return true;
}

static bool add_direction(oct_node *node, oct_arena *arena, oct_slice value) {
    oct_attributes *attributes = oct_node_attributes(node, arena);
    for (int i = OCT_DIR_LTR; attributes && i <= OCT_DIR_AUTO; i++)
        if (oct_slice_equal_nocase(value, oct_slice_of(oct_direction_name((oct_direction)i))))
            attributes->direction = (oct_direction)i;
    return attributes != NULL;
}

static bool add_pair(oct_node *node, oct_arena *arena, oct_slice key, oct_slice value) {
    value = unescaped(arena, value);
    if (arena->failed)
        return false;
    if (oct_slice_is(key, "id"))
        return !value.len || add_id(node, arena, value);
    if (oct_slice_is(key, "class"))
        return add_classes(node, arena, value);
    if (oct_slice_is(key, "dir"))
        return add_direction(node, arena, value);
    if (oct_slice_is(key, "lang")) {
        oct_attributes *attributes = oct_node_attributes(node, arena);
        if (attributes)
            attributes->lang = value;
        return attributes != NULL;
    }
    return oct_node_add_pair(node, arena, key, value);
}

size_t oct_md_raw_attribute(oct_slice text, oct_slice *format) {
    size_t start = 1, end, close;
    if (!oct_slice_starts(text, OCT_S("{")))
        return 0;
    while (start < text.len && text.ptr[start] == ' ')
        start++;
    if (start >= text.len || text.ptr[start++] != '=')
        return 0;
    for (end = start; end < text.len; end++)
        if (!oct_is_alnum(text.ptr[end]) && text.ptr[end] != '-' && text.ptr[end] != '_')
            break;
    for (close = end; close < text.len && text.ptr[close] == ' ';)
        close++;
    *format = oct_slice_make(text.ptr + start, end - start);
    return format->len && close < text.len && text.ptr[close] == '}' ? close + 1 : 0;
}

bool oct_md_add_attributes(oct_node *node, oct_arena *arena, oct_slice list) {
    oct_slice rest = oct_slice_from(oct_slice_head(list, list.len - (list.len != 0)), 1);
    attribute found;
    bool ok = true;
    for (take_while(&rest, is_blank); ok && rest.len; take_while(&rest, is_blank)) {
        if (!take_attribute(&rest, &found))
            return true;
        if (found.kind == '#')
            ok = add_id(node, arena, found.value);
        else if (found.kind == '=')
            ok = add_pair(node, arena, found.key, found.value);
        else
            ok = oct_node_add_class(node, arena,
                                    found.kind == '-' ? OCT_S("unnumbered") : found.value);
    }
    return ok;
}

bool oct_md_drop_class(oct_node *node, const char *name) {
    oct_attributes *attributes = node->attributes;
    for (uint32_t i = 0; attributes && i < attributes->class_count; i++)
        if (oct_slice_is(attributes->classes[i], name)) {
            attributes->class_count--;
            memmove(attributes->classes + i, attributes->classes + i + 1,
                    (attributes->class_count - i) * sizeof *attributes->classes);
            return true;
        }
    return false;
}
