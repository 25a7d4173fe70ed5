/* core/reading - from the bytes of one file to a part of the tree: encoding, format, reader. See
 * reading.h. */
#include "core/reading.h"

#include "base/size.h"
#include "core/encoding.h"
#include "core/paths.h"
#include "io/source.h"

#include <errno.h>

/* ---- Bytes -------------------------------------------------------------------------------- */

oct_status oct_job_cannot_read(oct_job *job, const char *name, const oct_source *source) {
    oct_place place = {.file = name};
    if (source->status == OCT_LIMIT) {
        oct_report(job->context, OCT_D_LIMIT, place, "--max-input-bytes=SIZE raises the limit",
                   "the file is larger than the %lld bytes that --max-input-bytes allows",
                   (long long)job->options.max_input_bytes);
        return OCT_LIMIT;
    }
    if (source->status == OCT_NO_MEMORY)
        return oct_job_out_of_memory(job);
    const char *hint = source->error == EISDIR ? "name the files in it instead"
                       : strstr(name, "://")   ? "nothing is fetched from a network: save it first"
                                               : NULL;
    oct_report(job->context, OCT_D_CANNOT_READ, place, hint, "cannot be read: %s",
               oct_source_reason(source->error));
    return OCT_IO;
}

/* The bytes of an input, and what is allocated for them. */
typedef struct loaded {
    oct_slice text;
    oct_source source; /* of a file */
    oct_buffer mended; /* when the text had to be mended */
} loaded;

static oct_status load(oct_job *job, const oct_input *input, loaded *bytes) {
    const oct_allocator *allocator = oct_context_allocator(job->context);
    *bytes = (loaded){.text = input->memory};
    oct_buffer_init(&bytes->mended, allocator);
    if (!input->path)
        return OCT_OK;
    bytes->source = oct_source_read(input->path, (size_t)job->options.max_input_bytes, allocator);
    if (bytes->source.status != OCT_OK)
        return oct_job_cannot_read(job, input->name, &bytes->source);
    bytes->text = oct_slice_make(bytes->source.bytes, bytes->source.len);
    return OCT_OK;
}

static bool keep(oct_document *document, void *bytes, size_t size) {
    return !bytes || oct_document_keep(document, bytes, size);
}

/* Once the input is read: the tree may point into it. */
static oct_status keep_loaded(oct_job *job, loaded *bytes) {
    bool ok = keep(job->document, bytes->source.bytes, bytes->source.capacity);
    ok &= keep(job->document, bytes->mended.ptr, bytes->mended.capacity);
    return ok ? OCT_OK : oct_job_out_of_memory(job);
}

static void free_loaded(oct_job *job, loaded *bytes) {
    oct_deallocate(oct_context_allocator(job->context), bytes->source.bytes,
                   bytes->source.capacity);
    oct_buffer_free(&bytes->mended);
}

/* ---- Reader ------------------------------------------------------------------------------- */

enum { PROBED_BYTES = 4096 };

static const oct_format *guessed_format(const char *path, oct_slice bytes) {
    const oct_format *format = path ? oct_format_for_path(path, false) : NULL;
    if (!format)
        format = oct_format_probed(oct_slice_head(bytes, PROBED_BYTES));
    return format ? format : oct_format_named("markdown");
}

static oct_status unknown_syntax(oct_job *job, const oct_format_choice *choice) {
    enum { MOST_NAMES = 64 };
    const char *names[MOST_NAMES];
    size_t count = 0;
    for (const oct_syntax *row = choice->format->syntax; row && row->name; row++)
        names[count++] = row->name;
    char *name = oct_arena_string(&job->arena, choice->unknown);
    const char *nearest = name ? oct_nearest_name(name, names, count) : NULL;
    const char *hint = nearest ? oct_arena_printf(&job->arena, "did you mean %s?", nearest)
                               : oct_arena_printf(&job->arena, "'octavo help %s' lists what it has",
                                                  choice->format->name);
    oct_report(job->context, OCT_D_UNSUPPORTED, (oct_place){0}, hint,
               "the format %s has no extension \"%.*s\"", choice->format->name,
               OCT_SLICE_ARG(choice->unknown));
    return OCT_UNSUPPORTED;
}

