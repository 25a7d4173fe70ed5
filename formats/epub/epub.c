/* formats/epub/epub - the descriptor of EPUB, and the table of its options. */
#include "formats/epub/epub.h"

static const char *const note_places[] = {"chapter", "book", "place", NULL};

static const char *const versions[] = {"3", "2", NULL};

static const oct_option options[] = {
    {.name = "epub-cover-image",
     .type = OCT_OPTION_TEXT,
     .offset = offsetof(oct_epub_options, cover_image),
     .metavar = "FILE",
     .help = "The image on the cover. Without it, that of the metadata (cover-image)."},
    {.name = "epub-embed-font",
     .type = OCT_OPTION_LIST,
     .offset = offsetof(oct_epub_options, fonts),
     .metavar = "FILE",
     .help = "Embeds a font, TrueType, OpenType or WOFF. Style sheets of --css may name it by its "
             "file name; without any, the book is set in it. Repeatable, for bold and italic."},
    {.name = "epub-keep-style",
     .type = OCT_OPTION_FLAG,
     .offset = offsetof(oct_epub_options, keep_style),
     .help = "Keeps Octavo's own style sheet, before those of --css instead of in their place."},
    {.name = "epub-version",
     .type = OCT_OPTION_CHOICE,
     .offset = offsetof(oct_epub_options, version),
     .preset = "3",
     .choices = versions,
     .metavar = "NUMBER",
     .help = "The version of EPUB. 2 is for reading systems and shops that take nothing newer: "
             "formulas are their TeX source then, and lists count up from 1."},
    {.name = "footnotes",
     .type = OCT_OPTION_CHOICE,
     .offset = offsetof(oct_epub_options, footnotes),
     .preset = "chapter",
     .choices = note_places,
     .metavar = "WHERE",
     .help = "Where notes stand: at the end of their chapter, on a page at the end of the book, or "
             "in place, behind the paragraph, list or table that refers to them."},
    {.name = "split-size",
     .type = OCT_OPTION_SIZE,
     .offset = offsetof(oct_epub_options, split_size),
     .preset = "250K",
     .minimum = 0,
     .maximum = (int64_t)1 << 40,
     .metavar = "SIZE",
     .help = "Goes on in a new file, at the highest heading that there is, where a chapter gets "
             "about this large: reading systems lay out a file at a time. 0 lets it be."},
    {.name = "split-level",
     .type = OCT_OPTION_INT,
     .offset = offsetof(oct_epub_options, split_level),
     .preset = "0",
     .minimum = 0,
     .maximum = 6,
     .metavar = "NUMBER",
     .help = "Begins a new file of the book at headings of this level and above. 0 chooses: level "
             "2 when level 1 is the title of the book or names parts of long chapters, else 1."},
    {.name = NULL},
};

static const char *const extensions[] = {"epub", NULL};
static const char *const media_types[] = {"application/epub+zip", NULL};

extern const oct_format oct_format_epub;
const oct_format oct_format_epub = {
    .name = "epub",
    .title = "EPUB 3 book",
    .extensions = extensions,
    .media_types = media_types,
    .flags = OCT_FORMAT_BINARY | OCT_FORMAT_RESOURCES | OCT_FORMAT_OWN_TOC | OCT_FORMAT_CLOSED,
    .preload = oct_package_preload,
    .write = oct_epub_write,
    .writer_options = options,
    .writer_options_size = sizeof(oct_epub_options),
    .claims = OCT_ALL_KINDS & ~(OCT_KIND_BIT(OCT_RAW_BLOCK) | OCT_KIND_BIT(OCT_RAW_INLINE)),
};
