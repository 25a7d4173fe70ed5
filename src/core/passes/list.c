/* core/passes/list - which passes run, in which order, and when. */
#include "core/passes/passes.h"

typedef struct oct_pass {
    oct_status (*run)(oct_writing *writing);
    bool (*applies)(const oct_writing *writing, bool give_identifiers);
} oct_pass;

static bool always(const oct_writing *writing, bool give_identifiers) {
    (void)writing;
    (void)give_identifiers;
    return true;
}

static bool shifts(const oct_writing *writing, bool give_identifiers) {
    (void)give_identifiers;
    return writing->common->shift_heading_level_by != 0;
}

static bool needs_identifiers(const oct_writing *writing, bool give_identifiers) {
    return give_identifiers || writing->common->toc || writing->common->standalone ||
           (writing->format->flags & OCT_FORMAT_OWN_TOC) != 0 || writing->document->file_count > 1;
}

static bool embeds(const oct_writing *writing, bool give_identifiers) {
    (void)give_identifiers;
    return (writing->format->flags & OCT_FORMAT_RESOURCES) != 0;
}

static bool numbers(const oct_writing *writing, bool give_identifiers) {
    (void)give_identifiers;
    return writing->common->number_sections;
}

static bool wants_toc(const oct_writing *writing, bool give_identifiers) {
    (void)give_identifiers;
    return writing->common->toc && !(writing->format->flags & OCT_FORMAT_OWN_TOC);
}

static bool claims_less(const oct_writing *writing, bool give_identifiers) {
    (void)give_identifiers;
    return writing->format->claims != OCT_ALL_KINDS;
}

static const oct_pass passes[] = {
    {oct_pass_raw_html, always},
    {oct_pass_shift_headings, shifts},
    {oct_pass_identifiers, needs_identifiers},
    {oct_pass_number_sections, numbers},
    {oct_pass_toc, wants_toc},
    {oct_pass_resources, embeds},
    {oct_pass_lower, claims_less},
};

oct_status oct_passes_run(oct_writing *writing, bool give_identifiers) {
    if (writing->format->flags & OCT_FORMAT_EXACT)
        return OCT_OK;
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++) {
        if (!passes[i].applies(writing, give_identifiers))
            continue;
        oct_status status = passes[i].run(writing);
        if (status == OCT_OK && writing->document->arena.failed)
            status = OCT_NO_MEMORY;
        if (status != OCT_OK)
            return status;
    }
    return OCT_OK;
}
