/* cli/reference_doc - the document that people change the styles of: one that shows each of them.
 */
#include "cli/commands.h"
#include "cli/convert.h"

extern const char oct_reference_doc_md[];

static oct_status prepare(oct_job *job) {
    oct_status status = oct_job_set(job, "from", "markdown");
    if (status == OCT_OK)
        status = oct_job_set(job, "to", "docx");
    if (status == OCT_OK)
        status = oct_job_add_memory(job, "reference document", oct_reference_doc_md,
                                    strlen(oct_reference_doc_md));
    return status;
}

int oct_run_reference_doc(oct_cli *cli) {
    oct_status status;
    oct_job *job = oct_convert_job(cli, false, &status);
    if (!job)
        return (int)status;
    status = prepare(job);
    int code = status == OCT_OK ? oct_convert_to_output(cli, job) : (int)status;
    oct_job_free(job);
    return code;
}
