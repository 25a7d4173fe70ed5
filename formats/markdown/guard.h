/* formats/markdown/guard - refuses what cmark would take too long for, before it is parsed.
 *
 * What takes cmark-gfm 0.29.0.gfm.6 longer than in proportion to the text, and what is done about
 * it (tests/hostile/markdown.py has a case for each; all others were measured to be linear):
 *
 *   inlines in deep quotes and lists    each walks all its ancestors         guard: nesting, work
 *   blank lines in deep lists           each walks all open items            guard: work
 *   links in open image brackets        each walks all of them: "![[]()"     guard: brackets
 *   emphasis across emphasis            "*a *a _a*_ _a*_": all openers       guard: runs of stars
 *   "<?", "<!A", "<![CDATA[", open      each is looked for to the end        marks: they are text
 *   references to a long definition     each copies it                       memory: max-expansion
 *   tables with many columns            time and memory by their square      table.c
 *   tasks in tasks                      each searches the line               tree.c
 *   bare links                          ")))", "www._www._"                  autolink.c
 *   footnotes                           lost text, bytes beyond the text     syntax.c */
#ifndef OCT_MARKDOWN_GUARD_H
#define OCT_MARKDOWN_GUARD_H

#include "core/format.h"

/* OCT_OK, or OCT_LIMIT with a diagnostic. first_line is the line of the text's first byte. One
 * pass, or two when the text has images. */
oct_status oct_md_guard(const oct_reading *reading, oct_slice text, uint32_t first_line);

#endif
