/* formats/markdown/extensions - see extensions.h. */
#include "formats/markdown/extensions.h"

const oct_syntax oct_md_syntax[] = {
#define ROW(field, name, dialects, help) {name, help, dialects},
    OCT_MD_EXTENSIONS(ROW)
#undef ROW
        {NULL, NULL, 0},
};
_Static_assert(sizeof oct_md_syntax / sizeof *oct_md_syntax - 1 <= 64,
               "a set of them is 64 bits: oct_reading.syntax");

oct_md_features oct_md_features_of(uint64_t syntax) {
    oct_md_features features = {0};
    unsigned bit = 0;
#define TAKE(field, name, dialects, help) features.field = syntax >> bit++ & 1;
    OCT_MD_EXTENSIONS(TAKE)
#undef TAKE
    return features;
}
