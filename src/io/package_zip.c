/* io/package_zip - the only file that knows libzip. For each member libzip asks a source, which
 * says "already deflated", and it writes the archive through another source into an out. Knows base
 * and io/out. */
#include "io/package_parts.h"

#include "io/zip_library.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* A regular file, -rw-r--r--, as the upper half of the external attributes (Info-ZIP's use of
 * APPNOTE 4.4.15). */
static const zip_uint32_t FILE_ATTRIBUTES = (zip_uint32_t)0100644 << 16;

/* Offsets and lengths of header fields, in bytes (APPNOTE 4.3.7 and 4.3.12). */
enum {
    LOCAL_TIME = 10,
    CENTRAL_TIME = 12,
    CENTRAL_NAME_LENGTH = 28,
    CENTRAL_EXTRA_LENGTH = 30,
    CENTRAL_COMMENT_LENGTH = 32,
    CENTRAL_SIZE = 46
};

/* The archive while libzip writes it. */
typedef struct oct_archive {
    const oct_zip_library *zip;
    oct_package *package;
    oct_out *out;
    zip_error_t error;  /* what our sources tell libzip */
    uint64_t base;      /* where in out it begins */
    uint64_t position;  /* where in it libzip stands */
    uint64_t directory; /* where in it the central directory begins; UINT64_MAX until known */
    oct_buffer central; /* what comes from there on */
} oct_archive;

/* ---- A member, as libzip reads it --------------------------------------------------------- */

static zip_int64_t member_fails(oct_package_member *from, oct_status status, int zip_code) {
    oct_package_fail(from->archive->package, status);
    if (status == OCT_IO)
        from->archive->package->bad_file = from->path;
    from->archive->zip->error_set(&from->archive->error, zip_code, errno);
    return -1;
}

static zip_int64_t member_open(oct_package_member *from) {
    const oct_package *package = from->archive->package;
    struct stat about;
    from->offset = 0;
    from->place = from->archive->position;
    if (from == &package->members[package->count - 1])
        from->archive->directory = from->place + from->stored;
    if (!from->path)
        return 0;
    from->descriptor = open(from->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK);
    if (from->descriptor < 0)
        return member_fails(from, OCT_IO, ZIP_ER_OPEN);
    if (fstat(from->descriptor, &about) != 0 || !S_ISREG(about.st_mode) ||
        (uint64_t)about.st_size != from->size)
        return member_fails(from, OCT_IO, ZIP_ER_CHANGED);
    return 0;
}

static zip_int64_t read_file(oct_package_member *from, char *bytes, size_t len) {
    ssize_t got;
    do
        got = read(from->descriptor, bytes, len);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return member_fails(from, OCT_IO, ZIP_ER_READ);
    from->offset += (uint64_t)got;
    /* It changed after it was opened. */
    if (from->offset > from->size || (got == 0 && from->offset < from->size))
        return member_fails(from, OCT_IO, ZIP_ER_CHANGED);
    return got;
}

static zip_int64_t member_read(oct_package_member *from, void *bytes, zip_uint64_t len) {
    if (len > INT32_MAX)
        len = INT32_MAX;
    if (from->path)
        return len == 0 ? 0 : read_file(from, bytes, (size_t)len);
    uint64_t left = from->stored - from->offset;
    size_t part = (size_t)(len < left ? len : left);
    if (part > 0)
        memcpy(bytes, from->bytes + from->offset, part);
    from->offset += part;
    return (zip_int64_t)part;
}

static zip_int64_t member_close(oct_package_member *from) {
    if (from->descriptor >= 0)
        close(from->descriptor);
    from->descriptor = -1;
    return 0;
}

static zip_int64_t member_stat(const oct_package_member *from, zip_stat_t *about) {
    from->archive->zip->stat_init(about);
    about->size = from->size;
    about->comp_size = from->stored;
    about->comp_method = from->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    about->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
    if (from->deflated) {
        about->crc = from->crc;
        about->valid |= ZIP_STAT_CRC;
    }
    return (zip_int64_t)sizeof *about;
}

