/* io/zip_library - libzip, loaded when the first package is written or read: with what it needs,
 * OpenSSL among it, it takes longer to load than a small document to convert. */
#ifndef OCT_IO_ZIP_LIBRARY_H
#define OCT_IO_ZIP_LIBRARY_H

#include <zip.h>

/* The functions that are used, their names less "zip_". */
#define OCT_ZIP_FUNCTIONS(X)                                                                       \
    X(close)                                                                                       \
    X(discard)                                                                                     \
    X(error_code_zip)                                                                              \
    X(error_fini)                                                                                  \
    X(error_init)                                                                                  \
    X(error_set)                                                                                   \
    X(error_to_data)                                                                               \
    X(fclose)                                                                                      \
    X(file_add)                                                                                    \
    X(file_set_dostime)                                                                            \
    X(file_set_external_attributes)                                                                \
    X(fopen_index)                                                                                 \
    X(fread)                                                                                       \
    X(get_error)                                                                                   \
    X(name_locate)                                                                                 \
    X(open_from_source)                                                                            \
    X(set_file_compression)                                                                        \
    X(source_buffer_create)                                                                        \
    X(source_free)                                                                                 \
    X(source_function_create)                                                                      \
    X(source_make_command_bitmap)                                                                  \
    X(source_seek_compute_offset)                                                                  \
    X(stat_index)                                                                                  \
    X(stat_init)

typedef struct oct_zip_library {
#define OCT_ZIP_FIELD(name) __typeof__(zip_##name) *name;
    OCT_ZIP_FUNCTIONS(OCT_ZIP_FIELD)
#undef OCT_ZIP_FIELD
} oct_zip_library;

/* NULL when it cannot be loaded. */
const oct_zip_library *oct_zip(void);

#endif
