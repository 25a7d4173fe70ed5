/* io/xml_reader - see xml_reader.h. */
#include "io/xml_reader.h"

#include "base/utf8.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* Where a name stands in the input. */
typedef struct open_name {
    size_t at, len;
} open_name;

static bool is_xml_text(oct_slice text) {
    if (!oct_utf8_is_clean(text))
        return false;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x20 && !oct_xml_allows(c))
            return false;
        if (c == 0xEF && i + 2 < text.len && (unsigned char)text.ptr[i + 1] == 0xBF &&
            (unsigned char)text.ptr[i + 2] >= 0xBE) /* U+FFFE and U+FFFF */
            return false;
    }
    return true;
}

void oct_xml_reader_init(oct_xml_reader *reader, const oct_allocator *allocator, oct_slice input) {
    *reader = (oct_xml_reader){.input = input};
    if (oct_slice_starts(input, OCT_S(BYTE_ORDER_MARK)))
        reader->at = sizeof BYTE_ORDER_MARK - 1;
    oct_buffer_init(&reader->open, allocator);
    reader->broken = !is_xml_text(input);
}

void oct_xml_reader_free(oct_xml_reader *reader) {
    oct_buffer_free(&reader->open);
}

static oct_slice rest_of(const oct_xml_reader *reader) {
    return oct_slice_from(reader->input, reader->at);
}

static bool take(oct_xml_reader *reader, oct_slice mark) {
    if (!oct_slice_starts(rest_of(reader), mark))
        return false;
    reader->at += mark.len;
    return true;
}

/* Up to an end mark, which must be there, and over it. */
static void take_to(oct_xml_reader *reader, oct_slice end) {
    oct_slice rest = rest_of(reader);
    size_t at = oct_slice_find(rest, end);
    reader->broken |= at == rest.len;
    reader->at += at + (at < rest.len ? end.len : 0);
}

static void take_space(oct_xml_reader *reader) {
    while (reader->at < reader->input.len && oct_is_space(reader->input.ptr[reader->at]))
        reader->at++;
}

static bool is_name_byte(char c) {
    return oct_is_alnum(c) || c == '-' || c == '_' || c == '.' || c == ':' ||
           (unsigned char)c >= 0x80;
}

static size_t name_length(oct_slice text) {
    size_t len = 0;
    if (text.len && (oct_is_digit(text.ptr[0]) || text.ptr[0] == '-' || text.ptr[0] == '.'))
        return 0;
    while (len < text.len && is_name_byte(text.ptr[len]))
        len++;
    return len;
}

static oct_slice take_name(oct_xml_reader *reader) {
    oct_slice rest = rest_of(reader), name = oct_slice_head(rest, name_length(rest));
    reader->broken |= name.len == 0;
    reader->at += name.len;
    return name;
}

