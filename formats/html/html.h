/* formats/html/html - what the folder's files offer one another and, for rendering chapters, the
 * EPUB writer. Knows core; libxml2 stays in the reader's files. */
#ifndef OCT_HTML_HTML_H
#define OCT_HTML_HTML_H

#include "core/format.h"

typedef enum oct_html_math { OCT_HTML_MATHML, OCT_HTML_TEX } oct_html_math;

typedef struct oct_html_options {
    int math; /* an oct_html_math */
} oct_html_options;

typedef struct oct_html_reader_options {
    bool main_content;
} oct_html_reader_options;

/* reader.c */
oct_status oct_html_read(oct_reading *reading);
void oct_html_preload(void);
/* writer.c */
oct_status oct_html_write(oct_writing *writing);

#endif
