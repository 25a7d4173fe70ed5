/* octavo.h - the public interface of liboctavo, and its manual, in order of use.
 *
 * Octavo converts documents: a reader turns bytes into one tree, passes tidy the tree, a writer
 * turns it into bytes. In the usual case that is five calls:
 *
 *     oct_context *context = oct_context_new(NULL);
 *     oct_job *job = oct_job_new(context);
 *     oct_job_add_file(job, "book.md");
 *     oct_status status = oct_job_convert_file(job, "book.epub");
 *     oct_job_free(job);
 *     oct_context_free(context);
 *
 * Text is UTF-8 throughout. A context, and all that was made from it, belongs to one thread at a
 * time; different contexts may run in different threads. The library never exits, aborts, prints,
 * or changes the locale; it reads no environment variable and opens no network connection.
 */
#ifndef OCTAVO_H
#define OCTAVO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define OCT_API     __attribute__((visibility("default")))
#define OCT_CHECKED __attribute__((warn_unused_result))
#else
#define OCT_API
#define OCT_CHECKED
#endif

/* ---- Version and status ------------------------------------------------------------------- */

/* The version of the library that runs, such as "0.1.0". Static. */
OCT_API const char *oct_version(void);

/* How a call ended. The values are also the exit codes of the octavo command, which adds 1 for
 * "done, but with failures or warnings that were asked to count". */
typedef enum oct_status {
    OCT_OK = 0,
    OCT_USAGE = 2,       /* an unknown option, a value out of range, an impossible combination */
    OCT_IO = 3,          /* a file could not be read or written */
    OCT_NO_MEMORY = 4,   /* an allocation failed */
    OCT_LIMIT = 5,       /* a limit was reached; the diagnostic names its option */
    OCT_SYNTAX = 6,      /* the input is not what it is said to be */
    OCT_UNSUPPORTED = 7, /* no such format, or one that cannot do what was asked */
    OCT_LIBRARY = 8,     /* a library that Octavo stands on failed */
    OCT_INTERNAL = 9     /* a fault of Octavo's own */
} oct_status;

/* One word or two for a status, such as "out of memory". Static. */
OCT_API const char *oct_status_name(oct_status status);

/* A run of bytes that is not NUL-terminated. Who owns the bytes is said where it is returned; in
 * the tree they live as long as the document. */
typedef struct oct_slice {
    const char *ptr;
    size_t len; /* bytes */
} oct_slice;

/* ---- Context: memory and messages --------------------------------------------------------- */

/* Where memory comes from. The one function allocates (ptr NULL), resizes, and frees (new_size 0);
 * it returns NULL when it cannot, and then ptr stays valid. Sizes are bytes. It is called in the
 * thread that uses the context only; threads that the library begins for large outputs, and ends
 * before it returns, only compute. */
typedef struct oct_allocator {
    void *(*resize)(void *user, void *ptr, size_t old_size, size_t new_size);
    void *user;
} oct_allocator;

typedef struct oct_context oct_context;

/* A new context, to be freed by the caller; NULL when memory is out. The allocator is copied; NULL
 * stands for malloc, realloc and free. */
OCT_API oct_context *oct_context_new(const oct_allocator *allocator);
OCT_API void oct_context_free(oct_context *context);

typedef enum oct_severity { OCT_NOTE_SEVERITY, OCT_WARNING, OCT_ERROR } oct_severity;

/* One message about an input or a job. All strings are lent for the length of the call. */
typedef struct oct_diagnostic {
    oct_severity severity;
    const char *code;    /* stable short name, such as "missing-image" */
    const char *file;    /* the input it is about; NULL when it is about none */
    uint32_t line;       /* from 1; 0 when not known */
    uint32_t column;     /* from 1, in bytes; 0 when not known */
    const char *message; /* one sentence, no full stop, no newline */
    const char *hint;    /* what to do about it; NULL when there is nothing to say */
} oct_diagnostic;

typedef void oct_diagnostic_handler(void *user, const oct_diagnostic *diagnostic);

/* Calls handler for every diagnostic from now on. Without a handler they are only counted. */
OCT_API void oct_context_set_handler(oct_context *context, oct_diagnostic_handler *handler,
                                     void *user);

