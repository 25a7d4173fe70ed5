/* formats/html/styles - see state.h: how the styles of a page bear on its elements. */
#ifndef OCT_HTML_STYLES_H
#define OCT_HTML_STYLES_H

#include "formats/html/css.h"
#include "formats/html/elements.h"

typedef struct html_reader html_reader;
typedef struct html_styles html_styles;
/* Name, value, name, value, …, NULL; a value may be NULL. */
typedef const char *const *html_attributes;

/* The content of a style element, or of a linked sheet, which url names then. */
void html_add_style_sheet(html_reader *reader, oct_slice text, oct_slice url);
/* What a link element names, if it is a style sheet and can be had. */
void html_link_style_sheet(html_reader *reader, html_attributes attributes);
void html_free_styles(html_reader *reader);

/* False where no rule of the sheets so far, which there are, can be about an element. */
bool html_may_have_rules(const html_reader *reader, const char *name, html_attributes attributes);
/* By the sheets so far and the attribute. */
html_style html_computed_style(html_reader *reader, const char *name, html_attributes attributes);
bool html_style_hides(const html_style *style);
const html_element *html_unmarked(const html_element *element, const html_style *style);
/* Behind the start of an element: marks its content. */
void html_apply_style(html_reader *reader, const html_element *element, const html_style *style);

#endif
