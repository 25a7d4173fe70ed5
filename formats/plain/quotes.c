/* plain/quotes - see quotes.h. */
#include "formats/plain/quotes.h"

typedef struct language {
    const char *tag; /* a primary subtag, or one with a region or script */
    oct_quotes outer, inner;
} language;

#define ENGLISH                                                                                    \
    {"“", "”"}, {                                                                                  \
        "‘", "’"                                                                                 \
    }
#define GERMAN                                                                                     \
    {"„", "“"}, {                                                                                  \
        "‚", "‘"                                                                                 \
    }
#define SWEDISH                                                                                    \
    {"”", "”"}, {                                                                                  \
        "’", "’"                                                                                 \
    }
#define POLISH                                                                                     \
    {"„", "”"}, {                                                                                  \
        "«", "»"                                                                                  \
    }
#define SPANISH                                                                                    \
    {"«", "»"}, {                                                                                  \
        "“", "”"                                                                                 \
    }
#define RUSSIAN                                                                                    \
    {"«", "»"}, {                                                                                  \
        "„", "“"                                                                                 \
    }
#define NORWEGIAN                                                                                  \
    {"«", "»"}, {                                                                                  \
        "‘", "’"                                                                                 \
    }
#define CORNERS                                                                                    \
    {"「", "」"}, {                                                                                \
        "『", "』"                                                                                \
    }

/* Longer tags before those that they begin with. */
static const language languages[] = {
    {"ar", {"”", "“"}, {"’", "‘"}},
    {"az", SPANISH},
    {"be", RUSSIAN},
    {"bg", GERMAN},
    {"bs", {"„", "”"}, {"‘", "’"}},
    {"ca", SPANISH},
    {"cs", GERMAN},
    {"da", ENGLISH},
    {"de-ch", {"«", "»"}, {"‹", "›"}},
    {"de", GERMAN},
    {"el", SPANISH},
    {"es", SPANISH},
    {"et", {"„", "“"}, {"«", "»"}},
    {"eu", {"«", "»"}, {"‹", "›"}},
    {"fa", {"«", "»"}, {"‹", "›"}},
    {"fi", SWEDISH},
    {"fr-ch", {"«", "»"}, {"‹", "›"}},
    {"fr", {"«\u00A0", "\u00A0»"}, {"“", "”"}},
    {"gl", SPANISH},
    {"he", SWEDISH},
    {"hr", {"„", "”"}, {"‘", "’"}},
    {"hu", {"„", "”"}, {"»", "«"}},
    {"hy", {"«", "»"}, {"«", "»"}},
    {"is", GERMAN},
    {"it", SPANISH},
    {"ja", CORNERS},
    {"ka", {"„", "“"}, {"«", "»"}},
    {"lt", GERMAN},
    {"lv", {"«", "»"}, {"„", "“"}},
    {"mk", GERMAN},
    {"nb", NORWEGIAN},
    {"nn", NORWEGIAN},
    {"no", NORWEGIAN},
    {"pl", POLISH},
    {"pt-pt", SPANISH},
    {"ro", POLISH},
    {"ru", RUSSIAN},
    {"sk", GERMAN},
    {"sl", GERMAN},
    {"sq", {"«", "»"}, {"“", "”"}},
    {"sr", {"„", "”"}, {"’", "’"}},
    {"sv", SWEDISH},
    {"uk", RUSSIAN},
    {"yue", CORNERS},
    {"zh-hant", CORNERS},
    {"zh-hk", CORNERS},
    {"zh-mo", CORNERS},
    {"zh-tw", CORNERS},
};

/* Whether a tag is a prefix of lang that ends where a subtag ends (RFC 4647, basic filtering). */
static bool matches(oct_slice lang, oct_slice tag) {
    return oct_slice_starts_nocase(lang, tag) &&
           (lang.len == tag.len || lang.ptr[tag.len] == '-' || lang.ptr[tag.len] == '_');
}

oct_quotes oct_quotes_of(oct_slice lang, bool single) {
    static const language english = {"en", ENGLISH};
    const language *found = &english;
    for (size_t i = 0; i < sizeof languages / sizeof *languages && found == &english; i++)
        if (matches(lang, oct_slice_of(languages[i].tag)))
            found = &languages[i];
    return single ? found->inner : found->outer;
}
