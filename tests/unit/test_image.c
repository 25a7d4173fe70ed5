/* tests/unit/test_image - image headers: good, cut off anywhere, and hostile. */
#include "cmocka_all.h"

#include "io/image.h"

#include <stdio.h>

#define PNG_HEAD                                                                                   \
    "\x89PNG\r\n\x1A\n"                                                                            \
    "\0\0\0\x0DIHDR\0\0\x02\x80\0\0\x01\xE0\x08\x06\0\0\0CRC!"
#define JPEG_FRAME "\xFF\xC2\0\x11\x08\x01\xE0\x02\x80\x03\1\2\3\4\5\6\7\x08\x09"
/* TIFF with 300 and 150 dots in XResolution and YResolution, the unit apart. */
#define EXIF_II(unit)                                                                              \
    "\xFF\xE1\0JExif\0\0II*\0\x08\0\0\0\x03\0"                                                     \
    "\x1A\x01\x05\0\1\0\0\0\x32\0\0\0"                                                             \
    "\x1B\x01\x05\0\1\0\0\0\x3A\0\0\0"                                                             \
    "\x28\x01\x03\0\1\0\0\0" unit "\0\0\0\0\0\0\0"                                                 \
    "\x2C\x01\0\0\1\0\0\0\x96\0\0\0\1\0\0\0"
#define EXIF_MM                                                                                    \
    "\xFF\xE1\0>Exif\0\0MM\0*\0\0\0\x08\0\x02"                                                     \
    "\x01\x1A\0\x05\0\0\0\1\0\0\0\x26"                                                             \
    "\x01\x1B\0\x05\0\0\0\1\0\0\0\x2E"                                                             \
    "\0\0\0\0\0\0\x04\xB0\0\0\0\x04\0\0\0\x48\0\0\0\1"

typedef struct sample {
    const char *what;
    oct_slice bytes;
    oct_image image;
} sample;

static const sample samples[] = {
    {"png", {PNG_HEAD, sizeof PNG_HEAD - 1}, {OCT_IMAGE_PNG, 640, 480, 0, 0, false}},
#define S(what, bytes, ...)                                                                        \
    {                                                                                              \
        what, {bytes, sizeof bytes - 1}, {                                                         \
            __VA_ARGS__                                                                            \
        }                                                                                          \
    }
    S("png, pHYs", PNG_HEAD "\0\0\0\4gAMA1234CRC!\0\0\0\x09pHYs\0\0\x2E\x23\0\0\x0B\x13\1CRC!",
      OCT_IMAGE_PNG, 640, 480, 300, 72, false),
    S("png, pHYs without a unit", PNG_HEAD "\0\0\0\x09pHYs\0\0\x2E\x23\0\0\x0B\x13\0CRC!",
      OCT_IMAGE_PNG, 640, 480, 0, 0, false),
    S("png, pHYs behind IDAT",
      PNG_HEAD "\0\0\0\0IDATCRC!\0\0\0\x09pHYs\0\0\x2E\x23\0\0\x0B\x13\1CRC!", OCT_IMAGE_PNG, 640,
      480, 0, 0, false),
    S("png, endless chunk", PNG_HEAD "\xFF\xFF\xFF\xFFgAMA", OCT_IMAGE_PNG, 640, 480, 0, 0, false),
    S("jpeg", "\xFF\xD8" JPEG_FRAME, OCT_IMAGE_JPEG, 640, 480, 0, 0, false),
    S("jpeg, JFIF in inches",
      "\xFF\xD8\xFF\xE0\0\x10JFIF\0\1\2\1\0\x96\0\x48\0\0\xFF\xFF\xFE\0\4hi" JPEG_FRAME,
      OCT_IMAGE_JPEG, 640, 480, 150, 72, false),
    S("jpeg, JFIF in centimetres", "\xFF\xD8\xFF\xE0\0\x10JFIF\0\1\2\2\0\x76\0\x3B\0\0" JPEG_FRAME,
      OCT_IMAGE_JPEG, 640, 480, 300, 150, false),
    S("jpeg, JFIF of one dot an inch", "\xFF\xD8\xFF\xE0\0\x10JFIF\0\1\2\1\0\1\0\1\0\0" JPEG_FRAME,
      OCT_IMAGE_JPEG, 640, 480, 0, 0, false),
    S("jpeg, JFIF without a unit, then Exif",
      "\xFF\xD8\xFF\xE0\0\x10JFIF\0\1\2\0\0\1\0\1\0\0" EXIF_II("\2") JPEG_FRAME, OCT_IMAGE_JPEG,
      640, 480, 300, 150, false),
    S("jpeg, Exif in centimetres", "\xFF\xD8" EXIF_II("\3") JPEG_FRAME, OCT_IMAGE_JPEG, 640, 480,
      762, 381, false),
    S("jpeg, Exif without a unit to use", "\xFF\xD8" EXIF_II("\1") JPEG_FRAME, OCT_IMAGE_JPEG, 640,
      480, 0, 0, false),
    S("jpeg, Exif big-endian", "\xFF\xD8" EXIF_MM JPEG_FRAME, OCT_IMAGE_JPEG, 640, 480, 300, 72,
      false),
    S("jpeg without a frame", "\xFF\xD8\xFF\xDA\0\2", OCT_IMAGE_JPEG, 0, 0, 0, 0, false),
    S("jpeg, broken between segments", "\xFF\xD8\xFF\xFE\0\2x" JPEG_FRAME, OCT_IMAGE_JPEG, 0, 0, 0,
      0, false),
    S("gif", "GIF89a\x80\x02\xE0\x01\xF7\0\0", OCT_IMAGE_GIF, 640, 480, 0, 0, false),
    S("webp, lossy", "RIFF\x1A\0\0\0WEBPVP8 \x0E\0\0\0\x30\1\0\x9D\x01\x2A\x80\x42\xE0\x81",
      OCT_IMAGE_WEBP, 640, 480, 0, 0, false),
    S("webp, lossless", "RIFF\x1A\0\0\0WEBPVP8L\x0E\0\0\0\x2F\x7F\xC2\x77\x00\0\0\0\0\0",
      OCT_IMAGE_WEBP, 640, 480, 0, 0, false),
    S("webp, extended", "RIFF\x1A\0\0\0WEBPVP8X\x0A\0\0\0\x10\0\0\0\x7F\x02\0\xDF\x01\0",
      OCT_IMAGE_WEBP, 640, 480, 0, 0, false),
    S("webp of an unknown kind", "RIFF\x1A\0\0\0WEBPVP9 \x0A\0\0\0\x10\0\0\0\x7F\x02\0\xDF\x01\0",
      OCT_IMAGE_UNKNOWN, 0, 0, 0, 0, false),
    S("a sound", "RIFF\x1A\0\0\0WAVEfmt ", OCT_IMAGE_UNKNOWN, 0, 0, 0, 0, false),
    S("text", "Once upon a time", OCT_IMAGE_UNKNOWN, 0, 0, 0, 0, false),
    S("a page", "<!DOCTYPE html><html><svg width='1' height='1'/></html>", OCT_IMAGE_UNKNOWN, 0, 0,
      0, 0, false),
#undef S
};

