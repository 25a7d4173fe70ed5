/* core/interim - weak definitions that step aside when a room brings the real ones. */
#include "core/passes/passes.h"

#define WEAK __attribute__((weak))

WEAK oct_status oct_pass_raw_html(oct_writing *writing) {
    (void)writing;
    return OCT_OK;
}
