/* formats/native - the descriptor; see native.h. */
#include "formats/native/native.h"

const char *const oct_native_flags[] = {"tight", "reversed", "display",   "single",
                                        "again", "header",   "unnumbered"};
const size_t oct_native_flag_count = sizeof oct_native_flags / sizeof *oct_native_flags;

static int probe(oct_slice head) {
    return oct_slice_starts(head, OCT_S(OCT_NATIVE_FIRST_LINE)) ? 100 : 0;
}

static const oct_option options[] = {
    {.name = "native-lines",
     .type = OCT_OPTION_FLAG,
     .offset = offsetof(oct_native_options, lines),
     .help = "Writes the line of the source that each part comes from."},
    {.name = NULL},
};

extern const oct_format oct_format_native;
const oct_format oct_format_native = {
    .name = "native",
    .title = "Octavo's tree as text",
    .extensions = (const char *const[]){"native", NULL},
    .flags = OCT_FORMAT_EXACT,
    .probe = probe,
    .read = oct_native_read,
    .write = oct_native_write,
    .writer_options = options,
    .writer_options_size = sizeof(oct_native_options),
    .claims = OCT_ALL_KINDS,
};
