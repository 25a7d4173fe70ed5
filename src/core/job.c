/* core/job - the conversion itself: options in, inputs read, passes run, output written. */
#include "core/job.h"

#include "core/context_private.h"
#include "core/passes/passes.h"

#include <errno.h>

oct_job *oct_job_new(oct_context *context) {
    const oct_allocator *allocator = oct_context_allocator(context);
    oct_job *job = oct_allocate(allocator, sizeof *job);
    if (!job)
        return NULL;
    *job = (oct_job){.context = context};
    oct_arena_init(&job->arena, allocator);
    oct_loader_init(&job->loader, allocator, UINT64_MAX);
    oct_map_init(&job->known_files, allocator);
    oct_map_init(&job->included_files, allocator);
    if (!oct_options_preset(oct_job_option_table, &job->options, &job->arena)) {
        oct_job_free(job);
        return NULL;
    }
    return job;
}

void oct_job_free(oct_job *job) {
    if (!job)
        return;
    oct_context *context = job->context;
    oct_document_free(job->document);
    oct_loader_free(&job->loader);
    oct_map_free(&job->known_files);
    oct_map_free(&job->included_files);
    oct_out_free(job->result);
    oct_arena_clear(&job->arena);
    oct_deallocate(oct_context_allocator(context), job, sizeof *job);
}

oct_status oct_job_out_of_memory(oct_job *job) {
    if (job->context->memory_limit_hit) {
        oct_report(job->context, OCT_D_LIMIT, (oct_place){0}, "--max-memory=SIZE raises the limit",
                   "the conversion needs more memory than --max-memory allows");
        return OCT_LIMIT;
    }
    oct_report(job->context, OCT_D_NO_MEMORY, (oct_place){0}, NULL, "memory ran out");
    return OCT_NO_MEMORY;
}

/* ---- Options ------------------------------------------------------------------------------ */

/* The row of a format's table, and the format; NULL when no format has such an option. */
static const oct_option *format_option(const char *name, const oct_format **format) {
    for (size_t i = 0; i < oct_format_count; i++) {
        *format = oct_formats[i];
        const oct_option *option = oct_option_find(oct_formats[i]->reader_options, name);
        if (!option)
            option = oct_option_find(oct_formats[i]->writer_options, name);
        if (option)
            return option;
    }
    return NULL;
}

enum { MOST_OPTION_NAMES = 256 };

static size_t names_of(const oct_option *table, const char **names, size_t count) {
    for (; table && table->name && count < MOST_OPTION_NAMES; table++)
        names[count++] = table->name;
    return count;
}

static oct_status unknown_option(oct_job *job, const char *name) {
    const char *names[MOST_OPTION_NAMES];
    size_t count = names_of(oct_job_option_table, names, 0);
    for (size_t i = 0; i < oct_format_count; i++) {
        count = names_of(oct_formats[i]->reader_options, names, count);
        count = names_of(oct_formats[i]->writer_options, names, count);
    }
    const char *nearest = oct_nearest_name(name, names, count);
    const char *hint =
        nearest ? oct_arena_printf(&job->arena, "did you mean --%s?", nearest) : NULL;
    oct_report(job->context, OCT_D_BAD_OPTION, (oct_place){0}, hint, "there is no option --%s",
               name);
    return OCT_USAGE;
}

static oct_status refused_value(oct_job *job, const oct_option *option, const char *value,
                                oct_status status, const char *why) {
    if (status == OCT_NO_MEMORY || job->arena.failed)
        return oct_job_out_of_memory(job);
    if (value)
        oct_report(job->context, OCT_D_BAD_OPTION, (oct_place){0}, why, "--%s cannot be \"%s\"",
                   option->name, value);
    else
        oct_report(job->context, OCT_D_BAD_OPTION, (oct_place){0}, why, "--%s stands alone",
                   option->name);
    return OCT_USAGE;
}