/* A package is never meant to be read as the text that its bytes are not. */
static oct_status refuse_binary(oct_job *job, const oct_file_reading *file) {
    const oct_format *format = file->path ? oct_format_for_path(file->path, true) : NULL;
    if (!format || format->read || !(format->flags & OCT_FORMAT_BINARY))
        return OCT_OK;
    oct_report(job->context, OCT_D_UNSUPPORTED, (oct_place){.file = file->name},
               "--from=FORMAT says what else it is", "%s can only be written", format->name);
    return OCT_UNSUPPORTED;
}

static oct_status input_format(oct_job *job, const oct_file_reading *file, oct_slice bytes,
                               oct_format_choice *choice) {
    const char *name = job->options.from;
    *choice = (oct_format_choice){0};
    if (name) {
        *choice = oct_format_chosen(name);
    } else {
        oct_status status = refuse_binary(job, file);
        if (status != OCT_OK)
            return status;
        *choice = (oct_format_choice){.format = guessed_format(file->path, bytes)};
        choice->syntax = choice->format ? oct_format_own_syntax(choice->format) : 0;
    }
    if (!choice->format || !choice->format->read)
        return oct_job_unknown_format(job, name ? name : "", false);
    return choice->unknown.len ? unknown_syntax(job, choice) : OCT_OK;
}

/* Some parsers have a bound of their own, which no option can raise. */
static oct_status check_size(oct_job *job, const char *name, const oct_format *format,
                             oct_slice text) {
    if (format->largest_input == 0 || text.len <= format->largest_input)
        return OCT_OK;
    oct_report(job->context, OCT_D_LIMIT, (oct_place){.file = name},
               "split it: several inputs make one document",
               "%s of more than %zuM in one input cannot be parsed, whatever --max-input-bytes "
               "allows",
               format->name, format->largest_input >> 20);
    return OCT_LIMIT;
}

static oct_status builder_status(oct_job *job, const oct_builder *builder, const char *name) {
    oct_place place = {.file = name, .line = builder->failure_line};
    switch (builder->failure) {
    case OCT_BUILDER_OK:
        return OCT_OK;
    case OCT_BUILDER_NO_MEMORY:
        return oct_job_out_of_memory(job);
    case OCT_BUILDER_TOO_DEEP:
        oct_report(job->context, OCT_D_LIMIT, place, "--max-depth=NUMBER raises the limit",
                   "the document nests deeper than the %lld levels that --max-depth allows",
                   (long long)job->options.max_depth);
        return OCT_LIMIT;
    case OCT_BUILDER_TOO_MANY:
        oct_report(job->context, OCT_D_LIMIT, place, "--max-nodes=NUMBER raises the limit",
                   "the document has more parts than the %lld that --max-nodes allows",
                   (long long)job->options.max_nodes);
        return OCT_LIMIT;
    case OCT_BUILDER_MISPLACED:
        break;
    }
    oct_report(job->context, OCT_D_INTERNAL, place, NULL, "the reader built an impossible tree");
    return OCT_INTERNAL;
}

/* ---- Style sheets ------------------------------------------------------------------------- */

/* The style sheets of one input are read up to these. */
enum { MOST_SHEETS = 32, MOST_SHEET_BYTES = 4 << 20 };

typedef struct sheets {
    oct_job *job;
    const char *folder; /* of the input */
    oct_arena arena;    /* holds the newest */
    size_t count;
} sheets;

/* A sheet that is not there, or not allowed, is no loss of content: nothing is said. */
static oct_slice sheet_text(void *user, oct_slice url) {
    sheets *of = user;
    oct_slice text = {NULL, 0};
    url = oct_slice_head(url, oct_slice_find_byte(url, '?'));
    if (!of->folder || !url.len || of->count++ >= MOST_SHEETS)
        return text;
    const oct_resource *found = oct_loader_file(&of->job->loader, of->folder, url);
    oct_arena_clear(&of->arena);
    if (found->state != OCT_RESOURCE_LOADED || found->size > MOST_SHEET_BYTES ||
        !oct_resource_read(found, &of->arena, &text))
        return (oct_slice){NULL, 0};
    return text;
}

