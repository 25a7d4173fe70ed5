/* core/context - see context.h. */
#include "core/context.h"

#include "core/context_private.h"

#include <stdarg.h>
#include <stdio.h>

const oct_diagnostic_info oct_diagnostics[OCT_D_COUNT] = {
#define X(upper, code, severity, meaning) [OCT_D_##upper] = {code, severity, meaning},
#include "core/diagnostics.def"
#undef X
};

/* Passes on to the caller's allocator and keeps count, so that --max-memory holds. */
static void *counted_resize(void *user, void *ptr, size_t old_size, size_t new_size) {
    oct_context *context = user;
    size_t used = context->memory_used - old_size;
    if (new_size > old_size && new_size > context->memory_limit - used) {
        context->memory_limit_hit = true;
        return NULL;
    }
    void *result = context->outer.resize(context->outer.user, ptr, old_size, new_size);
    if (result || new_size == 0)
        context->memory_used = used + new_size;
    return result;
}

oct_context *oct_context_new(const oct_allocator *allocator) {
    oct_allocator outer = allocator ? *allocator : oct_allocator_malloc;
    oct_context *context = oct_allocate(&outer, sizeof *context);
    if (!context)
        return NULL;
    *context = (oct_context){.outer = outer, .memory_limit = SIZE_MAX};
    context->allocator = (oct_allocator){counted_resize, context};
    return context;
}

void oct_context_free(oct_context *context) {
    if (!context)
        return;
    oct_allocator outer = context->outer;
    oct_deallocate(&outer, context, sizeof *context);
}

void oct_context_set_handler(oct_context *context, oct_diagnostic_handler *handler, void *user) {
    context->handler = handler;
    context->handler_user = user;
}

size_t oct_context_count(const oct_context *context, oct_severity severity) {
    return context->counts[severity];
}

void oct_context_set_date(oct_context *context, int64_t seconds) {
    context->date = seconds;
    context->has_date = true;
}

const oct_allocator *oct_context_allocator(const oct_context *context) {
    return &context->allocator;
}

bool oct_context_date(const oct_context *context, int64_t *seconds) {
    *seconds = context->date;
    return context->has_date;
}

/* User text may hold anything: what would change a terminal or break the line becomes '?'. */
static void clean(char *message) {
    for (char *c = message; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7F)
            *c = '?';
        else if ((unsigned char)*c == 0xC2 && (unsigned char)c[1] < 0xA0 && c[1])
            c[1] = '\xBF';
}

static void hand_on(const oct_context *context, oct_diagnostic_code code, oct_place place,
                    const char *hint, const char *message) {
    if (!context->handler)
        return;
    oct_diagnostic diagnostic = {
        .severity = oct_diagnostics[code].severity,
        .code = oct_diagnostics[code].code,
        .file = place.file,
        .line = place.line,
        .column = place.column,
        .message = message,
        .hint = hint,
    };
    context->handler(context->handler_user, &diagnostic);
}

void oct_report(oct_context *context, oct_diagnostic_code code, oct_place place, const char *hint,
                const char *format, ...) {
    context->counts[oct_diagnostics[code].severity]++;
    if (++context->reported[code] > OCT_FOLD_AFTER)
        return;
    char message[OCT_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    clean(message);
    hand_on(context, code, place, hint, message);
}

void oct_report_folded(oct_context *context) {
    for (oct_diagnostic_code code = 0; code < OCT_D_COUNT; code++) {
        size_t count = context->reported[code];
        context->reported[code] = 0;
        if (count <= OCT_FOLD_AFTER)
            continue;
        char message[OCT_MESSAGE_SIZE];
        snprintf(message, sizeof message, "%zu more of this kind", count - OCT_FOLD_AFTER);
        hand_on(context, code, (oct_place){0}, NULL, message);
    }
}

oct_place oct_place_of(const oct_document *document, const oct_node *node) {
    bool linked = node->kind == OCT_LINK || node->kind == OCT_IMAGE;
    return (oct_place){oct_document_file(document, node), node->line,
                       linked ? node->as.link->column : 0};
}
