/* core/passes/list - which passes run, in which order, and when. */
#include "core/passes/passes.h"

typedef struct oct_pass {
    oct_status (*run)(oct_writing *writing);
    bool (*applies)(const oct_writing *writing);
    oct_kind_set about; /* a document with none of these kinds does not need the pass */
} oct_pass;

static bool always(const oct_writing *writing) {
    (void)writing;
    return true;
}

static bool shifts(const oct_writing *writing) {
    return writing->common->shift_heading_level_by != 0;
}

bool oct_passes_give_identifiers(const oct_writing *writing) {
    return writing->wants_identifiers || writing->common->toc || writing->common->standalone ||
           (writing->format->flags & OCT_FORMAT_OWN_TOC) != 0 || writing->document->file_count > 1;
}

static bool needs_identifiers(const oct_writing *writing) {
    return (writing->document->kinds & OCT_KIND_BIT(OCT_LINK)) != 0 ||
           oct_passes_give_identifiers(writing);
}

static bool has_files(const oct_writing *writing) {
    return writing->document->file_count > 1;
}

static bool embeds(const oct_writing *writing) {
    return (writing->format->flags & OCT_FORMAT_RESOURCES) != 0;
}

static bool numbers(const oct_writing *writing) {
    return writing->common->number_sections;
}

static bool wants_toc(const oct_writing *writing) {
    return writing->common->toc && !(writing->format->flags & OCT_FORMAT_OWN_TOC);
}

static bool claims_less(const oct_writing *writing) {
    return (writing->document->kinds & ~writing->format->claims) != 0;
}

static const oct_pass passes[] = {
    {oct_pass_raw_html, always, OCT_KIND_BIT(OCT_RAW_BLOCK) | OCT_KIND_BIT(OCT_RAW_INLINE)},
    {oct_pass_shift_headings, shifts, OCT_KIND_BIT(OCT_HEADING)},
    {oct_pass_identifiers, needs_identifiers, OCT_ALL_KINDS},
    {oct_pass_number_sections, numbers, OCT_KIND_BIT(OCT_HEADING)},
    {oct_pass_toc, wants_toc, OCT_KIND_BIT(OCT_HEADING)},
    {oct_pass_resources, embeds, OCT_KIND_BIT(OCT_IMAGE)},
    {oct_pass_rebase, has_files, OCT_KIND_BIT(OCT_LINK) | OCT_KIND_BIT(OCT_IMAGE)},
    {oct_pass_lower, claims_less, OCT_ALL_KINDS},
};

static bool is_needed(const oct_pass *pass, const oct_writing *writing) {
    return (pass->about & writing->document->kinds) && pass->applies(writing);
}

oct_status oct_passes_run(oct_writing *writing) {
    if (writing->format->flags & OCT_FORMAT_EXACT)
        return OCT_OK;
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++) {
        if (!is_needed(&passes[i], writing))
            continue;
        oct_status status = passes[i].run(writing);
        if (status == OCT_OK && writing->document->arena.failed)
            status = OCT_NO_MEMORY;
        if (status != OCT_OK)
            return status;
    }
    return OCT_OK;
}
