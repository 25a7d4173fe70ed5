/* io/unpack - see unpack.h. */
#include "io/unpack.h"

#include "io/zip_library.h"

struct oct_unpacker {
    const oct_allocator *allocator;
    const oct_zip_library *zip;
    zip_t *archive;
    uint64_t left; /* bytes that may still be unpacked */
};

static oct_status open_archive(oct_unpacker *unpacker, oct_slice bytes) {
    const oct_zip_library *zip = unpacker->zip;
    zip_error_t error;
    zip->error_init(&error);
    zip_source_t *source = zip->source_buffer_create(bytes.ptr, bytes.len, 0, &error);
    if (source)
        unpacker->archive = zip->open_from_source(source, ZIP_RDONLY, &error);
    if (source && !unpacker->archive)
        zip->source_free(source);
    bool memory = zip->error_code_zip(&error) == ZIP_ER_MEMORY;
    zip->error_fini(&error);
    return unpacker->archive ? OCT_OK : memory ? OCT_NO_MEMORY : OCT_SYNTAX;
}

oct_unpacker *oct_unpacker_open(const oct_allocator *allocator, oct_slice zip, uint64_t max_bytes,
                                oct_status *status) {
    oct_unpacker *unpacker = oct_allocate(allocator, sizeof *unpacker);
    *status = OCT_NO_MEMORY;
    if (!unpacker)
        return NULL;
    *unpacker = (oct_unpacker){.allocator = allocator, .zip = oct_zip(), .left = max_bytes};
    *status = unpacker->zip ? open_archive(unpacker, zip) : OCT_LIBRARY;
    if (*status == OCT_OK)
        return unpacker;
    oct_deallocate(allocator, unpacker, sizeof *unpacker);
    return NULL;
}

/* What a failure of libzip was, unless memory ran out. */
static oct_status why(const oct_unpacker *unpacker, oct_status otherwise) {
    const oct_zip_library *zip = unpacker->zip;
    return zip->error_code_zip(zip->get_error(unpacker->archive)) == ZIP_ER_MEMORY ? OCT_NO_MEMORY
                                                                                   : otherwise;
}

/* A member may hold more than it says, and its checksum is checked at its end: so the end must come
 * where it was announced. */
static bool read_whole(const oct_zip_library *zip, zip_file_t *file, char *bytes, uint64_t size) {
    uint64_t got = 0;
    char beyond;
    while (got < size) {
        zip_int64_t part = zip->fread(file, bytes + got, size - got);
        if (part <= 0)
            return false;
        got += (uint64_t)part;
    }
    return zip->fread(file, &beyond, 1) == 0;
}

static oct_status read_member(oct_unpacker *unpacker, zip_uint64_t index, uint64_t size,
                              oct_arena *arena, oct_slice *content) {
    const oct_zip_library *zip = unpacker->zip;
    char *bytes = oct_arena_bytes(arena, (size_t)size + 1);
    if (!bytes)
        return OCT_NO_MEMORY;
    zip_file_t *file = zip->fopen_index(unpacker->archive, index, 0);
    if (!file)
        return why(unpacker, OCT_SYNTAX);
    bool whole = read_whole(zip, file, bytes, size);
    zip->fclose(file);
    unpacker->left -= size;
    *content = oct_slice_make(bytes, (size_t)size);
    return whole ? OCT_OK : OCT_SYNTAX;
}

oct_status oct_unpacker_read(oct_unpacker *unpacker, const char *name, oct_arena *arena,
                             oct_slice *content) {
    const oct_zip_library *zip = unpacker->zip;
    zip_int64_t index = zip->name_locate(unpacker->archive, name, ZIP_FL_NOCASE);
    zip_stat_t about;
    *content = (oct_slice){NULL, 0};
    if (index < 0)
        return why(unpacker, OCT_IO);
    if (zip->stat_index(unpacker->archive, (zip_uint64_t)index, 0, &about) != 0 ||
        !(about.valid & ZIP_STAT_SIZE))
        return why(unpacker, OCT_SYNTAX);
    if (about.size > unpacker->left || about.size >= SIZE_MAX)
        return OCT_LIMIT;
    return read_member(unpacker, (zip_uint64_t)index, about.size, arena, content);
}

void oct_unpacker_free(oct_unpacker *unpacker) {
    if (!unpacker)
        return;
    unpacker->zip->discard(unpacker->archive);
    oct_deallocate(unpacker->allocator, unpacker, sizeof *unpacker);
}
