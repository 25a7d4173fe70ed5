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
WEAK void oct_loader_init(oct_loader *loader, const oct_allocator *allocator, uint64_t max_bytes) {
    *loader = (oct_loader){.allocator = allocator, .max_bytes = max_bytes};
}
WEAK void oct_loader_free(oct_loader *loader) {
    (void)loader;
}
WEAK bool oct_loader_allow(oct_loader *loader, const char *folder) {
    (void)loader;
    (void)folder;
    return true;
}
WEAK bool oct_loader_allow_input(oct_loader *loader, const char *input_path) {
    (void)loader;
    (void)input_path;
    return true;
}
WEAK const oct_resource *oct_loader_image(oct_loader *loader, const char *base, oct_slice url) {
    static const oct_resource missing = {.state = OCT_RESOURCE_MISSING};
    (void)loader;
    (void)base;
    (void)url;
    return &missing;
}
