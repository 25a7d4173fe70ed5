/* formats/html/css - what style sheets and style attributes say that a reader of text must know:
 * what is hidden, bold, italic and so on. Simple selectors only: names, classes and identifiers, in
 * what or directly in what they stand. A rule with any other selector is as if it were not there.
 * Knows base only. */
#ifndef OCT_HTML_CSS_H
#define OCT_HTML_CSS_H

#include "base/map.h"

typedef enum html_property {
    HTML_P_DISPLAY,
    HTML_P_VISIBILITY,
    HTML_P_WEIGHT,
    HTML_P_SLANT,
    HTML_P_LINE,
    HTML_P_POSITION,
    HTML_P_CAPS,
    HTML_P_ALIGN,
    HTML_P_WIDTH, /* its value is a number of percents, 1 to 100 */
    HTML_PROPERTY_COUNT
} html_property;

/* The values that matter; which of them a property can have is clear from their names. */
typedef enum html_value {
    HTML_V_UNSET,
    HTML_V_NORMAL, /* as text is without that property: shown, not bold, … */
    HTML_V_HIDDEN,
    HTML_V_BOLD,
    HTML_V_ITALIC,
    HTML_V_UNDERLINE,
    HTML_V_STRIKE,
    HTML_V_SUPER,
    HTML_V_SUB,
    HTML_V_SMALL_CAPS,
    HTML_V_LEFT,
    HTML_V_CENTER,
    HTML_V_RIGHT
} html_value;

typedef struct html_style {
    uint8_t value[HTML_PROPERTY_COUNT];     /* html_value */
    uint8_t important[HTML_PROPERTY_COUNT]; /* bool */
} html_style;

/* The declarations of a style attribute, or of a rule. */
html_style html_style_of(oct_slice declarations);

typedef struct html_compound {
    oct_slice tag, id; /* empty: any; the tag in lower case */
    const oct_slice *classes;
    uint32_t class_count;
    bool child;                        /* stands directly in outer, not only beneath it */
    const struct html_compound *outer; /* NULL: none */
} html_compound;

typedef struct html_rule {
    html_compound subject;
    html_style style;
    uint64_t weight; /* its specificity, then its place */
    struct html_rule *next;
} html_rule;

/* The style sheet that another one, or a page, names, lent until the next call. Empty when it
 * cannot be had. */
typedef oct_slice html_fetch(void *user, oct_slice url);

/* A bit that a key has, and few others: most names have no rule, and this shows it. */
static inline uint64_t html_key_bit(oct_slice name) {
    unsigned first = (unsigned char)name.ptr[0], last = (unsigned char)name.ptr[name.len - 1];
    return (uint64_t)1 << ((name.len * 3 + first * 5 + last * 7) & 63);
}

typedef struct html_sheet {
    oct_arena *arena;
    html_fetch *fetch;
    void *user;
    oct_map rules;      /* html_rule * by what the subject has: "#id", ".class", a tag or "*" */
    uint64_t keys;      /* html_key_bit of each name that has rules; all for "*" */
    size_t count;       /* of rules */
    bool has_ancestors; /* a rule asks what an element stands in */
} html_sheet;

void html_sheet_init(html_sheet *sheet, oct_arena *arena, const oct_allocator *allocator);
void html_sheet_free(html_sheet *sheet);
/* Adds the rules of a text. url names a linked sheet, of which only counts what it hides: it says
 * how everything looks, and what is bold by it is mostly decoration. It is empty for the content of
 * a style element. */
void html_sheet_add(html_sheet *sheet, oct_slice text, oct_slice url);
/* Whether a media query holds for a window of a usual size. */
bool html_media_fits(oct_slice query);

#endif
