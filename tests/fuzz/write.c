/* tests/fuzz/write - any tree through a writer. FORMAT is the writer. */
#include "core/job.h"

#include "tree.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char *const switches[] = {"toc", "standalone", "number-sections"};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    if (size == 0)
        return 0;
    oct_context *context = oct_context_new(NULL);
    oct_job *job = oct_job_new(context);
    oct_document *document;
    if (oct_job_set(job, "to", FORMAT) != OCT_OK || oct_job_set(job, "from", "native") != OCT_OK ||
        oct_job_add_memory(job, "input", "octavo-native 1\ndocument\n", 25) != OCT_OK ||
        oct_job_read(job, &document) != OCT_OK)
        abort();
    for (int i = 0; i < 3; i++)
        if (bytes[0] & 1 << i && oct_job_set(job, switches[i], NULL) != OCT_OK)
            abort();
    tree_from_bytes(document, bytes + 1, size - 1);
    const void *output;
    size_t length;
    oct_status status = oct_job_convert_memory(job, &output, &length);
    if (status != OCT_OK) {
        fprintf(stderr, "fault: a tree cannot be written: %s\n", oct_status_name(status));
        abort();
    }
    oct_job_free(job);
    oct_context_free(context);
    return 0;
}
