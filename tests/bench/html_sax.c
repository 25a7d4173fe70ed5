/* tests/bench/html_sax - what libxml2's HTML parser costs alone: reads a file and pushes it through
 * SAX handlers that do nothing. */
#include <libxml/HTMLparser.h>

#include <stdio.h>
#include <string.h>

static void start(void *user, const xmlChar *name, const xmlChar **attributes) {
    (void)user;
    (void)name;
    (void)attributes;
}
static void end(void *user, const xmlChar *name) {
    (void)user;
    (void)name;
}
static void text(void *user, const xmlChar *characters, int length) {
    (void)user;
    (void)characters;
    (void)length;
}

int main(int argc, char **argv) {
    static char chunk[64 * 1024];
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!file)
        return 2;
    htmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.startElement = start;
    handler.endElement = end;
    handler.characters = text;
    handler.cdataBlock = text;
    handler.ignorableWhitespace = text;
    htmlParserCtxtPtr parser =
        htmlCreatePushParserCtxt(&handler, NULL, NULL, 0, argv[1], XML_CHAR_ENCODING_UTF8);
    if (!parser)
        return 1;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                   HTML_PARSE_NONET);
    for (size_t length; (length = fread(chunk, 1, sizeof chunk, file)) > 0;)
        htmlParseChunk(parser, chunk, (int)length, 0);
    htmlParseChunk(parser, chunk, 0, 1);
    htmlFreeParserCtxt(parser);
    fclose(file);
    return 0;
}