/* How many diagnostics of that severity there were so far, folded repeats included. */
OCT_API size_t oct_context_count(const oct_context *context, oct_severity severity);

/* The date (seconds since 1970-01-01T00:00:00Z) that outputs carry where a format must have one.
 * Without it: the document's own date, then a fixed one; never the clock. */
OCT_API void oct_context_set_date(oct_context *context, int64_t seconds);

/* ---- Job: one conversion ------------------------------------------------------------------ */

typedef struct oct_job oct_job;

/* A new job, to be freed by the caller before its context; NULL when memory is out. */
OCT_API oct_job *oct_job_new(oct_context *context);
OCT_API void oct_job_free(oct_job *job);

/* Sets an option by the name it has on the command line, without the dashes: "from", "to", "toc",
 * "columns", "epub-cover-image" and so on. Repeatable options add up. A value of NULL stands for
 * "true". Options of a format may be set before the format is known; whether they fit is checked
 * when the job runs. OCT_USAGE, with a diagnostic, when there is no such option or the value is
 * out of its range. */
OCT_API OCT_CHECKED oct_status oct_job_set(oct_job *job, const char *option, const char *value);

/* Adds an input. Several inputs make one document, in order. "-" is standard input. The path is
 * copied. */
OCT_API OCT_CHECKED oct_status oct_job_add_file(oct_job *job, const char *path);

/* Adds bytes as an input; name stands for them in diagnostics. The bytes must stay until the job
 * is freed. */
OCT_API OCT_CHECKED oct_status oct_job_add_memory(oct_job *job, const char *name, const void *bytes,
                                                  size_t length);

/* Converts into a file, replaced as a whole or not at all; "-" is standard output. Each conversion
 * of a job reads the inputs anew, but for a tree that oct_job_read has given: that is changed by
 * the conversion, as its options want it. */
OCT_API OCT_CHECKED oct_status oct_job_convert_file(oct_job *job, const char *path);

/* Converts into memory: *bytes is lent until the job is freed. */
OCT_API OCT_CHECKED oct_status oct_job_convert_memory(oct_job *job, const void **bytes,
                                                      size_t *length);

/* ---- The tree ----------------------------------------------------------------------------- */

typedef struct oct_document oct_document;
typedef struct oct_node oct_node;
typedef struct oct_meta oct_meta;

/* Reads all inputs into one tree, lent until the job is freed. */
OCT_API OCT_CHECKED oct_status oct_job_read(oct_job *job, oct_document **document);

/* The groups that kinds belong to, as bits: a content model is a set of groups. */
enum {
    OCT_G_NONE = 0,
    OCT_G_ROOT = 1 << 0,
    OCT_G_BLOCK = 1 << 1,
    OCT_G_INLINE = 1 << 2,
    OCT_G_ITEM = 1 << 3,
    OCT_G_DEFINITION = 1 << 4,
    OCT_G_LINE = 1 << 5,
    OCT_G_CAPTION = 1 << 6,
    OCT_G_SECTION = 1 << 7,
    OCT_G_ROW = 1 << 8,
    OCT_G_CELL = 1 << 9
};

/* Every kind of node, in one table: X(ENUM, name in the native format, its group, the groups its
 * children may be of). A kind whose content is OCT_G_NONE is a leaf. The order of the children of
 * a table is: caption, heads, bodies, feet; of a figure: blocks and at most one caption. */
