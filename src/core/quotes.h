/* core/quotes - quotation marks by language (CLDR's delimiters). Knows base only. */
#ifndef OCT_CORE_QUOTES_H
#define OCT_CORE_QUOTES_H

#include "base/slice.h"

/* UTF-8 strings, with the no-break spaces that belong to them. */
typedef struct oct_quotes {
    const char *open, *close;               /* double: the outer marks */
    const char *single_open, *single_close; /* the inner ones */
} oct_quotes;

/* The marks of a BCP 47 tag: by language and region, else by language, else English ones. Static.
 */
const oct_quotes *oct_quotes_of(oct_slice lang);

#endif
