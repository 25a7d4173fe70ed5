/* tests/fuzz/read - bytes through a reader; the tree must survive the way through its text form:
 * read(write(tree)) == tree. FORMAT is the reader. */
#include "core/job.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static oct_job *job_of(oct_context *context, const char *from, const void *bytes, size_t size) {
    oct_job *job = oct_job_new(context);
    if (!job || oct_job_set(job, "from", from) != OCT_OK ||
        oct_job_set(job, "to", "native") != OCT_OK ||
        oct_job_add_memory(job, "input", bytes, size) != OCT_OK)
        abort();
    return job;
}

static void demand(bool condition, const char *what) {
    if (!condition) {
        fprintf(stderr, "fault: %s\n", what);
        abort();
    }
}

static void check_round_trip(oct_context *context, oct_job *first) {
    const void *text;
    size_t length;
    oct_document *again;
    demand(oct_job_convert_memory(first, &text, &length) == OCT_OK, "the tree cannot be written");
    oct_job *second = job_of(context, "native", text, length);
    demand(oct_job_read(second, &again) == OCT_OK, "the written tree cannot be read");
    demand(oct_node_equal(first->document->root, again->root), "the tree read back is another one");
    demand(oct_meta_equal(first->document->metadata, again->metadata), "so is the metadata");
    oct_job_free(second);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    oct_context *context = oct_context_new(NULL);
    oct_job *job = job_of(context, FORMAT, bytes, size);
    oct_document *document;
    oct_status status = oct_job_read(job, &document);
    demand(status != OCT_INTERNAL, "the reader says that it is at fault");
    if (status == OCT_OK)
        check_round_trip(context, job);
    oct_job_free(job);
    oct_context_free(context);
    return 0;
}
