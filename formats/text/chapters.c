/* text/chapters - headings that begin with a word for a part of a book and its number, or are such
 * a word, in the languages of the books that are met most; and tables of contents, which are made
 * of the same lines. See text.h. */
#include "formats/text/text.h"

enum { WIDEST_TITLE = 80, LONGEST_NUMBER = 20, MOST_BLANKS = 3 };

/* ---- Words ------------------------------------------------------------------------------------
 */

typedef struct word {
    const char *text;
    uint8_t style;
} word;

/* With a number behind them. */
static const word numbered_words[] = {
    {"Volume", TEXT_STYLE_PART},       {"Book", TEXT_STYLE_PART},
    {"Part", TEXT_STYLE_PART},         {"Act", TEXT_STYLE_PART},
    {"Canto", TEXT_STYLE_PART},        {"Band", TEXT_STYLE_PART},
    {"Teil", TEXT_STYLE_PART},         {"Buch", TEXT_STYLE_PART},
    {"Tome", TEXT_STYLE_PART},         {"Livre", TEXT_STYLE_PART},
    {"Partie", TEXT_STYLE_PART},       {"Libro", TEXT_STYLE_PART},
    {"Parte", TEXT_STYLE_PART},        {"Deel", TEXT_STYLE_PART},
    {"Часть", TEXT_STYLE_PART},        {"Книга", TEXT_STYLE_PART},
    {"Том", TEXT_STYLE_PART},          {"Chapter", TEXT_STYLE_CHAPTER},
    {"Scene", TEXT_STYLE_CHAPTER},     {"Letter", TEXT_STYLE_CHAPTER},
    {"Stave", TEXT_STYLE_CHAPTER},     {"Lecture", TEXT_STYLE_CHAPTER},
    {"Lesson", TEXT_STYLE_CHAPTER},    {"Appendix", TEXT_STYLE_CHAPTER},
    {"Kapitel", TEXT_STYLE_CHAPTER},   {"Chapitre", TEXT_STYLE_CHAPTER},
    {"Capítulo", TEXT_STYLE_CHAPTER},  {"Capitolo", TEXT_STYLE_CHAPTER},
    {"Hoofdstuk", TEXT_STYLE_CHAPTER}, {"Rozdział", TEXT_STYLE_CHAPTER},
    {"Kapitola", TEXT_STYLE_CHAPTER},  {"Luku", TEXT_STYLE_CHAPTER},
    {"Глава", TEXT_STYLE_CHAPTER},     {"Розділ", TEXT_STYLE_CHAPTER},
    {"Κεφάλαιο", TEXT_STYLE_CHAPTER},  {"Section", TEXT_STYLE_NUMBER},
    {"Abschnitt", TEXT_STYLE_NUMBER},
};

/* Alone on their line. */
static const char *const lone_words[] = {
    "Preface",
    "Foreword",
    "Introduction",
    "Prologue",
    "Epilogue",
    "Contents",
    "Table of Contents",
    "Appendix",
    "Afterword",
    "Conclusion",
    "Bibliography",
    "Index",
    "Glossary",
    "Abstract",
    "References",
    "Acknowledgements",
    "Acknowledgments",
    "Dedication",
    "Vorwort",
    "Einleitung",
    "Nachwort",
    "Prolog",
    "Epilog",
    "Inhalt",
    "Inhaltsverzeichnis",
    "Anhang",
    "Préface",
    "Avant-propos",
    "Prologue",
    "Épilogue",
    "Introducción",
    "Prólogo",
    "Epílogo",
    "Prefazione",
    "Introduzione",
    "Пролог",
    "Эпилог",
    "Предисловие",
};

static const char *const number_words[] = {
    "one",        "two",       "three",      "four",      "five",     "six",      "seven",
    "eight",      "nine",      "ten",        "eleven",    "twelve",   "thirteen", "fourteen",
    "fifteen",    "sixteen",   "seventeen",  "eighteen",  "nineteen", "twenty",   "the first",
    "the second", "the third", "the fourth", "the fifth", "the last"};

