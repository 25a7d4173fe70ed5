/* formats/html/css - see css.h. CSS Syntax 3, Selectors 3, Media Queries 3, as far as they go. */
#include "formats/html/css.h"

#include "base/buffer.h"

enum {
    MOST_RULES = 20000,  /* of a page; those behind are not heeded */
    MOST_IMPORTS = 32,   /* of a page: sheets named by sheets */
    DEEPEST = 16,        /* blocks in blocks; what is deeper is not heeded */
    MOST_CLASSES = 8,    /* of one compound */
    MOST_COMPOUNDS = 16, /* of one selector */
    WINDOW = 1280,       /* pixels: the width that media queries are asked about */
    EM = 16
};

/* ---- Media queries ------------------------------------------------------------------------ */

/* A condition such as "(min-width: 40em)"; those about anything else do not hold. */
static bool condition_holds(oct_slice condition) {
    size_t colon = oct_slice_find_byte(condition, ':');
    oct_slice name = oct_slice_trim(oct_slice_head(condition, colon));
    oct_slice value = oct_slice_trim(oct_slice_from(condition, colon + 1));
    size_t digits = 0;
    while (digits < value.len && oct_is_digit(value.ptr[digits]))
        digits++;
    int64_t number;
    if (!oct_slice_to_int(oct_slice_head(value, digits), &number))
        return false;
    if (oct_slice_find(value, OCT_S("em")) < value.len)
        number = number > WINDOW ? WINDOW : number * EM;
    if (oct_slice_equal_nocase(name, OCT_S("min-width")))
        return number <= WINDOW;
    return oct_slice_equal_nocase(name, OCT_S("max-width")) && number >= WINDOW;
}

static bool query_fits(oct_slice query) {
    query = oct_slice_trim(query);
    while (query.len) {
        if (query.ptr[0] == '(') {
            size_t end = oct_slice_find_byte(query, ')');
            if (!condition_holds(oct_slice_from(oct_slice_head(query, end), 1)))
                return false;
            query = oct_slice_trim(oct_slice_from(query, end + 1));
            continue;
        }
        size_t end = 0;
        while (end < query.len && !oct_is_space(query.ptr[end]) && query.ptr[end] != '(')
            end++;
        oct_slice word = oct_slice_head(query, end);
        if (!oct_slice_has_word_nocase(word, "all") && !oct_slice_has_word_nocase(word, "screen") &&
            !oct_slice_has_word_nocase(word, "only") && !oct_slice_has_word_nocase(word, "and"))
            return false;
        query = oct_slice_trim(oct_slice_from(query, end));
    }
    return true;
}

bool html_media_fits(oct_slice queries) {
    if (!oct_slice_trim(queries).len)
        return true;
    while (queries.len) {
        size_t comma = oct_slice_find_byte(queries, ',');
        if (query_fits(oct_slice_head(queries, comma)))
            return true;
        queries = oct_slice_from(queries, comma + 1);
    }
    return false;
}

/* ---- Selectors ---------------------------------------------------------------------------- */

