/* formats/docx/images - images in the text (ISO/IEC 29500-1, 20.4): embedded once each, as large as
 * they want to be but never larger than the place where they stand. */
#include "formats/docx/docx.h"

#include "base/size.h"
#include "io/xml.h"

enum { EMU_INCH = 914400, EMU_TWIP = 635, CSS_DPI = 96 };

typedef struct docx_media {
    const oct_resource *resource;
    struct docx_media *next;
    oct_slice target; /* from word/ */
} docx_media;

static bool is_embeddable(oct_image_type type) {
    return type == OCT_IMAGE_PNG || type == OCT_IMAGE_JPEG || type == OCT_IMAGE_GIF;
}

/* The member of the package for an image; equal contents share one. */
static docx_media *media_for(docx_writer *w, const oct_resource *resource) {
    char *key = oct_arena_printf(&w->arena, "%llx/%llu", (unsigned long long)resource->digest,
                                 (unsigned long long)resource->size);
    void **place = key ? oct_map_place(&w->media, oct_slice_of(key)) : NULL;
    if (!place || *place)
        return place ? *place : NULL;
    docx_media *media = OCT_ARENA_NEW(&w->arena, docx_media);
    if (!media)
        return NULL;
    media->resource = resource;
    media->target = oct_slice_of(oct_arena_printf(&w->arena, "media/image%u.%s", ++w->media_count,
                                                  oct_image_extension(resource->image.type)));
    *place = media;
    if (w->first_media)
        w->last_media->next = media;
    else
        w->first_media = media;
    w->last_media = media;
    return media;
}

void docx_add_media(docx_writer *w, oct_package *package) {
    for (docx_media *media = w->first_media; media; media = media->next) {
        char *name = oct_arena_printf(&w->arena, "word/%.*s", OCT_SLICE_ARG(media->target));
        if (!name)
            return;
        const oct_resource *resource = media->resource;
        if (resource->path)
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

/* Name, description and title of the drawing. */
static void put_properties(docx_writer *w, const oct_node *node) {
    oct_buffer words;
    oct_buffer_init(&words, w->allocator);
    oct_node_plain_text(node, &words);
    uint32_t id = ++w->drawing_count;
    put_number(w, "<wp:docPr id=\"", id, "\"");
    put_number(w, " name=\"Image ", id, "\"");
    if (words.len)
        docx_forbidden(w, oct_xml_attribute(w->out, "descr", oct_buffer_view(&words)), node);
    if (node->as.link->title.len)
        docx_forbidden(w, oct_xml_attribute(w->out, "title", node->as.link->title), node);
    docx_put(w, "/>");
    w->failed |= words.failed;
    oct_buffer_free(&words);
}

#define DRAWING "http://schemas.openxmlformats.org/drawingml/2006/"

static void put_picture(docx_writer *w, uint32_t relation, docx_extent size) {
    docx_put(w, "<a:graphic><a:graphicData uri=\"" DRAWING "picture\"><pic:pic><pic:nvPicPr>");
    put_number(w, "<pic:cNvPr id=\"", w->drawing_count, "\"");
    put_number(w, " name=\"Image ", w->drawing_count, "\"/><pic:cNvPicPr/></pic:nvPicPr>");
    put_number(w, "<pic:blipFill><a:blip r:embed=\"rId", relation, "\"/>");
    docx_put(w, "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
                "<a:off x=\"0\" y=\"0\"/>");
    put_extent(w, "<a:ext", size);
    docx_put(w, "</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
                "</a:graphicData></a:graphic>");
}

static void put_drawing(docx_writer *w, const oct_node *node, uint32_t relation, docx_extent size) {
    docx_run_close(w);
    docx_run_open(w, 0);
    docx_put(w, "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">");
    put_extent(w, "<wp:extent", size);
    put_properties(w, node);
    docx_put(w, "<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/>"
                "</wp:cNvGraphicFramePr>");
    put_picture(w, relation, size);
    docx_put(w, "</wp:inline></w:drawing>");
    docx_run_close(w);
}

bool docx_image(docx_writer *w, const oct_node *node) {
    const oct_resource *resource = node->as.link->resource;
    if (!resource || resource->state != OCT_RESOURCE_LOADED)
        return false; /* reported when it was looked for */
    if (!is_embeddable(resource->image.type)) {
        const char *type = oct_image_media_type(resource->image.type);
        oct_report(w->writing->context, OCT_D_NOT_RENDERED,
                   oct_place_of(w->writing->document, node), "convert it to PNG",
                   "Word cannot show images of the type %s: the description stands in its place",
                   type ? type : "unknown");
        return false;
    }
    docx_media *media = media_for(w, resource);
    if (!media)
        return false;
    docx_extent room = room_for(w);
    docx_extent size = fit(wanted(node, &resource->image, room), room);
    put_drawing(w, node, docx_relate(w, w->part, 'i', media->target), size);
    return true;
}
