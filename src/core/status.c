/* core/status - the version, and the words for a status. */
#include "octavo.h"

const char *oct_version(void) {
    return OCT_VERSION;
}

const char *oct_status_name(oct_status status) {
    switch (status) {
    case OCT_OK:
        return "ok";
    case OCT_USAGE:
        return "wrong usage";
    case OCT_IO:
        return "input or output failed";
    case OCT_NO_MEMORY:
        return "out of memory";
    case OCT_LIMIT:
        return "limit reached";
    case OCT_SYNTAX:
        return "wrong syntax";
    case OCT_UNSUPPORTED:
        return "unsupported";
    case OCT_LIBRARY:
        return "library failed";
    case OCT_INTERNAL:
        return "internal fault";
    }
    return "unknown status";
}
