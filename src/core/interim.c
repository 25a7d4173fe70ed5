/* core/interim - weak definitions that step aside when a room brings the real ones. */
#include "core/metadata_read.h"
#include "core/passes/passes.h"

#define WEAK __attribute__((weak))

WEAK oct_status oct_yaml_read(oct_context *context, oct_document *document, oct_slice text,
                              const char *name, uint32_t first_line) {
    (void)document;
    (void)text;
    oct_report(context, OCT_D_UNSUPPORTED, (oct_place){name, first_line, 0}, NULL, "no YAML");
    return OCT_UNSUPPORTED;
}
WEAK oct_status oct_pass_raw_html(oct_writing *writing) {
    (void)writing;
    return OCT_OK;
}
