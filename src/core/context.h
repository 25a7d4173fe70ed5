/* core/context - the context of octavo.h: allocator, diagnostics, date. Knows base, ast and io. */
#ifndef OCT_CORE_CONTEXT_H
#define OCT_CORE_CONTEXT_H

#include "ast/document.h"

typedef enum oct_diagnostic_code {
#define X(upper, code, severity, meaning) OCT_D_##upper,
#include "core/diagnostics.def"
#undef X
    OCT_D_COUNT
} oct_diagnostic_code;

typedef struct oct_diagnostic_info {
    const char *code;
    oct_severity severity;
    const char *meaning;
} oct_diagnostic_info;
extern const oct_diagnostic_info oct_diagnostics[OCT_D_COUNT];

typedef struct oct_place {
    const char *file;      /* NULL: none */
    uint32_t line, column; /* from 1; 0: not known */
} oct_place;

/* How many diagnostics with one code and file are handed on before the rest is folded into a final
 * "… and N more". */
enum { OCT_FOLD_AFTER = 20 };

const oct_allocator *oct_context_allocator(const oct_context *context);
/* The date set with oct_context_set_date; false when none was. */
bool oct_context_date(const oct_context *context, int64_t *seconds);

/* Reports a diagnostic. The message is one sentence without a full stop; user text in it is quoted
 * by the caller and cleaned of control characters here. hint may be NULL. */
void oct_report(oct_context *context, oct_diagnostic_code code, oct_place place, const char *hint,
                const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Hands on the folded counts; the job calls it when it is done. */
void oct_report_folded(oct_context *context);

/* The place of a node, and of a link or image to the column. */
oct_place oct_place_of(const oct_document *document, const oct_node *node);

#endif
