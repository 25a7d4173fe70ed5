/* io/package_compress - members deflated while the caller makes the next ones: threads of our own
 * take them in order, and so does the caller where it would have to wait. All memory comes from and
 * goes back to the allocator in the caller's thread, in an order that no timing changes; the
 * threads only compute. Knows base and io/out. */
#include "io/package_parts.h"

#include <libdeflate.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>

enum {
    MOST_THREADS = 8,             /* those that compress, the caller among them */
    MOST_JOBS = 256,              /* that are held, done or not */
    THREADS_AFTER = 512 * 1024,   /* bytes deflated before threads are worth their start */
    MOST_BYTES = 4 * 1024 * 1024, /* held unpacked; larger members are deflated at once */
    WORTH_A_JOB = 1024            /* smaller ones are done faster than handed over */
};

typedef struct oct_compress_job {
    size_t member; /* its index in the package */
    char *bytes;   /* a copy */
    size_t len;
    char *packed; /* room for the worst case */
    size_t bound;
    size_t stored; /* 0: nothing is won */
    uint32_t crc;
    bool done;
} job;

struct oct_compressing {
    job jobs[MOST_JOBS];     /* a ring: number n is in place n % MOST_JOBS */
    size_t first, next, end; /* numbers: the oldest, the first that nobody took, the next to come */
    size_t bytes;            /* unpacked, in the ring */
    bool stopping;           /* under the mutex, as next, end and each job's done are */
    pthread_mutex_t mutex;
    pthread_cond_t added, finished;
    struct libdeflate_compressor *compressors[MOST_THREADS]; /* one a thread */
    pthread_t threads[MOST_THREADS];
    unsigned started, prepared;
    unsigned turn; /* the compressor that the next thread to begin takes */
};

typedef struct oct_compressing compressing;

/* ---- The threads -------------------------------------------------------------------------- */

static void deflate_job(job *work, struct libdeflate_compressor *compressor) {
    size_t packed =
        libdeflate_deflate_compress(compressor, work->bytes, work->len, work->packed, work->bound);
    work->stored = packed < work->len ? packed : 0;
    work->crc = libdeflate_crc32(0, work->bytes, work->len);
}

/* With the mutex held: takes the oldest job that nobody has taken, and does it without the mutex.
 */
static void take_job(compressing *c, struct libdeflate_compressor *compressor) {
    job *work = &c->jobs[c->next++ % MOST_JOBS];
    pthread_mutex_unlock(&c->mutex);
    deflate_job(work, compressor);
    pthread_mutex_lock(&c->mutex);
    work->done = true;
    pthread_cond_signal(&c->finished);
}

static void *thread_main(void *user) {
    compressing *c = user;
    pthread_mutex_lock(&c->mutex);
    struct libdeflate_compressor *compressor = c->compressors[c->turn++];
    while (!c->stopping)
        if (c->next < c->end)
            take_job(c, compressor);
        else
            pthread_cond_wait(&c->added, &c->mutex);
    pthread_mutex_unlock(&c->mutex);
    return NULL;
}

/* Signals are for the threads of the program that uses us. Fewer threads than wanted will do. */
static void start_threads(compressing *c, unsigned count) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    while (c->prepared < count &&
           (c->compressors[c->prepared] = libdeflate_alloc_compressor(OCT_PACKAGE_LEVEL)) != NULL)
        c->prepared++;
    while (c->started < c->prepared &&
           pthread_create(&c->threads[c->started], NULL, thread_main, c) == 0)
        c->started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* What nobody has taken stays undone. */
static void stop_threads(compressing *c) {
    pthread_mutex_lock(&c->mutex);
    c->stopping = true;
    pthread_cond_broadcast(&c->added);
    pthread_mutex_unlock(&c->mutex);
    for (unsigned i = 0; i < c->started; i++)
        pthread_join(c->threads[i], NULL);
    for (unsigned i = 0; i < c->prepared; i++)
        libdeflate_free_compressor(c->compressors[i]);
}

/* The processors that this process may run on. */
static unsigned processors(void) {
    cpu_set_t set;
    CPU_ZERO(&set);
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return count > MOST_THREADS ? MOST_THREADS : count > 1 ? (unsigned)count : 1;
}

