/* formats/markdown/marks - see marks.h. Knows base. */
#include "formats/markdown/marks.h"

#include "formats/markdown/flanking.h"

/* Neither has what terminals write: escapes, backspaces, bells. The bytes of the first are
 * neighbours; of the second is only known that it has control characters and no line ends. */
const char oct_md_mark_sets[OCT_MD_MARK_SETS][OCT_MD_MARK_KINDS + 1] = {
    "\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18",
    "\x01\x02\x03\x04\x05\x06\x19\x1A\x1C\x1D\x1E",
};

bool oct_md_is_plain(const char *set, oct_slice text) {
    if (!set)
        return true;
    const bool first = set == oct_md_mark_sets[0];
    unsigned char found = 0;
    for (size_t i = 0; first && i < text.len; i++)
        found |= (unsigned char)(text.ptr[i] - 0x0E) <= 0x18 - 0x0E;
    for (size_t i = 0; !first && i < text.len; i++)
        found |= (unsigned char)text.ptr[i] < ' ' && text.ptr[i] != '\n' && text.ptr[i] != '\r';
    return !found;
}

/* For whole texts, faster than the above. */
static bool holds_any(oct_slice text, const char *set) {
    for (int i = 0; i < OCT_MD_MARK_KINDS; i++)
        if (memchr(text.ptr, set[i], text.len))
            return true;
    return false;
}

static const char *unused_set(oct_slice text) {
    for (size_t i = 0; i < OCT_MD_MARK_SETS; i++)
        if (!holds_any(text, oct_md_mark_sets[i]))
            return oct_md_mark_sets[i];
    return NULL;
}

void oct_md_put_mark(oct_md_marking *marking, size_t place, int kind,
                     const oct_allocator *allocator) {
    if (marking->failed || marking->exhausted)
        return;
    if (!marking->copy) {
        marking->set = unused_set(marking->text);
        marking->exhausted = !marking->set;
        if (marking->exhausted)
            return;
        marking->copy = oct_allocate(allocator, marking->text.len);
        marking->failed = !marking->copy;
        if (marking->failed)
            return;
        memcpy(marking->copy, marking->text.ptr, marking->text.len);
        marking->size = marking->text.len;
        marking->text.ptr = marking->copy;
    }
    marking->copy[place] = marking->set[kind];
    marking->has_tags |= kind == OCT_MD_TAG;
}

size_t oct_md_find(oct_slice text, size_t start, oct_slice part, size_t rare) {
    for (size_t at = start + rare; at < text.len; at++) {
        const char *found = memchr(text.ptr + at, part.ptr[rare], text.len - at);
        if (!found)
            break;
        at = (size_t)(found - text.ptr);
        if (text.len - (at - rare) >= part.len &&
            memcmp(text.ptr + at - rare, part.ptr, part.len) == 0)
            return at - rare;
    }
    return text.len;
}

/* ---- Notes -------------------------------------------------------------------------------- */

size_t oct_md_label_length(oct_slice text) {
    enum { LONGEST_LABEL = 999 }; /* as CommonMark has it for link labels */
    for (size_t i = 0; i < text.len && i <= LONGEST_LABEL; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c == ']')
            return i;
        if (c <= ' ' || c == '[')
            return 0;
    }
    return 0;
}

bool oct_md_is_escaped(oct_slice text, size_t place) {
    size_t backslashes = 0;
    while (backslashes < place && text.ptr[place - backslashes - 1] == '\\')
        backslashes++;
    return backslashes % 2 == 1;
}

/* A label that somebody would give to a note; "[^"]" is more likely a regular expression. */
static bool is_name(oct_slice label) {
    for (size_t i = 0; i < label.len; i++) {
        char c = label.ptr[i];
        if (!oct_is_alnum(c) && c != '-' && c != '_' && c != '.' && c != ':' && c >= 0)
            return false;
    }
    return true;
}

/* Whether what stands behind "[^label" makes it a link: "](" or "][", but not "][^", which is where
 * the next note is referred to. */
static bool is_link(oct_slice text, size_t bracket) {
    oct_slice behind = oct_slice_from(text, bracket + 1);
    return oct_slice_starts(behind, OCT_S("(")) ||
           (oct_slice_starts(behind, OCT_S("[")) && !oct_slice_starts(behind, OCT_S("[^")));
}

/* Whether "[^label]:" stands in brackets that a line opened before it: those are no label of a link
 * definition then, which cmark would not see if there were a mark. */
static bool spoils_label(oct_slice text, size_t place, size_t behind) {
    enum { LONGEST_LABEL = 1000 };
    if (behind >= text.len || text.ptr[behind] != ':')
        return false;
    size_t closed = 0;
    for (size_t i = place; i > 0 && text.ptr[i - 1] != '\n' && place - i < LONGEST_LABEL; i--) {
        if (text.ptr[i - 1] == ']')
            closed++;
        else if (text.ptr[i - 1] == '[' && closed-- == 0)
            return true;
    }
    return false;
}