static zip_int64_t member_source(void *user, void *data, zip_uint64_t len,
                                 zip_source_cmd_t command) {
    oct_package_member *from = user;
    int number = (int)command; /* newer libraries have commands that this one's header lacks */
    switch (number) {
    case ZIP_SOURCE_OPEN:
        return member_open(from);
    case ZIP_SOURCE_READ:
        return member_read(from, data, len);
    case ZIP_SOURCE_CLOSE:
        return member_close(from);
    case ZIP_SOURCE_STAT:
        return member_stat(from, data);
    case ZIP_SOURCE_ERROR:
        return from->archive->zip->error_to_data(&from->archive->error, data, len);
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return from->archive->zip->source_make_command_bitmap(
            ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
            ZIP_SOURCE_FREE, -1);
    default:
        from->archive->zip->error_set(&from->archive->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

/* ---- The archive, as libzip writes it ----------------------------------------------------- */

/* libzip goes back to a local header once it knows the sizes: what lies before the end is patched,
 * the rest appended. The central directory, which comes last and in one go, is held back. */
static zip_int64_t archive_write(oct_archive *archive, const char *bytes, zip_uint64_t len) {
    size_t left = (size_t)len;
    if (archive->position >= archive->directory) {
        oct_buffer_append(&archive->central, bytes, left);
    } else {
        uint64_t place = archive->base + archive->position, end = oct_out_tell(archive->out);
        size_t part = end - place < left ? (size_t)(end - place) : left;
        oct_out_patch(archive->out, place, bytes, part);
        oct_out_append(archive->out, bytes + part, left - part);
    }
    archive->position += left;
    if (oct_out_failed(archive->out) || archive->central.failed) {
        archive->zip->error_set(&archive->error, ZIP_ER_WRITE, archive->out->error);
        return -1;
    }
    return (zip_int64_t)len;
}

static zip_int64_t archive_seek(oct_archive *archive, void *data, zip_uint64_t len) {
    uint64_t end = oct_out_tell(archive->out) - archive->base + archive->central.len;
    zip_int64_t place = archive->zip->source_seek_compute_offset(archive->position, end, data, len,
                                                                 &archive->error);
    if (place < 0)
        return -1;
    archive->position = (uint64_t)place;
    return 0;
}

static uint32_t read16(const char *bytes) {
    return (uint32_t)(unsigned char)bytes[0] | (uint32_t)(unsigned char)bytes[1] << 8;
}

/* Dates the headers. libzip 1.7 takes a date through local time and back, which changes it where
 * the time zone skips an hour or a day; so it is given none that matters. */
static void date_members(oct_archive *archive) {
    oct_package *package = archive->package;
    oct_buffer *central = &archive->central;
    uint64_t header = 0;
    size_t at = 0;
    for (size_t i = 0; i < package->count; i++) {
        const oct_package_member *dated = &package->members[i];
        if (central->len - at < CENTRAL_SIZE || memcmp(central->ptr + at, "PK\1\2", 4) != 0) {
            oct_package_fail(package, OCT_LIBRARY);
            return;
        }
        char *entry = central->ptr + at;
        memcpy(entry + CENTRAL_TIME, package->date, sizeof package->date);
        oct_out_patch(archive->out, archive->base + header + LOCAL_TIME, package->date,
                      sizeof package->date);
        header = dated->place + dated->stored;
        size_t length = CENTRAL_SIZE + read16(entry + CENTRAL_NAME_LENGTH) +
                        read16(entry + CENTRAL_EXTRA_LENGTH) +
                        read16(entry + CENTRAL_COMMENT_LENGTH);
        at = length < central->len - at ? at + length : central->len;
    }
}

static zip_int64_t archive_source(void *user, void *data, zip_uint64_t len,
                                  zip_source_cmd_t command) {
    oct_archive *archive = user;
    int number = (int)command;
    switch (number) {
    case ZIP_SOURCE_STAT: /* there is no archive yet */
        archive->zip->error_set(&archive->error, ZIP_ER_READ, ENOENT);
        return -1;
    case ZIP_SOURCE_BEGIN_WRITE:
    case ZIP_SOURCE_COMMIT_WRITE:
    case ZIP_SOURCE_ROLLBACK_WRITE:
    case ZIP_SOURCE_REMOVE:
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_WRITE:
        return archive_write(archive, data, len);
    case ZIP_SOURCE_SEEK_WRITE:
        return archive_seek(archive, data, len);
    case ZIP_SOURCE_TELL_WRITE:
        return (zip_int64_t)archive->position;
    case ZIP_SOURCE_ERROR:
        return archive->zip->error_to_data(&archive->error, data, len);
    case ZIP_SOURCE_SUPPORTS: /* libzip asks for reading where it is to write; it reads nothing */
        return archive->zip->source_make_command_bitmap(
            ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
            ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_BEGIN_WRITE,
            ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_WRITE,
            ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE, -1);
    default:
        archive->zip->error_set(&archive->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

/* ---- Writing it all ----------------------------------------------------------------------- */

static void fail_from_zip(oct_archive *archive, zip_error_t *error) {
    oct_package_fail_with_out(archive->package);
    if (archive->central.failed || archive->zip->error_code_zip(error) == ZIP_ER_MEMORY)
        oct_package_fail(archive->package, OCT_NO_MEMORY);
    oct_package_fail(archive->package, OCT_LIBRARY);
}

static zip_t *open_archive(oct_archive *archive) {
    zip_error_t error;
    archive->zip->error_init(&error);
    zip_t *opened = NULL;
    zip_source_t *source = archive->zip->source_function_create(archive_source, archive, &error);
    if (source)
        opened = archive->zip->open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (!opened) {
        fail_from_zip(archive, &error);
        if (source)
            archive->zip->source_free(source);
    }
    archive->zip->error_fini(&error);
    return opened;
}

static bool describe_member(zip_t *opened, zip_uint64_t i, const oct_package_member *member) {
    const oct_zip_library *zip = member->archive->zip;
    const zip_uint16_t any_time = 12 << 11, any_date = 1 << 5 | 1;
    zip_int32_t method = member->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    return zip->set_file_compression(opened, i, method, 0) == 0 &&
           zip->file_set_dostime(opened, i, any_time, any_date, 0) == 0 &&
           zip->file_set_external_attributes(opened, i, 0, ZIP_OPSYS_UNIX, FILE_ATTRIBUTES) == 0;
}

static bool declare_member(zip_t *opened, oct_archive *archive, oct_package_member *member) {
    zip_error_t error;
    archive->zip->error_init(&error);
    member->archive = archive;
    zip_source_t *source = archive->zip->source_function_create(member_source, member, &error);
    if (!source)
        fail_from_zip(archive, &error);
    archive->zip->error_fini(&error);
    if (!source)
        return false;
    zip_int64_t index = archive->zip->file_add(opened, member->name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0)
        archive->zip->source_free(source);
    if (index >= 0 && describe_member(opened, (zip_uint64_t)index, member))
        return true;
    fail_from_zip(archive, archive->zip->get_error(opened));
    return false;
}

static void write_members(oct_archive *archive) {
    oct_package *package = archive->package;
    zip_t *opened = open_archive(archive);
    if (!opened)
        return;
    bool good = true;
    for (size_t i = 0; i < package->count && good; i++)
        good = declare_member(opened, archive, &package->members[i]);
    if (good && archive->zip->close(opened) == 0)
        return;
    if (good)
        fail_from_zip(archive, archive->zip->get_error(opened));
    archive->zip->discard(opened);
}

void oct_package_preload(void) {
    (void)oct_zip();
}

void oct_package_write_archive(oct_package *package) {
    oct_archive archive = {.zip = oct_zip(),
                           .package = package,
                           .out = package->out,
                           .base = oct_out_tell(package->out),
                           .directory = UINT64_MAX};
    if (!archive.zip) {
        oct_package_fail(package, OCT_LIBRARY);
        return;
    }
    oct_buffer_init(&archive.central, package->allocator);
    archive.zip->error_init(&archive.error);
    if (archive.out->target == OCT_OUT_STREAM)
        archive.out->hold = true; /* headers are gone back to */
    write_members(&archive);
    if (package->status == OCT_OK)
        date_members(&archive);
    if (package->status == OCT_OK)
        oct_out_slice(archive.out, oct_buffer_view(&archive.central));
    oct_buffer_free(&archive.central);
    archive.zip->error_fini(&archive.error);
}
