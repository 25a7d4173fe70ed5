/* formats/native - the tree as text, one node a line, readable by people and by Octavo.
 *
 *     octavo-native 1
 *     metadata
 *       "title" string "Alice"
 *       "author" list
 *         - string "Lewis Carroll"
 *     document
 *       heading level=1 id="down" class="chapter" @"epub:type"="part"
 *         text "Down the Rabbit-Hole"
 *
 * Depth is two spaces a level to OCT_NATIVE_INDENTED levels; a deeper line begins with "+DEPTH "
 * instead, so that the file stays in proportion to the tree. Strings are quoted, with \" \\ \n \r
 * \t and \xHH for other control characters. What is not set is not written. */
#ifndef OCT_FORMATS_NATIVE_H
#define OCT_FORMATS_NATIVE_H

#include "core/format.h"

enum { OCT_NATIVE_INDENTED = 20 };
#define OCT_NATIVE_FIRST_LINE "octavo-native 1"

typedef struct oct_native_options {
    bool lines; /* write line=NUMBER */
} oct_native_options;

/* The names of the flags of a node, by bit. */
extern const char *const oct_native_flags[];
extern const size_t oct_native_flag_count;

oct_status oct_native_read(oct_reading *reading);
oct_status oct_native_write(oct_writing *writing);

#endif