/* Marks every "[^label]" that is not escaped. Whether the note is defined is seen later. */
static void mark_notes(oct_md_marking *marking, const oct_allocator *allocator) {
    size_t place = oct_md_find(marking->text, 0, OCT_S("[^"), 0);
    while (place < marking->text.len) {
        oct_slice label = oct_slice_from(marking->text, place + 2);
        label.len = oct_md_label_length(label);
        if (label.len && is_name(label) && !is_link(marking->text, place + 2 + label.len) &&
            !oct_md_is_escaped(marking->text, place) &&
            !spoils_label(marking->text, place, place + 2 + label.len + 1))
            oct_md_put_mark(marking, place, OCT_MD_NOTE, allocator);
        place = oct_md_find(marking->text, place + 2 + label.len, OCT_S("[^"), 0);
    }
}

/* ---- Links -------------------------------------------------------------------------------- */

/* GFM 6.9: at the beginning of a line, after white space, or after one of * _ ~ ( ; the beginning
 * of a line may be behind a marker, and that of a cell behind a pipe: what stands there in the end
 * is seen when inlines are parsed. */
static bool may_precede_link(oct_slice text, size_t place) {
    return place == 0 || oct_is_space(text.ptr[place - 1]) ||
           memchr("*_~(>|:", text.ptr[place - 1], 7) != NULL;
}

static void mark_www(oct_md_marking *marking, const oct_allocator *allocator) {
    size_t place = oct_md_find(marking->text, 0, OCT_S("www."), 3);
    for (; place < marking->text.len;
         place = oct_md_find(marking->text, place + 4, OCT_S("www."), 3))
        if (may_precede_link(marking->text, place))
            oct_md_put_mark(marking, place, OCT_MD_WWW, allocator);
}

/* Whether a scheme that GFM links ends there. */
static bool ends_scheme(oct_slice text, size_t end) {
    static const oct_slice schemes[] = {{"http", 4}, {"https", 5}, {"ftp", 3}};
    size_t start = end;
    while (start > 0 && end - start <= 5 && oct_is_alpha(text.ptr[start - 1]))
        start--;
    oct_slice scheme = oct_slice_make(text.ptr + start, end - start);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (oct_slice_equal_nocase(scheme, schemes[i]))
            return true;
    return false;
}

static void mark_schemes(oct_md_marking *marking, const oct_allocator *allocator) {
    size_t place = oct_md_find(marking->text, 0, OCT_S("://"), 0);
    for (; place < marking->text.len;
         place = oct_md_find(marking->text, place + 3, OCT_S("://"), 0))
        if (ends_scheme(marking->text, place))
            oct_md_put_mark(marking, place, OCT_MD_SCHEME, allocator);
}

/* ---- References to characters -----------------------------------------------------------------
 */

/* How many digits "&#1234;" or "&#x1234;" has at a place, and by how many they are too many. */
static bool is_long_reference(oct_slice text, size_t place) {
    enum { MOST_DECIMAL = 7, MOST_HEXADECIMAL = 6, MOST_OF_CMARK = 8 };
    size_t start = place + 2;
    bool hexadecimal = start < text.len && (text.ptr[start] == 'x' || text.ptr[start] == 'X');
    start += hexadecimal;
    size_t end = start;
    while (end < text.len && end - start <= MOST_OF_CMARK &&
           (oct_is_digit(text.ptr[end]) || (hexadecimal && oct_to_lower(text.ptr[end]) >= 'a' &&
                                            oct_to_lower(text.ptr[end]) <= 'f')))
        end++;
    return end - start > (hexadecimal ? MOST_HEXADECIMAL : MOST_DECIMAL) && end < text.len &&
           text.ptr[end] == ';';
}

static void mark_references(oct_md_marking *marking, const oct_allocator *allocator) {
    size_t place = oct_md_find(marking->text, 0, OCT_S("&#"), 0);
    for (; place < marking->text.len; place = oct_md_find(marking->text, place + 2, OCT_S("&#"), 0))
        if (is_long_reference(marking->text, place) && !oct_md_is_escaped(marking->text, place))
            oct_md_put_mark(marking, place, OCT_MD_AMPERSAND, allocator);
}

/* ---- Runs of stars and underscores --------------------------------------------------------------
 */

static bool is_run_byte(char c) {
    return c == '*' || c == '_' || c == '~';
}

