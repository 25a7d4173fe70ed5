/* cli/progress - see progress.h. */
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

#define CLEAR_LINE "\r\033[K" /* ECMA-48, 8.3.41: erase in line */

enum { NAME_WIDTH = 50 };

oct_progress oct_progress_begin(const oct_cli *cli) {
    return (oct_progress){.wanted = !cli->own.quiet && isatty(STDERR_FILENO)};
}

void oct_progress_show(oct_progress *progress, size_t done, size_t total, const char *name) {
    if (!progress->wanted)
        return;
    fprintf(stderr, CLEAR_LINE "[%zu/%zu] ", done, total);
    oct_report_name(name, NAME_WIDTH);
    fflush(stderr);
    progress->shown = true;
}

void oct_progress_clear(oct_progress *progress) {
    if (progress->shown) {
        fputs(CLEAR_LINE, stderr);
        fflush(stderr);
    }
    progress->shown = false;
}
