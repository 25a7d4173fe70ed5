/* text/text - plain text as people and programs leave it: what the parts of its reader share, in
 * the order in which they work. Lines are cut (lines.c), the file is measured (measures.c), every
 * line is told what it is and why (mail.c to flow.c), the blocks are built (blocks.c), their text
 * becomes inlines (inlines.c). doctor.c prints what was inferred. Knows core, ast and base. */
#ifndef OCT_TEXT_TEXT_H
#define OCT_TEXT_TEXT_H

#include "base/map.h"
#include "core/format.h"

/* ---- What a line is ----------------------------------------------------------------------- */

/* X(ENUM, name) */
#define TEXT_CLASSES(X)                                                                            \
    X(OPEN, "?")                                                                                   \
    X(PARAGRAPH, "paragraph")                                                                      \
    X(CONTINUED, "  goes on")                                                                      \
    X(TITLE, "  title")                                                                            \
    X(HEADING, "heading")                                                                          \
    X(BULLET, "bullet")                                                                            \
    X(NUMBER, "number")                                                                            \
    X(ROW, "table row")                                                                            \
    X(RULED, "table rule")                                                                         \
    X(TERM, "term")                                                                                \
    X(DEFINITION, "definition")                                                                    \
    X(QUOTE, "quote")                                                                              \
    X(FENCE, "fence")                                                                              \
    X(CODE, "code")                                                                                \
    X(VERSE, "line")                                                                               \
    X(BREAK, "break")                                                                              \
    X(SIGNS, "signs")                                                                              \
    X(NOTE, "note")                                                                                \
    X(SIGNATURE, "signature")                                                                      \
    X(MARK, "marker")                                                                              \
    X(ILLUSTRATION, "picture")                                                                     \
    X(PAGE_LINE, "page line")

typedef enum text_class {
#define X(upper, name) TEXT_##upper,
    TEXT_CLASSES(X)
#undef X
} text_class;

typedef enum text_reason {
#define X(upper, code, class, sentence) TEXT_BY_##upper,
#include "formats/text/reasons.def"
#undef X
    TEXT_REASON_COUNT
} text_reason;

typedef struct text_reason_info {
    const char *code;
    text_class class;
    const char *sentence;
} text_reason_info;
extern const text_reason_info text_reasons[TEXT_REASON_COUNT];
extern const char *const text_class_names[];

/* ---- Lines -------------------------------------------------------------------------------- */

enum {
    TEXT_HAS_PIPE = 1 << 0,
    TEXT_HAS_TAB = 1 << 1,
    TEXT_HAS_GAP = 1 << 2,      /* two spaces or more between words */
    TEXT_HAS_HIGH = 1 << 3,     /* bytes beyond ASCII */
    TEXT_CLOSED = 1 << 4,       /* ends as a sentence does */
    TEXT_HELD = 1 << 5,         /* ends with a comma, a colon, a dash: more is to come */
    TEXT_OPENS_LOWER = 1 << 6,  /* its first letter is a small one */
    TEXT_OPENS_UPPER = 1 << 7,  /* a capital, or of a script that has none; or a digit */
    TEXT_CAPS = 1 << 8,         /* has letters, and none of them is small */
    TEXT_FEED = 1 << 9,         /* a form feed stands before it */
    TEXT_HAS_LETTERS = 1 << 10, /* or digits */
    TEXT_REFERRED = 1 << 11,    /* a note: the text refers to it */
    TEXT_HYPHEN = 1 << 12,      /* ends with a hyphen behind a letter */
    TEXT_INDENTED = 1 << 13,    /* code or verse: it stands further in than the text */
    TEXT_HAS_STRESS = 1 << 14,  /* stars or low lines */
    TEXT_HAS_MARKER = 1 << 15   /* it may begin an item of a list */
};

/* A line that is not blank, without the marks of a quote, its indentation, and the space at its
 * end. */
