/* formats/docx/images - images in the text (ISO/IEC 29500-1, 20.4): embedded once each, as large as
 * they want to be but never larger than the place where they stand. */
#include "formats/docx/docx.h"

#include "core/svg.h"
#include "formats/docx/emf.h"
#include "io/xml.h"

enum { EMU_INCH = 914400, EMU_TWIP = 635, CSS_DPI = 96 };

typedef struct docx_media {
    const oct_resource *resource;
    struct docx_media *next;
    oct_slice target;            /* from word/ */
    oct_slice bytes;             /* of a drawing, cleaned, or a picture made here; in the arena */
    struct docx_media *stand_in; /* of a drawing: what programs show that know no drawings */
} docx_media;

static bool is_embeddable(oct_image_type type) {
    return type == OCT_IMAGE_PNG || type == OCT_IMAGE_JPEG || type == OCT_IMAGE_GIF ||
           type == OCT_IMAGE_SVG;
}

static docx_media *add_media(docx_writer *w, const oct_resource *resource, const char *extension) {
    docx_media *media = OCT_ARENA_NEW(&w->arena, docx_media);
    if (!media)
        return NULL;
    media->resource = resource;
    media->target =
        oct_slice_of(oct_arena_printf(&w->arena, "media/image%u.%s", ++w->media_count, extension));
    if (w->first_media)
        w->last_media->next = media;
    else
        w->first_media = media;
    w->last_media = media;
    return media;
}

/* A copy of a drawing without code and links; empty when that cannot be made. */
static oct_slice clean_drawing(docx_writer *w, const oct_resource *resource) {
    oct_slice bytes, clean = {NULL, 0};
    oct_arena file;
    oct_buffer out;
    oct_arena_init(&file, w->allocator);
    oct_buffer_init(&out, w->allocator);
    if (oct_resource_read(resource, &file, &bytes) && oct_svg_clean(bytes, &out))
        clean = oct_arena_copy(&w->arena, oct_buffer_view(&out));
    w->failed |= file.failed || out.failed;
    oct_buffer_free(&out);
    oct_arena_clear(&file);
    return clean;
}

/* Word before 2016 shows no drawings, but another picture in its place: one that says what there
 * is. */
static docx_media *words_picture(docx_writer *w, const oct_node *node, const oct_image *image) {
    oct_buffer words, picture;
    oct_buffer_init(&words, w->allocator);
    oct_buffer_init(&picture, w->allocator);
    oct_node_plain_text(node, &words);
    bool described = oct_slice_trim(oct_buffer_view(&words)).len != 0;
    docx_emf_words(&picture, image->width, image->height,
                   described ? oct_buffer_view(&words) : OCT_S("SVG"));
    docx_media *media = add_media(w, NULL, "emf");
    if (media)
        media->bytes = oct_arena_copy(&w->arena, oct_buffer_view(&picture));
    w->failed |= words.failed || picture.failed;
    oct_buffer_free(&words);
    oct_buffer_free(&picture);
    return media;
}

static docx_media *new_media(docx_writer *w, const oct_node *node, const oct_resource *resource) {
    const oct_image *image = &resource->image;
    if (image->type != OCT_IMAGE_SVG)
        return add_media(w, resource, oct_image_extension(image->type));
    oct_slice drawing = clean_drawing(w, resource);
    docx_media *media = drawing.len ? add_media(w, resource, "svg") : NULL;
    if (!media)
        return NULL;
    media->bytes = drawing;
    media->stand_in = words_picture(w, node, image);
    return media;
}

/* The member of the package for an image; equal contents share one. NULL when it cannot be had. */
static docx_media *media_for(docx_writer *w, const oct_node *node) {
    const oct_resource *resource = node->as.link->resource;
    char *key = oct_arena_printf(&w->arena, "%llx/%llu", (unsigned long long)resource->digest,
                                 (unsigned long long)resource->size);
    void **place = key ? oct_map_place(&w->media, oct_slice_of(key)) : NULL;
    if (place && !*place)
        *place = new_media(w, node, resource);
    return place ? *place : NULL;
}

void docx_add_media(docx_writer *w, oct_package *package) {
    for (docx_media *media = w->first_media; media; media = media->next) {
        char *name = oct_arena_printf(&w->arena, "word/%.*s", OCT_SLICE_ARG(media->target));
        const oct_resource *resource = media->resource;
        if (!name)
            return;
        if (media->bytes.len)
            oct_package_add(package, name, media->bytes, OCT_PACKAGE_DEFLATE);
        else if (resource->path)
            oct_package_add_file(package, name, resource->path, resource->size);
        else
            oct_package_add(package, name, resource->bytes, OCT_PACKAGE_STORE);
    }
}

