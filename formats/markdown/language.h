/* formats/markdown/language - the language of what is read, and what is written by it. */
#ifndef OCT_MARKDOWN_LANGUAGE_H
#define OCT_MARKDOWN_LANGUAGE_H

#include "formats/markdown/extensions.h"

/* The language of what is read: that of the command line, else that of the input's metadata, else
 * that of an input before it, else that of the metadata files. Empty when none is named. */
oct_slice oct_md_language(oct_reading *reading);
/* Sets the quotation marks and the titles of alerts by it. */
void oct_md_use_language(oct_reading *reading, oct_md_features *features);

enum { OCT_MD_ALERTS = 5 }; /* note, tip, important, warning, caution */
/* The titles of alerts in a language, in this order; English ones for an unknown language. */
const char *const *oct_md_alert_titles(oct_slice lang);

#endif
