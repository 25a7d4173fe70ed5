/* plain/display - see display.h. */
#include "formats/plain/display.h"

#include "base/utf8.h"

#include <uniwidth.h>

enum {
    SOFT_HYPHEN = 0xAD,
    FIRST_COMBINING = 0x300,    /* below, all of Latin is one column wide */
    FIRST_DENSE_SCRIPT = 0x700, /* below, words break at spaces only */
    ZERO_WIDTH_JOINER = 0x200D,
    EMOJI_SELECTOR = 0xFE0F,
    FIRST_SKIN_TONE = 0x1F3FB,
    LAST_SKIN_TONE = 0x1F3FF,
    FIRST_PICTOGRAPH = 0x2190, /* the first arrow that has an emoji form */
    FIRST_NEW_EMOJI = 0x1FA70, /* a block that later versions of Unicode fill with wide emoji */
    LAST_NEW_EMOJI = 0x1FAFF
};

/* The cluster that the last character belongs to. */
typedef struct cluster {
    size_t columns;
    uint32_t last;
    bool pictograph;
} cluster;

static size_t columns_alone(uint32_t c) {
    if (c < FIRST_COMBINING && c != SOFT_HYPHEN)
        return 1;
    if (c >= FIRST_NEW_EMOJI && c <= LAST_NEW_EMOJI)
        return 2;
    int width = uc_width(c, "UTF-8");
    return width > 0 ? (size_t)width : 0;
}

/* The columns that a further character adds. */
static size_t add_character(cluster *now, uint32_t c) {
    bool joined = now->last == ZERO_WIDTH_JOINER && now->pictograph;
    bool tone = c >= FIRST_SKIN_TONE && c <= LAST_SKIN_TONE && now->pictograph;
    now->last = c;
    if (c == EMOJI_SELECTOR && now->columns == 1) {
        now->columns = 2;
        now->pictograph = true;
        return 1;
    }
    size_t columns = columns_alone(c);
    if (columns == 0 || tone || (joined && c >= FIRST_PICTOGRAPH))
        return 0;
    now->columns = columns;
    now->pictograph = c >= FIRST_PICTOGRAPH;
    return columns;
}

/* Whether a word with this character needs the rules of UAX #14: scripts without spaces, dashes,
 * zero-width spaces; but not for curly quotes and the ellipsis. */
static bool breaks_words(uint32_t c) {
    if (c < FIRST_DENSE_SCRIPT)
        return c == SOFT_HYPHEN;
    return c < 0x2018 || (c > 0x201F && c != 0x2026);
}

static size_t ascii_run(oct_slice text) {
    size_t at = 0;
    while (at < text.len && (unsigned char)text.ptr[at] < 0x80)
        at++;
    return at;
}

oct_display oct_display_measure(oct_slice text) {
    oct_display result = {0, false};
    cluster now = {0, 0, false};
    for (size_t at = 0; at < text.len;) {
        size_t length = ascii_run(oct_slice_from(text, at));
        if (length) {
            result.columns += length;
            now = (cluster){1, 0, false};
        } else {
            uint32_t c = oct_utf8_decode(oct_slice_from(text, at), &length);
            result.columns += add_character(&now, c);
            result.breakable |= breaks_words(c);
        }
        at += length;
    }
    return result;
}
