/* io/image - which type an image is, and the parsers of PNG, GIF and WebP. Any bytes are safe:
 * every read is checked against the end. Knows base only. */
#include "io/image_parsers.h"

typedef struct type_info {
    const char *media_type, *extension;
} type_info;

static const type_info types[] = {
    [OCT_IMAGE_UNKNOWN] = {NULL, NULL},        [OCT_IMAGE_PNG] = {"image/png", "png"},
    [OCT_IMAGE_JPEG] = {"image/jpeg", "jpg"},  [OCT_IMAGE_GIF] = {"image/gif", "gif"},
    [OCT_IMAGE_WEBP] = {"image/webp", "webp"}, [OCT_IMAGE_SVG] = {"image/svg+xml", "svg"},
};

const char *oct_image_media_type(oct_image_type type) {
    return types[type].media_type;
}

const char *oct_image_extension(oct_image_type type) {
    return types[type].extension;
}

static bool starts_at(oct_slice bytes, size_t at, oct_slice with) {
    return oct_slice_starts(oct_slice_from(bytes, at), with);
}

static oct_image_type type_of(oct_slice bytes) {
    if (oct_slice_starts(bytes, OCT_S("\x89PNG\r\n\x1A\n")))
        return OCT_IMAGE_PNG;
    if (oct_slice_starts(bytes, OCT_S("\xFF\xD8\xFF")))
        return OCT_IMAGE_JPEG;
    if (oct_slice_starts(bytes, OCT_S("GIF87a")) || oct_slice_starts(bytes, OCT_S("GIF89a")))
        return OCT_IMAGE_GIF;
    if (oct_slice_starts(bytes, OCT_S("RIFF")) && starts_at(bytes, 8, OCT_S("WEBP")))
        return OCT_IMAGE_WEBP;
    return OCT_IMAGE_UNKNOWN;
}

oct_image oct_image_probe(oct_slice bytes) {
    oct_image image = {.type = type_of(bytes)};
    switch (image.type) {
    case OCT_IMAGE_PNG:
        oct_image_read_png(bytes, &image);
        break;
    case OCT_IMAGE_JPEG:
        oct_image_read_jpeg(bytes, &image);
        break;
    case OCT_IMAGE_GIF:
        oct_image_read_gif(bytes, &image);
        break;
    case OCT_IMAGE_WEBP:
        oct_image_read_webp(bytes, &image);
        break;
    case OCT_IMAGE_SVG:
    case OCT_IMAGE_UNKNOWN:
        if (oct_image_read_svg(bytes, &image))
            image.type = OCT_IMAGE_SVG;
        break;
    }
    return image;
}

/* ---- PNG (ISO/IEC 15948) ------------------------------------------------------------------ */

enum { PNG_IHDR = 8, PNG_CHUNK_HEAD = 8, PNG_CHUNK_CRC = 4, PNG_IHDR_END = 33 };

/* Pixels per metre (11.3.5.3 pHYs) as dots an inch of 0.0254 m, rounded. */
static uint32_t inch_of_metre(uint32_t per_metre) {
    return (uint32_t)(((uint64_t)per_metre * 254 + 5000) / 10000);
}

/* pHYs stands before the first IDAT. */
static void read_phys(oct_slice bytes, oct_image *image) {
    size_t at = PNG_IHDR_END;
    while (bytes.len > at && bytes.len - at >= PNG_CHUNK_HEAD) {
        uint32_t length = oct_image_be32(bytes, at);
        size_t data = at + PNG_CHUNK_HEAD;
        if (starts_at(bytes, at + 4, OCT_S("IDAT")))
            return;
        if (length > bytes.len - data)
            return;
        if (length == 9 && starts_at(bytes, at + 4, OCT_S("pHYs"))) {
            if (oct_image_byte(bytes, data + 8) == 1) { /* the unit is the metre */
                image->x_dpi = inch_of_metre(oct_image_be32(bytes, data));
                image->y_dpi = inch_of_metre(oct_image_be32(bytes, data + 4));
            }
            return;
        }
        at = data + length + PNG_CHUNK_CRC;
    }
}

