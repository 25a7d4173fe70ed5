/* core/quotes - see quotes.h. */
#include "core/quotes.h"

typedef struct language_quotes {
    const char *lang;
    oct_quotes quotes;
} language_quotes;

/* Narrow no-break space, U+202F, within French guillemets; Swiss ones stand close. */
#define NNBSP "\u202F"

/* A tag with a region comes before the tag without. */
static const language_quotes table[] = {
    {"de-ch", {"«", "»", "‹", "›"}},     {"fr-ch", {"«", "»", "‹", "›"}},
    {"pt-pt", {"«", "»", "“", "”"}},     {"zh-tw", {"「", "」", "『", "』"}},
    {"zh-hk", {"「", "」", "『", "』"}}, {"zh-hant", {"「", "」", "『", "』"}},
    {"zh-mo", {"「", "」", "『", "』"}}, {"yue", {"「", "」", "『", "』"}},
    {"ar", {"”", "“", "’", "‘"}},        {"az", {"«", "»", "“", "”"}},
    {"be", {"«", "»", "„", "“"}},        {"ca", {"«", "»", "“", "”"}},
    {"eu", {"«", "»", "‹", "›"}},        {"fa", {"«", "»", "‹", "›"}},
    {"gl", {"«", "»", "“", "”"}},        {"he", {"”", "”", "’", "’"}},
    {"bg", {"„", "“", "‚", "‘"}},        {"bs", {"„", "”", "‘", "’"}},
    {"cs", {"„", "“", "‚", "‘"}},        {"da", {"“", "”", "‘", "’"}},
    {"de", {"„", "“", "‚", "‘"}},        {"el", {"«", "»", "“", "”"}},
    {"es", {"«", "»", "“", "”"}},        {"et", {"„", "“", "‚", "‘"}},
    {"fi", {"”", "”", "’", "’"}},        {"fr", {"«" NNBSP, NNBSP "»", "“", "”"}},
    {"hr", {"„", "”", "‘", "’"}},        {"hu", {"„", "”", "»", "«"}},
    {"hy", {"«", "»", "“", "”"}},        {"is", {"„", "“", "‚", "‘"}},
    {"it", {"«", "»", "“", "”"}},        {"ja", {"「", "」", "『", "』"}},
    {"ka", {"„", "“", "‚", "‘"}},        {"lt", {"„", "“", "‚", "‘"}},
    {"lv", {"“", "”", "‘", "’"}},        {"mk", {"„", "“", "‚", "‘"}},
    {"nb", {"«", "»", "‘", "’"}},        {"nn", {"«", "»", "‘", "’"}},
    {"no", {"«", "»", "‘", "’"}},        {"pl", {"„", "”", "«", "»"}},
    {"ro", {"„", "”", "«", "»"}},        {"ru", {"«", "»", "„", "“"}},
    {"sk", {"„", "“", "‚", "‘"}},        {"sl", {"„", "“", "‚", "‘"}},
    {"sq", {"«", "»", "“", "”"}},        {"sr", {"„", "”", "‘", "’"}},
    {"sv", {"”", "”", "’", "’"}},        {"uk", {"«", "»", "„", "“"}},
};

static const oct_quotes english = {"“", "”", "‘", "’"};

/* Whether lang is the tag, or the tag and further subtags. */
static bool tag_covers(const char *tag, oct_slice lang) {
    oct_slice whole = oct_slice_of(tag);
    return oct_slice_starts_nocase(lang, whole) &&
           (lang.len == whole.len || lang.ptr[whole.len] == '-');
}

const oct_quotes *oct_quotes_of(oct_slice lang) {
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (tag_covers(table[i].lang, lang))
            return &table[i].quotes;
    return &english;
}
