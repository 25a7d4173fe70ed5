/* formats/docx - the writer of Word documents: its descriptor. */
#include "formats/docx/docx.h"

static const char *const notes[] = {"footnotes", "endnotes", NULL};

static const oct_option options[] = {
    {.name = "reference-doc",
     .type = OCT_OPTION_TEXT,
     .offset = offsetof(docx_options, reference_doc),
     .metavar = "FILE",
     .help = "A DOCX or DOTX whose styles, theme, fonts, numbering, settings, page, headers and "
             "footers the document gets. 'octavo reference-doc' makes one to begin with."},
    {.name = "docx-style-map",
     .type = OCT_OPTION_LIST,
     .offset = offsetof(docx_options, style_map),
     .metavar = "CLASS=STYLE",
     .help = "Gives what has a class a style, by its name in Word: paragraphs in a div, text in a "
             "span, a table. So does custom-style=\"STYLE\" in the document."},
    {.name = "docx-raw-openxml",
     .type = OCT_OPTION_FLAG,
     .offset = offsetof(docx_options, raw_openxml),
     .help =
         "Puts raw OpenXML of the document in as it is ({=openxml}): paragraphs, tables and runs "
         "without relationships. Without it, it is left out."},
    {.name = "docx-track-changes",
     .type = OCT_OPTION_FLAG,
     .offset = offsetof(docx_options, track_changes),
     .help = "Makes insertions (<ins>) and deletions (<del>, ~~text~~) tracked changes, which the "
             "reader can accept or reject."},
    {.name = "docx-notes",
     .type = OCT_OPTION_CHOICE,
     .offset = offsetof(docx_options, notes),
     .preset = "footnotes",
     .choices = notes,
     .metavar = "WHERE",
     .help = "Whether notes stand at the foot of their page, or at the end of the document."},
    {.name = "docx-landscape-tables",
     .type = OCT_OPTION_FLAG,
     .offset = offsetof(docx_options, landscape_tables),
     .help =
         "Puts tables that are too wide for their words on pages that lie on their side. So does "
         "a div of the class landscape with whatever is in it."},
    {.name = NULL},
};

static const char *const extensions[] = {"docx", NULL};
static const char *const media_types[] = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", NULL};

const oct_format oct_format_docx = {
    .name = "docx",
    .title = "Word document",
    .extensions = extensions,
    .media_types = media_types,
    .flags = OCT_FORMAT_BINARY | OCT_FORMAT_RESOURCES | OCT_FORMAT_OWN_TOC,
    .preload = oct_package_preload,
    .write = docx_write,
    .writer_options = options,
    .writer_options_size = sizeof(docx_options),
    .claims = OCT_ALL_KINDS, /* raw OpenXML on wish; the rest of what is raw is reported */
};
