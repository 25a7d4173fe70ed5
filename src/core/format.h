/* core/format - a format is a value: what it is called, how it is recognised, read and written.
 * formats/formats.c lists them all. */
#ifndef OCT_CORE_FORMAT_H
#define OCT_CORE_FORMAT_H

#include "ast/builder.h"
#include "core/job_options.h"
#include "io/out.h"
#include "io/resource.h"

typedef struct oct_format oct_format;

/* Syntax that a format may have or not: switched on and off behind its name, as in
 * "markdown+smart-footnotes". A table of at most 64 rows ends with a row without a name. */
typedef struct oct_syntax {
    const char *name;
    const char *help;
    unsigned dialects; /* those of its formats that have it unless it is switched off, as bits */
} oct_syntax;

/* Called by a fragment reader where a placeholder stands; see oct_reading.hole. */
typedef void oct_hole_handler(void *user, size_t index, oct_builder *builder);

/* What a reader is given. It puts the tree into builder, metadata into document, reports what it
 * mends, and touches no file. It need not check the builder: the core does, after it returned. Long
 * loops leave early when oct_builder_failed. */
typedef struct oct_reading {
    oct_context *context;
    const oct_format *format;
    const void *options; /* the struct that the format's reader_options fill */
    uint64_t syntax;     /* bit i: the format's i-th syntax is on */
    const oct_job_options *common;
    oct_document *document;
    oct_builder *builder;
    oct_slice input;     /* clean UTF-8 without BOM and NUL, unless the format has
                            OCT_FORMAT_OWN_ENCODING; lives as long as the document, unless it has
                            OCT_FORMAT_COPIES */
    const char *name;    /* of the input, for diagnostics */
    uint32_t first_line; /* the line of input's first byte: 1, or that of a raw node */

    oct_buffer *findings; /* of a format with OCT_FORMAT_INFERS: when it is not NULL, the reader
                             prints there what it inferred and why, line by line */

    size_t include_count; /* the reader counts the raw blocks of OCT_INCLUDE_FORMAT that it built */

    /* The text of a style sheet that the input names, from the places where images may come from
     * too, lent until the next call; empty when it cannot be had. NULL: there is nobody to ask. */
    oct_slice (*style_sheet)(void *user, oct_slice url);
    void *style_sheet_user;

    /* For a fragment (raw HTML met in another format); otherwise false and NULL. */
    bool fragment;          /* no metadata, no whole page; content goes where builder stands */
    bool inline_context;    /* the fragment stands among inlines: builder->current takes inlines */
    oct_hole_handler *hole; /* called for every processing instruction <?octavo INDEX LINE?>; what
                               follows it is on that line of the input, unless LINE is 0. With a
                               further word, it fills a place among inlines */
    void *hole_user;
} oct_reading;

/* A reader names a file that is to stand in the place of a block: a raw block of this format, whose
 * text is the path, with the pairs "column" and "shift-heading-level-by" where they are known. The
 * core reads the files; no pass and no writer sees such a block. */
#define OCT_INCLUDE_FORMAT "include"

/* What a writer is given. It writes into out, which the core finishes. */
typedef struct oct_writing {
    oct_context *context;
    const oct_format *format;
    const void *options; /* the struct that the format's writer_options fill */
    const oct_job_options *common;
    oct_document *document; /* after the passes; may be changed */
    bool frees_tree;        /* the writer may free the tree when it has no more use for it */
    oct_loader *loader;
    oct_out *out;
    bool wants_identifiers;        /* an input is of a format with OCT_FORMAT_IDENTIFIERS */
    bool wants_linked_identifiers; /* or with OCT_FORMAT_LINKED_IDENTIFIERS */
    bool web_pages;                /* the inputs are of a format with OCT_FORMAT_WEB_PAGE */
    int64_t date; /* for outputs that must carry one: set date, the document's, or 2000-01-01 */
} oct_writing;

