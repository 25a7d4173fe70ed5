/* core/job_options - the options of a job that belong to no single format. */
#ifndef OCT_CORE_JOB_OPTIONS_H
#define OCT_CORE_JOB_OPTIONS_H

#include "core/options.h"

typedef enum oct_raw_html {
    OCT_RAW_HTML_CONVERT,
    OCT_RAW_HTML_KEEP,
    OCT_RAW_HTML_DROP
} oct_raw_html;
typedef enum oct_wrap { OCT_WRAP_AUTO, OCT_WRAP_NONE, OCT_WRAP_PRESERVE } oct_wrap;

typedef struct oct_job_options {
    const char *from, *to; /* names of formats; NULL: by extension, then by probe */
    bool standalone;
    bool toc;
    int64_t toc_depth; /* levels of headings, 1 to 6 */
    bool number_sections;
    int64_t shift_heading_level_by;
    int wrap;                       /* oct_wrap */
    int64_t columns;                /* display columns of plain text */
    int raw_html;                   /* oct_raw_html */
    oct_string_list metadata;       /* KEY=VALUE or KEY:VALUE */
    oct_string_list metadata_files; /* YAML or JSON */
    oct_string_list variables;      /* KEY=VALUE or KEY:VALUE */
    oct_string_list css;            /* style sheets */
    const char *resource_path;      /* folders separated by ':' */
    const char *input_encoding;     /* for formats that have one: "windows-1252", … */
    bool fail_if_warnings;
    int64_t max_input_bytes, max_files, max_include_depth, max_include_bytes, max_depth, max_nodes,
        max_table_cells, max_image_bytes, max_image_pixels, max_memory, max_seconds;
} oct_job_options;

extern const oct_option oct_job_option_table[];

#endif
