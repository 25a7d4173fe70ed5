/* formats/markdown/guard - see guard.h. Knows core. */
#include "formats/markdown/guard.h"

oct_status oct_md_guard(const oct_reading *reading, oct_slice text, uint32_t first_line) {
    (void)reading;
    (void)text;
    (void)first_line;
    return OCT_OK;
}
