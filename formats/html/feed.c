/* formats/html/feed - see feed.h. */
#include "formats/html/feed.h"

enum {
    /* Bytes handed over at once, more where a tag would be cut: libxml2 2.9 forgets which quote it
     * was in at the end of a piece, and then parses nothing until the page is whole. */
    PIECE = 64 * 1024,
    MOST_ATTRIBUTES = 500 /* of one tag: libxml2 compares each with all before it */
};

/* ---- Handing over ------------------------------------------------------------------------- */

static void push(html_feed *feed, const char *bytes, size_t len) {
    if (!feed->stopped && len)
        feed->stopped = !feed->push(feed->user, bytes, len);
}

static bool is_plain(const char *bytes, size_t len) {
    unsigned found = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)bytes[i];
        found |= (c < 0x20) & (c != '\n') & (c != '\t');
    }
    return !found;
}

/* CRLF and CR become LF (HTML 13.2.3.5), form feeds become spaces, other controls U+FFFD. */
static void push_mended(html_feed *feed, const char *bytes, size_t len) {
    oct_buffer *scratch = &feed->scratch;
    scratch->len = 0;
    for (size_t i = 0; i < len; i++) {
        char c = bytes[i];
        if (c == '\r') {
            bool crlf = bytes + i + 1 < feed->text.ptr + feed->text.len && bytes[i + 1] == '\n';
            if (!crlf)
                oct_buffer_byte(scratch, '\n');
        } else if (c == '\f') {
            oct_buffer_byte(scratch, ' ');
        } else if ((unsigned char)c < 0x20 && c != '\n' && c != '\t') {
            oct_buffer_string(scratch, "\xEF\xBF\xBD");
            feed->controls++;
        } else {
            oct_buffer_byte(scratch, c);
        }
    }
    push(feed, scratch->ptr, scratch->len);
}

/* Hands over the text up to an offset, and goes on behind it at another. */
static void hand_over(html_feed *feed, size_t to, size_t next) {
    oct_slice piece = oct_slice_from(oct_slice_head(feed->text, to), feed->from);
    if (feed->stopped || !piece.len || is_plain(piece.ptr, piece.len))
        push(feed, piece.ptr, piece.len);
    else
        push_mended(feed, piece.ptr, piece.len);
    feed->from = next;
}

/* The same for text without tags, in pieces that end with a whole character. */
static void hand_over_text(html_feed *feed, size_t to) {
    while (to - feed->from > PIECE && !feed->stopped) {
        size_t end = feed->from + PIECE;
        while (((unsigned char)feed->text.ptr[end] & 0xC0) == 0x80)
            end--;
        hand_over(feed, end, end);
    }
    hand_over(feed, to, to);
}

static void replace(html_feed *feed, size_t at, size_t next, const char *with) {
    hand_over(feed, at, next);
    push(feed, with, strlen(with));
}

/* ---- Finding ------------------------------------------------------------------------------ */

/* The offset of the next such byte, one of < > " '; the end when there is none, which is looked for
 * only once. */
static size_t find_byte(html_feed *feed, size_t at, char byte) {
    size_t *none_from = &feed->none_from[byte == '<' ? 0 : byte == '>' ? 1 : byte == '"' ? 2 : 3];
    if (at >= *none_from)
        return feed->text.len;
    size_t found = at + oct_slice_find_byte(oct_slice_from(feed->text, at), byte);
    if (found == feed->text.len)
        *none_from = at;
    return found;
}

static bool is_white(const html_feed *feed, size_t at, size_t end) {
    while (at < end && oct_is_space(feed->text.ptr[at]))
        at++;
    return at == end;
}

static char byte_at(const html_feed *feed, size_t at) {
    return at < feed->text.len ? feed->text.ptr[at] : '\0';
}

static bool starts_at(const html_feed *feed, size_t at, oct_slice prefix) {
    return oct_slice_starts_nocase(oct_slice_from(feed->text, at), prefix);
}

/* More than any that matters here; "<p<p<p" is one name, which must not be read from each "<". */
enum { LONGEST_NAME = 32 };

