/* formats/docx/emf - see emf.h. Numbers are little-endian; the records stand in [MS-EMF] 2.3. */
#include "formats/docx/emf.h"

#include "base/utf8.h"

enum {
    EMR_HEADER = 1,
    EMR_EOF = 14,
    EMR_SETBKMODE = 18,
    EMR_SELECTOBJECT = 37,
    EMR_RECTANGLE = 43,
    EMR_EXTTEXTOUTW = 84
};

/* Stock objects, as the handles of EMR_SELECTOBJECT have them (2.1.31). */
static const uint32_t NULL_BRUSH = 0x80000005, DEFAULT_FONT = 0x80000011;

/* Sizes of records in bytes; of text the part before its letters. */
enum { HEADER_SIZE = 88, TEXT_SIZE = 76 };

/* The letters of the stock font in pixels, about. */
enum { LETTER_WIDTH = 7, LINE_HEIGHT = 17, PADDING = 8, MOST_LINES = 40, LONGEST_LINE = 200 };

static void put16(oct_buffer *out, uint32_t value) {
    oct_buffer_append(out, (char[]){(char)(value & 0xFF), (char)(value >> 8 & 0xFF)}, 2);
}

static void put32(oct_buffer *out, uint32_t value) {
    put16(out, value & 0xFFFF);
    put16(out, value >> 16);
}

static void put_rectangle(oct_buffer *out, uint32_t width, uint32_t height) {
    put32(out, 0);
    put32(out, 0);
    put32(out, width);
    put32(out, height);
}

/* A record with one number. */
static void put_record(oct_buffer *out, uint32_t type, uint32_t value) {
    put32(out, type);
    put32(out, 12);
    put32(out, value);
}

/* The device has 96 dots an inch; frames are in 1/100 mm. Length and number of records are filled
 * in at the end. */
static void put_header(oct_buffer *out, uint32_t width, uint32_t height) {
    put32(out, EMR_HEADER);
    put32(out, HEADER_SIZE);
    put_rectangle(out, width - 1, height - 1);
    put_rectangle(out, (uint32_t)((uint64_t)width * 2540 / 96),
                  (uint32_t)((uint64_t)height * 2540 / 96));
    put32(out, 0x464D4520); /* " EMF" */
    put32(out, 0x00010000);
    put32(out, 0); /* length in bytes */
    put32(out, 0); /* records */
    put16(out, 1); /* handles: the file itself */
    put16(out, 0);
    put32(out, 0); /* no description */
    put32(out, 0);
    put32(out, 0);    /* no palette */
    put32(out, 1920); /* device: pixels, and millimetres at 96 dpi */
    put32(out, 1080);
    put32(out, 508);
    put32(out, 286);
}

/* Letters as UTF-16; what lies beyond its first plane as U+FFFD, so that each is one unit. */
static uint32_t put_letters(oct_buffer *out, oct_slice line) {
    uint32_t count = 0;
    while (line.len) {
        size_t length;
        uint32_t c = oct_utf8_decode(line, &length);
        put16(out, c > 0xFFFF ? OCT_REPLACEMENT : c);
        line = oct_slice_from(line, length);
        count++;
    }
    return count;
}

static void put_line(oct_buffer *out, oct_slice line, uint32_t y) {
    static const uint32_t ONE = 0x3F800000; /* 1.0 as an IEEE 754 number of 32 bits */
    oct_buffer letters;
    oct_buffer_init(&letters, out->allocator);
    uint32_t count = put_letters(&letters, line), padded = (count + 1) / 2 * 4;
    put32(out, EMR_EXTTEXTOUTW);
    put32(out, TEXT_SIZE + padded + count * 4);
    put_rectangle(out, 0, 0);
    put32(out, 1); /* GM_COMPATIBLE */
    put32(out, ONE);
    put32(out, ONE);
    put32(out, PADDING);
    put32(out, y);
    put32(out, count);
    put32(out, TEXT_SIZE);
    put32(out, 0);
    put_rectangle(out, 0, 0);
    put32(out, TEXT_SIZE + padded);
    oct_buffer_slice(out, oct_buffer_view(&letters));
    if (count % 2)
        put16(out, 0);
    for (uint32_t i = 0; i < count; i++)
        put32(out, LETTER_WIDTH);
    out->failed |= letters.failed;
    oct_buffer_free(&letters);
}

/* Cuts the next line off the front of words: at a space where it can. */
static oct_slice next_line(oct_slice *words, size_t most) {
    size_t at = 0, letters = 0, space = 0, length;
    *words = oct_slice_trim(*words);
    while (at < words->len && letters < most) {
        if (words->ptr[at] == ' ')
            space = at;
        oct_utf8_decode(oct_slice_from(*words, at), &length);
        at += length;
        letters++;
    }
    if (at < words->len && words->ptr[at] != ' ' && space)
        at = space;
    oct_slice line = oct_slice_head(*words, at);
    *words = oct_slice_from(*words, at);
    return line;
}

/* Overwrites a number of the header. */
static void patch32(oct_buffer *out, size_t at, uint32_t value) {
    for (int i = 0; i < 4; i++)
        out->ptr[at + (size_t)i] = (char)(value >> (8 * i) & 0xFF);
}

void docx_emf_words(oct_buffer *out, uint32_t width, uint32_t height, oct_slice words) {
    enum { LEAST = 16, MOST = 4000, BYTES_AT = 48, RECORDS_AT = 52 };
    size_t start = out->len;
    uint32_t lines = 0, y = PADDING;
    width = width < LEAST ? LEAST : width > MOST ? MOST : width;
    height = height < LEAST ? LEAST : height > MOST ? MOST : height;
    size_t letters = (width - PADDING) / LETTER_WIDTH;
    put_header(out, width, height);
    put_record(out, EMR_SETBKMODE, 1); /* transparent */
    put_record(out, EMR_SELECTOBJECT, NULL_BRUSH);
    put_record(out, EMR_SELECTOBJECT, DEFAULT_FONT);
    put32(out, EMR_RECTANGLE);
    put32(out, 24);
    put_rectangle(out, width - 2, height - 2);
    for (; lines < MOST_LINES && oct_slice_trim(words).len; lines++, y += LINE_HEIGHT)
        put_line(out, next_line(&words, letters < LONGEST_LINE ? letters : LONGEST_LINE), y);
    put32(out, EMR_EOF);
    put32(out, 20);
    put32(out, 0);
    put32(out, 16);
    put32(out, 20);
    if (out->failed)
        return;
    patch32(out, start + BYTES_AT, (uint32_t)(out->len - start));
    patch32(out, start + RECORDS_AT, 6 + lines);
}