static oct_status run_reader(oct_job *job, oct_file_reading *file, const oct_format_choice *choice,
                             oct_slice text) {
    const oct_format *format = choice->format;
    oct_builder builder;
    oct_builder_init(&builder, job->document, file->root);
    builder.file = file->file;
    uint32_t most = (uint32_t)job->options.max_depth;
    builder.max_depth = most > file->depth_outside ? most - file->depth_outside : 1;
    builder.nodes = job->nodes;
    builder.max_nodes = (size_t)job->options.max_nodes;
    oct_reading reading = {
        .context = job->context,
        .format = format,
        .syntax = choice->syntax,
        .common = &job->options,
        .document = job->document,
        .builder = &builder,
        .input = text,
        .name = file->name,
        .first_line = 1,
        .findings = job->findings,
    };
    sheets of = {.job = job};
    oct_arena_init(&of.arena, oct_context_allocator(job->context));
    if (format->flags & OCT_FORMAT_WEB_PAGE) {
        of.folder = oct_arena_string(&job->arena, oct_path_folder(oct_slice_of(file->name)));
        reading.style_sheet = sheet_text;
        reading.style_sheet_user = &of;
    }
    oct_status status = oct_job_format_options(job, format->reader_options,
                                               format->reader_options_size, &reading.options);
    if (status == OCT_OK)
        status = format->read(&reading);
    oct_arena_clear(&of.arena);
    file->include_count = reading.include_count;
    job->nodes = builder.nodes;
    if (oct_builder_finish(&builder) != OCT_BUILDER_OK)
        return builder_status(job, &builder, file->name);
    if (status == OCT_NO_MEMORY || (status == OCT_OK && job->document->arena.failed))
        return oct_job_out_of_memory(job);
    return status;
}

/* Marks the format as one of the job's. */
static void note_format(oct_job *job, const oct_format *format) {
    for (size_t i = 0; i < oct_format_count; i++)
        job->formats_read[i] |= oct_formats[i] == format;
    job->input_flags |= format->flags;
}

static oct_status clean(oct_job *job, const char *name, loaded *bytes) {
    return oct_encoding_clean(job->context, name, &bytes->text, &bytes->mended)
               ? OCT_OK
               : oct_job_out_of_memory(job);
}

static oct_status read_loaded(oct_job *job, oct_file_reading *file, loaded *bytes) {
    oct_format_choice choice;
    oct_status status = input_format(job, file, bytes->text, &choice);
    file->format = choice.format;
    if (status == OCT_OK)
        status = check_size(job, file->name, choice.format, bytes->text);
    if (status == OCT_OK && !(choice.format->flags & OCT_FORMAT_OWN_ENCODING))
        status = clean(job, file->name, bytes);
    if (status == OCT_OK) /* mending may have made it longer */
        status = check_size(job, file->name, choice.format, bytes->text);
    if (status != OCT_OK)
        return status;
    if (bytes->text.len == 0)
        oct_report(job->context, OCT_D_EMPTY_INPUT, (oct_place){.file = file->name}, NULL,
                   "the input is empty");
    note_format(job, choice.format);
    return run_reader(job, file, &choice, bytes->text);
}

static oct_status read_and_keep(oct_job *job, oct_file_reading *file, loaded *bytes) {
    oct_status status = read_loaded(job, file, bytes);
    if (status == OCT_OK && !(file->format->flags & OCT_FORMAT_COPIES))
        return keep_loaded(job, bytes);
    free_loaded(job, bytes);
    return status;
}

oct_status oct_job_read_input(oct_job *job, const oct_input *input, oct_file_reading *file) {
    loaded bytes;
    oct_status status = load(job, input, &bytes);
    if (status == OCT_OK)
        return read_and_keep(job, file, &bytes);
    free_loaded(job, &bytes);
    return status;
}

oct_status oct_job_read_resource(oct_job *job, const oct_resource *resource,
                                 oct_file_reading *file) {
    const oct_allocator *allocator = oct_context_allocator(job->context);
    loaded bytes = {0};
    oct_buffer_init(&bytes.mended, allocator);
    if (resource->size) {
        bytes.source = oct_source_read(resource->path, (size_t)resource->size, allocator);
        bytes.text = oct_slice_make(bytes.source.bytes, bytes.source.len);
    }
    if (bytes.source.status == OCT_OK)
        return read_and_keep(job, file, &bytes);
    return oct_job_cannot_read(job, file->name, &bytes.source);
}
