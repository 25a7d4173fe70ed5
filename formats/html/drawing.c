/* formats/html/drawing - inline SVG as an image: written out as a file, cleaned, and put into the
 * tree as a data: URL, with its title, its description or its words as alternative text. Drawings
 * that only decorate, or show nothing by themselves, vanish. See state.h. */
#include "core/svg.h"
#include "formats/html/state.h"
#include "io/image.h"
#include "io/xml.h"

typedef html_drawing drawing;

/* Sides up to which a drawing that says nothing is an icon, in pixels. */
enum { ICON = 32, DECORATION = 48 };

/* ---- Writing ------------------------------------------------------------------------------ */

static void close_tag(drawing *d) {
    if (d->in_tag)
        oct_buffer_byte(&d->xml, '>');
    d->in_tag = false;
}

static void put_start(drawing *d, const char *name) {
    close_tag(d);
    oct_buffer_byte(&d->xml, '<');
    oct_buffer_string(&d->xml, name);
    d->in_tag = true;
    oct_buffer_append(&d->open, (const char *)&name, sizeof name);
}

static const char *innermost(const drawing *d) {
    const char *name = "";
    if (d->open.len)
        memcpy(&name, d->open.ptr + d->open.len - sizeof name, sizeof name);
    return name;
}

static void put_end(drawing *d) {
    const char *name = innermost(d);
    d->open.len -= d->open.len ? sizeof name : 0;
    if (d->in_tag) {
        oct_buffer_string(&d->xml, "/>");
    } else {
        oct_buffer_string(&d->xml, "</");
        oct_buffer_string(&d->xml, name);
        oct_buffer_byte(&d->xml, '>');
    }
    d->in_tag = false;
}

/* ---- Elements ----------------------------------------------------------------------------- */

/* Names that a file of XML can have: without a colon but xlink's and xml's, which are known. */
static bool is_fit(const char *name) {
    if (!oct_is_alpha(name[0]) && name[0] != '_')
        return false;
    for (const char *at = name; *at; at++)
        if (!oct_is_alnum(*at) && !strchr("-_.", *at))
            return false;
    return true;
}

/* What only scripts and screen readers of a page read. */
static bool is_for_pages(const char *name) {
    static const char *const names[] = {"xmlns", "role", "tabindex", "focusable", NULL};
    return oct_slice_is_one_of(oct_slice_of(name), names) || strncmp(name, "data-", 5) == 0 ||
           strncmp(name, "aria-", 5) == 0;
}

/* Viewers of files know links by SVG 1.1. */
static void put_reference(drawing *d, html_attributes attributes) {
    oct_slice url = html_attribute(attributes, "xlink:href");
    if (!url.ptr)
        url = html_attribute(attributes, "href");
    if (url.ptr)
        oct_xml_attribute(&d->xml, "xlink:href", oct_slice_trim(url));
}

static void put_attributes(drawing *d, html_attributes attributes) {
    put_reference(d, attributes);
    for (; attributes && *attributes; attributes += 2) {
        const char *name = attributes[0];
        bool xml = strcmp(name, "xml:lang") == 0;
        if (strcmp(name, "href") != 0 && (xml || (is_fit(name) && !is_for_pages(name))))
            oct_xml_attribute(&d->xml, html_drawing_attribute(name),
                              attributes[1] ? oct_slice_of(attributes[1]) : OCT_S(""));
    }
}

static bool is_length(oct_slice value) {
    value = oct_slice_trim(value);
    return value.len && oct_is_digit(value.ptr[0]) && value.ptr[value.len - 1] != '%';
}

static bool says_decorative(html_attributes attributes) {
    oct_slice role = oct_slice_trim(html_attribute(attributes, "role"));
    return oct_slice_equal_nocase(html_attribute(attributes, "aria-hidden"), OCT_S("true")) ||
           oct_slice_equal_nocase(role, OCT_S("presentation")) ||
           oct_slice_equal_nocase(role, OCT_S("none"));
}

enum { BUFFERS = 5 };

static oct_buffer *buffer_at(drawing *d, size_t index) {
    oct_buffer *const buffers[BUFFERS] = {&d->xml, &d->open, &d->words, &d->inner, &d->foreign};
    return buffers[index];
}

void html_init_drawing(drawing *d, const oct_allocator *allocator) {
    for (size_t i = 0; i < BUFFERS; i++)
        oct_buffer_init(buffer_at(d, i), allocator);
}

void html_free_drawing(drawing *d) {
    for (size_t i = 0; i < BUFFERS; i++)
        oct_buffer_free(buffer_at(d, i));
}

