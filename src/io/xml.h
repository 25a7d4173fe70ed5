/* io/xml - writing XML into a buffer: the one place where text is escaped for XML parts that are
 * not XHTML content (package files, WordprocessingML, NCX). Knows base only.
 *
 * Characters that XML 1.0 forbids (production [2]) become U+FFFD; each call returns how many, so
 * that the writer can report them. */
#ifndef OCT_IO_XML_H
#define OCT_IO_XML_H

#include "base/buffer.h"

/* <?xml version="1.0" encoding="UTF-8"?> and a newline. */
void oct_xml_declaration(oct_buffer *out);
/* Character data: & < > escaped. */
size_t oct_xml_text(oct_buffer *out, oct_slice text);
/* The inside of a double-quoted attribute value: & < > " escaped, tab, LF and CR as character
 * references so that they survive normalisation. */
size_t oct_xml_attribute_value(oct_buffer *out, oct_slice value);
/* A space, the name, and the value in quotes. */
size_t oct_xml_attribute(oct_buffer *out, const char *name, oct_slice value);
/* <name>text</name>. */
size_t oct_xml_element(oct_buffer *out, const char *name, oct_slice text);

#endif