#define OCT_KINDS(X)                                                                               \
    X(DOCUMENT, "document", OCT_G_ROOT, OCT_G_BLOCK)                                               \
    X(PARAGRAPH, "paragraph", OCT_G_BLOCK, OCT_G_INLINE)                                           \
    X(HEADING, "heading", OCT_G_BLOCK, OCT_G_INLINE)                                               \
    X(BLOCK_QUOTE, "block_quote", OCT_G_BLOCK, OCT_G_BLOCK)                                        \
    X(BULLET_LIST, "bullet_list", OCT_G_BLOCK, OCT_G_ITEM)                                         \
    X(ORDERED_LIST, "ordered_list", OCT_G_BLOCK, OCT_G_ITEM)                                       \
    X(LIST_ITEM, "list_item", OCT_G_ITEM, OCT_G_BLOCK)                                             \
    X(DEFINITION_LIST, "definition_list", OCT_G_BLOCK, OCT_G_DEFINITION)                           \
    X(DEFINITION_TERM, "definition_term", OCT_G_DEFINITION, OCT_G_INLINE)                          \
    X(DEFINITION, "definition", OCT_G_DEFINITION, OCT_G_BLOCK)                                     \
    X(CODE_BLOCK, "code_block", OCT_G_BLOCK, OCT_G_NONE)                                           \
    X(THEMATIC_BREAK, "thematic_break", OCT_G_BLOCK, OCT_G_NONE)                                   \
    X(TABLE, "table", OCT_G_BLOCK, OCT_G_CAPTION | OCT_G_SECTION)                                  \
    X(TABLE_HEAD, "table_head", OCT_G_SECTION, OCT_G_ROW)                                          \
    X(TABLE_BODY, "table_body", OCT_G_SECTION, OCT_G_ROW)                                          \
    X(TABLE_FOOT, "table_foot", OCT_G_SECTION, OCT_G_ROW)                                          \
    X(TABLE_ROW, "table_row", OCT_G_ROW, OCT_G_CELL)                                               \
    X(TABLE_CELL, "table_cell", OCT_G_CELL, OCT_G_BLOCK)                                           \
    X(FIGURE, "figure", OCT_G_BLOCK, OCT_G_BLOCK | OCT_G_CAPTION)                                  \
    X(CAPTION, "caption", OCT_G_CAPTION, OCT_G_BLOCK)                                              \
    X(LINE_BLOCK, "line_block", OCT_G_BLOCK, OCT_G_LINE)                                           \
    X(LINE, "line", OCT_G_LINE, OCT_G_INLINE)                                                      \
    X(DIV, "div", OCT_G_BLOCK, OCT_G_BLOCK)                                                        \
    X(RAW_BLOCK, "raw_block", OCT_G_BLOCK, OCT_G_NONE)                                             \
    X(TEXT, "text", OCT_G_INLINE, OCT_G_NONE)                                                      \
    X(SOFT_BREAK, "soft_break", OCT_G_INLINE, OCT_G_NONE)                                          \
    X(LINE_BREAK, "line_break", OCT_G_INLINE, OCT_G_NONE)                                          \
    X(EMPHASIS, "emphasis", OCT_G_INLINE, OCT_G_INLINE)                                            \
    X(STRONG, "strong", OCT_G_INLINE, OCT_G_INLINE)                                                \
    X(STRIKEOUT, "strikeout", OCT_G_INLINE, OCT_G_INLINE)                                          \
    X(UNDERLINE, "underline", OCT_G_INLINE, OCT_G_INLINE)                                          \
    X(SUPERSCRIPT, "superscript", OCT_G_INLINE, OCT_G_INLINE)                                      \
    X(SUBSCRIPT, "subscript", OCT_G_INLINE, OCT_G_INLINE)                                          \
    X(SMALL_CAPS, "small_caps", OCT_G_INLINE, OCT_G_INLINE)                                        \
    X(HIGHLIGHT, "highlight", OCT_G_INLINE, OCT_G_INLINE)                                          \
    X(QUOTED, "quoted", OCT_G_INLINE, OCT_G_INLINE)                                                \
    X(CODE, "code", OCT_G_INLINE, OCT_G_NONE)                                                      \
    X(MATH, "math", OCT_G_INLINE, OCT_G_NONE)                                                      \
    X(LINK, "link", OCT_G_INLINE, OCT_G_INLINE)                                                    \
    X(IMAGE, "image", OCT_G_INLINE, OCT_G_INLINE)                                                  \
    X(NOTE, "note", OCT_G_INLINE, OCT_G_BLOCK)                                                     \
    X(SPAN, "span", OCT_G_INLINE, OCT_G_INLINE)                                                    \
    X(RAW_INLINE, "raw_inline", OCT_G_INLINE, OCT_G_NONE)

typedef enum oct_kind {
#define OCT_KIND_ENUM(upper, name, group, content) OCT_##upper,
    OCT_KINDS(OCT_KIND_ENUM)
#undef OCT_KIND_ENUM
} oct_kind;