typedef struct docx_extent {
    int64_t width, height; /* EMU */
} docx_extent;

/* Files name resolutions like 1 or 65535 dots an inch, too: those are not believed. */
static int64_t natural(uint32_t pixels, uint32_t dpi) {
    enum { LEAST_DPI = 30, MOST_DPI = 2400 };
    if (dpi < LEAST_DPI || dpi > MOST_DPI)
        dpi = CSS_DPI;
    return (int64_t)pixels * EMU_INCH / dpi;
}

/* value * part / whole for sizes of drawings. */
static int64_t scaled(int64_t value, int64_t part, int64_t whole) {
    int64_t product;
    if (whole <= 0 || __builtin_mul_overflow(value, part, &product))
        return value;
    return product / whole;
}

/* The size that the attributes ask for; where one is missing, the shape decides. */
static docx_extent wanted(const oct_node *node, const oct_image *image, docx_extent room) {
    docx_extent own = {natural(image->width, image->x_dpi), natural(image->height, image->y_dpi)};
    if (own.width <= 0 || own.height <= 0)
        own = (docx_extent){room.width / 2, room.width / 2};
    int64_t width = docx_length(oct_node_pair(node, "width"), room.width);
    int64_t height = docx_length(oct_node_pair(node, "height"), room.height);
    if (width && height)
        return (docx_extent){width, height};
    if (width)
        return (docx_extent){width, scaled(width, own.height, own.width)};
    if (height)
        return (docx_extent){scaled(height, own.width, own.height), height};
    return own;
}

static docx_extent fit(docx_extent size, docx_extent room) {
    if (size.width > room.width)
        size = (docx_extent){room.width, scaled(size.height, room.width, size.width)};
    if (size.height > room.height)
        size = (docx_extent){scaled(size.width, room.height, size.height), room.height};
    if (size.width < 1)
        size.width = 1;
    if (size.height < 1)
        size.height = 1;
    return size;
}

static docx_extent room_for(const docx_writer *w) {
    int64_t width = (int64_t)(w->frame->width - w->frame->left) * EMU_TWIP;
    int64_t height = (int64_t)w->page_height * EMU_TWIP / 10 * 9;
    return (docx_extent){width > EMU_TWIP ? width : EMU_TWIP, height};
}

static void put_number(docx_writer *w, const char *before, int64_t number, const char *after) {
    docx_put(w, before);
    oct_buffer_number(w->out, number);
    docx_put(w, after);
}

static void put_extent(docx_writer *w, const char *element, docx_extent size) {
    docx_put(w, element);
    put_number(w, " cx=\"", size.width, "\"");
    put_number(w, " cy=\"", size.height, "\"/>");
}

static bool is_in_captioned_figure(const oct_node *node) {
    const oct_node *figure = node->parent;
    while (figure && figure->kind != OCT_FIGURE)
        figure = figure->parent;
    for (const oct_node *child = figure ? figure->first : NULL; child; child = child->next)
        if (child->kind == OCT_CAPTION)
            return true;
    return false;
}

/* Whether an image is said to be an ornament, or has an empty description as ornaments do in HTML.
 */
static bool is_decorative(const oct_node *node, oct_slice description) {
    oct_slice role = oct_node_pair(node, "role");
    if (oct_slice_is(role, "presentation") || oct_slice_is(role, "none") ||
        oct_slice_is(oct_node_pair(node, "aria-hidden"), "true"))
        return true;
    return oct_slice_trim(description).len == 0 && node->as.link->title.len == 0 &&
           !is_in_captioned_figure(node);
}

/* Word's own mark, which its check for accessibility heeds ([MS-ODRAWXML], 2.26). */
static const char decorative[] =
    "><a:extLst><a:ext uri=\"{C183D7F6-B498-43B3-948B-1728B52AA6E4}\"><adec:decorative"
    " xmlns:adec=\"http://schemas.microsoft.com/office/drawing/2017/decorative\" val=\"1\"/>"
    "</a:ext></a:extLst></wp:docPr>";

/* Name, description and title of the drawing. Returns how many characters XML could not hold. */
static size_t put_properties(docx_writer *w, const oct_node *node) {
    size_t forbidden = 0;
    oct_buffer words;
    oct_buffer_init(&words, w->allocator);
    oct_node_plain_text(node, &words);
    put_number(w, "<wp:docPr id=\"", w->drawing_count, "\"");
    put_number(w, " name=\"Image ", w->drawing_count, "\"");
    bool ornament = is_decorative(node, oct_buffer_view(&words));
    if (words.len)
        forbidden += oct_xml_attribute(w->out, "descr", oct_buffer_view(&words));
    if (node->as.link->title.len)
        forbidden += oct_xml_attribute(w->out, "title", node->as.link->title);
    docx_put(w, ornament ? decorative : "/>");
    w->failed |= words.failed;
    oct_buffer_free(&words);
    return forbidden;
}

