/* plain/quotes - the quotation marks of languages (CLDR, characters/delimiters). */
#ifndef OCT_PLAIN_QUOTES_H
#define OCT_PLAIN_QUOTES_H

#include "base/slice.h"

typedef struct oct_quotes {
    const char *open, *close; /* UTF-8, with the no-break spaces that the language sets */
} oct_quotes;

/* Those of a BCP 47 language tag; English ones for a language that is not in the table. */
oct_quotes oct_quotes_of(oct_slice lang, bool single);

#endif
