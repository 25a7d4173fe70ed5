/* formats/html/reader - HTML into the tree: libxml2's HTML parser calls, and events.c builds.
 * Only this file, memory.c and xml_library.c know libxml2. */
#include "formats/html/encoding.h"
#include "formats/html/entities.h"
#include "formats/html/feed.h"
#include "formats/html/memory.h"
#include "formats/html/state.h"

typedef struct parsing {
    html_reader reader;
    const html_xml_library *xml;
    uint32_t lines_before; /* the first one that libxml2 sees; modulo 2^32 */
    htmlParserCtxtPtr parser;
    html_reserve reserve;
} parsing;

/* ---- Events ------------------------------------------------------------------------------- */

static void locate(parsing *p) {
    int line = p->parser->input ? p->parser->input->line : 0;
    p->reader.line = line > 0 ? (uint32_t)line + p->lines_before : 0;
    p->reader.level = p->parser->nameNr > 0 ? (uint32_t)p->parser->nameNr : 0;
}

static void fail_for_memory(parsing *p) {
    oct_builder_fail(p->reader.builder, OCT_BUILDER_NO_MEMORY, p->reader.line);
}

/* Stops the parser once nothing more can come of it. */
static bool is_over(parsing *p) {
    if (p->reserve.touched)
        fail_for_memory(p);
    if (!oct_builder_failed(p->reader.builder) && !p->reader.too_many_cells)
        return false;
    p->xml->xmlStopParser(p->parser);
    return true;
}

/* libxml2 2.9 goes on with a NULL stack when it cannot grow: so it is grown here, before. */
static bool has_room_for_names(parsing *p) {
    htmlParserCtxtPtr parser = p->parser;
    if (parser->nameNr + 2 < parser->nameMax)
        return true;
    size_t more = (size_t)parser->nameMax * 2;
    const xmlChar **names = html_resize(p->xml, (void *)parser->nameTab, more * sizeof *names);
    if (!names) {
        fail_for_memory(p);
        return false;
    }
    parser->nameTab = names;
    parser->nameMax = (int)more;
    return true;
}

static void on_start(void *user, const xmlChar *name, const xmlChar **attributes) {
    parsing *p = user;
    locate(p);
    if (has_room_for_names(p))
        html_start(&p->reader, (const char *)name, (html_attributes)attributes);
    is_over(p);
}

/* What lies before the parser's place in its buffer, at most that many bytes. */
static oct_slice behind(const parsing *p, size_t most) {
    const xmlParserInput *input = p->parser->input;
    size_t len = input && input->cur > input->base ? (size_t)(input->cur - input->base) : 0;
    len = len < most ? len : most;
    return oct_slice_make(len ? (const char *)input->cur - len : "", len);
}

/* Whether the parser stands behind this element's own end tag, or its "/>". */
static bool is_own_end(const parsing *p, oct_slice name) {
    oct_slice text = behind(p, name.len + 24);
    if (!oct_slice_ends(text, OCT_S(">")))
        return p->parser->input == NULL || text.len == 0;
    text.len--;
    if (oct_slice_ends(text, OCT_S("/")))
        return true;
    while (text.len && oct_is_space(text.ptr[text.len - 1]))
        text.len--;
    if (text.len < name.len + 2)
        return false;
    oct_slice end = oct_slice_from(text, text.len - name.len - 2);
    return end.ptr[0] == '<' && end.ptr[1] == '/' &&
           oct_slice_equal_nocase(oct_slice_from(end, 2), name);
}

static void on_end(void *user, const xmlChar *name) {
    parsing *p = user;
    locate(p);
    oct_slice tag = oct_slice_of((const char *)name);
    html_end(&p->reader, tag.ptr, is_own_end(p, tag));
    is_over(p);
}

/* ---- Text --------------------------------------------------------------------------------- */

static void put(parsing *p, oct_slice text) {
    html_reader *reader = &p->reader;
    if (reader->capture == HTML_NO_CAPTURE)
        html_text(reader, text);
    else if (reader->capture == HTML_CAPTURE_TEXT)
        html_text_in_capture(reader, text);
}

/* libxml2 2.9 gives a reference that it does not know as "&", then its name. When these are the
 * bytes before the parser's place, the text that HTML 5 knows for it is put, and what it says is
 * skipped in the events to come. */
static bool put_reference(parsing *p) {
    oct_slice text = behind(p, 64);
    size_t at = text.len;
    while (at && (oct_is_alnum(text.ptr[at - 1]) || strchr(".-_:", text.ptr[at - 1])))
        at--;
    if (at == 0 || at == text.len || text.ptr[at - 1] != '&')
        return false;
    char name[64];
    size_t len = text.len - at;
    memcpy(name, text.ptr + at, len);
    bool semicolon = *p->parser->input->cur == ';';
    if (semicolon && len < sizeof name)
        name[len++] = ';';
    size_t used;
    oct_slice meant = html_entity(oct_slice_make(name, len), &used);
    if (!used)
        return false;
    put(p, meant);
    p->reader.skip_semicolon = semicolon && used == len;
    p->reader.skip_bytes = used - p->reader.skip_semicolon;
    return true;
}

