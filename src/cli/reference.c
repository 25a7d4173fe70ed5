/* cli/reference - see reference.h. The exit codes are the values of oct_status in octavo.h, and
 * OCT_EXIT_COUNTED. */
#include "cli/reference.h"

const oct_fact oct_exit_codes[] = {
    {"0", "All is well."},
    {"1", "Done, but a conversion of a batch failed, or there was a warning and "
          "--fail-if-warnings is set."},
    {"2", "The command line is wrong."},
    {"3", "A file could not be read or written."},
    {"4", "Memory ran out."},
    {"5", "A limit was reached; the message names its option."},
    {"6", "The input is not of the format that it is said to be."},
    {"7", "There is no such format, or it cannot do what was asked."},
    {"8", "A library that Octavo stands on failed."},
    {"9", "A fault of Octavo's own."},
    {NULL, NULL},
};

const oct_fact oct_environment[] = {
    {"NO_COLOR", "When set and not empty, messages have no colours."},
    {"TERM", "When it is dumb, or not set, messages have no colours."},
    {"SOURCE_DATE_EPOCH", "The date, in seconds since 1970, of outputs that must carry one. "
                          "Without it: the document's own date, then 2000-01-01."},
    {"POSIXLY_CORRECT", "When set, options end at the first input."},
    {"XDG_CONFIG_HOME", "The folder of the personal configuration; without it, .config in HOME."},
    {"HOME", "See XDG_CONFIG_HOME."},
    {NULL, NULL},
};

const oct_fact oct_files[] = {
    {"$XDG_CONFIG_HOME/octavo/defaults.yaml",
     "The personal defaults file: a YAML mapping from names of options to values. It is read "
     "before all other options, unless --no-defaults is given."},
    {NULL, NULL},
};

const oct_fact oct_examples[] = {
    {"octavo book.md -o book.epub", "Makes a book of a Markdown file."},
    {"octavo title.md chapter-*.md -o book.docx", "Joins several files into one Word document."},
    {"octavo -t plain page.html | less", "Reads a web page as plain text."},
    {"octavo batch -t epub,docx --out-dir=out *.md",
     "Converts each file by itself into both formats."},
    {"octavo help epub", "Shows what can be set for EPUB."},
    {NULL, NULL},
};
