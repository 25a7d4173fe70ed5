/* plain/simple_line - see simple_line.h. */
#include "formats/plain/simple_line.h"

#include <stdint.h>
#include <string.h>

/* ---- Plain lines ------------------------------------------------------------------------------
 */

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))
#define HIGH       EACH(0x80)

/* The high bits of the bytes that are less than limit (at most 128); bytes above 127 are not. */
static uint64_t bytes_below(uint64_t word, uint64_t limit) {
    return ~((word | HIGH) - EACH(limit)) & ~word & HIGH;
}

/* Bytes that must not follow a space in a plain line: another space, a mark that clings to the word
 * before it (with some that do not), and what is not ASCII. */
static uint64_t bytes_not_after_space(uint64_t word) {
    uint64_t from_colon = word ^ EACH(0x38); /* 0x3A to 0x3F become 2 to 7 */
    return bytes_below(word, 0x22) | (bytes_below(from_colon, 8) & ~bytes_below(from_colon, 2)) |
           (word & HIGH);
}

bool oct_fill_is_plain(oct_slice text) {
    char window[9];
    for (size_t at = 0; at + 1 < text.len; at += 8) {
        const char *bytes = text.ptr + at;
        if (text.len - at < sizeof window) { /* the rest, filled up with letters */
            memset(window, 'x', sizeof window);
            memcpy(window, bytes, text.len - at);
            bytes = window;
        }
        uint64_t word, next;
        memcpy(&word, bytes, 8);
        memcpy(&next, bytes + 1, 8);
        uint64_t spaces = bytes_below(word ^ EACH(0x20), 1);
        if ((word & HIGH) | bytes_below(word, 0x20) | (spaces & bytes_not_after_space(next)))
            return false;
    }
    return true;
}

/* ---- Simple lines -----------------------------------------------------------------------------
 */

/* What a byte is to the scan of a simple line. */
enum { OTHER, PRINTING, SPACE_BYTE, LATIN_LEAD, PUNCTUATION_LEAD };

/* clang-format off */
__extension__ static const uint8_t byte_classes[256] = {
    [' '] = SPACE_BYTE, ['!'... '~'] = PRINTING, [0xC3 ... 0xCB] = LATIN_LEAD,
    [0xE2] = PUNCTUATION_LEAD,
};
/* clang-format on */

/* The bytes of a character that takes one column and makes no place to break, by the class of its
 * first byte: ASCII, Latin letters beyond U+00BF, curly quotes and the ellipsis. 0 for others. */
static size_t simple_character(const unsigned char *at, size_t len, uint8_t class) {
    if (class == PRINTING)
        return 1;
    if (class == LATIN_LEAD)
        return len >= 2 ? 2 : 0;
    bool quote = class == PUNCTUATION_LEAD && len >= 3 && at[1] == 0x80 &&
                 ((at[2] >= 0x98 && at[2] <= 0x9F) || at[2] == 0xA6);
    return quote ? 3 : 0;
}

/* Whether a space may be a place to break that has this byte behind it: not another space, not a
 * mark that clings to the word before it, nor what begins one that may (U+00BB). */
static bool may_follow_break(unsigned char byte) {
    return byte > '!' && !(byte >= ':' && byte <= '?') && byte != 0xC2;
}

oct_simple_line oct_fill_simple_line(oct_slice text, size_t room) {
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    oct_simple_line line = {0, 0};
    size_t at = 0;
    for (size_t columns = 0; columns <= room; columns++) {
        uint8_t class = at < text.len ? byte_classes[bytes[at]] : OTHER;
        if (class == SPACE_BYTE) {
            if (at == 0 || at + 1 == text.len || !may_follow_break(bytes[at + 1]))
                return (oct_simple_line){0, 0};
            line = (oct_simple_line){at++, columns};
            continue;
        }
        size_t length = simple_character(bytes + at, text.len - at, class);
        if (!length)
            return (oct_simple_line){0, 0};
        at += length;
    }
    return line;
}

oct_simple_rest oct_fill_simple_rest(oct_slice text) {
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    oct_simple_rest rest = {0, 0, true}, none = {0, 0, false};
    size_t word = 0, length;
    for (size_t at = 0; at < text.len; at += length, rest.columns++) {
        uint8_t class = byte_classes[bytes[at]];
        length = 1;
        if (class == PRINTING) {
            word++;
            continue;
        }
        if (class == SPACE_BYTE) {
            if (at == 0 || at + 1 == text.len || !may_follow_break(bytes[at + 1]))
                return none;
            rest.widest = word > rest.widest ? word : rest.widest;
            word = 0;
            continue;
        }
        length = simple_character(bytes + at, text.len - at, class);
        if (!length)
            return none;
        rest.ascii = false;
        word++;
    }
    rest.widest = word > rest.widest ? word : rest.widest;
    return rest;
}
