/* core/reading - how the files of a job are read into one document: reading.c reads one file,
 * inputs.c all of them, chapters.c and summary.c know what a manifest is, includes.c puts files
 * into files. For these only. */
#ifndef OCT_CORE_READING_H
#define OCT_CORE_READING_H

#include "base/map.h"
#include "core/job.h"

/* ---- reading.c ---------------------------------------------------------------------------- */

/* A file that is read, and where its tree goes. */
typedef struct oct_file_reading {
    const char *name;       /* for diagnostics; links and images are relative to its folder */
    const char *path;       /* whose extension tells the format; NULL: only the content does */
    oct_node *root;         /* the tree goes to its end */
    uint32_t depth_outside; /* nodes that are open around root */
    uint16_t file;          /* for oct_node.file */
    /* Afterwards: */
    const oct_format *format;
    size_t include_count;
} oct_file_reading;

oct_status oct_job_read_input(oct_job *job, const oct_input *input, oct_file_reading *file);
/* A file that the loader has found. */
oct_status oct_job_read_resource(oct_job *job, const oct_resource *resource,
                                 oct_file_reading *file);

/* ---- inputs.c ----------------------------------------------------------------------------- */

/* Notes one more file of the document; OCT_LIMIT, reported, when there are too many. */
oct_status oct_job_add_name(oct_job *job, const char *name, uint16_t *file);
/* Finds a file that is named in another one, beneath the allowed folders, and the name that it is
 * to have. What goes wrong is reported at the place: "WHAT cannot be read: …". */
oct_status oct_job_find_file(oct_job *job, oct_place place, const char *what, oct_slice path,
                             const oct_resource **resource, const char **name);
/* Adds to the level of the headings from a node to the end of the document (or of the siblings
 * between first and last, when they are in a block); they stay from 1 to 6. */
void oct_shift_headings(oct_node *first, const oct_node *end, const oct_node *root, int64_t by);

/* ---- chapters.c, summary.c ---------------------------------------------------------------- */

/* A part, or a file, of a book. */
typedef struct oct_chapter {
    oct_slice path;  /* of a file; empty for a part */
    oct_slice title; /* of a part */
    uint32_t line;   /* in the manifest */
    uint32_t column;
    uint8_t shift;  /* how many levels its headings are lower; a part is a heading itself */
    bool tolerates; /* that the file is named more than once */
    struct oct_chapter *next;
} oct_chapter;

typedef struct oct_manifest {
    oct_arena *arena;
    oct_chapter *first, *last;
    size_t files;
} oct_manifest;

oct_chapter *oct_manifest_add(oct_manifest *manifest, uint32_t line, size_t shift);
/* The chapters that a map of metadata lists under "chapters", if any of them names a file that can
 * be read. The list is taken out of the map. */
void oct_manifest_from_metadata(oct_manifest *manifest, oct_meta *map);
/* Whether a file is called as mdBook calls its manifest. */
bool oct_is_summary(const char *path);
/* The chapters of a SUMMARY.md whose tree was read, from a node to the end of its siblings. Nothing
 * when it is no such manifest but some other text. */
void oct_manifest_from_summary(oct_manifest *manifest, oct_job *job, oct_node *first);

/* ---- site.c ------------------------------------------------------------------------------- */

/* A folder of web pages that is read as a book. */
typedef struct oct_site {
    oct_job *job;
    const char *start;     /* the first page */
    oct_manifest manifest; /* of the others, in order; grows while it is read */
    oct_map seen;          /* their paths */
    oct_buffer path, way;  /* scratch */
} oct_site;

/* The file with which a folder begins; NULL when it has none. */
const char *oct_site_start(oct_job *job, const char *folder);
void oct_site_init(oct_site *site, oct_job *job, const char *start);
void oct_site_free(oct_site *site);
/* Adds the pages that links lead to, from a node to the end of the document. False when memory is
 * out. */
bool oct_site_follow(oct_site *site, const oct_node *first);

/* ---- includes.c --------------------------------------------------------------------------- */

/* Puts the files in whose names stand in the tree, from a node to the end of the document. */
oct_status oct_job_put_includes(oct_job *job, oct_node *first);

#endif
