/* core/job - what a job holds, for core and the command. */
#ifndef OCT_CORE_JOB_H
#define OCT_CORE_JOB_H

#include "core/format.h"
#include "io/source.h"

typedef struct oct_input {
    const char *path; /* as given; "-" for standard input; NULL for memory */
    const char *name; /* for diagnostics */
    oct_slice memory; /* when path is NULL */
} oct_input;

/* An option of a format, as set before it was known which formats the job has. */
typedef struct oct_setting {
    const char *name, *value;
    bool may_not_fit; /* is passed over when no format of the job has it */
    struct oct_setting *next;
} oct_setting;

struct oct_job {
    oct_context *context;
    oct_arena arena; /* options, inputs */
    oct_job_options options;
    uint64_t said; /* bits of options that were set, and are not for the metadata to set */
    oct_setting *settings, *last_setting;
    oct_input *inputs;
    size_t input_count;
    bool document_lent;     /* by oct_job_read: the caller may look at it until the job is freed */
    oct_document *document; /* once read */
    oct_meta *metadata;     /* a list of the maps that the files say, in their order */
    oct_meta **file_metadata; /* the maps of the metadata files, in their order */
    oct_loader loader;
    oct_map known_files;     /* by their paths: inputs.c */
    bool *formats_read;      /* by the place in oct_formats: a format of a file that was read */
    unsigned input_flags;    /* those of any of these formats */
    oct_map included_files;  /* by their resolved paths */
    uint64_t repeated_bytes; /* of what was included again */
    size_t nodes;            /* that the readers have built */
    oct_buffer *findings;    /* where readers say what they infer; NULL: it is not asked for */
    oct_out *result;         /* of oct_job_convert_memory */
};

/* Fills the options of one format, presets and the job's settings, into the job's arena. table may
 * be NULL. OCT_NO_MEMORY or OCT_OK. */
oct_status oct_job_format_options(oct_job *job, const oct_option *table, size_t size,
                                  const void **options);
/* Reads all inputs and the metadata into job->document. */
oct_status oct_job_read_inputs(oct_job *job);
/* A new map of metadata, for the next file that is read; NULL when memory is out. */
oct_meta *oct_job_new_metadata(oct_job *job);
/* Reads the metadata files: readers want to know the language that they say. */
oct_status oct_job_read_metadata_files(oct_job *job);
/* Sets the metadata that the command line and metadata files say. */
oct_status oct_job_merge_metadata(oct_job *job);
/* The bit of an option of oct_job_option_table in oct_job.said. */
uint64_t oct_job_option_bit(const oct_option *option);
/* Sets the options that the metadata sets: toc, toc-depth, number-sections. What they cannot be is
 * reported, and left out. */
oct_status oct_job_take_settings(oct_job *job);
/* There is no format of that name that can be written (or read): reported. */
oct_status oct_job_unknown_format(oct_job *job, const char *name, bool writing);
/* A file that could not be read, as the status to return, reported. */
oct_status oct_job_cannot_read(oct_job *job, const char *name, const oct_source *source);
/* A failure of memory, as the status to return, reported. */
oct_status oct_job_out_of_memory(oct_job *job);

#endif
