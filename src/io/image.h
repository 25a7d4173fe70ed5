/* io/image - what an image is, from its first bytes: type, size in pixels, resolution. PNG (ISO/IEC
 * 15948), JPEG (JFIF, Exif), GIF89a, WebP (RFC 9649), SVG. Knows base only. */
#ifndef OCT_IO_IMAGE_H
#define OCT_IO_IMAGE_H

#include "base/slice.h"

typedef enum oct_image_type {
    OCT_IMAGE_UNKNOWN,
    OCT_IMAGE_PNG,
    OCT_IMAGE_JPEG,
    OCT_IMAGE_GIF,
    OCT_IMAGE_WEBP,
    OCT_IMAGE_SVG
} oct_image_type;

typedef struct oct_image {
    oct_image_type type;
    uint32_t width, height; /* CSS pixels for SVG, else image pixels; 0 when not said */
    uint32_t x_dpi, y_dpi;  /* dots an inch; 0 when not said; 96 for SVG, by CSS */
    bool truncated;         /* the header is cut off: the type is known, the size may not be */
} oct_image;

/* Reads no further than it must; any bytes are safe. For a whole file or its first 64 KiB (a JPEG's
 * size may lie behind that: give it all for certainty). */
oct_image oct_image_probe(oct_slice bytes);
/* Whether all bytes of a PNG or a WebP, whose viewers show little of a file without its end, reach
 * that end; true for the other types. What follows the end does not matter. */
bool oct_image_is_whole(oct_image_type type, oct_slice bytes);
/* "image/png", …; NULL for unknown. */
const char *oct_image_media_type(oct_image_type type);
/* "png", "jpg", "gif", "webp", "svg"; NULL for unknown. */
const char *oct_image_extension(oct_image_type type);

#endif