void oct_image_read_png(oct_slice bytes, oct_image *image) {
    if (bytes.len < PNG_IHDR_END) {
        image->truncated = true;
        return;
    }
    if (!starts_at(bytes, PNG_IHDR + 4, OCT_S("IHDR"))) {
        image->type = OCT_IMAGE_UNKNOWN;
        return;
    }
    image->width = oct_image_be32(bytes, PNG_IHDR + PNG_CHUNK_HEAD);
    image->height = oct_image_be32(bytes, PNG_IHDR + PNG_CHUNK_HEAD + 4);
    read_phys(bytes, image);
}

static bool png_is_whole(oct_slice bytes) {
    size_t at = PNG_IHDR;
    while (bytes.len > at && bytes.len - at >= PNG_CHUNK_HEAD + PNG_CHUNK_CRC) {
        size_t length = oct_image_be32(bytes, at);
        if (length > bytes.len - at - PNG_CHUNK_HEAD - PNG_CHUNK_CRC)
            return false;
        if (starts_at(bytes, at + 4, OCT_S("IEND")))
            return true;
        at += PNG_CHUNK_HEAD + length + PNG_CHUNK_CRC;
    }
    return false;
}

/* ---- GIF (GIF89a, clause 18: logical screen descriptor) ----------------------------------- */

void oct_image_read_gif(oct_slice bytes, oct_image *image) {
    image->width = oct_image_le16(bytes, 6);
    image->height = oct_image_le16(bytes, 8);
    image->truncated = bytes.len < 13;
}

/* ---- WebP (RFC 9649) ---------------------------------------------------------------------- */

enum { WEBP_CHUNK = 12, WEBP_DATA = 20 };

static uint32_t le24(oct_slice bytes, size_t at) {
    return oct_image_le32(bytes, at) & 0xFFFFFF;
}

/* A lossy frame (RFC 6386, 9.1): a tag of three bytes, a start code, two sizes of 14 bits. */
static bool read_vp8(oct_slice bytes, oct_image *image) {
    image->width = oct_image_le16(bytes, WEBP_DATA + 6) & 0x3FFF;
    image->height = oct_image_le16(bytes, WEBP_DATA + 8) & 0x3FFF;
    return starts_at(bytes, WEBP_DATA + 3, OCT_S("\x9D\x01\x2A"));
}

/* Lossless (RFC 9649, 3.4): a signature byte, then two sizes of 14 bits, less one. */
static bool read_vp8l(oct_slice bytes, oct_image *image) {
    uint32_t sizes = oct_image_le32(bytes, WEBP_DATA + 1);
    image->width = (sizes & 0x3FFF) + 1;
    image->height = (sizes >> 14 & 0x3FFF) + 1;
    return oct_image_byte(bytes, WEBP_DATA) == 0x2F;
}

/* Extended (RFC 9649, 2.7): flags, then the canvas's sizes of 24 bits, less one. */
static bool read_vp8x(oct_slice bytes, oct_image *image) {
    image->width = le24(bytes, WEBP_DATA + 4) + 1;
    image->height = le24(bytes, WEBP_DATA + 7) + 1;
    return true;
}

void oct_image_read_webp(oct_slice bytes, oct_image *image) {
    if (bytes.len < WEBP_DATA + 10) {
        image->truncated = true;
        return;
    }
    bool good = false;
    if (starts_at(bytes, WEBP_CHUNK, OCT_S("VP8 ")))
        good = read_vp8(bytes, image);
    else if (starts_at(bytes, WEBP_CHUNK, OCT_S("VP8L")))
        good = read_vp8l(bytes, image);
    else if (starts_at(bytes, WEBP_CHUNK, OCT_S("VP8X")))
        good = read_vp8x(bytes, image);
    if (!good)
        *image = (oct_image){.type = OCT_IMAGE_UNKNOWN};
}

/* The size at byte 4 counts what follows it (RFC 9649, 2.4). */
static bool webp_is_whole(oct_slice bytes) {
    return bytes.len >= 8 && oct_image_le32(bytes, 4) <= bytes.len - 8;
}

bool oct_image_is_whole(oct_image_type type, oct_slice bytes) {
    if (type == OCT_IMAGE_PNG)
        return png_is_whole(bytes);
    return type != OCT_IMAGE_WEBP || webp_is_whole(bytes);
}