/* Keeps an option of a format for when the formats are known, and checks its value now. */
static oct_status keep_setting(oct_job *job, const oct_option *option, size_t options_size,
                               const char *name, const char *value) {
    void *trial = oct_arena_zalloc(&job->arena, options_size);
    oct_setting *setting = OCT_ARENA_NEW(&job->arena, oct_setting);
    const char *why = "";
    if (!trial || !setting)
        return oct_job_out_of_memory(job);
    oct_status status = oct_option_set(option, trial, value, &job->arena, &why);
    if (status != OCT_OK)
        return refused_value(job, option, value, status, why);
    setting->name = option->name;
    setting->value = value ? oct_arena_string(&job->arena, oct_slice_of(value)) : "true";
    if (job->last_setting)
        job->last_setting->next = setting;
    else
        job->settings = setting;
    job->last_setting = setting;
    (void)name;
    return setting->value ? OCT_OK : oct_job_out_of_memory(job);
}

oct_status oct_job_set(oct_job *job, const char *name, const char *value) {
    const oct_option *option = oct_option_find(oct_job_option_table, name);
    if (option) {
        const char *why = "";
        job->said |= oct_job_option_bit(option);
        oct_status status = oct_option_set(option, &job->options, value, &job->arena, &why);
        return status == OCT_OK ? OCT_OK : refused_value(job, option, value, status, why);
    }
    const oct_format *format;
    option = format_option(name, &format);
    if (!option)
        return unknown_option(job, name);
    size_t size = format->reader_options_size > format->writer_options_size
                      ? format->reader_options_size
                      : format->writer_options_size;
    return keep_setting(job, option, size, name, value);
}

oct_status oct_job_format_options(oct_job *job, const oct_option *table, size_t size,
                                  const void **options) {
    void *filled = oct_arena_zalloc(&job->arena, size ? size : 1);
    *options = filled;
    if (!filled || !oct_options_preset(table, filled, &job->arena))
        return oct_job_out_of_memory(job);
    const char *why;
    for (const oct_setting *setting = job->settings; setting; setting = setting->next) {
        const oct_option *option = oct_option_find(table, setting->name);
        if (option && oct_option_set(option, filled, setting->value, &job->arena, &why) != OCT_OK)
            return oct_job_out_of_memory(job);
    }
    return OCT_OK;
}

/* ---- Inputs ------------------------------------------------------------------------------- */

static oct_status add_input(oct_job *job, oct_input input) {
    size_t count = job->input_count;
    if ((count & (count - 1)) == 0) {
        oct_input *larger = oct_arena_array(&job->arena, count ? count * 2 : 1, sizeof *larger);
        if (!larger)
            return oct_job_out_of_memory(job);
        if (count)
            memcpy(larger, job->inputs, count * sizeof *larger);
        job->inputs = larger;
    }
    job->inputs[job->input_count++] = input;
    return OCT_OK;
}

oct_status oct_job_add_file(oct_job *job, const char *path) {
    char *copy = oct_arena_string(&job->arena, oct_slice_of(path));
    if (!copy)
        return oct_job_out_of_memory(job);
    bool standard = strcmp(path, "-") == 0;
    return add_input(job, (oct_input){.path = copy, .name = standard ? "(stdin)" : copy});
}

oct_status oct_job_add_memory(oct_job *job, const char *name, const void *bytes, size_t length) {
    char *copy = oct_arena_string(&job->arena, oct_slice_of(name));
    if (!copy)
        return oct_job_out_of_memory(job);
    return add_input(job, (oct_input){.name = copy, .memory = {bytes, length}});
}

/* ---- Conversion --------------------------------------------------------------------------- */

oct_status oct_job_unknown_format(oct_job *job, const char *name, bool writing) {
    const char *names[MOST_OPTION_NAMES];
    size_t count = 0;
    for (size_t i = 0; i < oct_format_count && count < MOST_OPTION_NAMES; i++)
        if (writing ? oct_formats[i]->write != NULL : oct_formats[i]->read != NULL)
            names[count++] = oct_formats[i]->name;
    const oct_format *by_extension =
        oct_format_for_path(oct_arena_printf(&job->arena, ".%s", name), writing);
    const char *nearest = by_extension ? by_extension->name : oct_nearest_name(name, names, count);
    const char *hint = "'octavo formats' lists them";
    if (oct_format_named(name))
        hint =
            oct_arena_printf(&job->arena, "%s can only be %s", name, writing ? "read" : "written");
    else if (nearest)
        hint = oct_arena_printf(&job->arena, "did you mean %s?", nearest);
    oct_report(job->context, OCT_D_UNSUPPORTED, (oct_place){0}, hint,
               "there is no %s format \"%s\"", writing ? "output" : "input", name);
    return OCT_UNSUPPORTED;
}

