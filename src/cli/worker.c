/* cli/worker - see worker.h. */
#include "cli/worker.h"

#include "cli/convert.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

static int convert(oct_cli *cli, const oct_conversion *conversion) {
    oct_status status;
    oct_job *job = oct_convert_job(cli, true, &status);
    if (!job)
        return (int)status;
    status = oct_job_set(job, "to", conversion->to->name);
    if (status == OCT_OK)
        status = oct_job_add_file(job, conversion->input);
    int code = status == OCT_OK ? oct_convert_run(cli, job, conversion->output) : (int)status;
    oct_job_free(job);
    return code;
}

static void default_signals(const sigset_t *mask) {
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGTERM); /* a batch that is killed takes its workers with it */
#endif
    sigprocmask(SIG_SETMASK, mask, NULL);
}

static _Noreturn void work(oct_cli *cli, const oct_conversion *conversion, uint64_t *warnings,
                           const sigset_t *mask, int messages) {
    default_signals(mask);
    int nothing = open("/dev/null", O_RDONLY);
    if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(messages, STDERR_FILENO) < 0)
        _exit(OCT_IO);
    size_t before = oct_context_count(cli->context, OCT_WARNING);
    int code = convert(cli, conversion);
    *warnings = oct_context_count(cli->context, OCT_WARNING) - before;
    _exit(code);
}

int oct_worker_start(oct_cli *cli, const oct_conversion *conversion, uint64_t *warnings,
                     const sigset_t *mask, oct_worker *worker) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return errno;
    pid_t process = fork();
    int error = errno;
    if (process == 0)
        work(cli, conversion, warnings, mask, ends[1]);
    close(ends[1]);
    if (process < 0) {
        close(ends[0]);
        return error;
    }
    worker->process = process;
    worker->messages = ends[0];
    return 0;
}
