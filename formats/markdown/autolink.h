/* formats/markdown/autolink - where links that stand bare in the text end (GFM 6.9). All of it is
 * linear in the text. Knows base. */
#ifndef OCT_MARKDOWN_AUTOLINK_H
#define OCT_MARKDOWN_AUTOLINK_H

#include "base/slice.h"

/* The length of the link at the front of text, whose domain begins at start (behind "www." or
 * "://"); 0 when it is none. set: the marks of the text. */
size_t oct_md_link_length(oct_slice text, size_t start, const char *set);

/* An address of electronic mail, "mailto:" and "xmpp:" before it included. */
typedef struct oct_md_address {
    size_t start, end; /* in bytes of the text */
    bool has_scheme;
} oct_md_address;

/* Finds the next address at or after from; false when there is none. */
bool oct_md_find_address(oct_slice text, size_t from, oct_md_address *address);

#endif
