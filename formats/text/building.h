/* text/building - what is open around the block that is built next: quotes by their signs, items of
 * lists by their columns. blocks.c and containers.c share it. */
#ifndef OCT_TEXT_BUILDING_H
#define OCT_TEXT_BUILDING_H

#include "formats/text/notes.h"

typedef enum text_entry_kind { TEXT_ENTRY_QUOTE, TEXT_ENTRY_LIST } text_entry_kind;

/* Something open that blocks may go into. */
typedef struct text_entry {
    text_entry_kind kind;
    uint32_t mark, content; /* of a list: the columns of its marks and of the text behind them */
    text_marker marker;     /* of its last item */
    char sign;              /* of a list of bullets */
    oct_node *list;
    size_t blocks; /* in the open item */
} text_entry;

enum { TEXT_MOST_ENTRIES = 160 }; /* 100 quotes, and lists; what is deeper goes to the last one */

typedef struct text_building {
    text_writer writer;
    text_file *file;
    oct_builder *builder;
    text_entry entries[TEXT_MOST_ENTRIES];
    size_t count;
} text_building;

/* Closes the innermost entries until so many are left. */
void text_close_to(text_building *b, size_t count);
/* Opens and closes what must be so that a block of this line can be built. */
void text_place(text_building *b, const text_line *line);
/* The same for a line that begins an item, which is opened; false when lists nest too deep. */
bool text_open_item(text_building *b, const text_line *line, text_marker *marker);
/* The same for a term: it is opened. */
bool text_open_term(text_building *b, const text_line *line, uint32_t content);

#endif
