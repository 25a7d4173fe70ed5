/* formats/formats.c - the one list of formats: FORMAT(its folder, its name). The folder's sources
 * define oct_format_NAME; the build reads this list, too, to know which folders there are. The
 * order is that of all lists that people see. */
#include "core/format.h"

/* clang-format off */
#define FORMATS \
    FORMAT(markdown, markdown) \
    FORMAT(markdown, commonmark) \
    FORMAT(markdown, gfm) \
    FORMAT(html, html) \
    FORMAT(text, text) \
    FORMAT(epub, epub) \
    FORMAT(docx, docx) \
    FORMAT(plain, plain) \
    FORMAT(native, native) \


#define FORMAT(folder, name) extern const oct_format oct_format_##name;
FORMATS
#undef FORMAT

const oct_format *const oct_formats[] = {
#define FORMAT(folder, name) &oct_format_##name,
    FORMATS
#undef FORMAT
};

const size_t oct_format_count = sizeof oct_formats / sizeof *oct_formats;
/* clang-format on */
