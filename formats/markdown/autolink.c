/* formats/markdown/autolink - see autolink.h. */
#include "formats/markdown/autolink.h"

#include "formats/markdown/marks.h"

/* A domain is no longer than this (RFC 1035 has 255 octets; other scripts take more bytes). */
enum { LONGEST_DOMAIN = 1000 };

/* Whether white space stands at a place, no-break and ideographic spaces among it (Unicode's Zs).
 */
static bool is_space_at(oct_slice text, size_t place) {
    static const oct_slice spaces[] = {
        {"\u00A0", 2}, {"\u1680", 3}, {"\u202F", 3}, {"\u205F", 3}, {"\u3000", 3}};
    if (!(text.ptr[place] & 0x80))
        return oct_is_space(text.ptr[place]);
    oct_slice rest = oct_slice_from(text, place);
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (oct_slice_starts(rest, spaces[i]))
            return true;
    return oct_slice_starts(rest, OCT_S("\xE2\x80")) && rest.len > 2 &&
           (unsigned char)rest.ptr[2] <= 0x8A;
}

static bool is_host_at(oct_slice text, size_t place) {
    char c = text.ptr[place];
    return oct_is_alnum(c) || ((c & 0x80) && !is_space_at(text, place));
}

/* How many underscores before end are no part of a domain, but end the emphasis around it: only
 * what a link cannot end with comes behind them. */
static size_t trailing_underscores(oct_slice text, size_t end, const char *set) {
    char next = end < text.len ? oct_md_plain(set, text.ptr[end]) : ' ';
    size_t count = 0;
    if (oct_is_space(next) || memchr("<?!.,:;*~'\")", next, 11))
        while (count < end && oct_md_plain(set, text.ptr[end - 1 - count]) == '_')
            count++;
    return count;
}

/* Where the domain that begins at start ends; 0 when it is not valid: the last two of its parts
 * must have no underscore. Those behind it are counted: the link must end before them. */
static size_t domain_end(oct_slice text, size_t start, const char *set, size_t *behind) {
    if (start >= text.len || !is_host_at(text, start))
        return 0;
    size_t underscores = 0, underscores_before = 0, i = start;
    for (; i < text.len && i - start < LONGEST_DOMAIN; i++) {
        char c = oct_md_plain(set, text.ptr[i]);
        if (c == '_') {
            underscores++;
        } else if (c == '.') {
            underscores_before = underscores;
            underscores = 0;
        } else if (!is_host_at(text, i) && c != '-') {
            break;
        }
    }
    *behind = underscores ? trailing_underscores(text, i, set) : 0;
    underscores -= *behind;
    bool valid = underscores == 0 && underscores_before == 0;
    return valid && i - start < LONGEST_DOMAIN ? i : 0;
}

/* Where an entity-like "&name" before the semicolon at end - 1 begins; end when there is none. */
static size_t entity_start(oct_slice text, size_t end) {
    size_t i = end - 1;
    while (i > 0 && oct_is_alpha(text.ptr[i - 1]))
        i--;
    return i > 0 && i < end - 1 && text.ptr[i - 1] == '&' ? i - 1 : end;
}

static size_t count_byte(oct_slice text, char byte) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == byte;
    return count;
}

/* Without the punctuation at the end that is the sentence's own. */
static size_t trimmed_end(oct_slice text, size_t end, const char *set) {
    oct_slice link = oct_slice_head(text, end);
    size_t opening = count_byte(link, '('), closing = count_byte(link, ')');
    while (end > 0) {
        char c = oct_md_plain(set, text.ptr[end - 1]);
        if (memchr("?!.,:*_~'\"", c, 10)) {
            end--;
        } else if (c == ';') {
            size_t start = entity_start(text, end);
            end = start < end ? start : end - 1;
        } else if (c == ')' && closing > opening) {
            closing--;
            end--;
        } else {
            break;
        }
    }
    return end;
}

size_t oct_md_link_length(oct_slice text, size_t start, const char *set) {
    size_t underscores, end = domain_end(text, start, set, &underscores);
    if (end == 0)
        return 0;
    const size_t most = underscores ? end - underscores : text.len;
    while (end < text.len && !is_space_at(text, end) && oct_md_plain(set, text.ptr[end]) != '<' &&
           text.ptr[end] != set[OCT_MD_NOTE])
        end++;
    end = trimmed_end(text, end, set);
    return end <= most ? end : 0;
}

/* ---- Addresses ---------------------------------------------------------------------------- */

static bool is_user_byte(char c) {
    return oct_is_alnum(c) || c == '.' || c == '+' || c == '-' || c == '_';
}

/* Where the part before the @ begins, but not before from. */
static size_t user_start(oct_slice text, size_t from, size_t at) {
    size_t start = at;
    while (start > from && is_user_byte(text.ptr[start - 1]))
        start--;
    return start;
}

/* Where an XMPP resource that begins at a slash ends: letters, digits, "@" and "." */
static size_t resource_end(oct_slice text, size_t slash) {
    size_t end = slash + 1;
    while (end < text.len && (oct_is_alnum(text.ptr[end]) || memchr("@.", text.ptr[end], 2)))
        end++;
    while (end > slash + 1 && text.ptr[end - 1] == '.')
        end--;
    return end > slash + 1 ? end : slash;
}

/* Where the part behind the @ ends; 0 when it is no domain. */
static size_t host_end(oct_slice text, size_t at, bool resource) {
    size_t dots = 0, end = at + 1;
    for (; end < text.len; end++) {
        char c = text.ptr[end];
        bool dot = c == '.' && end + 1 < text.len && oct_is_alnum(text.ptr[end + 1]);
        dots += dot;
        if (!oct_is_alnum(c) && c != '-' && c != '_' && !dot)
            break;
    }
    bool another = end < text.len && text.ptr[end] == '@';
    if (!dots || another || !oct_is_alpha(text.ptr[end - 1]))
        return 0;
    return resource && end < text.len && text.ptr[end] == '/' ? resource_end(text, end) : end;
}

/* The length of the scheme that ends before start; 0 when there is none, or it is part of a word.
 */
static size_t scheme_length(oct_slice text, size_t from, size_t start, oct_slice scheme) {
    oct_slice before = oct_slice_head(text, start);
    if (start - from < scheme.len || !oct_slice_ends(before, scheme))
        return 0;
    size_t first = start - scheme.len;
    return first > from && oct_is_alnum(text.ptr[first - 1]) ? 0 : scheme.len;
}

bool oct_md_find_address(oct_slice text, size_t from, oct_md_address *address) {
    size_t least = from;
    while (from < text.len) {
        const char *found = memchr(text.ptr + from, '@', text.len - from);
        if (!found)
            return false;
        size_t at = (size_t)(found - text.ptr);
        size_t start = user_start(text, least, at);
        size_t mail = scheme_length(text, least, start, OCT_S("mailto:"));
        size_t xmpp = scheme_length(text, least, start, OCT_S("xmpp:"));
        size_t end = start < at ? host_end(text, at, xmpp > 0) : 0;
        if (end) {
            *address = (oct_md_address){start - mail - xmpp, end, mail + xmpp > 0};
            return true;
        }
        from = least = at + 1;
    }
    return false;
}