static void reset(html_reader *reader) {
    drawing *d = &reader->drawing;
    for (size_t i = 0; i < BUFFERS; i++)
        buffer_at(d, i)->len = 0;
    d->text_level = d->unseen_level = d->foreign_level = d->switch_level = 0;
    d->in_tag = d->in_inner = d->draws = false;
    d->line = reader->line;
}

void html_start_drawing(html_reader *reader, html_attributes attributes) {
    drawing *d = &reader->drawing;
    reset(reader);
    d->id = html_copy(reader, html_attribute(attributes, "id"));
    d->decorative = says_decorative(attributes);
    d->sized = is_length(html_attribute(attributes, "width")) &&
               is_length(html_attribute(attributes, "height"));
    reader->alternative = html_copy(reader, html_attribute(attributes, "aria-label"));
    put_start(d, "svg");
    oct_xml_attribute(&d->xml, "xmlns", OCT_S("http://www.w3.org/2000/svg"));
    oct_xml_attribute(&d->xml, "xmlns:xlink", OCT_S("http://www.w3.org/1999/xlink"));
    put_attributes(d, attributes);
}

/* Of title and desc, those of the drawing itself say what it is. */
static void start_words(html_reader *reader, const char *name) {
    drawing *d = &reader->drawing;
    bool own = reader->level == reader->capture_level + 1;
    bool wanted = strcmp(name, "title") == 0 || strcmp(name, "desc") == 0;
    oct_buffer *to = own ? &reader->detail : &d->inner;
    if (!wanted || d->foreign_level)
        return;
    reader->detail_level = reader->level;
    d->in_inner = !own;
    if (to->len)
        oct_buffer_byte(to, ' ');
}

static void note_element(html_reader *reader, const char *name) {
    static const char *const shown[] = {"path",    "rect",     "circle", "ellipse", "line",
                                        "polygon", "polyline", "image",  "text",    NULL};
    static const char *const unseen[] = {"defs",   "symbol",         "clippath",       "mask",
                                         "marker", "lineargradient", "radialgradient", "pattern",
                                         "filter", "metadata",       "script",         "style",
                                         NULL};
    drawing *d = &reader->drawing;
    if (!d->unseen_level && oct_slice_is_one_of(oct_slice_of(name), unseen))
        d->unseen_level = reader->level;
    d->draws |= !d->unseen_level && oct_slice_is_one_of(oct_slice_of(name), shown);
    if (strcmp(name, "text") == 0 && !d->text_level && !d->unseen_level) {
        d->text_level = reader->level;
        oct_buffer_byte(&d->words, ' ');
    }
}

/* ---- Foreign text ------------------------------------------------------------------------- */

/* A nested drawing of the same place and size, in the middle of which the text stands. */
static void start_foreign(html_reader *reader, html_attributes attributes) {
    drawing *d = &reader->drawing;
    oct_slice width = html_attribute(attributes, "width");
    d->foreign_level = reader->level;
    d->foreign.len = 0;
    d->foreign_width = is_length(width) ? html_number(width, 0) : 0;
    bool waits = strcmp(innermost(d), "switch") == 0;
    d->switch_level = waits ? reader->level - 1 : 0;
    if (waits)
        return;
    put_start(d, "svg");
    oct_xml_attribute(&d->xml, "overflow", OCT_S("visible"));
    static const char *const names[] = {"x", "y", "width", "height"};
    for (size_t i = 0; i < 4; i++) {
        oct_slice value = html_attribute(attributes, names[i]);
        if (is_length(value) || (i < 2 && value.len))
            oct_xml_attribute(&d->xml, names[i], value);
    }
}

static void start_in_foreign(drawing *d, const char *name) {
    static const char *const lines[] = {"div", "p",  "br", "li", "tr", "section", "h1",
                                        "h2",  "h3", "h4", "ul", "ol", "pre",     NULL};
    static const char *const apart[] = {"td", "th", NULL};
    if (oct_slice_is_one_of(oct_slice_of(name), lines))
        oct_buffer_byte(&d->foreign, '\n');
    else if (oct_slice_is_one_of(oct_slice_of(name), apart))
        oct_buffer_byte(&d->foreign, ' ');
}

/* About as many letters as fit into the width, in the size that letters have by default. */
static size_t letters_of(int64_t width) {
    enum { FEWEST = 4, LETTER = 8, ANY = 1000000 };
    int64_t letters = width <= 0 || width > ANY ? ANY : width / LETTER;
    return (size_t)(letters < FEWEST ? FEWEST : letters);
}

/* The next line of the text, filled up to a number of letters; false when nothing is left. */
static bool next_line(oct_slice *text, size_t most, oct_slice *line) {
    *text = oct_slice_trim(*text);
    oct_slice whole = oct_slice_head(*text, oct_slice_find_byte(*text, '\n')), rest = whole, word;
    size_t len = 0, letters = 0;
    while (oct_slice_next_word(&rest, &word)) {
        letters += word.len + (letters != 0);
        if (letters > most && len)
            break;
        len = (size_t)(word.ptr + word.len - whole.ptr);
    }
    *line = oct_slice_head(whole, len);
    *text = oct_slice_from(*text, len);
    return len != 0;
}