/* ---- Jobs, from the caller's thread ------------------------------------------------------- */

static compressing *new_compressing(oct_package *package, unsigned threads) {
    compressing *c = oct_allocate(package->allocator, sizeof *c);
    if (!c) {
        oct_package_fail(package, OCT_NO_MEMORY);
        return NULL;
    }
    *c = (compressing){.mutex = PTHREAD_MUTEX_INITIALIZER,
                       .added = PTHREAD_COND_INITIALIZER,
                       .finished = PTHREAD_COND_INITIALIZER};
    start_threads(c, threads - 1);
    return c;
}

bool oct_package_compresses_aside(oct_package *package, size_t len) {
    unsigned threads = package->threads;
    package->deflated += len;
    if (len < WORTH_A_JOB || len > MOST_BYTES || package->deflated < THREADS_AFTER)
        return false;
    if (threads == 0)
        package->threads = threads = processors();
    if (threads > 1 && !package->compressing)
        package->compressing = new_compressing(package, threads);
    return package->compressing && package->compressing->started;
}

static void free_job(oct_package *package, const job *done) {
    oct_deallocate(package->allocator, done->packed, done->bound);
    oct_deallocate(package->allocator, done->bytes, done->len);
}

/* The member gets the packed bytes, or the copy where nothing is won. */
static void hand_over(oct_package *package, job *done) {
    oct_package_member *member = &package->members[done->member];
    if (!done->stored) {
        member->bytes = done->bytes;
        member->capacity = done->len;
        done->bytes = NULL;
    } else {
        member->bytes = done->packed;
        member->capacity = done->bound;
        done->packed = NULL;
        member->stored = done->stored;
        member->crc = done->crc;
        member->deflated = true;
        oct_package_shrink_bytes(package, member, done->stored);
    }
    free_job(package, done);
}

/* Does what is left to do until the oldest job is done, or waits for it. */
static void finish_oldest(oct_package *package) {
    compressing *c = package->compressing;
    job *oldest = &c->jobs[c->first % MOST_JOBS];
    pthread_mutex_lock(&c->mutex);
    while (!oldest->done)
        if (c->next < c->end)
            take_job(c, package->compressor);
        else
            pthread_cond_wait(&c->finished, &c->mutex);
    pthread_mutex_unlock(&c->mutex);
    c->first++;
    c->bytes -= oldest->len;
    hand_over(package, oldest);
}

static bool fill_job(oct_package *package, job *work, oct_slice bytes) {
    *work = (job){.member = package->count - 1, .len = bytes.len};
    work->bound = libdeflate_deflate_compress_bound(package->compressor, bytes.len);
    work->bytes = oct_allocate(package->allocator, bytes.len);
    if (work->bytes)
        work->packed = oct_allocate(package->allocator, work->bound);
    if (work->packed) {
        memcpy(work->bytes, bytes.ptr, bytes.len);
        return true;
    }
    oct_deallocate(package->allocator, work->bytes, work->len);
    oct_package_fail(package, OCT_NO_MEMORY);
    return false;
}

void oct_package_compress_aside(oct_package *package, oct_slice bytes) {
    compressing *c = package->compressing;
    while (c->end - c->first == MOST_JOBS || (c->bytes && c->bytes + bytes.len > MOST_BYTES))
        finish_oldest(package);
    if (!fill_job(package, &c->jobs[c->end % MOST_JOBS], bytes))
        return;
    c->bytes += bytes.len;
    pthread_mutex_lock(&c->mutex);
    c->end++;
    pthread_cond_signal(&c->added);
    pthread_mutex_unlock(&c->mutex);
}

void oct_package_finish_compressing(oct_package *package) {
    const compressing *c = package->compressing;
    while (c && c->first < c->end)
        finish_oldest(package);
}

void oct_package_stop_compressing(oct_package *package) {
    compressing *c = package->compressing;
    if (!c)
        return;
    stop_threads(c);
    for (; c->first < c->end; c->first++)
        free_job(package, &c->jobs[c->first % MOST_JOBS]);
    pthread_cond_destroy(&c->finished);
    pthread_cond_destroy(&c->added);
    pthread_mutex_destroy(&c->mutex);
    oct_deallocate(package->allocator, c, sizeof *c);
}
