/* core/passes/shift_headings - see passes.h. */
#include "core/passes/passes.h"

enum { DEEPEST_HEADING = 6 };

oct_status oct_pass_shift_headings(oct_writing *writing) {
    writing->document->kinds |= OCT_KIND_BIT(OCT_PARAGRAPH);
    int64_t by = writing->common->shift_heading_level_by;
    oct_walk walk = oct_walk_begin(writing->document->root);
    while (oct_walk_next(&walk)) {
        if (!walk.entering || walk.node->kind != OCT_HEADING)
            continue;
        int64_t level = walk.node->as.level + by;
        if (level < 1)
            walk.node->kind = OCT_PARAGRAPH;
        else
            walk.node->as.level = (int32_t)(level > DEEPEST_HEADING ? DEEPEST_HEADING : level);
    }
    return OCT_OK;
}