/* What a div or a span stands for, when HTML has an element of its own for it: X(ENUM, the name of
 * the element, true when it is a block). */
#define OCT_ROLES(X)                                                                               \
    X(NONE, "", false)                                                                             \
    X(SECTION, "section", true)                                                                    \
    X(ARTICLE, "article", true)                                                                    \
    X(ASIDE, "aside", true)                                                                        \
    X(NAV, "nav", true)                                                                            \
    X(HEADER, "header", true)                                                                      \
    X(FOOTER, "footer", true)                                                                      \
    X(MAIN, "main", true)                                                                          \
    X(ADDRESS, "address", true)                                                                    \
    X(HGROUP, "hgroup", true)                                                                      \
    X(DETAILS, "details", true)                                                                    \
    X(SUMMARY, "summary", true)                                                                    \
    X(ABBR, "abbr", false)                                                                         \
    X(BDI, "bdi", false)                                                                           \
    X(BDO, "bdo", false)                                                                           \
    X(CITE, "cite", false)                                                                         \
    X(DATA, "data", false)                                                                         \
    X(DFN, "dfn", false)                                                                           \
    X(INS, "ins", false)                                                                           \
    X(KBD, "kbd", false)                                                                           \
    X(SAMP, "samp", false)                                                                         \
    X(SMALL, "small", false)                                                                       \
    X(TIME, "time", false)                                                                         \
    X(VAR, "var", false)                                                                           \
    X(RUBY, "ruby", false)                                                                         \
    X(RB, "rb", false)                                                                             \
    X(RT, "rt", false)

typedef enum oct_role {
#define OCT_ROLE_ENUM(upper, element, block) OCT_ROLE_##upper,
    OCT_ROLES(OCT_ROLE_ENUM)
#undef OCT_ROLE_ENUM
} oct_role;

/* The name of a kind as in the table. Static. */
OCT_API const char *oct_kind_name(oct_kind kind);
OCT_API bool oct_kind_is_leaf(oct_kind kind);

/* A plain noun lends: nothing that these return is to be freed. */
OCT_API oct_node *oct_document_root(const oct_document *document);
OCT_API const oct_meta *oct_document_metadata(const oct_document *document);
OCT_API oct_kind oct_node_kind(const oct_node *node);
OCT_API oct_node *oct_node_parent(const oct_node *node);
OCT_API oct_node *oct_node_next(const oct_node *node);
OCT_API oct_node *oct_node_previous(const oct_node *node);
OCT_API oct_node *oct_node_first_child(const oct_node *node);
OCT_API oct_node *oct_node_last_child(const oct_node *node);
/* From 1; 0 when not known. */
OCT_API uint32_t oct_node_line(const oct_node *node);
/* The text of a text, code, math, code block or raw node; empty for the others. */
OCT_API oct_slice oct_node_text(const oct_node *node);
/* The destination and title of a link or an image; empty for the others. */
OCT_API oct_slice oct_node_url(const oct_node *node);
OCT_API oct_slice oct_node_title(const oct_node *node);
/* 1 to 6 for a heading, 0 for the others. */
OCT_API int oct_node_level(const oct_node *node);
/* The identifier; empty when it has none. */
OCT_API oct_slice oct_node_id(const oct_node *node);

/* A walk over a subtree that enters each node, then its children, then leaves it. Leaves of the
 * tree are entered and left too. The fields are to be read, not written.
 *
 *     oct_walk walk = oct_walk_begin(root);
 *     while (oct_walk_next(&walk))
 *         if (walk.entering && oct_node_kind(walk.node) == OCT_LINK) ...
 *
 * While at a node, on entering: its payload and its children may be changed. On leaving: it may
 * also be replaced or unlinked, if walk.node is left as it is (its links are followed no more). */
typedef struct oct_walk {
    oct_node *node;
    bool entering;
    oct_node *root, *next; /* private */
    bool next_entering;    /* private */
} oct_walk;

OCT_API oct_walk oct_walk_begin(oct_node *root);
OCT_API bool oct_walk_next(oct_walk *walk);
/* Call on entering: the next step leaves the node without visiting its children. */
OCT_API void oct_walk_skip(oct_walk *walk);

#ifdef __cplusplus
}
#endif
#endif
