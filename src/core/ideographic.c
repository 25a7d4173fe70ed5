/* core/ideographic - see ideographic.h. Knows libunistring's widths. */
#include "core/ideographic.h"

#include <uniwidth.h>

bool oct_is_ideographic(uint32_t c) {
    bool hangul = (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3130 && c <= 0x318F) ||
                  (c >= 0xA960 && c <= 0xA97F) || (c >= 0xAC00 && c <= 0xD7FF);
    bool emoji = c >= 0x1F000 && c <= 0x1FFFF;
    return c >= 0x2E80 && !hangul && !emoji && uc_width(c, "UTF-8") == 2;
}
