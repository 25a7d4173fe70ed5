/* cli/batch - 'octavo batch': many conversions, each in a worker process; what they say is printed
 * whole, in the order of the inputs. */
#include "cli/commands.h"
#include "cli/convert.h"
#include "cli/progress.h"
#include "cli/worker.h"
#include "io/out_file.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct outcome {
    oct_buffer messages;
    bool done;
    int code;   /* exit code, when no signal */
    int signal; /* that killed the worker; 0: none */
    int error;  /* errno, when no worker could be started */
} outcome;

typedef struct batch {
    oct_cli *cli;
    oct_plan plan;
    outcome *outcomes;
    uint64_t *warnings; /* of each conversion, shared with the workers */
    oct_worker *workers;
    struct pollfd *polls;
    size_t running, at_once;
    size_t next;    /* conversion to start */
    size_t printed; /* conversions whose outcome was told */
    size_t failed;
    sigset_t mask; /* of signals, as it was before */
    oct_progress progress;
} batch;

static volatile sig_atomic_t stop_signal; /* that told us to stop; 0: none */

static void remember_signal(int number) {
    stop_signal = number;
}

/* Stopping signals come only while we wait, so that none is missed. */
static void catch_signals(sigset_t *before) {
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t blocked;
    sigemptyset(&blocked);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction old, action = {.sa_handler = remember_signal};
        sigemptyset(&action.sa_mask);
        sigaddset(&blocked, signals[i]);
        /* Who started us may want a signal ignored, as nohup does. */
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(signals[i], &action, NULL);
    }
    sigprocmask(SIG_BLOCK, &blocked, before);
}

/* ---- Starting ----------------------------------------------------------------------------- */

static bool prepare(batch *b) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = b->plan.count;
    b->at_once =
        b->cli->own.jobs ? (size_t)b->cli->own.jobs : (processors > 0 ? (size_t)processors : 1);
    b->at_once = b->at_once < count ? b->at_once : count;
    b->outcomes = oct_arena_array(&b->cli->arena, count, sizeof *b->outcomes);
    b->workers = oct_arena_array(&b->cli->arena, b->at_once, sizeof *b->workers);
    b->polls = oct_arena_array(&b->cli->arena, b->at_once, sizeof *b->polls);
    if (!b->outcomes || !b->workers || !b->polls)
        return false;
    for (size_t i = 0; i < count; i++)
        oct_buffer_init(&b->outcomes[i].messages, oct_context_allocator(b->cli->context));
    b->warnings = mmap(NULL, count * sizeof *b->warnings, PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return b->warnings != MAP_FAILED;
}

/* When no process can be had, the others are waited for; without others, the conversion failed. */
static void start_workers(batch *b) {
    while (b->running < b->at_once && b->next < b->plan.count) {
        oct_worker *worker = &b->workers[b->running];
        int error = oct_worker_start(b->cli, &b->plan.list[b->next], &b->warnings[b->next],
                                     &b->mask, worker);
        if (error && b->running > 0)
            return;
        if (error) {
            b->outcomes[b->next].error = error;
            b->outcomes[b->next].done = true;
        } else {
            worker->conversion = b->next;
            b->running++;
        }
        b->next++;
    }
}

/* ---- Listening ---------------------------------------------------------------------------- */

static void end_worker(batch *b, size_t index) {
    oct_worker worker = b->workers[index];
    outcome *result = &b->outcomes[worker.conversion];
    int status = 0;
    while (waitpid(worker.process, &status, 0) < 0 && errno == EINTR)
        continue;
    result->done = true;
    result->code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    result->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    close(worker.messages);
    b->workers[index] = b->workers[--b->running];
}

/* Takes what a worker says; false when it has ended. */
static bool hear(batch *b, const oct_worker *worker) {
    char bytes[4096];
    ssize_t got = read(worker->messages, bytes, sizeof bytes);
    if (got > 0)
        oct_buffer_append(&b->outcomes[worker->conversion].messages, bytes, (size_t)got);
    return got > 0 || (got < 0 && errno == EINTR);
}

static void listen_to_workers(batch *b) {
    for (size_t i = 0; i < b->running; i++)
        b->polls[i] = (struct pollfd){.fd = b->workers[i].messages, .events = POLLIN};
    if (b->running == 0 || ppoll(b->polls, (nfds_t)b->running, NULL, &b->mask) < 0)
        return;
    for (size_t i = b->running; i > 0; i--) /* backwards: one that ended is replaced by the last */
        if (b->polls[i - 1].revents && !hear(b, &b->workers[i - 1]))
            end_worker(b, i - 1);
}