typedef struct text_line {
    oct_slice text;
    uint32_t number; /* in the input, from 1 */
    uint32_t indent; /* columns before the text */
    uint32_t width;  /* columns of the text */
    uint32_t blanks; /* blank lines before it */
    uint16_t flags;
    uint8_t quotes;  /* how many ">" stand before it */
    uint8_t outer;   /* columns before the first of them */
    uint8_t reason;  /* text_reason */
    uint8_t level;   /* of a heading: its style first, at last 1 to 6; of a row: TEXT_ROW_… */
    uint16_t marker; /* bytes of a list's or note's mark in front of the text */
} text_line;

static inline text_class text_class_of(const text_line *line) {
    return text_reasons[line->reason].class;
}

enum { TEXT_ROW_STARTS = 1, TEXT_ROW_HEADS = 2, TEXT_ROW_GOES_ON = 4 };

/* How paragraphs are told apart. */
typedef enum text_paragraphs {
    TEXT_PARAGRAPHS_AUTO,
    TEXT_PARAGRAPHS_BLANK,
    TEXT_PARAGRAPHS_LINE,
    TEXT_PARAGRAPHS_INDENT,
    TEXT_PARAGRAPHS_SHORT
} text_paragraphs;
extern const char *const text_paragraphs_names[];

typedef enum text_keep { TEXT_KEEP, TEXT_DROP } text_keep;

typedef struct text_options {
    int paragraphs; /* text_paragraphs */
    int page_lines; /* text_keep */
    int gutenberg;  /* text_keep: what stands outside the marks */
} text_options;

/* What is looked for, as "text-tables" may switch it off: X(ENUM, name, help). */
#define TEXT_SYNTAX(X)                                                                             \
    X(HEADINGS, "headings", "headings that nothing marks but their look or words")                 \
    X(TABLES, "tables", "tables of bars, tabs, boxes and aligned columns")                         \
    X(LISTS, "lists", "bullets and numbers")                                                       \
    X(CODE_BLOCKS, "code", "fenced, prompted and indented code")                                   \
    X(MAIL, "mail", "heads and signatures of messages")                                            \
    X(GUTENBERG, "gutenberg", "Project Gutenberg's marks, and =bold= in its books")                \
    X(NOTES, "notes", "footnotes, where the text refers to them")                                  \
    X(EMPHASIS, "emphasis", "*stars*, _low lines_ and `backticks`")                                \
    X(LINKS, "links", "bare addresses of the web and of mail")                                     \
    X(HYPHENS, "hyphens", "words that are broken at the ends of lines")

typedef enum text_syntax_bit {
#define X(upper, name, help) TEXT_FINDS_##upper,
    TEXT_SYNTAX(X)
#undef X
} text_syntax_bit;

/* What the whole file shows. */
typedef struct text_measures {
    size_t characters; /* columns of all lines */
    uint32_t width;    /* columns that nearly no line of prose is wider than */
    uint32_t body;     /* columns that most of the text is indented by */
    size_t runs_on;    /* lines of prose with another one right behind that they go on in */
    size_t stops;      /* those that end there */
    size_t leads;      /* lines behind a blank one that are further in than the next line */
    size_t gaps;       /* sentences that end before a blank line */
    size_t indents;    /* of these: the next line begins further in */
    size_t shorts;     /* of these: it ends early, and a sentence with it */
    bool wrapped;      /* lines are broken at a width */
    text_paragraphs paragraphs;
    bool mail;        /* there are the head of a message, or quotes in it */
    bool star_strong; /* both *stars* and _lines_ stand around words: stars are the stronger */
    bool gutenberg;
} text_measures;

/* How the bytes of a text look, where a terminal would show it. */
enum { TEXT_EMPHASIZED = 1, TEXT_STRONG = 2 };
typedef struct text_styles {
    oct_slice text;
    const uint8_t *of; /* of each byte; NULL: nothing is known */
} text_styles;

typedef struct text_file {
    const oct_reading *reading;
    const text_options *options;
    const oct_allocator *allocator;
    oct_buffer storage; /* of the lines */
    text_line *lines;
    size_t count;
    oct_arena arena; /* tabs made spaces, tables of words; freed with the file */
    text_measures measures;
    text_styles styles;                         /* of the whole text */
    size_t page_lines_dropped, outside_dropped; /* lines */
    bool too_many_cells;                        /* of a table; reported */
    bool failed;                                /* memory is out */
} text_file;