/* ---- Chapters ---------------------------------------------------------------------------------
 */

typedef struct chapter {
    const void *kind; /* lines of one table of contents have the same; NULL: no chapter */
    uint8_t style;
    int32_t value;
    bool bare; /* there is no title behind the number */
} chapter;

/* The number behind the word, and what stands behind that. */
static bool cut_number(oct_slice *rest, int32_t *value) {
    size_t end = 0;
    while (end < rest->len && oct_is_alnum(rest->ptr[end]))
        end++;
    oct_slice number = oct_slice_head(*rest, end);
    int64_t decimal;
    *value = text_roman(number);
    if (!*value && number.len <= LONGEST_NUMBER && oct_slice_to_int(number, &decimal) &&
        decimal < 10000)
        *value = (int32_t)decimal;
    if (!*value && number.len == 1 && oct_is_alpha(number.ptr[0]))
        *value = oct_to_lower(number.ptr[0]) - 'a' + 1;
    for (size_t i = 0; !*value && i < sizeof number_words / sizeof *number_words; i++) {
        oct_slice name = oct_slice_of(number_words[i]);
        bool whole = oct_slice_starts_nocase(*rest, name) &&
                     (rest->len == name.len || !oct_is_alnum(rest->ptr[name.len]));
        if (whole) {
            *value = i < 20 ? (int32_t)i + 1 : (int32_t)i - 19;
            end = name.len;
        }
    }
    *rest = oct_slice_from(*rest, end);
    return *value > 0;
}

/* What may stand behind the number: nothing, a dot or a colon and a title, a title in capitals. */
static bool is_title(const text_line *line, oct_slice rest) {
    if (rest.len == 0 || strchr(".:-)]", rest.ptr[0]) || (rest.ptr[0] & 0x80))
        return true;
    rest = oct_slice_trim(rest);
    return (line->flags & TEXT_CAPS) ||
           (!(line->flags & TEXT_CLOSED) && rest.ptr[0] >= 'A' && rest.ptr[0] <= 'Z') ||
           strchr("(-", rest.ptr[0]);
}

/* A first look at first letters: most lines are over with it. */
static bool may_be(oct_slice text, const char *name) {
    unsigned char a = (unsigned char)text.ptr[0], b = (unsigned char)name[0];
    return a < 0x80 || b < 0x80 ? (a | 0x20) == (b | 0x20) : a < 0xE0;
}

static chapter numbered_chapter(const text_line *line) {
    for (size_t i = 0; i < sizeof numbered_words / sizeof *numbered_words; i++) {
        const word *w = &numbered_words[i];
        if (!may_be(line->text, w->text))
            continue;
        size_t length = text_same_start(line->text, oct_slice_of(w->text));
        if (!length || line->text.len < length + 2 || line->text.ptr[length] != ' ')
            continue;
        chapter c = {w, w->style, 0, false};
        oct_slice rest = oct_slice_trim(oct_slice_from(line->text, length));
        if (!cut_number(&rest, &c.value) || !is_title(line, rest))
            continue;
        c.bare = rest.len < 2;
        return c;
    }
    return (chapter){0};
}

/* 第三章, 第12回 */
static chapter chinese_chapter(oct_slice text) {
    static const char *const ends[] = {"章", "回", "节", "節", "卷", "部", "編", "话", "話"};
    if (!oct_slice_starts(text, OCT_S("第")))
        return (chapter){0};
    oct_slice head = oct_slice_head(text, 24);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = oct_slice_find(head, oct_slice_of(ends[i]));
        if (at < head.len && at > 3)
            return (chapter){ends, i == 5 || i == 6 ? TEXT_STYLE_PART : TEXT_STYLE_CHAPTER, 0,
                             at + 3 == text.len};
    }
    return (chapter){0};
}