static void stop_workers(batch *b) {
    for (size_t i = 0; i < b->running; i++)
        kill(b->workers[i].process, SIGTERM);
    while (b->running > 0)
        end_worker(b, b->running - 1);
}

/* ---- Telling ------------------------------------------------------------------------------ */

static void tell_failure(batch *b, const oct_conversion *conversion, const outcome *result) {
    oct_place place = {.file = conversion->input};
    if (result->signal)
        oct_report(b->cli->context, OCT_D_INTERNAL, place, NULL,
                   "the process that made %s of it died: %s", conversion->to->name,
                   strsignal(result->signal));
    else if (result->error)
        oct_report(b->cli->context, OCT_D_NO_PROCESS, place, NULL,
                   "no process can be started to convert it: %s", strerror(result->error));
    if (result->messages.failed)
        oct_report(b->cli->context, OCT_D_NO_MEMORY, place, NULL,
                   "memory ran out, and messages about it are lost");
    oct_report_folded(b->cli->context);
}

static void tell(batch *b, size_t index) {
    const oct_conversion *conversion = &b->plan.list[index];
    outcome *result = &b->outcomes[index];
    bool failed = result->code || result->signal || result->error;
    b->failed += failed;
    if (result->messages.len || result->messages.failed || failed)
        oct_progress_clear(&b->progress);
    oct_write_all(STDERR_FILENO, result->messages.ptr, result->messages.len);
    tell_failure(b, conversion, result);
    if (!failed && b->cli->own.verbose)
        oct_report_wrote(conversion->output);
    fflush(stderr);
    oct_buffer_free(&result->messages);
}

static void tell_in_order(batch *b) {
    while (b->printed < b->plan.count && b->outcomes[b->printed].done)
        tell(b, b->printed++);
    if (b->printed < b->plan.count)
        oct_progress_show(&b->progress, b->printed, b->plan.count, b->plan.list[b->printed].input);
}

static oct_status tell_summary(batch *b) {
    size_t warnings = 0;
    for (size_t i = 0; i < b->plan.count; i++)
        warnings += b->warnings[i];
    oct_progress_clear(&b->progress);
    if (b->cli->own.quiet)
        return OCT_OK;
    oct_buffer line;
    oct_buffer_init(&line, oct_context_allocator(b->cli->context));
    oct_buffer_printf(&line, "%zu converted, %zu failed, %zu warning%s\n",
                      b->plan.count - b->failed, b->failed, warnings, warnings == 1 ? "" : "s");
    return oct_cli_print(b->cli, &line);
}

/* ---- The command -------------------------------------------------------------------------- */

/* A library that is loaded here is there in every worker, which else would load it for itself. */
static void preload_libraries(void) {
    for (size_t i = 0; i < oct_format_count; i++)
        if (oct_formats[i]->preload)
            oct_formats[i]->preload();
}

static void run_all(batch *b) {
    preload_libraries();
    while (b->printed < b->plan.count && !stop_signal) {
        start_workers(b);
        listen_to_workers(b);
        tell_in_order(b);
    }
    if (stop_signal)
        stop_workers(b);
}

/* Ends as if the signal had not been caught, so that the shell sees it. */
static int die_of_signal(batch *b) {
    oct_progress_clear(&b->progress);
    signal(stop_signal, SIG_DFL);
    sigprocmask(SIG_SETMASK, &b->mask, NULL);
    raise(stop_signal);
    return OCT_INTERNAL;
}

/* The values of options, before anything is done. */
static oct_status check_settings(oct_cli *cli) {
    oct_status status;
    oct_job *job = oct_convert_job(cli, true, &status);
    oct_job_free(job);
    return status;
}

int oct_run_batch(oct_cli *cli) {
    batch b = {.cli = cli};
    oct_status status = check_settings(cli);
    if (status == OCT_OK)
        status = oct_plan_make(cli, &b.plan);
    if (status != OCT_OK)
        return (int)status;
    if (!prepare(&b))
        return (int)oct_cli_out_of_memory(cli);
    b.progress = oct_progress_begin(cli);
    catch_signals(&b.mask);
    run_all(&b);
    if (stop_signal)
        return die_of_signal(&b);
    status = tell_summary(&b);
    munmap(b.warnings, b.plan.count * sizeof *b.warnings);
    return status != OCT_OK ? (int)status : b.failed ? OCT_EXIT_COUNTED : 0;
}