/* Whether this is looked for. */
static inline bool text_finds(const text_file *file, text_syntax_bit what) {
    return file->reading->syntax >> what & 1;
}

/* input.c: the text as UTF-8, which lives as long as the document. */
oct_status text_decode(oct_reading *reading, oct_slice *text);

/* terminal.c: takes out what is for terminals and printers only, and notes how the text looks. */
void text_clean_terminal(text_file *file, oct_slice *text);

/* lines.c: cuts the text into lines. */
void text_cut(text_file *file, oct_slice text);

/* measures.c */
void text_measure(text_file *file);
/* Whether a line ends before the width of the file though the first word of the next line would
 * have fitted: somebody ended it there. */
bool text_ends_early(const text_file *file, const text_line *line, const text_line *next);
/* The same, with room to spare: not by chance. */
bool text_ends_well_before(const text_file *file, const text_line *line, const text_line *next);
/* The column behind the last character. */
static inline uint32_t text_edge(const text_line *line) {
    return line->indent + line->width;
}

/* ---- Telling what lines are: each looks at lines that are still open --------------------------
 */

/* Up to the first space. */
static inline oct_slice text_first_word(const text_line *line) {
    return oct_slice_head(line->text, oct_slice_find_byte(line->text, ' '));
}

static inline bool text_is_open(const text_line *line) {
    return line->reason == TEXT_BY_OPEN;
}
/* Whether no text stands directly before (behind) a line that it could be a part of. */
bool text_stands_apart_before(const text_file *file, size_t i);
bool text_stands_apart_after(const text_file *file, size_t i);
/* Whether it and the line before belong to one run: no blank line, the same quotes. */
static inline bool text_adjoins(const text_line *before, const text_line *line) {
    return line->blanks == 0 && line->quotes == before->quotes && !(line->flags & TEXT_FEED);
}

void text_find_mail(text_file *file);      /* mail.c */
void text_find_gutenberg(text_file *file); /* gutenberg.c */
void text_find_pages(text_file *file);     /* pages.c */
void text_find_code(text_file *file);      /* code.c: fences and prompts */
void text_find_tables(text_file *file);    /* tables.c, columns.c */
void text_find_ruled_columns(text_file *file);
void text_find_columns(text_file *file);
void text_find_rules(text_file *file);     /* rules.c: underlined headings, breaks */
void text_find_notes(text_file *file);     /* notes.c */
void text_find_chapters(text_file *file);  /* chapters.c */
void text_find_lists(text_file *file);     /* lists.c: and numbered headings */
void text_find_headings(text_file *file);  /* headings.c: the others */
void text_find_flow(text_file *file);      /* flow.c: paragraphs, quotes, code, verse */
void text_level_headings(text_file *file); /* levels.c: from styles to levels */

/* mail.c: the name of a field at the front of a line: "From: a", "Reply-To: b"; empty when there is
 * none. */
oct_slice text_field_name(oct_slice text);
/* code.c: whether the lines from first to end look like code. */
bool text_has_code_signs(const text_file *file, size_t first, size_t end);
/* Whether a line is nothing but one sign again and again, with spaces or without. */
bool text_is_signs(oct_slice text, char *sign);

/* ---- Marks in front of lines ---------------------------------------------------------------- */

typedef struct text_marker {
    bool bullet, number;
    uint16_t bytes; /* with the space behind it */
    uint8_t rank;   /* of a bullet that word processors use for one level: 1 to 3; else 0 */
    uint8_t task;   /* oct_task */
    uint8_t delimiter;
    uint8_t style; /* oct_list_style, where it is sure: */
    bool either;   /* a letter that may be Roman: value is the letter's, roman the other */
    uint8_t parts; /* 1; of "2.3.1" 3 */
    int32_t value; /* of the last part */
    int32_t roman;
    uint32_t parent; /* a hash of the other parts */
} text_marker;

text_marker text_marker_of(oct_slice text); /* markers.c */
/* The value of a Roman number, in capitals or small letters; 0 when it is none. */
int32_t text_roman(oct_slice text);