/* What of a text is left when what an entity has said is taken off. */
static oct_slice not_yet_said(html_reader *reader, oct_slice text) {
    if (reader->skip_bytes) {
        text = oct_slice_from(text, reader->skip_bytes);
        reader->skip_bytes = 0;
    } else if (reader->skip_semicolon) {
        text = oct_slice_from(text, oct_slice_starts(text, OCT_S(";")) ? 1 : 0);
        reader->skip_semicolon = false;
    }
    return text;
}

static bool is_c1(oct_slice text) {
    return text.len == 2 && (unsigned char)text.ptr[0] == 0xC2 && (unsigned char)text.ptr[1] < 0xA0;
}

static void put_windows_1252(parsing *p, unsigned char byte) {
    oct_buffer out;
    oct_buffer_init(&out, oct_context_allocator(p->reader.reading->context));
    oct_buffer_code_point(&out, oct_windows_1252(byte));
    put(p, oct_buffer_view(&out));
    if (out.failed)
        fail_for_memory(p);
    oct_buffer_free(&out);
}

static void on_text(void *user, const xmlChar *bytes, int length) {
    parsing *p = user;
    html_reader *reader = &p->reader;
    locate(p);
    oct_slice text = oct_slice_make((const char *)bytes, length > 0 ? (size_t)length : 0);
    if (reader->skip_bytes || reader->skip_semicolon)
        text = not_yet_said(reader, text);
    if (text.len == 1 && text.ptr[0] == '&' && put_reference(p))
        return;
    if (is_c1(text))
        put_windows_1252(p, (unsigned char)text.ptr[1]);
    else
        put(p, text);
    is_over(p);
}

static void on_instruction(void *user, const xmlChar *target, const xmlChar *data) {
    parsing *p = user;
    locate(p);
    if (strcmp((const char *)target, "octavo") != 0 || p->reader.capture)
        return;
    oct_slice words = oct_slice_of((const char *)data), word = {NULL, 0};
    int64_t index = oct_slice_next_word(&words, &word) ? html_number(word, -1) : -1;
    int64_t line = oct_slice_next_word(&words, &word) ? html_number(word, 0) : 0;
    if (index >= 0)
        html_hole(&p->reader, (size_t)index, oct_slice_trim(words).len > 0);
    if (line > 0)
        p->lines_before += (uint32_t)line - p->reader.line;
}

/* ---- Errors ------------------------------------------------------------------------------- */

static void on_error(void *user, xmlErrorPtr error) {
    parsing *p = user;
    if (error->code == XML_ERR_NO_MEMORY) {
        fail_for_memory(p);
    } else if (error->code == XML_ERR_TAG_NAME_MISMATCH && error->str1) {
        locate(p);
        if (error->str2)
            html_crossing_end(&p->reader, error->str1);
        else
            html_stray_end(&p->reader, error->str1);
    }
}

static void ignore_message(void *user, const char *message, ...) {
    (void)user;
    (void)message;
}

/* ---- Parsing ------------------------------------------------------------------------------ */

enum {
    OPTIONS = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
              HTML_PARSE_IGNORE_ENC | HTML_PARSE_NODEFDTD | HTML_PARSE_COMPACT
};

static bool push(void *user, const char *bytes, size_t len) {
    parsing *p = user;
    int error = p->xml->htmlParseChunk(p->parser, bytes, (int)len, 0);
    if (error == XML_ERR_NO_MEMORY || (p->parser->disableSAX && !is_over(p)))
        fail_for_memory(p);
    return !is_over(p);
}