static bool ends_name(char c) {
    return oct_is_space(c) || c == '>' || c == '/';
}

static oct_slice name_at(const html_feed *feed, size_t at) {
    size_t end = at;
    while (end < feed->text.len && end - at <= LONGEST_NAME && !ends_name(feed->text.ptr[end]))
        end++;
    return oct_slice_make(feed->text.ptr + at, end - at);
}

/* No name in the lists below is shorter, and most names on a page are. */
enum { SHORTEST_LISTED = 3 };

static bool is_one_of(oct_slice name, const char *const *names) {
    return name.len >= SHORTEST_LISTED && oct_slice_is_one_of_nocase(name, names);
}

/* The offset of the end tag </name, or the end of the text. */
static size_t find_end_tag(html_feed *feed, size_t at, oct_slice name) {
    for (;; at++) {
        at = find_byte(feed, at, '<');
        if (at == feed->text.len ||
            (byte_at(feed, at + 1) == '/' && starts_at(feed, at + 2, name) &&
             ends_name(byte_at(feed, at + 2 + name.len))))
            return at;
    }
}

/* ---- Tags --------------------------------------------------------------------------------- */

typedef struct tag {
    size_t end;  /* behind its ">"; 0 when it has none */
    size_t cut;  /* what follows is left out; 0 when nothing is */
    bool odd;    /* has attributes whose names libxml2 does not read */
    bool closed; /* ends with "/>" */
} tag;

/* Past a quoted value, if one follows the equals sign at an offset. */
static size_t past_value(html_feed *feed, size_t equals, tag *found) {
    size_t at = equals + 1;
    while (oct_is_space(byte_at(feed, at)))
        at++;
    char quote = byte_at(feed, at);
    if (quote != '"' && quote != '\'')
        return at;
    size_t close = find_byte(feed, at + 1, quote);
    if (close < feed->text.len)
        return close + 1;
    if (!found->cut) /* a value that never ends: left out, so that the text behind it is not */
        found->cut = equals;
    return at + 1;
}

static bool begins_attribute(char c) {
    return oct_is_alpha(c) || c == '_' || c == ':' || c == '.';
}

/* Looks at the space or slash before an attribute. */
static void note_attribute(const html_feed *feed, size_t at, size_t *count, tag *found) {
    char next = byte_at(feed, at + 1);
    if (oct_is_space(next) || next == '>' || next == '/' || next == '=')
        return;
    found->odd |= !begins_attribute(next);
    if (++*count > MOST_ATTRIBUTES && !found->cut)
        found->cut = at;
}

static tag scan_tag(html_feed *feed, size_t at) {
    tag found = {0};
    size_t count = 0;
    if (find_byte(feed, at, '>') == feed->text.len)
        return found;
    while (at < feed->text.len && feed->text.ptr[at] != '>') {
        char c = feed->text.ptr[at];
        if (c == '=') {
            at = past_value(feed, at, &found);
            continue;
        }
        if (oct_is_space(c))
            note_attribute(feed, at, &count, &found);
        at++;
    }
    if (at < feed->text.len) {
        found.end = at + 1;
        found.closed = feed->text.ptr[at - 1] == '/';
    }
    return found;
}

/* Leaves out the attributes whose names begin with a character such as "@" or "[". */
static void leave_out_odd(html_feed *feed, size_t at, size_t end) {
    tag ignored = {0};
    while (at < end - 1) {
        if (feed->text.ptr[at] == '=') {
            at = past_value(feed, at, &ignored);
        } else if (oct_is_space(feed->text.ptr[at]) && !oct_is_space(byte_at(feed, at + 1)) &&
                   !begins_attribute(byte_at(feed, at + 1)) && byte_at(feed, at + 1) != '/' &&
                   byte_at(feed, at + 1) != '>') {
            size_t start = at++;
            while (at < end - 1 && !oct_is_space(feed->text.ptr[at]))
                at = feed->text.ptr[at] == '=' ? past_value(feed, at, &ignored) : at + 1;
            hand_over(feed, start, at < end ? at : end - 1);
        } else {
            at++;
        }
    }
}