/* Lines in the middle of the place, 1.2 em apart; 0.35 em below the middle of a letter is the line
 * that it stands on. */
static void put_lines(drawing *d) {
    enum { APART = 120, MIDDLE = 35 }; /* hundredths of an em */
    oct_slice text = oct_buffer_view(&d->foreign), line;
    size_t most = letters_of(d->foreign_width), count = 0;
    while (next_line(&text, most, &line))
        count++;
    text = oct_buffer_view(&d->foreign);
    for (size_t i = 0; next_line(&text, most, &line); i++) {
        int64_t em = i ? APART : MIDDLE - (int64_t)(count - 1) * APART / 2;
        oct_buffer_printf(&d->xml, "<tspan x=\"50%%\" dy=\"%s%lld.%02lldem\">", em < 0 ? "-" : "",
                          (long long)(em < 0 ? -em : em) / 100,
                          (long long)(em < 0 ? -em : em) % 100);
        oct_xml_text(&d->xml, line);
        oct_buffer_string(&d->xml, "</tspan>");
    }
}

static void put_foreign_text(drawing *d) {
    oct_buffer_byte(&d->words, ' ');
    oct_buffer_slice(&d->words, oct_buffer_view(&d->foreign));
    d->draws |= !d->unseen_level && d->foreign.len;
    put_start(d, "text");
    oct_xml_attribute(&d->xml, "x", OCT_S("50%"));
    oct_xml_attribute(&d->xml, "y", OCT_S("50%"));
    oct_xml_attribute(&d->xml, "text-anchor", OCT_S("middle"));
    close_tag(d);
    put_lines(d);
    put_end(d);
    d->foreign.len = 0;
}

static void end_foreign(drawing *d) {
    d->foreign_level = 0;
    if (d->switch_level)
        return;
    if (oct_slice_trim(oct_buffer_view(&d->foreign)).len)
        put_foreign_text(d);
    put_end(d);
}

/* ---- Events ------------------------------------------------------------------------------- */

void html_start_in_drawing(html_reader *reader, const char *name, html_attributes attributes) {
    drawing *d = &reader->drawing;
    if (d->foreign_level) {
        start_in_foreign(d, name);
        return;
    }
    start_words(reader, name);
    if (d->switch_level) /* another choice stands behind it */
        d->foreign.len = 0;
    d->switch_level = 0;
    if (strcmp(name, "foreignobject") == 0) {
        start_foreign(reader, attributes);
        return;
    }
    note_element(reader, name);
    put_start(d, is_fit(name) ? html_drawing_element(name) : "g");
    put_attributes(d, attributes);
}

void html_text_in_drawing(html_reader *reader, oct_slice text) {
    drawing *d = &reader->drawing;
    if (d->foreign_level) {
        oct_buffer_slice(&d->foreign, text);
        return;
    }
    close_tag(d);
    oct_xml_text(&d->xml, text);
    if (reader->detail_level)
        oct_buffer_slice(d->in_inner ? &d->inner : &reader->detail, text);
    else if (d->text_level)
        oct_buffer_slice(&d->words, text);
}

void html_end_in_drawing(html_reader *reader) {
    drawing *d = &reader->drawing;
    if (d->foreign_level && d->foreign_level != reader->level)
        return;
    if (d->text_level == reader->level)
        d->text_level = 0;
    if (d->unseen_level == reader->level)
        d->unseen_level = 0;
    if (d->foreign_level) {
        end_foreign(d);
        return;
    }
    if (d->switch_level == reader->level) {
        d->switch_level = 0;
        if (oct_slice_trim(oct_buffer_view(&d->foreign)).len)
            put_foreign_text(d);
    }
    put_end(d);
}

/* ---- The whole ---------------------------------------------------------------------------- */

/* Whether a use element names a part that the drawing has. */
static bool uses_itself(oct_slice xml) {
    enum { MOST_USES = 64, LONGEST = 200 };
    oct_slice rest = xml, use = OCT_S("<use ");
    for (int uses = 0; uses < MOST_USES; uses++) {
        rest = oct_slice_from(rest, oct_slice_find(rest, use));
        if (!rest.len)
            return false;
        oct_slice tag = oct_slice_head(rest, oct_slice_find_byte(rest, '>'));
        rest = oct_slice_from(rest, use.len);
        oct_slice name = oct_slice_from(tag, oct_slice_find(tag, OCT_S("xlink:href=\"#")));
        name = oct_slice_from(name, sizeof "xlink:href=\"#" - 1);
        name = oct_slice_head(name, oct_slice_find_byte(name, '"'));
        char id[LONGEST + 8] = " id=\"";
        if (!name.len || name.len > LONGEST)
            continue;
        memcpy(id + 5, name.ptr, name.len);
        memcpy(id + 5 + name.len, "\"", 2);
        if (oct_slice_find(xml, oct_slice_of(id)) < xml.len)
            return true;
    }
    return false;
}