static bool open_parser(parsing *p) {
    xmlSAXHandler handler = {
        .startElement = on_start,
        .endElement = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .processingInstruction = on_instruction,
        .serror = on_error,
        .initialized = XML_SAX2_MAGIC,
    };
    p->parser =
        p->xml->htmlCreatePushParserCtxt(&handler, p, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (!p->parser)
        return false;
    p->xml->htmlCtxtUseOptions(p->parser, OPTIONS);
    return true;
}

/* A body around everything, so that libxml2 implies no paragraph and never thinks that the page is
 * over; and a comment behind, for it drops a lone "<" or "&" at the very end. */
static void parse(parsing *p, oct_slice text) {
    html_reader *reader = &p->reader;
    html_feed feed = {.push = push, .user = p};
    feed.xhtml = oct_slice_starts(text, OCT_S("<?xml"));
    bool ok = !reader->reading->fragment || push(p, "<html><body>", 12);
    if (ok && !html_feed_all(&feed, text, oct_context_allocator(reader->reading->context)))
        fail_for_memory(p);
    if (!is_over(p) && push(p, "<!---->", 7)) {
        p->xml->htmlParseChunk(p->parser, NULL, 0, 1);
        is_over(p);
    }
    if (feed.controls)
        oct_report(reader->reading->context, OCT_D_BAD_ENCODING,
                   (oct_place){.file = reader->reading->name}, NULL,
                   "%zu control %s replaced by U+FFFD", feed.controls,
                   feed.controls == 1 ? "character was" : "characters were");
}

/* Messages that libxml2 sends past the handler would go to standard error. */
static void parse_quietly(parsing *p, oct_slice text) {
    xmlGenericErrorFunc handler = *p->xml->__xmlGenericError();
    void *context = *p->xml->__xmlGenericErrorContext();
    p->xml->xmlSetGenericErrorFunc(NULL, ignore_message);
    if (open_parser(p)) {
        if (!is_over(p))
            parse(p, text);
        p->xml->htmlFreeParserCtxt(p->parser);
    } else {
        fail_for_memory(p);
    }
    p->xml->xmlSetGenericErrorFunc(context, handler);
}

/* ---- The reader --------------------------------------------------------------------------- */

static void start_reader(html_reader *reader, oct_reading *reading) {
    const oct_allocator *allocator = oct_context_allocator(reading->context);
    reader->reading = reading;
    reader->builder = reading->builder;
    reader->base = reader->root = reading->builder->current;
    reader->before = oct_node_last(reader->root);
    reader->generation = 1;
    reader->offers_end = &reader->offers;
    reader->at_start = true;
    oct_buffer_init(&reader->run, allocator);
    oct_buffer_init(&reader->text, allocator);
    oct_buffer_init(&reader->detail, allocator);
    html_init_drawing(&reader->drawing, allocator);
    if (reading->fragment && reading->inline_context) {
        reader->flat = true;
        reader->holder = reading->builder->current;
        reader->at_start = false;
    }
}

static void finish_reader(html_reader *reader) {
    html_end_all(reader);
    html_accept_metadata(reader);
    if (reader->may_have_notes && !reader->reading->fragment)
        html_place_footnotes(reader, reader->root, reader->before);
    const oct_html_reader_options *options = reader->reading->options;
    if (options && options->main_content && !reader->reading->fragment)
        html_keep_main_content(reader, reader->root, reader->before);
    if (reader->text.failed || reader->detail.failed)
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
    oct_buffer_free(&reader->run);
    oct_buffer_free(&reader->text);
    oct_buffer_free(&reader->detail);
    html_free_drawing(&reader->drawing);
    html_free_styles(reader);
    oct_deallocate(oct_context_allocator(reader->reading->context), reader->entries,
                   reader->capacity * sizeof *reader->entries);
}

static oct_status report_missing_library(const oct_reading *reading) {
    oct_report(reading->context, OCT_D_LIBRARY, (oct_place){.file = reading->name},
               "libxml2 is missing, or memory ran out", "%s cannot be loaded", html_xml_soname);
    return OCT_LIBRARY;
}

static oct_status read_text(oct_reading *reading, oct_slice text) {
    parsing p = {.xml = html_xml(), .lines_before = reading->first_line - 1};
    const oct_allocator *allocator = oct_context_allocator(reading->context);
    if (!p.xml)
        return report_missing_library(reading);
    start_reader(&p.reader, reading);
    if (html_reserve_begin(&p.reserve, allocator))
        parse_quietly(&p, text);
    else
        fail_for_memory(&p);
    html_reserve_end(&p.reserve, allocator);
    finish_reader(&p.reader);
    if (p.reader.too_many_cells)
        return OCT_LIMIT;
    return OCT_OK;
}

static oct_status read_page(oct_reading *reading) {
    oct_buffer decoded;
    oct_buffer_init(&decoded, oct_context_allocator(reading->context));
    html_decoding decoding;
    oct_slice text =
        html_decode(reading->input, reading->common->input_encoding, &decoded, &decoding);
    oct_status status = OCT_OK;
    if (decoding.failed) {
        status = OCT_NO_MEMORY;
    } else if (decoding.unknown_encoding) {
        status = oct_refuse_encoding(
            reading->context, reading->name,
            reading->common->input_encoding ? reading->common->input_encoding : decoding.encoding);
    } else {
        oct_report_decoding(reading->context, reading->name, reading->input, &decoding);
        status = read_text(reading, text);
    }
    oct_buffer_free(&decoded);
    return status;
}

void oct_html_preload(void) {
    (void)html_xml();
}

oct_status oct_html_read(oct_reading *reading) {
    return reading->fragment ? read_text(reading, reading->input) : read_page(reading);
}