/* The character that a reference stands for, and its length; 0 when it is none that XML has. */
static uint32_t reference(oct_slice text, size_t *length) {
    static const struct {
        const char *text;
        uint32_t character;
    } known[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (oct_slice_starts(text, oct_slice_of(known[i].text))) {
            *length = strlen(known[i].text);
            return known[i].character;
        }
    bool hex = oct_slice_starts(text, OCT_S("&#x"));
    if (!oct_slice_starts(text, OCT_S("&#")))
        return 0;
    uint32_t value = 0;
    size_t at = hex ? 3 : 2, first = at;
    for (; at < text.len && value <= 0x10FFFF; at++) {
        char c = oct_to_lower(text.ptr[at]);
        if (oct_is_digit(c))
            value = value * (hex ? 16 : 10) + (uint32_t)(c - '0');
        else if (hex && c >= 'a' && c <= 'f')
            value = value * 16 + (uint32_t)(c - 'a') + 10;
        else
            break;
    }
    *length = at + 1;
    return at > first && at < text.len && text.ptr[at] == ';' && oct_xml_allows(value) ? value : 0;
}

static bool has_only_references(oct_slice text) {
    size_t length;
    for (size_t at; (at = oct_slice_find_byte(text, '&')) < text.len;) {
        text = oct_slice_from(text, at);
        if (!reference(text, &length))
            return false;
        text = oct_slice_from(text, length);
    }
    return true;
}

bool oct_xml_next_attribute(oct_slice *attributes, oct_slice *name, oct_slice *value) {
    oct_slice rest = oct_slice_trim(*attributes);
    size_t len = name_length(rest);
    if (len == 0)
        return false;
    *name = oct_slice_head(rest, len);
    rest = oct_slice_trim(oct_slice_from(rest, len));
    if (!oct_slice_starts(rest, OCT_S("=")))
        return false;
    rest = oct_slice_trim(oct_slice_from(rest, 1));
    if (rest.len == 0 || (rest.ptr[0] != '"' && rest.ptr[0] != '\''))
        return false;
    oct_slice inside = oct_slice_from(rest, 1);
    size_t end = oct_slice_find_byte(inside, rest.ptr[0]);
    if (end == inside.len)
        return false;
    *value = oct_slice_head(inside, end);
    *attributes = oct_slice_from(inside, end + 1);
    return true;
}

oct_slice oct_xml_value(oct_slice attributes, const char *wanted) {
    oct_slice name, value;
    while (oct_xml_next_attribute(&attributes, &name, &value))
        if (oct_slice_is(name, wanted))
            return value;
    return (oct_slice){NULL, 0};
}

/* Each attribute once, with white space before it. */
static bool are_sound_attributes(oct_slice attributes) {
    enum { MOST = 100 };
    oct_slice names[MOST], name, value, rest = attributes;
    for (size_t count = 0; oct_slice_trim(rest).len; count++) {
        if (!oct_is_space(rest.ptr[0]) || count == MOST ||
            !oct_xml_next_attribute(&rest, &name, &value) ||
            oct_slice_find_byte(value, '<') < value.len || !has_only_references(value))
            return false;
        for (size_t i = 0; i < count; i++)
            if (oct_slice_equal(names[i], name))
                return false;
        names[count] = name;
    }
    return true;
}

/* The length of what stands before the > of a tag; a > in quotes is none. */
static size_t inside_length(oct_slice rest) {
    char quote = '\0';
    for (size_t i = 0; i < rest.len; i++) {
        char c = rest.ptr[i];
        if (quote)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return i;
    }
    return rest.len;
}

static void read_start(oct_xml_reader *reader) {
    reader->broken |= reader->depth == 0 && reader->seen_root;
    reader->seen_root = true;
    open_name name = {.at = reader->at};
    reader->name = take_name(reader);
    name.len = reader->name.len;
    oct_slice inside = oct_slice_head(rest_of(reader), inside_length(rest_of(reader)));
    reader->at += inside.len + 1;
    reader->broken |= reader->at > reader->input.len;
    reader->empty = oct_slice_ends(inside, OCT_S("/"));
    reader->attributes = oct_slice_head(inside, inside.len - reader->empty);
    reader->broken |= !are_sound_attributes(reader->attributes);
    oct_buffer_append(&reader->open, (const char *)&name, sizeof name);
    reader->broken |= reader->open.failed;
    reader->depth++;
    reader->event = OCT_XML_OPENS;
}

/* Takes the innermost open element away when it has this name. */
static void close_element(oct_xml_reader *reader, oct_slice name) {
    open_name open;
    if (reader->open.len < sizeof open) {
        reader->broken = true;
        return;
    }
    reader->open.len -= sizeof open;
    memcpy(&open, reader->open.ptr + reader->open.len, sizeof open);
    reader->name = oct_slice_make(reader->input.ptr + open.at, open.len);
    reader->broken |= name.ptr && !oct_slice_equal(name, reader->name);
    reader->event = OCT_XML_CLOSES;
}

static void read_end(oct_xml_reader *reader) {
    oct_slice name = take_name(reader);
    take_space(reader);
    reader->broken |= !take(reader, OCT_S(">"));
    close_element(reader, name);
}

static void read_text(oct_xml_reader *reader) {
    oct_slice rest = rest_of(reader), text = oct_slice_head(rest, oct_slice_find_byte(rest, '<'));
    reader->at += text.len;
    reader->broken |= !has_only_references(text) || oct_slice_find(text, OCT_S("]]>")) < text.len ||
                      (reader->depth == 0 && oct_slice_trim(text).len != 0);
    reader->event = OCT_XML_TEXT;
}

/* Comments, processing instructions and marked sections are pieces of text. */
static bool read_aside(oct_xml_reader *reader) {
    if (take(reader, OCT_S("<!--"))) {
        take_to(reader, OCT_S("--"));
        reader->broken |= !take(reader, OCT_S(">"));
    } else if (take(reader, OCT_S("<?"))) {
        take_to(reader, OCT_S("?>"));
    } else if (take(reader, OCT_S("<![CDATA["))) {
        reader->broken |= reader->depth == 0;
        take_to(reader, OCT_S("]]>"));
    } else {
        return false;
    }
    reader->event = OCT_XML_TEXT;
    return true;
}

static void read_piece(oct_xml_reader *reader) {
    if (read_aside(reader))
        return;
    if (take(reader, OCT_S("</")))
        read_end(reader);
    else if (take(reader, OCT_S("<!"))) /* a document type */
        reader->broken = true;
    else if (take(reader, OCT_S("<")))
        read_start(reader);
    else
        read_text(reader);
}

bool oct_xml_read(oct_xml_reader *reader) {
    if (reader->broken)
        return false;
    if (reader->event == OCT_XML_CLOSES && reader->depth)
        reader->depth--;
    reader->begin = reader->at;
    if (reader->empty) {
        reader->empty = false;
        close_element(reader, (oct_slice){NULL, 0});
    } else if (reader->at == reader->input.len) {
        reader->broken |= reader->depth != 0 || !reader->seen_root;
        return false;
    } else {
        read_piece(reader);
    }
    reader->end = reader->at;
    return !reader->broken;
}

bool oct_xml_skip(oct_xml_reader *reader) {
    size_t depth = reader->depth;
    while (oct_xml_read(reader))
        if (reader->event == OCT_XML_CLOSES && reader->depth == depth)
            return true;
    return false;
}

oct_slice oct_xml_resolved(oct_slice text, oct_arena *arena) {
    if (oct_slice_find_byte(text, '&') == text.len)
        return text;
    char *bytes = oct_arena_bytes(arena, text.len);
    size_t len = 0, length;
    for (size_t at = 0; bytes && at < text.len; at += length) {
        uint32_t character = text.ptr[at] == '&' ? reference(oct_slice_from(text, at), &length) : 0;
        if (character) {
            len += oct_utf8_encode(character, bytes + len);
        } else {
            bytes[len++] = text.ptr[at];
            length = 1;
        }
    }
    return oct_slice_make(bytes, bytes ? len : 0);
}

bool oct_xml_is_sound(oct_slice input, const oct_allocator *allocator) {
    oct_xml_reader reader;
    oct_xml_reader_init(&reader, allocator, input);
    while (oct_xml_read(&reader))
        continue;
    bool sound = !reader.broken;
    oct_xml_reader_free(&reader);
    return sound;
}
