/* text/mail - the heads and the signatures of messages. What they quote was found while the lines
 * were cut. See text.h. */
#include "formats/text/text.h"

enum { MOST_SIGNATURE_LINES = 15, LONGEST_FIELD_NAME = 30 };

oct_slice text_field_name(oct_slice text) {
    size_t end = 0;
    while (end < text.len && end < LONGEST_FIELD_NAME &&
           (oct_is_alnum(text.ptr[end]) || text.ptr[end] == '-'))
        end++;
    bool field = end > 1 && end < text.len && text.ptr[end] == ':' && text.ptr[0] >= 'A' &&
                 text.ptr[0] <= 'Z' && (end + 1 == text.len || oct_is_space(text.ptr[end + 1]));
    return oct_slice_head(text, field ? end : 0);
}

static bool is_known(oct_slice name) {
    static const char *const names[] = {
        "From",     "To",         "Subject",    "Date",         "Sent",   "Cc",   "Bcc",
        "Reply-To", "Newsgroups", "Message-ID", "Organization", "Von",    "An",   "Betreff",
        "Datum",    "Gesendet",   "De",         "Objet",        "Envoyé", "Para", "Asunto"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (oct_slice_equal_nocase(name, oct_slice_of(names[i])))
            return true;
    return false;
}

static bool is_further_in(const text_line *line, const text_line *first) {
    return line->indent > first->indent;
}

/* Where the fields that begin at i end; i when it is no head of a message, which has two known ones
 * at least. */
static size_t head_end(const text_file *file, size_t i) {
    size_t end = i, known = 0;
    const text_line *first = &file->lines[i];
    for (; end < file->count; end++) {
        const text_line *line = &file->lines[end];
        if (end > i && !text_adjoins(line - 1, line))
            break;
        oct_slice name = text_field_name(line->text);
        if (name.len ? is_further_in(line, first) : end == i || !is_further_in(line, first))
            break;
        known += is_known(name);
    }
    return known >= 2 ? end : i;
}

static size_t find_head(text_file *file, size_t i) {
    size_t end = head_end(file, i);
    for (size_t at = i; at < end; at++)
        file->lines[at].reason = is_further_in(&file->lines[at], &file->lines[i])
                                     ? TEXT_BY_HEAD_GOES_ON
                                     : TEXT_BY_HEAD_FIELD;
    if (end > i)
        file->measures.mail = true;
    return end;
}

/* Two hyphens and a space (RFC 3676, 4.3); many programs lose the space. */
static void find_signature(text_file *file, size_t i) {
    size_t end = i + 1;
    while (end < file->count && text_adjoins(&file->lines[end - 1], &file->lines[end]))
        end++;
    if (end == i + 1 || end - i > MOST_SIGNATURE_LINES)
        return;
    file->lines[i].reason = TEXT_BY_SIGNATURE_MARK;
    for (size_t at = i + 1; at < end; at++)
        file->lines[at].reason = TEXT_BY_SIGNATURE;
}

/* A text with the head of a message in it, or much of which is quoted, is mail. */
void text_find_mail(text_file *file) {
    size_t quoted = 0;
    for (size_t i = 0; i < file->count; i++) {
        const text_line *line = &file->lines[i];
        bool starts = i == 0 || !text_adjoins(line - 1, line);
        quoted += line->quotes > 0;
        if (starts && text_is_open(line) && text_field_name(line->text).len) {
            size_t end = find_head(file, i);
            i = end > i ? end - 1 : i;
        } else if (text_is_open(line) && oct_slice_is(line->text, "--")) {
            find_signature(file, i);
        }
    }
    file->measures.mail |= quoted * 5 > file->count;
}
