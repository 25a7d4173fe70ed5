/* cli/timer - ends the process when a conversion takes longer than --max-seconds allows. Outputs
 * have no name before they are whole, so nothing is left behind. */
#ifndef OCT_CLI_TIMER_H
#define OCT_CLI_TIMER_H

#include "cli/report.h"

/* 0 seconds: no timer. False when it cannot be started. */
bool oct_timer_start(oct_reporter *reporter, int64_t seconds);
void oct_timer_stop(void);

#endif