static oct_status output_format(oct_job *job, const char *path, const oct_format **format) {
    const char *name = job->options.to;
    if (name) {
        *format = oct_format_named(name);
        return *format && (*format)->write ? OCT_OK : oct_job_unknown_format(job, name, true);
    }
    bool named = path && strcmp(path, "-") != 0;
    *format = named ? oct_format_for_path(path, true) : oct_format_named("html");
    if (*format)
        return OCT_OK;
    const oct_format *readable = oct_format_for_path(path ? path : "", false);
    const char *hint = readable
                           ? oct_arena_printf(&job->arena, "%s can only be read", readable->name)
                           : "--to=FORMAT says it";
    oct_report(job->context, OCT_D_UNSUPPORTED, (oct_place){0}, hint,
               "the name \"%s\" does not tell the output format", path ? path : "");
    return OCT_UNSUPPORTED;
}

/* An option that no format of the job has would be ignored: that is an error. */
static oct_status check_settings(oct_job *job, const oct_format *to) {
    for (const oct_setting *setting = job->settings; setting; setting = setting->next) {
        bool fits =
            setting->may_not_fit || (to && oct_option_find(to->writer_options, setting->name));
        for (size_t i = 0; i < oct_format_count && !fits; i++)
            fits = job->formats_read[i] &&
                   oct_option_find(oct_formats[i]->reader_options, setting->name) != NULL;
        if (fits)
            continue;
        const oct_format *owner = NULL;
        if (!format_option(setting->name, &owner))
            return OCT_INTERNAL;
        oct_report(job->context, OCT_D_BAD_OPTION, (oct_place){0}, NULL,
                   "--%s belongs to the format %s, which this conversion does not have",
                   setting->name, owner->name);
        return OCT_USAGE;
    }
    return OCT_OK;
}

/* The encoding of inputs that can only be in one is not for anybody to choose. */
static oct_status check_encoding(oct_job *job) {
    if (!job->options.input_encoding || job->input_flags & OCT_FORMAT_OWN_ENCODING)
        return OCT_OK;
    oct_report(job->context, OCT_D_BAD_OPTION, (oct_place){0},
               "iconv turns a file into UTF-8 beforehand",
               "--input-encoding is for pages of HTML, of which no input is one: all other inputs "
               "are read as UTF-8, or as UTF-16 with a byte order mark");
    return OCT_USAGE;
}

static oct_status read_all(oct_job *job) {
    if (job->document)
        return OCT_OK;
    if (job->input_count == 0) {
        oct_report(job->context, OCT_D_BAD_OPTION, (oct_place){0}, NULL, "there is no input");
        return OCT_USAGE;
    }
    job->loader.max_bytes = (uint64_t)job->options.max_image_bytes;
    job->context->memory_limit = (size_t)job->options.max_memory;
    return oct_job_read_inputs(job);
}

oct_status oct_job_read(oct_job *job, oct_document **document) {
    oct_status status = read_all(job);
    *document = status == OCT_OK ? job->document : NULL;
    job->document_lent = true;
    oct_report_folded(job->context);
    return status;
}

/* Seconds since 1970 of the day that an ISO 8601 date begins with (Howard Hinnant's
 * days_from_civil); false when it begins with none. */
static bool parse_date(oct_slice text, int64_t *seconds) {
    int64_t year, month, day;
    text = oct_slice_trim(text);
    if (text.len < 10 || text.ptr[4] != '-' || text.ptr[7] != '-' ||
        !oct_slice_to_int(oct_slice_make(text.ptr, 4), &year) ||
        !oct_slice_to_int(oct_slice_make(text.ptr + 5, 2), &month) ||
        !oct_slice_to_int(oct_slice_make(text.ptr + 8, 2), &day) || year < 1 || month < 1 ||
        month > 12 || day < 1 || day > 31)
        return false;
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = y / 400, year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    *seconds = (era * 146097 + day_of_era - 719468) * 86400;
    return true;
}

enum { FIXED_DATE = 946684800 }; /* 2000-01-01T00:00:00Z */