#define DRAWING "http://schemas.openxmlformats.org/drawingml/2006/"

/* The image, or a drawing behind its stand-in ([MS-ODRAWXML], 2.3.3.29). */
static void put_blip(docx_writer *w, const docx_media *media, const docx_media *stand_in) {
    uint32_t relation = docx_relate(w, w->part, 'i', media->target);
    if (!stand_in) {
        put_number(w, "<a:blip r:embed=\"rId", relation, "\"/>");
        return;
    }
    put_number(w, "<a:blip r:embed=\"rId", docx_relate(w, w->part, 'i', stand_in->target),
               "\"><a:extLst><a:ext uri=\"{96DAC541-7B7A-43D3-8B79-37D633B846F1}\"><asvg:svgBlip"
               " xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\"");
    put_number(w, " r:embed=\"rId", relation, "\"/></a:ext></a:extLst></a:blip>");
}

static void put_picture(docx_writer *w, const docx_media *media, const docx_media *stand_in,
                        docx_extent size) {
    docx_put(w, "<a:graphic><a:graphicData uri=\"" DRAWING "picture\"><pic:pic><pic:nvPicPr>");
    put_number(w, "<pic:cNvPr id=\"", w->drawing_count, "\"");
    put_number(w, " name=\"Image ", w->drawing_count, "\"/><pic:cNvPicPr/></pic:nvPicPr>");
    docx_put(w, "<pic:blipFill>");
    put_blip(w, media, stand_in);
    docx_put(w, "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
                "<a:off x=\"0\" y=\"0\"/>");
    put_extent(w, "<a:ext", size);
    docx_put(w, "</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
                "</a:graphicData></a:graphic>");
}

static size_t put_drawing(docx_writer *w, const oct_node *node, const docx_media *media,
                          const docx_media *stand_in, docx_extent size) {
    w->drawing_count++;
    docx_put(w, "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">");
    put_extent(w, "<wp:extent", size);
    size_t forbidden = put_properties(w, node);
    docx_put(w, "<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/>"
                "</wp:cNvGraphicFramePr>");
    put_picture(w, media, stand_in, size);
    docx_put(w, "</wp:inline></w:drawing>");
    return forbidden;
}

/* Word 2010 and later understand wp14 and take the choice, where the drawing stands behind its
 * stand-in. LibreOffice takes the fallback: it shows drawings, but of the choice it would show the
 * stand-in (ISO/IEC 29500-3, 7.5). */
static void put_image(docx_writer *w, const oct_node *node, const docx_media *media,
                      docx_extent size) {
    size_t forbidden;
    docx_run_close(w);
    docx_run_open(w, 0);
    if (media->stand_in) {
        docx_put(w, "<mc:AlternateContent><mc:Choice Requires=\"wp14\">");
        put_drawing(w, node, media, media->stand_in, size);
        docx_put(w, "</mc:Choice><mc:Fallback>");
        forbidden = put_drawing(w, node, media, NULL, size);
        docx_put(w, "</mc:Fallback></mc:AlternateContent>");
    } else {
        forbidden = put_drawing(w, node, media, NULL, size);
    }
    docx_run_close(w);
    docx_forbidden(w, forbidden, node);
}

static bool refuse(docx_writer *w, const oct_node *node, const char *why, const char *hint) {
    oct_report(w->writing->context, OCT_D_NOT_RENDERED, oct_place_of(w->writing->document, node),
               hint, "%s: its description stands in its place", why);
    return false;
}

bool docx_image(docx_writer *w, const oct_node *node) {
    const oct_resource *resource = node->as.link->resource;
    if (!resource || resource->state != OCT_RESOURCE_LOADED)
        return false; /* reported when it was looked for */
    if (!is_embeddable(resource->image.type))
        return refuse(w, node, "Word shows no WebP images", "convert it to PNG");
    docx_media *media = media_for(w, node);
    if (!media)
        return docx_failed(w) ? false
                              : refuse(w, node,
                                       "an SVG image cannot be read, or is not well-formed "
                                       "XML in UTF-8",
                                       NULL);
    docx_extent room = room_for(w);
    put_image(w, node, media, fit(wanted(node, &resource->image, room), room));
    return true;
}
