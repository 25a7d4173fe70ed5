/* core/metadata_settings - options that a document may set for itself, in its metadata. What the
 * command line says goes before. */
#include "core/job.h"

/* Keys of the metadata, by the names that pandoc's users have for them. */
static const struct {
    const char *key, *option;
} settings[] = {
    {"toc", "toc"},
    {"table-of-contents", "toc"},
    {"toc-depth", "toc-depth"},
    {"number-sections", "number-sections"},
    {"numbersections", "number-sections"},
};

uint64_t oct_job_option_bit(const oct_option *option) {
    return (uint64_t)1 << (option - oct_job_option_table);
}

static void refuse(oct_job *job, const char *key, const char *text, const char *why) {
    oct_report(job->context, OCT_D_BAD_STRUCTURE, (oct_place){0}, why,
               "%s in the metadata cannot be \"%s\", and is left out", key, text);
}

static oct_status take(oct_job *job, const char *key, const oct_option *option,
                       const oct_meta *value) {
    const char *why = "";
    const char *text = oct_arena_string(&job->arena, oct_meta_text(value, &job->document->arena));
    if (!text)
        return oct_job_out_of_memory(job);
    if (value->kind == OCT_META_LIST || value->kind == OCT_META_MAP || !*text) {
        refuse(job, key, text, "one value is wanted");
        return OCT_OK;
    }
    oct_status status = oct_option_set(option, &job->options, text, &job->arena, &why);
    if (status == OCT_NO_MEMORY || job->arena.failed)
        return oct_job_out_of_memory(job);
    if (status != OCT_OK)
        refuse(job, key, text, why);
    return OCT_OK;
}

oct_status oct_job_take_settings(oct_job *job) {
    oct_status status = OCT_OK;
    for (size_t i = 0; i < sizeof settings / sizeof *settings && status == OCT_OK; i++) {
        const oct_option *option = oct_option_find(oct_job_option_table, settings[i].option);
        const oct_meta *value = oct_meta_find(job->document->metadata, settings[i].key);
        if (value && option && !(job->said & oct_job_option_bit(option)))
            status = take(job, settings[i].key, option, value);
    }
    return status;
}
