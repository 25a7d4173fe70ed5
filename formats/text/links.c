/* text/links - addresses of the web and of mail that stand bare in the text. All of it is linear in
 * the text. See text.h. */
#include "formats/text/text.h"

enum { LONGEST_SCHEME = 8 };

static bool is_known_scheme(oct_slice word) {
    static const char *const schemes[] = {"http", "https", "ftp", "ftps", "gopher",
                                          "news", "irc",   "git", "ssh"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (oct_slice_equal_nocase(word, oct_slice_of(schemes[i])))
            return true;
    return false;
}

/* Without the punctuation at the end that is the sentence's own, and without a bracket that was
 * opened before. */
static size_t trimmed_end(oct_slice text, size_t start, size_t end) {
    size_t open = 0, closed = 0;
    for (size_t i = start; i < end; i++) {
        open += text.ptr[i] == '(';
        closed += text.ptr[i] == ')';
    }
    while (end > start) {
        char c = text.ptr[end - 1];
        if (c == ')' && closed > open)
            closed--;
        else if (!memchr(".,;:!?'\"*]}>|", c, 13))
            break;
        end--;
    }
    return end;
}

static size_t address_end(oct_slice text, size_t start, size_t at) {
    while (at < text.len && !oct_is_space(text.ptr[at]) && !memchr("<>\"`{}|\\^", text.ptr[at], 9))
        at++;
    return trimmed_end(text, start, at);
}

static bool find_web(oct_slice text, size_t place, size_t from, text_link *link) {
    size_t start = place;
    while (start > from && place - start < LONGEST_SCHEME && oct_is_alpha(text.ptr[start - 1]))
        start--;
    oct_slice rest = oct_slice_from(text, place);
    if (!oct_slice_starts(rest, OCT_S("://")) || rest.len < 4 ||
        !is_known_scheme(oct_slice_head(oct_slice_from(text, start), place - start)))
        return false;
    size_t end = address_end(text, start, place + 3);
    *link = (text_link){start, end, ""};
    return end > place + 3;
}

/* www.example.org, behind the first dot. */
static bool find_www(oct_slice text, size_t place, size_t from, text_link *link) {
    size_t start = place - from >= 3 ? place - 3 : place;
    bool begins = start == 0 || !oct_is_alnum(text.ptr[start - 1]);
    oct_slice rest = oct_slice_from(text, start);
    if (start == place || !begins || !oct_slice_starts_nocase(rest, OCT_S("www.")) ||
        rest.len < 5 || !oct_is_alnum(rest.ptr[4]))
        return false;
    size_t end = address_end(text, start, place + 1);
    *link = (text_link){start, end, "http://"};
    return oct_slice_find_byte(oct_slice_head(oct_slice_from(text, place + 1), end - place - 1),
                               '.') < end - place - 1;
}

static bool is_user_byte(char c) {
    return oct_is_alnum(c) || memchr("._+-", c, 4) != NULL;
}

static bool find_mail(oct_slice text, size_t place, size_t from, text_link *link) {
    size_t start = place, end = place + 1, dots = 0;
    while (start > from && is_user_byte(text.ptr[start - 1]))
        start--;
    while (start < place && !oct_is_alnum(text.ptr[start]))
        start++;
    while (end < text.len &&
           (oct_is_alnum(text.ptr[end]) || text.ptr[end] == '-' || text.ptr[end] == '.'))
        end++;
    while (end > place + 1 && !oct_is_alnum(text.ptr[end - 1]))
        end--;
    for (size_t i = place + 1; i < end; i++)
        dots += text.ptr[i] == '.';
    *link = (text_link){start, end, "mailto:"};
    bool has_scheme =
        start >= from + 7 && oct_slice_starts(oct_slice_from(text, start - 7), OCT_S("mailto:"));
    if (has_scheme)
        *link = (text_link){start - 7, end, ""};
    return start < place && dots && text.ptr[place + 1] != '.' && oct_is_alpha(text.ptr[end - 1]);
}

bool text_find_link(oct_slice text, size_t place, size_t from, text_link *link) {
    switch (text.ptr[place]) {
    case ':':
        return find_web(text, place, from, link);
    case '.':
        return find_www(text, place, from, link);
    default:
        return find_mail(text, place, from, link);
    }
}
