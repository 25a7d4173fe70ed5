/* cli/timer - see timer.h. */
#include "cli/timer.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

/* Made before the timer runs: a signal handler may only write it (signal-safety(7)). */
static char message[256];

static void time_is_up(int number) {
    (void)number;
    ssize_t ignored = write(STDERR_FILENO, message, strlen(message));
    (void)ignored;
    _exit(OCT_LIMIT);
}

static bool set_timer(int64_t seconds) {
    struct itimerval timer = {.it_value.tv_sec = (time_t)seconds};
    return setitimer(ITIMER_REAL, &timer, NULL) == 0;
}

bool oct_timer_start(oct_reporter *reporter, int64_t seconds) {
    if (seconds == 0)
        return true;
    const char *red = reporter->colored ? "\033[1;31m" : "";
    const char *reset = reporter->colored ? "\033[0m" : "";
    snprintf(message, sizeof message,
             "octavo: %serror:%s the conversion took longer than the %lld s that --max-seconds "
             "allows [limit]\n  hint: --max-seconds=NUMBER raises the limit\n",
             red, reset, (long long)seconds);
    struct sigaction action = {.sa_handler = time_is_up};
    sigemptyset(&action.sa_mask);
    return sigaction(SIGALRM, &action, NULL) == 0 && set_timer(seconds);
}

void oct_timer_stop(void) {
    set_timer(0);
}