/* ---- Letters -------------------------------------------------------------------------------- */

/* letters.c: for characters beyond ASCII too. */
bool text_is_lower(uint32_t c);
bool text_is_upper(uint32_t c);
bool text_is_letter(uint32_t c);
/* The bytes at the front of a text that are a word but for the case of letters; 0 when none are. */
size_t text_same_start(oct_slice text, oct_slice word);
uint32_t text_columns(oct_slice text);
uint32_t text_last(oct_slice text, size_t *length);
/* Whether a break between two such lines is no space: Chinese and Japanese. */
bool text_joins_without_space(oct_slice before, oct_slice after);

/* ---- Headings' styles: the lower, the more they stand for; levels.c makes levels of them -------
 */
enum {
    TEXT_STYLE_TITLE = 1,
    TEXT_STYLE_HASH = 2, /* and 3 to 7 */
    TEXT_STYLE_PART = 10,
    TEXT_STYLE_BOX = 11,
    TEXT_STYLE_EQUALS = 12,
    TEXT_STYLE_CENTRED = 15,
    TEXT_STYLE_CHAPTER = 20,
    TEXT_STYLE_CAPS = 22,
    TEXT_STYLE_LONE_WORD = 24, /* that of chapters or numbers, where there are any */
    TEXT_STYLE_DASHES = 26,
    TEXT_STYLE_OTHER_SIGNS = 28,
    TEXT_STYLE_DECORATED = 30, /* and more, by their length */
    TEXT_STYLE_NUMBER = 40,    /* and more, by their parts */
    TEXT_STYLE_OUTDENTED = 41, /* as far out as numbers are */
    TEXT_STYLE_SHORT = 60,
    TEXT_STYLE_COUNT = 64
};

/* ---- Building -------------------------------------------------------------------------------- */

typedef struct text_note_index text_note_index;

/* What is needed to make inlines of the text of a block. */
typedef struct text_writer {
    text_file *file;
    oct_builder *builder;
    oct_buffer joined; /* lines that do not lie side by side */
    oct_buffer spans;  /* inlines.c's */
    oct_map words;     /* hyphens.c's */
    bool words_known, hyphens_go;
    text_styles joined_styles; /* of lines that were joined last */
    oct_buffer styles;         /* of lines that are being joined */
    bool unknown_styles;       /* of some of them */
    bool unstyled;             /* in a heading */
    bool in_note, too_many_cells;
    text_note_index *notes;
} text_writer;

/* blocks.c */
void text_build(text_file *file, oct_builder *builder);
/* A block's text: the lines from first to end; of the first line what stands behind `skip` bytes.
 */
void text_write_lines(text_writer *writer, size_t first, size_t end, size_t skip);
/* inlines.c: text of one or more lines, the first of which is `line`. */
void text_write_inlines(text_writer *writer, oct_slice text, uint32_t line);
/* table_cells.c: builds the table of the lines from first on; where it ends. */
size_t text_write_table(text_writer *writer, size_t first);
/* hyphens.c: what becomes of the end of a line that the next one goes on with. */
typedef enum text_line_end {
    TEXT_END_KEPT,          /* a space */
    TEXT_END_JOINED,        /* nothing: a word goes on, with its own hyphen, or Chinese */
    TEXT_END_WITHOUT_HYPHEN /* nothing, nor the hyphen that the break put there */
} text_line_end;
text_line_end text_end_of_line(text_writer *writer, size_t line);
/* The bytes of the hyphen at the end of a text. */
size_t text_hyphen_length(oct_slice text);

/* links.c: an address that stands bare in the text. */
typedef struct text_link {
    size_t start, end;  /* bytes of the text */
    const char *scheme; /* to be put before it: "http://", "mailto:"; or "" */
} text_link;
/* Whether the ":", "." or "@" at a place is in a link that begins at or after from. */
bool text_find_link(oct_slice text, size_t place, size_t from, text_link *link);

/* doctor.c */
void text_print_findings(const text_file *file, oct_buffer *out);

#endif
