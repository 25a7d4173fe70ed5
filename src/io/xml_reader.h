/* io/xml_reader - reading XML 1.0 that somebody else wrote, piece by piece: UTF-8, well-formed, and
 * with no document type, so that there are no entities and nothing outside of the text is ever
 * asked for. It copies nothing: all slices lie in the input. Knows base only. */
#ifndef OCT_IO_XML_READER_H
#define OCT_IO_XML_READER_H

#include "base/buffer.h"

typedef enum oct_xml_event { OCT_XML_OPENS, OCT_XML_CLOSES, OCT_XML_TEXT } oct_xml_event;

typedef struct oct_xml_reader {
    /* The piece: to be read, not written. */
    oct_xml_event event;
    oct_slice name;       /* as written, with its prefix; of an element */
    oct_slice attributes; /* of an element that opens: all of them, as written */
    size_t depth;         /* elements that are open, this one included */
    size_t begin, end;    /* of the piece, in the input; <a/> closes where it ends */
    bool broken;          /* what comes is no XML as above; or memory ran out */
    /* private */
    oct_slice input;
    size_t at;
    oct_buffer open; /* the offsets of the names of the open elements, and their lengths */
    bool empty, seen_root;
} oct_xml_reader;

/* A byte order mark at the front is not seen. */
void oct_xml_reader_init(oct_xml_reader *reader, const oct_allocator *allocator, oct_slice input);
/* The next piece; false at the end of the document, and when it is broken. */
bool oct_xml_read(oct_xml_reader *reader);
/* Reads on until the element that just opened is closed; reader->end is then its end. */
bool oct_xml_skip(oct_xml_reader *reader);
void oct_xml_reader_free(oct_xml_reader *reader);

/* The value of an attribute, references in it as written; empty when there is none. */
oct_slice oct_xml_value(oct_slice attributes, const char *name);
/* Cuts the next attribute off the front; false when there is none left. */
bool oct_xml_next_attribute(oct_slice *attributes, oct_slice *name, oct_slice *value);
/* Text or a value with its references resolved; in the arena when there were any. */
oct_slice oct_xml_resolved(oct_slice text, oct_arena *arena);
/* Whether all of it can be read. */
bool oct_xml_is_sound(oct_slice input, const oct_allocator *allocator);

#endif
