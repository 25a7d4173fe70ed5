/* formats/html/xml_library - libxml2, loaded when the first page is read: with what it needs, ICU
 * and the C++ library among it, it takes longer to load than a small document to convert. */
#ifndef OCT_HTML_XML_LIBRARY_H
#define OCT_HTML_XML_LIBRARY_H

#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>

/* The functions that are used. */
#define HTML_XML_FUNCTIONS(X)                                                                      \
    X(__xmlGenericError)                                                                           \
    X(__xmlGenericErrorContext)                                                                    \
    X(htmlCreatePushParserCtxt)                                                                    \
    X(htmlCtxtUseOptions)                                                                          \
    X(htmlFreeParserCtxt)                                                                          \
    X(htmlParseChunk)                                                                              \
    X(xmlInitParser)                                                                               \
    X(xmlMemGet)                                                                                   \
    X(xmlMemSetup)                                                                                 \
    X(xmlResetLastError)                                                                           \
    X(xmlSetGenericErrorFunc)                                                                      \
    X(xmlStopParser)

typedef struct html_xml_library {
#define HTML_XML_FIELD(name) __typeof__(name) *name;
    HTML_XML_FUNCTIONS(HTML_XML_FIELD)
#undef HTML_XML_FIELD
} html_xml_library;

extern const char html_xml_soname[];

/* NULL when it cannot be loaded. */
const html_xml_library *html_xml(void);

#endif