/* The content of an element whose content is text: "<" begins no tag in it, and, in some, "&" no
 * reference (HTML 13.2.5.2 RCDATA, 13.2.5.3 RAWTEXT). */
static size_t text_only(html_feed *feed, size_t at, size_t end, bool references) {
    for (; at < end; at++) {
        if (feed->text.ptr[at] == '<')
            replace(feed, at, at + 1, "&lt;");
        else if (feed->text.ptr[at] == '&' && !references)
            replace(feed, at, at + 1, "&amp;");
    }
    return end;
}

/* An element that is never closed: the page goes on as if it were closed at once. */
static size_t close_at_once(html_feed *feed, oct_slice name, size_t at) {
    replace(feed, at, at, "</");
    push(feed, name.ptr, name.len);
    push(feed, ">", 1);
    return at;
}

/* The content of a title or a textarea. */
static size_t past_text(html_feed *feed, oct_slice name, size_t at) {
    bool *no_end = name.len == 5 ? &feed->no_title_end : &feed->no_textarea_end;
    size_t end = *no_end ? feed->text.len : find_end_tag(feed, at, name);
    *no_end = end == feed->text.len;
    return *no_end ? close_at_once(feed, name, at) : text_only(feed, at, end, true);
}

/* Behind a start tag: the content too, where it holds no tags. */
static size_t past_content(html_feed *feed, oct_slice name, size_t at) {
    static const char *const script[] = {"script", "style", NULL};
    static const char *const text[] = {"title", "textarea", NULL};
    static const char *const raw[] = {"xmp", "noembed", NULL};
    bool is_raw = is_one_of(name, raw);
    if (is_one_of(name, text))
        return past_text(feed, name, at);
    if (!is_raw && !is_one_of(name, script))
        return at;
    size_t end = find_end_tag(feed, at, name);
    return is_raw ? text_only(feed, at, end, false) : end;
}

static const char *const page_names[] = {"html", "body", NULL};

static size_t start_tag(html_feed *feed, size_t at) {
    static const char *const voids[] = {"wbr", "source", "track", "embed", "keygen", NULL};
    oct_slice name = name_at(feed, at + 1);
    feed->begun = true;
    tag found = scan_tag(feed, at + 1 + name.len);
    if (!found.end) { /* no tag, for want of ">": shown, where a browser drops it */
        replace(feed, at, at + 1, "&lt;");
        return at + 1;
    }
    if (found.odd && !found.cut)
        leave_out_odd(feed, at + 1 + name.len, found.end);
    if (found.cut)
        replace(feed, found.cut, found.end, found.closed ? "/>" : ">");
    else if (!found.closed && is_one_of(name, voids))
        replace(feed, found.end - 1, found.end, " />");
    else if (found.closed && is_one_of(name, page_names))
        replace(feed, found.end - 2, found.end, ">");
    return found.closed ? found.end : past_content(feed, name, found.end);
}

static size_t end_tag(html_feed *feed, size_t at) {
    oct_slice name = name_at(feed, at + 2);
    size_t end = find_byte(feed, at, '>');
    if (end == feed->text.len) {
        replace(feed, at, at + 1, "&lt;");
        return at + 1;
    }
    /* What stands behind </body> and </html> belongs to the page (HTML 13.2.6.4.19); a name must
     * begin with a letter, else it is a bogus comment; </br> is <br>. An end tag before everything
     * else would be the end of the page for libxml2. */
    if (!feed->begun || name.len == 0 || !oct_is_alpha(name.ptr[0]) || is_one_of(name, page_names))
        hand_over(feed, at, end + 1);
    else if (oct_slice_equal_nocase(name, OCT_S("br")))
        replace(feed, at, end + 1, "<br>");
    return end + 1;
}

/* ---- Comments and declarations ------------------------------------------------------------ */