static chapter lone_chapter(const text_line *line) {
    oct_slice text = line->text;
    while (text.len && strchr(".:", text.ptr[text.len - 1]))
        text.len--;
    for (size_t i = 0; i < sizeof lone_words / sizeof *lone_words; i++)
        if (text.len && may_be(text, lone_words[i]) &&
            text_same_start(text, oct_slice_of(lone_words[i])) == text.len)
            return (chapter){&lone_words[i], TEXT_STYLE_LONE_WORD, 0, false};
    return (chapter){0};
}

static chapter chapter_of(const text_line *line) {
    if (line->width > WIDEST_TITLE || !(line->flags & TEXT_OPENS_UPPER))
        return (chapter){0};
    chapter c = numbered_chapter(line);
    if (!c.kind)
        c = chinese_chapter(line->text);
    return c.kind ? c : lone_chapter(line);
}

/* ---- Contents ---------------------------------------------------------------------------------
 */

/* A line that dots lead to a page from: "The Fox ........ 12". */
static bool has_leader(const text_line *line) {
    oct_slice text = line->text;
    if (text.len < 8 || !oct_is_alnum(text.ptr[text.len - 1]))
        return false;
    size_t at = oct_slice_find(text, OCT_S("....")),
           spaced = oct_slice_find(text, OCT_S(". . . ."));
    return at < text.len || spaced < text.len;
}

static bool goes_on_with(const chapter *before, const chapter *c) {
    return before->kind && c->kind == before->kind &&
           (c->value == before->value + 1 || (!c->value && !before->value));
}

/* Chapters that follow each other with no text between are listed, not begun. */
static void find_contents(text_file *file) {
    chapter before = {0};
    for (size_t i = 0; i < file->count; i++) {
        text_line *line = &file->lines[i];
        bool apart = text_is_open(line) && (before.kind || text_stands_apart_before(file, i));
        chapter c = apart ? chapter_of(line) : (chapter){0};
        if (text_is_open(line) && has_leader(line))
            line->reason = TEXT_BY_CONTENTS;
        if (c.kind && c.value && i > 0 && goes_on_with(&before, &c)) {
            line->reason = TEXT_BY_CONTENTS;
            line[-1].reason = TEXT_BY_CONTENTS;
        }
        if (c.kind)
            line->level = c.style; /* so that the second pass need not look at most lines */
        before = c;
    }
}

/* ---- Headings ---------------------------------------------------------------------------------
 */

/* What goes on from a bare "CHAPTER IV." over a blank line: a short line that a text follows. */
static bool is_title_of(const text_file *file, size_t i) {
    const text_line *line = &file->lines[i];
    if (i >= file->count || !text_is_open(line) || line->quotes != line[-1].quotes ||
        line->blanks > MOST_BLANKS || line->width > WIDEST_TITLE ||
        !(line->flags & TEXT_OPENS_UPPER) || (line->flags & TEXT_HELD) || chapter_of(line).kind)
        return false;
    bool closed = (line->flags & TEXT_CLOSED) && !(line->flags & TEXT_CAPS);
    bool alone = i + 1 < file->count && (!text_adjoins(line, line + 1) || line->blanks == 0) &&
                 text_stands_apart_after(file, i);
    return alone && !closed && text_is_open(line + 1);
}

static void find_heading(text_file *file, size_t i) {
    text_line *line = &file->lines[i];
    chapter c = text_stands_apart_before(file, i) ? chapter_of(line) : (chapter){0};
    if (!c.kind)
        return;
    bool title = c.bare && is_title_of(file, i + 1);
    if (!title && !text_stands_apart_after(file, i) && !(line[1].flags & TEXT_OPENS_UPPER))
        return;
    line->reason = TEXT_BY_CHAPTER_WORD;
    line->level = c.style;
    if (title)
        line[1].reason = TEXT_BY_CHAPTER_TITLE;
}

void text_find_chapters(text_file *file) {
    find_contents(file);
    for (size_t i = 0; i < file->count; i++)
        if (text_is_open(&file->lines[i]) && file->lines[i].level && !file->lines[i].quotes)
            find_heading(file, i);
}