enum {
    OCT_FORMAT_BINARY = 1 << 0,       /* not to be written to a terminal */
    OCT_FORMAT_OWN_ENCODING = 1 << 1, /* the reader wants the bytes as they are */
    OCT_FORMAT_RESOURCES = 1 << 2,    /* the writer embeds images: the core loads them before */
    OCT_FORMAT_OWN_TOC = 1 << 3,      /* the writer makes its own table of contents */
    OCT_FORMAT_HTML_BODY = 1 << 4,    /* raw HTML may be passed through by --raw-html=keep */
    OCT_FORMAT_EXACT = 1 << 5,        /* writing: the tree as the reader made it, no passes */
    OCT_FORMAT_IDENTIFIERS = 1 << 6,  /* reading: headings without an identifier get one */
    OCT_FORMAT_COPIES = 1 << 7,       /* reading: the tree holds no slice of the input */
    OCT_FORMAT_CLOSED = 1 << 8,       /* writing: links cannot lead to other files */
    OCT_FORMAT_MANIFEST = 1 << 10,    /* reading: an input may name others as its chapters */
    OCT_FORMAT_LINKED_IDENTIFIERS = 1 << 11, /* reading: headings that links lead to get one */
    OCT_FORMAT_INFERS = 1 << 12,             /* reading: it guesses what the input does not say */
    OCT_FORMAT_WEB_PAGE = 1 << 9 /* reading: relative links lead to the site of the input */
};

struct oct_format {
    const char *name;
    const char *title;              /* for lists: "EPUB 3 book" */
    const char *const *extensions;  /* without the dot, NULL-terminated; NULL when none */
    const char *const *media_types; /* NULL-terminated; NULL when none */
    unsigned flags;
    int (*probe)(oct_slice head); /* 0 to 100: how sure these first bytes are this format */
    void (*preload)(void); /* loads the libraries that are otherwise loaded when they are first
                              needed; for who forks many processes. NULL: there are none */
    oct_status (*read)(oct_reading *reading);          /* NULL: cannot be read */
    oct_status (*write)(oct_writing *writing);         /* NULL: cannot be written */
    const oct_option *reader_options, *writer_options; /* NULL: none */
    const oct_syntax *syntax;                          /* of its reader; NULL: none */
    unsigned dialect;                                  /* its bit in syntax->dialects; 0: none */
    size_t reader_options_size, writer_options_size;   /* bytes of the structs they fill */
    size_t largest_input; /* bytes that its parser can take, whatever the limits; 0: any number */
    oct_kind_set claims;  /* the kinds its writer renders; the core lowers or reports the others */
};

/* All formats, in the order of formats.c. */
extern const oct_format *const oct_formats[];
extern const size_t oct_format_count;

const oct_format *oct_format_named(const char *name);
/* The syntax that a format has by itself. */
uint64_t oct_format_own_syntax(const oct_format *format);

/* A format by its name and the syntax behind it. */
typedef struct oct_format_choice {
    const oct_format *format; /* NULL: there is none of that name */
    uint64_t syntax;
    oct_slice unknown; /* the first syntax that the format has not; empty: it has all */
} oct_format_choice;
oct_format_choice oct_format_chosen(const char *text);
/* By the extension of a path; NULL when none fits. For writing or for reading. */
const oct_format *oct_format_for_path(const char *path, bool writing);
/* The readable format whose probe is the surest; NULL when none says more than 0. */
const oct_format *oct_format_probed(oct_slice head);

/* The value of a template variable: -V, then metadata. Empty when there is none. */
oct_slice oct_writing_variable(const oct_writing *writing, const char *name);
/* A title for a document that has none: the name of its first input, without folders and extension,
 * or "Untitled". */
oct_slice oct_document_title_from_name(const oct_document *document);
/* The document's language: metadata "lang"; "en" when there is none or it is no BCP 47 tag. */
oct_slice oct_writing_lang(const oct_writing *writing);
/* Letters, digits and hyphens, a letter first: near enough to RFC 5646 for use in an attribute. */
bool oct_lang_is_tag(oct_slice tag);
/* Whether a language is written from right to left: by the script that its tag names, else by what
 * is customary. */
bool oct_lang_is_rtl(oct_slice lang);
/* "rtl" or "ltr" as the variable "dir" has it; else "rtl" where the document's language is written
 * so, and empty for all others. */
oct_slice oct_writing_direction(const oct_writing *writing);

#endif