static size_t bogus_comment(html_feed *feed, size_t at) {
    size_t end = find_byte(feed, at, '>');
    if (end == feed->text.len) {
        replace(feed, at, at + 1, "&lt;");
        return at + 1;
    }
    hand_over(feed, at, end + 1);
    return end + 1;
}

static size_t past_comment(html_feed *feed, size_t at) {
    size_t end = at + 4;
    if (starts_at(feed, end, OCT_S(">")) || starts_at(feed, end, OCT_S("->")))
        return bogus_comment(feed, at);
    for (;; end++) {
        end = find_byte(feed, end, '>');
        if (end >= feed->text.len)
            return feed->text.len;
        const char *close = feed->text.ptr + end;
        if (end >= at + 6 && close[-1] == '-' && close[-2] == '-')
            return end + 1;
        if (end >= at + 7 && close[-1] == '!' && close[-2] == '-' && close[-3] == '-')
            return end + 1;
    }
}

static size_t character_data(html_feed *feed, size_t at) {
    size_t start = at + sizeof "<![CDATA[" - 1;
    size_t end = start + oct_slice_find(oct_slice_from(feed->text, start), OCT_S("]]>"));
    hand_over(feed, at, start);
    text_only(feed, start, end, false);
    hand_over(feed, end, end + 3 < feed->text.len ? end + 3 : feed->text.len);
    return feed->from;
}

/* The offset behind the declarations in a document type, or behind its ">". */
static size_t past_document_type(html_feed *feed, size_t at) {
    size_t end = find_byte(feed, at, '>');
    oct_slice type = oct_slice_head(feed->text, end);
    size_t subset = at + oct_slice_find_byte(oct_slice_from(type, at), '[');
    if (subset >= end || feed->no_subset_end)
        return bogus_comment(feed, at);
    size_t close = subset + oct_slice_find(oct_slice_from(feed->text, subset), OCT_S("]>"));
    feed->no_subset_end = close == feed->text.len;
    if (feed->no_subset_end)
        return bogus_comment(feed, at);
    hand_over(feed, at, close + 2);
    return feed->from;
}

static size_t declaration(html_feed *feed, size_t at) {
    if (starts_at(feed, at, OCT_S("<!--")))
        return past_comment(feed, at);
    if (feed->xhtml && starts_at(feed, at, OCT_S("<![CDATA[")))
        return character_data(feed, at);
    if (feed->xhtml && starts_at(feed, at, OCT_S("<!DOCTYPE")))
        return past_document_type(feed, at);
    return bogus_comment(feed, at);
}

static size_t instruction(html_feed *feed, size_t at) {
    size_t end = find_byte(feed, at, '>');
    if (!starts_at(feed, at, OCT_S("<?octavo ")) || end == feed->text.len)
        return bogus_comment(feed, at);
    return end + 1;
}

static size_t markup(html_feed *feed, size_t at) {
    char next = byte_at(feed, at + 1);
    if (oct_is_alpha(next))
        return start_tag(feed, at);
    if (next == '/')
        return end_tag(feed, at);
    if (next == '!')
        return declaration(feed, at);
    if (next == '?')
        return instruction(feed, at);
    return at + 1;
}

bool html_feed_all(html_feed *feed, oct_slice text, const oct_allocator *allocator) {
    oct_buffer_init(&feed->scratch, allocator);
    for (size_t i = 0; i < sizeof feed->none_from / sizeof *feed->none_from; i++)
        feed->none_from[i] = text.len;
    feed->no_title_end = feed->no_textarea_end = false;
    feed->text = text;
    feed->from = 0;
    for (size_t at = 0; at < text.len && !feed->stopped;) {
        size_t next = find_byte(feed, at, '<');
        feed->begun = feed->begun || !is_white(feed, at, next);
        if (at - feed->from >= PIECE || next - at >= PIECE)
            hand_over(feed, at, at);
        if (next - at >= PIECE)
            hand_over_text(feed, next);
        at = next < text.len ? markup(feed, next) : next;
    }
    hand_over(feed, text.len, text.len);
    bool ok = !feed->scratch.failed;
    oct_buffer_free(&feed->scratch);
    return ok;
}