static bool is_name_byte(char c) {
    return oct_is_alnum(c) || c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

static oct_slice cut_name(oct_slice *text) {
    size_t end = 0;
    while (end < text->len && is_name_byte(text->ptr[end]))
        end++;
    oct_slice name = oct_slice_head(*text, end);
    *text = oct_slice_from(*text, end);
    return name;
}

typedef struct selector {
    html_compound compounds[MOST_COMPOUNDS];
    oct_slice classes[MOST_COMPOUNDS][MOST_CLASSES];
    size_t count;
    uint64_t specificity;
} selector;

/* Reads the parts of a compound; false when there is one that is not heeded. */
static bool read_compound(selector *found, oct_slice *text) {
    html_compound *compound = &found->compounds[found->count];
    oct_slice *classes = found->classes[found->count++];
    size_t before = text->len;
    compound->tag = cut_name(text);
    found->specificity += compound->tag.len != 0;
    if (!compound->tag.len && oct_slice_starts(*text, OCT_S("*")))
        *text = oct_slice_from(*text, 1);
    while (text->len && (text->ptr[0] == '.' || text->ptr[0] == '#')) {
        bool id = text->ptr[0] == '#';
        *text = oct_slice_from(*text, 1);
        oct_slice name = cut_name(text);
        if (!name.len || (!id && compound->class_count == MOST_CLASSES))
            return false;
        if (id)
            compound->id = name;
        else
            classes[compound->class_count++] = name;
        found->specificity += id ? 1 << 20 : 1 << 10;
    }
    return text->len < before && (!text->len || oct_is_space(text->ptr[0]) || text->ptr[0] == '>');
}

static bool read_selector(selector *found, oct_slice text) {
    *found = (selector){0};
    text = oct_slice_trim(text);
    while (text.len) {
        bool child = text.ptr[0] == '>';
        text = oct_slice_trim(oct_slice_from(text, child ? 1 : 0));
        if (found->count == MOST_COMPOUNDS || (child && !found->count))
            return false;
        found->compounds[found->count].child = child;
        if (!read_compound(found, &text))
            return false;
        text = oct_slice_trim(text);
    }
    return found->count != 0;
}

/* ---- Rules -------------------------------------------------------------------------------- */

static oct_slice lower(oct_arena *arena, oct_slice name) {
    oct_slice copy = oct_arena_copy(arena, name);
    for (size_t i = 0; i < copy.len; i++)
        ((char *)copy.ptr)[i] = oct_to_lower(copy.ptr[i]);
    return copy;
}

/* A compound as a rule keeps it. */
static html_compound kept(oct_arena *arena, const html_compound *compound,
                          const oct_slice *classes) {
    html_compound copy = *compound;
    copy.tag = lower(arena, compound->tag);
    oct_slice *names = oct_arena_array(arena, compound->class_count, sizeof *names);
    if (names && compound->class_count)
        memcpy(names, classes, compound->class_count * sizeof *names);
    copy.class_count = names ? compound->class_count : 0;
    copy.classes = names;
    return copy;
}

/* What leads to a rule: the sign before a name in the text belongs to the key. */
static oct_slice key_of(const html_compound *subject) {
    if (subject->id.len)
        return oct_slice_make(subject->id.ptr - 1, subject->id.len + 1);
    if (subject->class_count)
        return oct_slice_make(subject->classes[0].ptr - 1, subject->classes[0].len + 1);
    return subject->tag.len ? subject->tag : OCT_S("*");
}

static void add_rule(html_sheet *sheet, const selector *found, const html_style *style) {
    oct_arena *arena = sheet->arena;
    html_rule *rule = OCT_ARENA_NEW(arena, html_rule);
    const html_compound *outer = NULL;
    for (size_t i = 0; rule && i + 1 < found->count; i++) {
        html_compound *copy = OCT_ARENA_NEW(arena, html_compound);
        if (!copy)
            return;
        *copy = kept(arena, &found->compounds[i], found->classes[i]);
        copy->outer = outer;
        outer = copy;
    }
    if (!rule)
        return;
    size_t last = found->count - 1;
    rule->subject = kept(arena, &found->compounds[last], found->classes[last]);
    rule->subject.outer = outer;
    rule->style = *style;
    rule->weight = found->specificity << 24 | sheet->count++;
    sheet->has_ancestors |= outer != NULL;
    oct_slice key = key_of(&rule->subject);
    bool sign = strchr("#.", key.ptr[0]) != NULL;
    sheet->keys |= key.ptr[0] == '*' ? UINT64_MAX : html_key_bit(oct_slice_from(key, sign));
    html_rule **place = (html_rule **)oct_map_place(&sheet->rules, key);
    if (!place)
        return;
    rule->next = *place;
    *place = rule;
}

/* What hides counts from anywhere; how text looks only where a page itself names a class or an
 * identifier for it. */
static bool keep_what_counts(html_style *style, bool looks) {
    bool any = false;
    for (size_t i = 0; i < HTML_PROPERTY_COUNT; i++) {
        if (!looks && i != HTML_P_DISPLAY && i != HTML_P_VISIBILITY)
            style->value[i] = HTML_V_UNSET;
        any |= style->value[i] != HTML_V_UNSET;
    }
    return any;
}

static void add_rules(html_sheet *sheet, oct_slice selectors, oct_slice body, bool linked) {
    html_style style = html_style_of(body);
    if (!keep_what_counts(&style, !linked))
        return;
    while (selectors.len && sheet->count < MOST_RULES) {
        size_t comma = oct_slice_find_byte(selectors, ',');
        selector found;
        html_style own = style;
        if (read_selector(&found, oct_slice_head(selectors, comma)) &&
            keep_what_counts(&own, found.specificity >> 10 != 0))
            add_rule(sheet, &found, &own);
        selectors = oct_slice_from(selectors, comma + 1);
    }
}

/* ---- Sheets ------------------------------------------------------------------------------- */

/* Past white space, and the signs of comments of HTML. */
static oct_slice past_space(oct_slice text) {
    for (;;) {
        while (text.len && oct_is_space(text.ptr[0]))
            text = oct_slice_from(text, 1);
        if (oct_slice_starts(text, OCT_S("<!--")))
            text = oct_slice_from(text, 4);
        else if (oct_slice_starts(text, OCT_S("-->")))
            text = oct_slice_from(text, 3);
        else
            return text;
    }
}

/* The offset behind a string that begins at one; the next otherwise. */
static size_t past_token(oct_slice text, size_t at) {
    char c = text.ptr[at];
    if (c == '"' || c == '\'')
        return at + 2 + oct_slice_find_byte(oct_slice_from(text, at + 1), c);
    return at + 1;
}

/* A copy without comments. */
static oct_slice without_comments(oct_arena *arena, oct_slice text) {
    char *copy = text.len ? oct_arena_bytes(arena, text.len) : NULL;
    size_t len = 0;
    for (size_t at = 0, next; copy && at < text.len; at = next) {
        if (oct_slice_starts(oct_slice_from(text, at), OCT_S("/*"))) {
            next = at + 4 + oct_slice_find(oct_slice_from(text, at + 2), OCT_S("*/"));
            continue;
        }
        next = past_token(text, at);
        next = next < text.len ? next : text.len;
        memcpy(copy + len, text.ptr + at, next - at);
        len += next - at;
    }
    return oct_slice_make(copy, len);
}

/* The offset of the first of some bytes that stands in no string. */
static size_t find_any(oct_slice text, const char *bytes) {
    size_t at = 0;
    while (at < text.len && !(text.ptr[at] && strchr(bytes, text.ptr[at])))
        at = past_token(text, at);
    return at < text.len ? at : text.len;
}

/* The offset of the end of the block whose content begins the text. */
static size_t end_of_block(oct_slice text) {
    size_t depth = 1, at = 0;
    for (;;) {
        at += find_any(oct_slice_from(text, at), "{}");
        if (at >= text.len)
            return text.len;
        depth += text.ptr[at] == '{' ? 1 : (size_t)-1;
        if (!depth)
            return at;
        at++;
    }
}

/* The sheets that are read one inside the other, as a stack. */
typedef struct pending {
    oct_slice rest;
    oct_slice folder; /* of its sheet, with the slash; empty: the page's */
    struct pending *below;
    size_t depth;
} pending;

typedef struct adding {
    html_sheet *sheet;
    pending *top;
    size_t imports;
    bool linked;
} adding;

static void push_text(adding *add, oct_slice text, oct_slice folder) {
    size_t depth = add->top ? add->top->depth + 1 : 0;
    pending *next = depth < DEEPEST ? OCT_ARENA_NEW(add->sheet->arena, pending) : NULL;
    if (!next)
        return;
    *next = (pending){text, folder, add->top, depth};
    add->top = next;
}

/* What an @import names, without quotes or url(). */
static oct_slice imported(oct_slice prelude, oct_slice *media) {
    oct_slice text = oct_slice_trim(prelude);
    bool function = oct_slice_starts_nocase(text, OCT_S("url("));
    text = oct_slice_trim(oct_slice_from(text, function ? 4 : 0));
    bool quoted = text.len && (text.ptr[0] == '"' || text.ptr[0] == '\'');
    char close = quoted ? text.ptr[0] : function ? ')' : ' ';
    text = oct_slice_from(text, quoted ? 1 : 0);
    size_t end = oct_slice_find_byte(text, close);
    *media = oct_slice_from(text, end + 1);
    if (function && quoted)
        *media = oct_slice_from(*media, oct_slice_find_byte(*media, ')') + 1);
    return oct_slice_trim(oct_slice_head(text, end));
}

static oct_slice folder_of(oct_slice url) {
    while (url.len && url.ptr[url.len - 1] != '/')
        url.len--;
    return url;
}

/* An address in a sheet is relative to the sheet. */
static oct_slice resolved(oct_arena *arena, oct_slice folder, oct_slice url) {
    bool absolute = oct_slice_starts(url, OCT_S("/")) || oct_slice_find_byte(url, ':') < url.len;
    return absolute ? url : oct_arena_append(arena, oct_arena_copy(arena, folder), url);
}

static void import(adding *add, oct_slice prelude) {
    html_sheet *sheet = add->sheet;
    oct_slice media, url = imported(prelude, &media);
    if (!sheet->fetch || !url.len || add->imports++ >= MOST_IMPORTS || !html_media_fits(media))
        return;
    url = resolved(sheet->arena, add->top->folder, url);
    oct_slice text = url.len ? sheet->fetch(sheet->user, url) : url;
    if (text.len)
        push_text(add, without_comments(sheet->arena, text), folder_of(url));
}

/* A rule such as @media; returns what of its block is to be read, the rest being set behind it. */
static void at_rule(adding *add, oct_slice text) {
    oct_slice name = oct_slice_from(text, 1);
    name = cut_name(&name);
    size_t end = find_any(text, "{;}");
    oct_slice prelude = oct_slice_from(oct_slice_head(text, end), 1 + name.len);
    bool block = end < text.len && text.ptr[end] == '{';
    oct_slice body = oct_slice_from(text, end + 1);
    size_t length = block ? end_of_block(body) : 0;
    add->top->rest = oct_slice_from(body, block ? length + 1 : 0);
    bool media = oct_slice_equal_nocase(name, OCT_S("media"));
    if (oct_slice_equal_nocase(name, OCT_S("import")) && !block)
        import(add, prelude);
    else if (block && ((media && html_media_fits(prelude)) ||
                       oct_slice_equal_nocase(name, OCT_S("supports")) ||
                       oct_slice_equal_nocase(name, OCT_S("layer"))))
        push_text(add, oct_slice_head(body, length), add->top->folder);
}

static void rule_set(adding *add, oct_slice text) {
    size_t end = find_any(text, "{};");
    if (end == text.len || text.ptr[end] != '{') {
        add->top->rest = oct_slice_from(text, end + 1);
        return;
    }
    oct_slice body = oct_slice_from(text, end + 1);
    size_t length = end_of_block(body);
    add_rules(add->sheet, oct_slice_head(text, end), oct_slice_head(body, length), add->linked);
    add->top->rest = oct_slice_from(body, length + 1);
}

void html_sheet_add(html_sheet *sheet, oct_slice text, oct_slice url) {
    adding add = {.sheet = sheet, .linked = url.len != 0};
    push_text(&add, without_comments(sheet->arena, text), folder_of(url));
    while (add.top && sheet->count < MOST_RULES) {
        oct_slice rest = past_space(add.top->rest);
        if (!rest.len)
            add.top = add.top->below;
        else if (rest.ptr[0] == '@')
            at_rule(&add, rest);
        else
            rule_set(&add, rest);
    }
}

void html_sheet_init(html_sheet *sheet, oct_arena *arena, const oct_allocator *allocator) {
    *sheet = (html_sheet){.arena = arena};
    oct_map_init(&sheet->rules, allocator);
}

void html_sheet_free(html_sheet *sheet) {
    oct_map_free(&sheet->rules);
}
