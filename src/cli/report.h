/* cli/report - how diagnostics look on standard error:
 *
 *     book.md:12:7: warning: image "a.png" was not found [missing-image]
 *       hint: ...
 */
#ifndef OCT_CLI_REPORT_H
#define OCT_CLI_REPORT_H

#include "octavo.h"

typedef enum oct_color { OCT_COLOR_AUTO, OCT_COLOR_ALWAYS, OCT_COLOR_NEVER } oct_color;

typedef struct oct_reporter {
    bool colored;
    bool quiet;   /* no warnings, no notes */
    bool verbose; /* notes too */
} oct_reporter;

/* Colours when standard error is a terminal that has them and NO_COLOR is not set
 * (https://no-color.org). */
void oct_reporter_init(oct_reporter *reporter);
void oct_reporter_set_color(oct_reporter *reporter, oct_color color);
/* An oct_diagnostic_handler whose user is the reporter. Allocates nothing, so that it can say that
 * memory ran out. */
void oct_reporter_handle(void *user, const oct_diagnostic *diagnostic);

/* Writes a name, at most so many bytes of it, to standard error. A file may be called anything:
 * what would change a terminal becomes '?'. */
void oct_report_name(const char *name, size_t most);
/* That a file was written, for --verbose. */
void oct_report_wrote(const char *path);

#endif
