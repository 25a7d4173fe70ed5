/* cli/commands - see commands.h. */
#include "cli/commands.h"

enum {
    CONVERSION = OCT_OPTIONS_GENERAL | OCT_OPTIONS_JOB | OCT_OPTIONS_FORMAT,
};

const oct_command oct_commands[] = {
    {.name = "",
     .synopsis = "[OPTION...] [INPUT...]",
     .help = "Converts one document. Several inputs are joined, in order; without one, or with -, "
             "standard input is read.",
     .scopes = CONVERSION | OCT_OPTIONS_CONVERT,
     .run = oct_run_convert},
    {.name = "batch",
     .synopsis = "-t FORMAT[,FORMAT...] --out-dir=FOLDER [-j NUMBER] [OPTION...] INPUT...",
     .help = "Converts every input by itself, into every format named, each in a process of its "
             "own. The output of a/x.md to epub is FOLDER/x.epub.",
     .scopes = CONVERSION | OCT_OPTIONS_BATCH,
     .run = oct_run_batch},
    {.name = "doctor",
     .synopsis = "[OPTION...] [FILE...]",
     .help = "Shows what is inferred of plain text, and why, line by line: headings, paragraphs, "
             "lists, tables.",
     .scopes = CONVERSION,
     .run = oct_run_doctor},
    {.name = "formats",
     .synopsis = "",
     .help = "Lists the formats.",
     .scopes = OCT_OPTIONS_GENERAL,
     .alone = true,
     .run = oct_run_formats},
    {.name = "reference-doc",
     .synopsis = "[OPTION...] [-o FILE]",
     .help = "Writes a DOCX that shows every style. Change how these look, in any word processor, "
             "and hand the file over with --reference-doc.",
     .scopes = CONVERSION | OCT_OPTIONS_CONVERT,
     .alone = true,
     .run = oct_run_reference_doc},
    {.name = "help",
     .synopsis = "[TOPIC...]",
     .help = "Shows help: on everything, or on a format, a command, an option, or one of the other "
             "topics.",
     .scopes = OCT_OPTIONS_GENERAL,
     .words = true,
     .run = oct_run_help},
    {.name = "completion",
     .synopsis = "bash|zsh|fish",
     .help = "Prints a script that makes the shell complete octavo's options and formats.",
     .scopes = OCT_OPTIONS_GENERAL,
     .run = oct_run_completion},
    {.name = "man",
     .synopsis = "",
     .help = "Prints the manual page in the mdoc format, for 'man -l -'.",
     .scopes = OCT_OPTIONS_GENERAL,
     .alone = true,
     .run = oct_run_manual},
};
const size_t oct_command_count = sizeof oct_commands / sizeof *oct_commands;

const oct_command *oct_command_named(const char *name) {
    for (size_t i = 0; i < oct_command_count; i++)
        if (strcmp(oct_commands[i].name, name) == 0)
            return &oct_commands[i];
    return NULL;
}
