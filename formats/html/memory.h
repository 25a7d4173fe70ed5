/* formats/html/memory - what keeps libxml2 on its feet when memory runs out. libxml2 2.9 loops,
 * loses text or follows a NULL pointer after an allocation that failed; so for the length of a
 * parse its failed allocations are served from a reserve, and the parse is stopped at the next
 * event. */
#ifndef OCT_HTML_MEMORY_H
#define OCT_HTML_MEMORY_H

#include "base/arena.h"
#include "formats/html/xml_library.h"

typedef struct html_reserve {
    char *bytes; /* HTML_RESERVE_SIZE of them; NULL when even these could not be had */
    size_t used;
    bool touched; /* an allocation failed: the parse must end */
} html_reserve;

enum { HTML_RESERVE_SIZE = 96 * 1024 };

/* The reserve serves this thread's parse until html_reserve_end. Parses do not nest. The library is
 * loaded. False when memory is out. */
bool html_reserve_begin(html_reserve *reserve, const oct_allocator *allocator);
void html_reserve_end(html_reserve *reserve, const oct_allocator *allocator);
/* As libxml2 resizes what it has allocated. */
void *html_resize(const html_xml_library *xml, void *old, size_t size);

#endif
