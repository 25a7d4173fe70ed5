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

/* C0 controls and DEL, and the C1 controls, which have two bytes in UTF-8. */
static bool is_control(const char *text) {
    unsigned char first = (unsigned char)text[0], second = first ? (unsigned char)text[1] : 0;
    return first < 0x20 || first == 0x7F || (first == 0xC2 && second >= 0x80 && second < 0xA0);
}

void oct_report_name(const char *name, size_t most) {
    for (; *name && most > 0; name++, most--) {
        bool control = is_control(name);
        name += control && (unsigned char)*name == 0xC2;
        putc(control ? '?' : *name, stderr);
    }
}

void oct_report_wrote(const char *path) {
    fputs("octavo: wrote ", stderr);
    oct_report_name(path, SIZE_MAX);
    putc('\n', stderr);
    fflush(stderr);
}

static void put_place(const oct_diagnostic *d) {
    bool named = d->file != NULL;
    oct_report_name(!named ? "octavo" : *d->file ? d->file : "\"\"", SIZE_MAX);
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
