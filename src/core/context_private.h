/* core/context_private - what a context holds, for core only. */
#ifndef OCT_CORE_CONTEXT_PRIVATE_H
#define OCT_CORE_CONTEXT_PRIVATE_H

#include "core/context.h"

enum { OCT_MESSAGE_SIZE = 1024 }; /* bytes of a message; longer ones are cut */

struct oct_context {
    oct_allocator outer;     /* the caller's */
    oct_allocator allocator; /* counts, then asks outer; all memory of jobs comes from it */
    size_t memory_used, memory_limit; /* bytes */
    bool memory_limit_hit;
    oct_diagnostic_handler *handler;
    void *handler_user;
    size_t counts[OCT_ERROR + 1]; /* by severity */
    size_t reported[OCT_D_COUNT]; /* since the last oct_report_folded */
    int64_t date;
    bool has_date;
};

#endif