/* Marks the first of each run in a cluster of runs. */
static void mark_cluster(oct_md_marking *marking, size_t start, size_t end,
                         const oct_allocator *allocator) {
    char last = '\0';
    for (size_t i = start; i < end; i++) {
        char c = marking->text.ptr[i];
        if (c != '~' && c != last)
            oct_md_put_mark(marking, i, c == '*' ? OCT_MD_STAR : OCT_MD_UNDERSCORE, allocator);
        last = c;
    }
}

/* Where the next star or underscore is; each is looked for by itself, which is faster. */
static size_t next_run(oct_slice text, size_t from, size_t found[2]) {
    for (int i = 0; i < 2; i++)
        if (found[i] < from || from == 0) {
            const char *next =
                from < text.len ? memchr(text.ptr + from, "*_"[i], text.len - from) : NULL;
            found[i] = next ? (size_t)(next - text.ptr) : text.len;
        }
    return found[0] < found[1] ? found[0] : found[1];
}

/* Whether a byte is what cmark takes it for: most are. */
static bool is_clear(char c) {
    return (c >= ' ' && c != 0x7F) || c == '\n';
}

/* The run at a place, with those that touch it. */
static void mark_run(oct_md_marking *marking, size_t start, size_t end,
                     const oct_allocator *allocator) {
    while (start > 0 && marking->text.ptr[start - 1] == '~')
        start--;
    start += oct_md_is_escaped(marking->text, start);
    if (start < end && oct_md_run_needs_mark(marking->text, start, end, marking->set))
        mark_cluster(marking, start, end, allocator);
}

/* Marks the runs that stand next to punctuation beyond ASCII, or to another mark: cmark knows none
 * of the symbols, and takes a mark for a letter. Runs that touch each other are marked together. */
static void mark_runs(oct_md_marking *marking, const oct_allocator *allocator) {
    size_t found[2] = {0, 0}, place = next_run(marking->text, 0, found);
    while (place < marking->text.len) {
        const oct_slice text = marking->text;
        size_t end = place + 1;
        while (end < text.len && is_run_byte(text.ptr[end]))
            end++;
        char before = place > 0 ? text.ptr[place - 1] : ' ';
        if (!is_clear(before) || before == '~' || (end < text.len && !is_clear(text.ptr[end])))
            mark_run(marking, place, end, allocator);
        place = next_run(text, end, found);
    }
}

/* ---- The whole --------------------------------------------------------------------------------
 */

/* The length of "<scheme:address>" at the front of text; 0 when it is none. */
static size_t autolink_length(oct_slice text) {
    enum { LONGEST_SCHEME = 32 };
    size_t i = 1;
    while (i < text.len && i <= LONGEST_SCHEME &&
           (oct_is_alnum(text.ptr[i]) || memchr("+.-", text.ptr[i], 3)))
        i++;
    if (i < 3 || i >= text.len || text.ptr[i] != ':' || !oct_is_alpha(text.ptr[1]))
        return 0;
    for (; i < text.len && text.ptr[i] != '<'; i++)
        if (oct_is_space(text.ptr[i]) || text.ptr[i] == '>')
            break;
    return i < text.len && text.ptr[i] == '>' ? i + 1 : 0;
}

/* Control characters may not stand in <autolinks>: the marks in them are taken back. */
static void restore_autolinks(oct_md_marking *marking, oct_slice input) {
    size_t place = marking->copy ? oct_slice_find_byte(input, '<') : input.len;
    while (place < input.len) {
        oct_slice rest = oct_slice_from(input, place);
        size_t length = oct_md_is_escaped(input, place) ? 0 : autolink_length(rest);
        memcpy(marking->copy + place, rest.ptr, length);
        place += length ? length : 1;
        place += oct_slice_find_byte(oct_slice_from(input, place), '<');
    }
}

oct_md_marking oct_md_mark(oct_slice input, const oct_md_wanted *wanted,
                           const oct_allocator *allocator) {
    oct_md_marking marking = {.text = input};
    if (input.len == 0)
        return marking;
    if (wanted->notes)
        mark_notes(&marking, allocator);
    if (wanted->links) {
        mark_www(&marking, allocator);
        mark_schemes(&marking, allocator);
    }
    if (wanted->wiki_links)
        oct_md_mark_wikilinks(&marking, allocator);
    mark_references(&marking, allocator);
    oct_md_mark_open_parentheses(&marking, allocator);
    oct_md_mark_open_code(&marking, allocator);
    if (wanted->backslashes)
        oct_md_mark_backslashes(&marking, wanted->backslashes, allocator);
    if (wanted->markdown_tags)
        oct_md_mark_markdown_tags(&marking, allocator);
    oct_md_mark_html(&marking, allocator);
    mark_runs(&marking, allocator);
    restore_autolinks(&marking, input);
    return marking;
}

void oct_md_unmark(oct_md_marking *marking, const oct_allocator *allocator) {
    oct_deallocate(allocator, marking->copy, marking->size);
    marking->copy = NULL;
}
