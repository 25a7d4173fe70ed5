/* io/image_jpeg - the size of a JPEG (ITU-T T.81) by a walk over its segments, and its resolution
 * from JFIF or Exif. Knows base only. */
#include "io/image_parsers.h"

enum {
    MARKER_TEM = 0x01,
    MARKER_SOF0 = 0xC0,
    MARKER_DHT = 0xC4,
    MARKER_JPG = 0xC8,
    MARKER_DAC = 0xCC,
    MARKER_SOF15 = 0xCF,
    MARKER_RST0 = 0xD0,
    MARKER_SOI = 0xD8,
    MARKER_EOI = 0xD9,
    MARKER_SOS = 0xDA,
    MARKER_APP0 = 0xE0,
    MARKER_APP1 = 0xE1
};

/* Dots a centimetre as dots an inch of 2.54 cm, rounded. */
static uint32_t inch_of_centimetre(uint64_t per_centimetre) {
    uint64_t dpi = (per_centimetre * 254 + 50) / 100;
    return dpi > UINT32_MAX ? UINT32_MAX : (uint32_t)dpi;
}

static void set_dpi(oct_image *image, uint32_t x, uint32_t y) {
    /* One dot an inch is what some cameras and programs write for "not known". */
    if (x <= 1 || y <= 1)
        return;
    image->x_dpi = x;
    image->y_dpi = y;
}

/* JFIF 1.02: "JFIF\0", version, unit (0 none, 1 inch, 2 cm), two densities. */
static void read_jfif(oct_slice data, oct_image *image) {
    if (data.len < 12 || !oct_slice_starts(data, OCT_S("JFIF\0")))
        return;
    uint32_t x = oct_image_be16(data, 8), y = oct_image_be16(data, 10);
    if (oct_image_byte(data, 7) == 1)
        set_dpi(image, x, y);
    else if (oct_image_byte(data, 7) == 2)
        set_dpi(image, inch_of_centimetre(x), inch_of_centimetre(y));
}

/* ---- Exif (TIFF 6.0, section 2) ----------------------------------------------------------- */

typedef struct tiff {
    oct_slice bytes;
    bool big_endian;
} tiff;

static uint32_t tiff16(const tiff *from, size_t at) {
    return from->big_endian ? oct_image_be16(from->bytes, at) : oct_image_le16(from->bytes, at);
}

static uint32_t tiff32(const tiff *from, size_t at) {
    return from->big_endian ? oct_image_be32(from->bytes, at) : oct_image_le32(from->bytes, at);
}

/* A rational stands where its entry points to; 0 for nonsense. */
static uint32_t tiff_rational(const tiff *from, size_t entry) {
    size_t at = tiff32(from, entry + 8);
    uint32_t numerator = tiff32(from, at), denominator = tiff32(from, at + 4);
    return denominator ? (uint32_t)(((uint64_t)numerator + denominator / 2) / denominator) : 0;
}

static void read_directory(const tiff *from, oct_image *image) {
    enum { X_RESOLUTION = 0x011A, Y_RESOLUTION = 0x011B, RESOLUTION_UNIT = 0x0128 };
    enum { ENTRY_SIZE = 12, UNIT_INCH = 2, UNIT_CENTIMETRE = 3 };
    size_t directory = tiff32(from, 4), count = tiff16(from, directory);
    uint32_t x = 0, y = 0, unit = UNIT_INCH;
    for (size_t i = 0; i < count; i++) {
        size_t entry = directory + 2 + i * ENTRY_SIZE;
        if (entry >= from->bytes.len)
            break;
        uint32_t tag = tiff16(from, entry);
        if (tag == X_RESOLUTION)
            x = tiff_rational(from, entry);
        else if (tag == Y_RESOLUTION)
            y = tiff_rational(from, entry);
        else if (tag == RESOLUTION_UNIT)
            unit = tiff16(from, entry + 8);
    }
    if (unit == UNIT_INCH)
        set_dpi(image, x, y);
    else if (unit == UNIT_CENTIMETRE)
        set_dpi(image, inch_of_centimetre(x), inch_of_centimetre(y));
}

static void read_exif(oct_slice data, oct_image *image) {
    if (!oct_slice_starts(data, OCT_S("Exif\0\0")))
        return;
    tiff from = {.bytes = oct_slice_from(data, 6)};
    from.big_endian = oct_slice_starts(from.bytes, OCT_S("MM"));
    if (from.big_endian || oct_slice_starts(from.bytes, OCT_S("II")))
        read_directory(&from, image);
}

/* ---- Segments ----------------------------------------------------------------------------- */

static bool is_frame(uint32_t marker) {
    return marker >= MARKER_SOF0 && marker <= MARKER_SOF15 && marker != MARKER_DHT &&
           marker != MARKER_JPG && marker != MARKER_DAC;
}

static bool stands_alone(uint32_t marker) {
    return marker == MARKER_TEM || (marker >= MARKER_RST0 && marker <= MARKER_SOI);
}

/* The frame header (B.2.2): precision, lines, samples a line. */
static void read_frame(oct_slice data, oct_image *image) {
    image->truncated = data.len < 5;
    image->height = oct_image_be16(data, 1);
    image->width = oct_image_be16(data, 3);
}

void oct_image_read_jpeg(oct_slice bytes, oct_image *image) {
    size_t at = 2;
    image->truncated = true;
    for (;;) {
        if (at < bytes.len && oct_image_byte(bytes, at) != 0xFF) {
            image->truncated = false; /* broken, not cut off */
            return;
        }
        while (at < bytes.len && oct_image_byte(bytes, at) == 0xFF)
            at++; /* fill bytes (B.1.1.2) */
        if (at >= bytes.len)
            return;
        uint32_t marker = oct_image_byte(bytes, at++);
        if (stands_alone(marker))
            continue;
        bool ends = marker == MARKER_EOI || marker == MARKER_SOS;
        if (!ends && bytes.len - at < 2)
            return;
        uint32_t length = oct_image_be16(bytes, at);
        if (ends || length < 2) {
            image->truncated = false;
            return;
        }
        oct_slice data = oct_slice_head(oct_slice_from(bytes, at + 2), length - 2);
        if (is_frame(marker)) {
            read_frame(data, image);
            return;
        }
        if (marker == MARKER_APP0 && image->x_dpi == 0)
            read_jfif(data, image);
        else if (marker == MARKER_APP1 && image->x_dpi == 0)
            read_exif(data, image);
        if (length > bytes.len - at)
            return;
        at += length;
    }
}
