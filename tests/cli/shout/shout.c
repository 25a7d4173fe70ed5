/* formats/shout - a format to show how one is added: every paragraph on a line, in capitals. */
#include "core/format.h"

typedef struct shout_options {
    bool louder;
} shout_options;

static const oct_option options[] = {
    {.name = "louder",
     .type = OCT_OPTION_FLAG,
     .offset = offsetof(shout_options, louder),
     .help = "Ends every paragraph with an exclamation mark."},
    {.name = NULL},
};

static void put_capitals(oct_out *out, oct_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        oct_out_byte(out, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
}

static oct_status write_shout(oct_writing *writing) {
    const shout_options *set = writing->options;
    oct_walk walk = oct_walk_begin(writing->document->root);
    while (oct_walk_next(&walk)) {
        oct_kind kind = (oct_kind)walk.node->kind;
        if (walk.entering && kind == OCT_TEXT)
            put_capitals(writing->out, oct_node_text(walk.node));
        else if (walk.entering && kind == OCT_SOFT_BREAK)
            oct_out_byte(writing->out, ' ');
        else if (!walk.entering && kind == OCT_PARAGRAPH)
            oct_out_string(writing->out, set->louder ? "!\n" : "\n");
    }
    return OCT_OK;
}

extern const oct_format oct_format_shout;
const oct_format oct_format_shout = {
    .name = "shout",
    .title = "paragraphs in capitals",
    .extensions = (const char *const[]){"shout", NULL},
    .write = write_shout,
    .writer_options = options,
    .writer_options_size = sizeof(shout_options),
    .claims = OCT_KIND_BIT(OCT_PARAGRAPH) | OCT_KIND_BIT(OCT_TEXT) | OCT_KIND_BIT(OCT_SOFT_BREAK),
};
