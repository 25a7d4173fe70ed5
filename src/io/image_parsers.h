/* io/image_parsers - what the parsers of the image types share. For the files of image.h only. */
#ifndef OCT_IO_IMAGE_PARSERS_H
#define OCT_IO_IMAGE_PARSERS_H

#include "io/image.h"

/* The unsigned number at an offset; 0 where the bytes end before. */
static inline uint32_t oct_image_byte(oct_slice bytes, size_t at) {
    return at < bytes.len ? (unsigned char)bytes.ptr[at] : 0;
}
static inline uint32_t oct_image_be16(oct_slice bytes, size_t at) {
    return oct_image_byte(bytes, at) << 8 | oct_image_byte(bytes, at + 1);
}
static inline uint32_t oct_image_be32(oct_slice bytes, size_t at) {
    return oct_image_be16(bytes, at) << 16 | oct_image_be16(bytes, at + 2);
}
static inline uint32_t oct_image_le16(oct_slice bytes, size_t at) {
    return oct_image_byte(bytes, at + 1) << 8 | oct_image_byte(bytes, at);
}
static inline uint32_t oct_image_le32(oct_slice bytes, size_t at) {
    return oct_image_le16(bytes, at + 2) << 16 | oct_image_le16(bytes, at);
}

/* Each fills in the rest of image, whose type the caller has seen from the signature. */
void oct_image_read_png(oct_slice bytes, oct_image *image);
void oct_image_read_jpeg(oct_slice bytes, oct_image *image);
void oct_image_read_gif(oct_slice bytes, oct_image *image);
void oct_image_read_webp(oct_slice bytes, oct_image *image);
/* False when it is no SVG. */
bool oct_image_read_svg(oct_slice bytes, oct_image *image);

#endif
