/* cli/report - see report.h. */
#include "cli/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* SGR sequences (ECMA-48, 8.3.117). */
#define BOLD  "\033[1m"
#define DIM   "\033[2m"
#define RESET "\033[0m"
static const char *const severity_colors[] = {
    [OCT_NOTE_SEVERITY] = "\033[1;36m", [OCT_WARNING] = "\033[1;35m", [OCT_ERROR] = "\033[1;31m"};
static const char *const severity_names[] = {
    [OCT_NOTE_SEVERITY] = "note", [OCT_WARNING] = "warning", [OCT_ERROR] = "error"};

static bool terminal_has_colors(void) {
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return !(no_color && *no_color) && terminal && strcmp(terminal, "dumb") != 0 &&
           isatty(STDERR_FILENO);
}

void oct_reporter_init(oct_reporter *reporter) {
    /* So that a message is one write, and those of several processes do not mix. */
    static char buffer[8192];
    setvbuf(stderr, buffer, _IOFBF, sizeof buffer);
    *reporter = (oct_reporter){.colored = terminal_has_colors()};
}

void oct_reporter_set_color(oct_reporter *reporter, oct_color color) {
    reporter->colored = color == OCT_COLOR_AUTO ? terminal_has_colors() : color == OCT_COLOR_ALWAYS;
}

/* A file may be called anything: what would change a terminal becomes '?'. */
static void put_clean(const char *text) {
    for (; *text; text++)
        putc((unsigned char)*text < 0x20 || *text == 0x7F ? '?' : *text, stderr);
}

static void put_place(const oct_diagnostic *d) {
    bool named = d->file && *d->file;
    put_clean(named ? d->file : "octavo");
    if (named && d->line)
        fprintf(stderr, ":%u", d->line);
    if (named && d->line && d->column)
        fprintf(stderr, ":%u", d->column);
    putc(':', stderr);
}

void oct_reporter_handle(void *user, const oct_diagnostic *d) {
    const oct_reporter *reporter = user;
    if ((reporter->quiet && d->severity != OCT_ERROR) ||
        (!reporter->verbose && d->severity == OCT_NOTE_SEVERITY))
        return;
    bool colored = reporter->colored;
    const char *reset = colored ? RESET : "";
    fputs(colored ? BOLD : "", stderr);
    put_place(d);
    fprintf(stderr, "%s %s%s:%s %s %s[%s]%s\n", reset, colored ? severity_colors[d->severity] : "",
            severity_names[d->severity], reset, d->message, colored ? DIM : "", d->code, reset);
    if (d->hint)
        fprintf(stderr, "  %shint:%s %s\n", colored ? BOLD : "", reset, d->hint);
    fflush(stderr);
}