static int64_t output_date(oct_job *job) {
    int64_t seconds;
    if (oct_context_date(job->context, &seconds))
        return seconds;
    oct_slice date = oct_meta_find_text(job->document->metadata, "date", &job->document->arena);
    return parse_date(date, &seconds) ? seconds : FIXED_DATE;
}

/* Passes and writer, into out, which is not finished. */
static oct_status write_document(oct_job *job, const oct_format *to, oct_out *out) {
    oct_writing writing = {
        .context = job->context,
        .format = to,
        .common = &job->options,
        .document = job->document,
        .frees_tree = !job->document_lent,
        .loader = &job->loader,
        .out = out,
        .wants_identifiers = (job->input_flags & OCT_FORMAT_IDENTIFIERS) != 0,
        .wants_linked_identifiers = (job->input_flags & OCT_FORMAT_LINKED_IDENTIFIERS) != 0,
        .web_pages = (job->input_flags & OCT_FORMAT_WEB_PAGE) != 0,
    };
    oct_status status =
        oct_job_format_options(job, to->writer_options, to->writer_options_size, &writing.options);
    if (status == OCT_OK)
        status = oct_passes_run(&writing);
    if (status != OCT_OK)
        return status == OCT_NO_MEMORY ? oct_job_out_of_memory(job) : status;
    writing.date = output_date(job);
    status = to->write(&writing);
    bool starved = job->document->arena.failed || out->buffer.failed;
    if (status == OCT_NO_MEMORY || (status == OCT_OK && starved))
        return oct_job_out_of_memory(job);
    if (status == OCT_LIBRARY)
        oct_report(job->context, OCT_D_LIBRARY, (oct_place){0}, "memory may have run out",
                   "the package could not be put together");
    return status;
}

static oct_status report_out(oct_job *job, const oct_out *out, const char *path,
                             oct_status status) {
    if (status == OCT_NO_MEMORY)
        return oct_job_out_of_memory(job);
    if (status == OCT_IO)
        oct_report(job->context, OCT_D_CANNOT_WRITE, (oct_place){.file = path}, NULL,
                   "cannot be written: %s", strerror(out->error));
    return status;
}

static oct_status convert_into(oct_job *job, const oct_format *to, oct_out *out, const char *path) {
    if (out->status != OCT_OK)
        return report_out(job, out, path, out->status);
    oct_status status = write_document(job, to, out);
    if (status == OCT_IO && out->status == OCT_IO)
        return report_out(job, out, path, status);
    if (status != OCT_OK)
        return status;
    return report_out(job, out, path, oct_out_finish(out));
}

/* The tree is not what the inputs say any more: a further conversion reads them again. */
static void forget_document(oct_job *job) {
    if (job->document_lent)
        return;
    oct_document_free(job->document);
    job->document = NULL;
}

static oct_status prepare(oct_job *job, const char *path, const oct_format **to) {
    oct_status status = output_format(job, path, to);
    if (status == OCT_OK)
        status = read_all(job);
    if (status == OCT_OK)
        status = check_encoding(job);
    return status == OCT_OK ? check_settings(job, *to) : status;
}

oct_status oct_job_convert_file(oct_job *job, const char *path) {
    const oct_format *to;
    oct_status status = prepare(job, path, &to);
    if (status == OCT_OK) {
        bool standard = strcmp(path, "-") == 0;
        const oct_allocator *allocator = oct_context_allocator(job->context);
        oct_out *out = standard ? oct_out_stream(allocator, 1) : oct_out_file(allocator, path);
        status = out ? convert_into(job, to, out, standard ? "(stdout)" : path)
                     : oct_job_out_of_memory(job);
        oct_out_free(out);
    }
    forget_document(job);
    oct_report_folded(job->context);
    return status;
}

oct_status oct_job_convert_memory(oct_job *job, const void **bytes, size_t *length) {
    const oct_format *to;
    oct_status status = prepare(job, NULL, &to);
    *bytes = NULL;
    *length = 0;
    if (status == OCT_OK) {
        oct_out_free(job->result);
        job->result = oct_out_memory(oct_context_allocator(job->context));
        status = job->result ? convert_into(job, to, job->result, "(memory)")
                             : oct_job_out_of_memory(job);
    }
    if (status == OCT_OK) {
        *bytes = job->result->buffer.ptr;
        *length = job->result->buffer.len;
    }
    forget_document(job);
    oct_report_folded(job->context);
    return status;
}