static const sample *const samples_end = samples + sizeof samples / sizeof samples[0];

static void assert_same(const char *what, oct_image got, oct_image want) {
    if (got.type != want.type || got.width != want.width || got.height != want.height ||
        got.x_dpi != want.x_dpi || got.y_dpi != want.y_dpi || got.truncated != want.truncated)
        fail_msg("%s: got type %d, %u x %u, %u x %u dpi%s", what, (int)got.type, got.width,
                 got.height, got.x_dpi, got.y_dpi, got.truncated ? ", truncated" : "");
}

static void headers_are_read(void **state) {
    for (const sample *s = samples; s < samples_end; s++)
        assert_same(s->what, oct_image_probe(s->bytes), s->image);
}

static void svg_sizes_follow_css(void **state) {
    static const struct {
        const char *svg;
        uint32_t width, height;
    } cases[] = {
        {"<svg width='10' height=\"20px\">", 10, 20},
        {"<svg height = '1in' width\n=\n'72pt'/>", 96, 96},
        {"<svg width='2.54cm' height='25.4mm'>", 96, 96},
        {"<svg width='101.6q' height='6pc'>", 96, 96},
        {"<svg width='1e2' height='1.5E+1'>", 100, 15},
        {"<svg width='2em' height='2ex'>", 32, 16},
        {"<svg width='.5' height='0.4'>", 1, 1},
        {"<svg width='100%' height='50%' viewBox='0 0 300 200'>", 300, 200},
        {"<svg viewBox='-5,-5,30.4,20.6'>", 30, 21},
        {"<svg width='600' viewBox='0 0 300 200'>", 600, 400},
        {"<svg height='100' width='auto' viewBox='0 0 300 200'>", 150, 100},
        {"<svg width='-5' height='-6'>", 0, 0},
        {"<svg viewBox='0 0 10'>", 0, 0},
        {"<svg>", 0, 0},
        {"<svg a=\"width='7'>\" width=5 height='6'>", 0, 6},
        {"<svg width='99999999999999999999' height='1e999999999'>", 1000000000, 1000000000},
        {"<svg width='1e-999999999' height='0.0000001'>", 0, 0},
        {"<s:svg xmlns:s='http://www.w3.org/2000/svg' width='3' height='4'/>", 3, 4},
        {"\xEF\xBB\xBF <?xml version='1.0'?>\n<!-- <svg width='9'> --><?x > ?>\n"
         "<!DOCTYPE svg PUBLIC \"a>b\" [ <!ENTITY x '>]'> <!ENTITY y \"]\"> ]>\n"
         "<svg width='3' height='4'/>",
         3, 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        oct_image want = {OCT_IMAGE_SVG, cases[i].width, cases[i].height, 96, 96, false};
        assert_same(cases[i].svg, oct_image_probe(oct_slice_of(cases[i].svg)), want);
    }
}

/* Probes a copy that ends where its memory ends, so that reading on would be seen. */
static oct_image probe_exactly(const char *bytes, size_t len) {
    char *copy = malloc(len ? len : 1);
    memcpy(copy, bytes, len);
    oct_image image = oct_image_probe(oct_slice_make(copy, len));
    free(copy);
    return image;
}

static void a_cut_header_is_unknown_or_truncated_or_whole(void **state) {
    for (const sample *s = samples; s < samples_end; s++) {
        for (size_t len = 0; len < s->bytes.len; len++) {
            oct_image image = probe_exactly(s->bytes.ptr, len);
            if (image.type == OCT_IMAGE_UNKNOWN || image.truncated)
                continue;
            assert_int_equal(image.width, s->image.width);
            assert_int_equal(image.height, s->image.height);
        }
    }
    oct_image image = oct_image_probe(OCT_S("<svg width='10' height='2"));
    assert_true(image.type == OCT_IMAGE_SVG && image.truncated);
    image = oct_image_probe(OCT_S("\xFF\xD8\xFF\xE0\x10\0JFIF"));
    assert_true(image.type == OCT_IMAGE_JPEG && image.truncated);
    image = oct_image_probe(OCT_S("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR"));
    assert_true(image.type == OCT_IMAGE_PNG && image.truncated);
}

/* xorshift64: any bytes will do, the same each time. */
static uint64_t next_random(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    return *seed ^= *seed << 17;
}

static void random_bytes_are_safe(void **state) {
    uint64_t seed = 88172645463325252;
    char bytes[128];
    for (int i = 0; i < 20000; i++) {
        const sample *s = &samples[next_random(&seed) % (size_t)(samples_end - samples)];
        size_t len = s->bytes.len < sizeof bytes ? s->bytes.len : sizeof bytes;
        memcpy(bytes, s->bytes.ptr, len);
        for (int changes = 0; changes < 4; changes++)
            bytes[next_random(&seed) % len] = (char)next_random(&seed);
        probe_exactly(bytes, len);
    }
}

/* A million tiny Exif segments, each promising 65,535 entries, and as many chunks and attributes:
 * each must cost only what it is long. */
static void long_headers_take_linear_time(void **state) {
    static const struct {
        const char *head, *part;
        size_t part_len;
    } cases[] = {
        {"\xFF\xD8",
         "\xFF\xE1\0\x12"
         "Exif\0\0II*\0\x08\0\0\0\xFF\xFF",
         20},
        {PNG_HEAD, "\0\0\0\0abcdCRC!", 12},
        {"<svg ", "width='1e999999999' ", 20},
        {"", "<!---->", 7},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t head = i == 1 ? sizeof PNG_HEAD - 1 : strlen(cases[i].head);
        size_t len = head + 1000000 * cases[i].part_len;
        char *bytes = malloc(len);
        memcpy(bytes, cases[i].head, head);
        for (size_t at = head; at < len; at += cases[i].part_len)
            memcpy(bytes + at, cases[i].part, cases[i].part_len);
        oct_image_probe(oct_slice_make(bytes, len));
        free(bytes);
    }
}

static void types_have_names(void **state) {
    assert_string_equal(oct_image_media_type(OCT_IMAGE_SVG), "image/svg+xml");
    assert_string_equal(oct_image_extension(OCT_IMAGE_JPEG), "jpg");
    assert_null(oct_image_media_type(OCT_IMAGE_UNKNOWN));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_read),
        cmocka_unit_test(svg_sizes_follow_css),
        cmocka_unit_test(a_cut_header_is_unknown_or_truncated_or_whole),
        cmocka_unit_test(random_bytes_are_safe),
        cmocka_unit_test(long_headers_take_linear_time),
        cmocka_unit_test(types_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
