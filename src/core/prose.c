/* core/prose - see prose.h. */
#include "core/prose.h"

bool oct_is_prose(const oct_node *root) {
    oct_prose prose = {0, 0};
    for (const oct_node *node = root->first; node; node = node->next)
        oct_prose_count(&prose, node);
    return oct_prose_prevails(&prose);
}