static bool is_small(const oct_image *image, uint32_t side) {
    return image->width && image->height && image->width <= side && image->height <= side;
}

/* Whether nobody misses it in a text. */
static bool only_decorates(const drawing *d, oct_slice words) {
    oct_image image = oct_image_probe(oct_buffer_view(&d->xml));
    if (d->decorative)
        return !d->sized || is_small(&image, DECORATION);
    return !words.len && is_small(&image, ICON);
}

/* Percent-encoded as the writers leave it. */
static oct_slice data_url(html_reader *reader, oct_slice svg) {
    oct_buffer url;
    oct_buffer_init(&url, oct_context_allocator(reader->reading->context));
    oct_buffer_string(&url, "data:image/svg+xml,");
    for (size_t at = 0; at < svg.len; at++)
        if (oct_is_alnum(svg.ptr[at]) || strchr("-_.!*(),@?=;:/+$~", svg.ptr[at]))
            oct_buffer_byte(&url, svg.ptr[at]);
        else
            oct_buffer_printf(&url, "%%%02X", (unsigned)(uint8_t)svg.ptr[at]);
    oct_slice copy = oct_builder_copy(reader->builder, oct_buffer_view(&url));
    if (url.failed)
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
    oct_buffer_free(&url);
    return copy;
}

static void keep_id(html_reader *reader, oct_node *image, oct_slice id) {
    if (!id.len)
        return;
    image->attributes = OCT_ARENA_NEW(oct_builder_arena(reader->builder), oct_attributes);
    if (image->attributes)
        image->attributes->id = id;
    else
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
}

static void put_image(html_reader *reader, oct_slice svg, oct_slice words) {
    html_begin_node(reader);
    oct_node *image = oct_builder_open(reader->builder, OCT_IMAGE, reader->drawing.line);
    image->as.link->url = data_url(reader, svg);
    image->as.link->title = oct_slice_make("", 0);
    keep_id(reader, image, reader->drawing.id);
    oct_builder_text(reader->builder, words, reader->line);
    oct_builder_close(reader->builder, OCT_IMAGE);
}

static void leave_out(html_reader *reader, const char *why, const char *hint, oct_slice words) {
    oct_place place = html_here(reader);
    place.line = reader->drawing.line;
    oct_report(reader->reading->context, OCT_D_NOT_RENDERED, place, hint,
               "an inline SVG drawing %s was left out%s", why,
               words.len ? "; its description stands in its place" : "");
    html_put(reader, words);
}

static void put_clean(html_reader *reader, oct_slice words) {
    oct_buffer clean;
    oct_buffer_init(&clean, oct_context_allocator(reader->reading->context));
    bool fine = oct_svg_clean(oct_buffer_view(&reader->drawing.xml), &clean);
    if (clean.failed)
        oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
    else if (!fine)
        leave_out(reader, "that cannot be put right", NULL, words);
    else if (clean.len > (uint64_t)reader->reading->common->max_image_bytes)
        leave_out(reader, "that is larger than --max-image-bytes allows",
                  "--max-image-bytes=SIZE raises the limit", words);
    else
        put_image(reader, oct_buffer_view(&clean), words);
    oct_buffer_free(&clean);
}

static oct_slice says(html_reader *reader) {
    drawing *d = &reader->drawing;
    oct_slice words = oct_slice_trim(reader->alternative);
    if (!words.len)
        words = html_collapsed(reader, &reader->detail);
    if (!words.len)
        words = html_collapsed(reader, &d->words);
    return words.len ? words : html_collapsed(reader, &d->inner);
}

void html_end_drawing(html_reader *reader) {
    drawing *d = &reader->drawing;
    if (d->foreign_level)
        end_foreign(d);
    while (d->open.len)
        put_end(d);
    oct_slice words = says(reader);
    for (size_t i = 0; i < BUFFERS; i++)
        if (buffer_at(d, i)->failed)
            oct_builder_fail(reader->builder, OCT_BUILDER_NO_MEMORY, reader->line);
    if (oct_builder_failed(reader->builder) || only_decorates(d, words))
        return;
    if (reader->pre || (!d->draws && !uses_itself(oct_buffer_view(&d->xml))))
        html_put(reader, words);
    else
        put_clean(reader, words);
}
