/* io/package - the only room that knows libzip and libdeflate. Members are compressed as they come
 * and kept so; at the close libzip asks a source for each, which says "already deflated", and
 * writes the archive through another source into an out. Knows base and io/out. */
#include "io/package.h"

#include "base/size.h"

#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

enum { LEVEL = 6 };

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

typedef struct member {
    oct_package *package;
    const char *name;
    char *bytes; /* as stored; NULL for a file */
    size_t capacity;
    const char *path; /* of a file; else NULL */
    uint64_t size;    /* unpacked */
    uint64_t stored;  /* as stored */
    uint32_t crc;
    bool deflated;
    /* while the package is closed: */
    uint64_t place;  /* of its first byte in the archive, headers not counted */
    uint64_t offset; /* read so far */
    int descriptor;
} member;

struct oct_package {
    const oct_allocator *allocator;
    oct_out *out;
    oct_arena names;
    member *members;
    size_t count, capacity;
    struct libdeflate_compressor *compressor;
    char date[4]; /* DOS time and date, little-endian */
    oct_status status;
    const char *bad_file;
    zip_error_t error; /* what our sources tell libzip */
    /* the archive that libzip writes: */
    uint64_t base;      /* where in out it begins */
    uint64_t position;  /* where in it libzip stands */
    uint64_t directory; /* where in it the central directory begins; UINT64_MAX until known */
    oct_buffer central; /* what comes from there on */
};

static void fail(oct_package *package, oct_status status) {
    if (package->status == OCT_OK)
        package->status = status;
}

bool oct_package_failed(const oct_package *package) {
    return package->status != OCT_OK || oct_out_failed(package->out);
}

const char *oct_package_bad_file(const oct_package *package) {
    return package->bad_file;
}

/* ---- Dates -------------------------------------------------------------------------------- */

typedef struct civil {
    int64_t year;
    uint32_t month, day;
} civil;

/* Days since 1970-01-01, not negative, in the Gregorian calendar: counted from 0000-03-01, so that
 * a leap day ends its year and 400 years are 146,097 days. */
static civil civil_of(int64_t days) {
    int64_t shifted = days + 719468;
    int64_t era = shifted / 146097;
    int64_t day_of_era = shifted % 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153; /* 0 is March */
    uint32_t day = (uint32_t)(day_of_year - (153 * month + 2) / 5 + 1);
    uint32_t of_january = (uint32_t)(month < 10 ? month + 3 : month - 9);
    return (civil){era * 400 + year_of_era + (of_january <= 2), of_january, day};
}

static void put16(char bytes[2], uint32_t value) {
    bytes[0] = (char)(value & 0xFF);
    bytes[1] = (char)(value >> 8 & 0xFF);
}

/* MS-DOS time and date: 1980-01-01T00:00:00 to 2107-12-31T23:59:58, in steps of two seconds. */
static void dos_date(int64_t seconds, char date[4]) {
    const int64_t first = 315532800, last = 4354819198;
    seconds = seconds < first ? first : seconds > last ? last : seconds;
    civil day = civil_of(seconds / 86400);
    uint32_t second = (uint32_t)(seconds % 86400);
    put16(date, second / 3600 << 11 | second / 60 % 60 << 5 | second % 60 / 2);
    put16(date + 2, (uint32_t)(day.year - 1980) << 9 | day.month << 5 | day.day);
}

/* ---- Adding ------------------------------------------------------------------------------- */

oct_package *oct_package_new(const oct_allocator *allocator, oct_out *out, int64_t date) {
    oct_package *package = oct_allocate(allocator, sizeof *package);
    if (!package)
        return NULL;
    *package = (oct_package){.allocator = allocator, .out = out, .directory = UINT64_MAX};
    oct_arena_init(&package->names, allocator);
    oct_buffer_init(&package->central, allocator);
    zip_error_init(&package->error);
    dos_date(date, package->date);
    return package;
}

/* A further member; NULL, and the package has failed, when memory is out. */
static member *add_member(oct_package *package, const char *name) {
    if (oct_package_failed(package))
        return NULL;
    if (package->count == package->capacity) {
        size_t old = package->capacity * sizeof(member), capacity, size;
        member *members = NULL;
        if (oct_size_multiply(package->capacity ? package->capacity : 8, 2, &capacity) &&
            oct_size_multiply(capacity, sizeof(member), &size))
            members = oct_reallocate(package->allocator, package->members, old, size);
        if (!members) {
            fail(package, OCT_NO_MEMORY);
            return NULL;
        }
        package->members = members;
        package->capacity = capacity;
    }
    char *copy = oct_arena_string(&package->names, oct_slice_of(name));
    if (!copy) {
        fail(package, OCT_NO_MEMORY);
        return NULL;
    }
    member *added = &package->members[package->count++];
    *added = (member){.package = package, .name = copy, .descriptor = -1};
    return added;
}

static struct libdeflate_compressor *compressor(oct_package *package) {
    if (!package->compressor)
        package->compressor = libdeflate_alloc_compressor(LEVEL);
    if (!package->compressor)
        fail(package, OCT_NO_MEMORY);
    return package->compressor;
}

static bool allocate_bytes(member *added, size_t capacity) {
    added->bytes = oct_allocate(added->package->allocator, capacity);
    if (!added->bytes) {
        fail(added->package, OCT_NO_MEMORY);
        return false;
    }
    added->capacity = capacity;
    return true;
}

/* Gives back what the worst case needed and this one did not. */
static void shrink_bytes(member *added, size_t capacity) {
    char *bytes =
        oct_reallocate(added->package->allocator, added->bytes, added->capacity, capacity);
    if (bytes) {
        added->bytes = bytes;
        added->capacity = capacity;
    }
}

/* False when nothing is won by it; then the member has no bytes. */
static bool deflate_member(member *added, oct_slice bytes) {
    struct libdeflate_compressor *deflate = compressor(added->package);
    if (!deflate)
        return false;
    size_t bound = libdeflate_deflate_compress_bound(deflate, bytes.len);
    if (!allocate_bytes(added, bound))
        return false;
    size_t packed = libdeflate_deflate_compress(deflate, bytes.ptr, bytes.len, added->bytes, bound);
    if (packed == 0 || packed >= bytes.len) {
        oct_deallocate(added->package->allocator, added->bytes, added->capacity);
        added->bytes = NULL;
        return false;
    }
    shrink_bytes(added, packed);
    added->stored = packed;
    added->deflated = true;
    return true;
}

void oct_package_add(oct_package *package, const char *name, oct_slice bytes,
                     oct_package_method method) {
    member *added = add_member(package, name);
    if (!added)
        return;
    added->size = added->stored = bytes.len;
    if (bytes.len == 0)
        return;
    added->crc = libdeflate_crc32(0, bytes.ptr, bytes.len);
    if (method == OCT_PACKAGE_DEFLATE && deflate_member(added, bytes))
        return;
    if (package->status == OCT_OK && allocate_bytes(added, bytes.len))
        memcpy(added->bytes, bytes.ptr, bytes.len);
}

void oct_package_add_file(oct_package *package, const char *name, const char *path, uint64_t size) {
    member *added = add_member(package, name);
    if (!added)
        return;
    added->path = oct_arena_string(&package->names, oct_slice_of(path));
    if (!added->path)
        fail(package, OCT_NO_MEMORY);
    added->size = added->stored = size;
}

/* ---- A member, as libzip reads it --------------------------------------------------------- */

static zip_int64_t member_fails(member *from, oct_status status, int zip_code) {
    fail(from->package, status);
    if (status == OCT_IO)
        from->package->bad_file = from->path;
    zip_error_set(&from->package->error, zip_code, errno);
    return -1;
}

static zip_int64_t member_open(member *from) {
    oct_package *package = from->package;
    struct stat about;
    from->offset = 0;
    from->place = package->position;
    if (from == &package->members[package->count - 1])
        package->directory = from->place + from->stored;
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

static zip_int64_t read_file(member *from, char *bytes, size_t len) {
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

static zip_int64_t member_read(member *from, void *bytes, zip_uint64_t len) {
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

static zip_int64_t member_close(member *from) {
    if (from->descriptor >= 0)
        close(from->descriptor);
    from->descriptor = -1;
    return 0;
}

static zip_int64_t member_stat(const member *from, zip_stat_t *about) {
    zip_stat_init(about);
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
    member *from = user;
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
        return zip_error_to_data(&from->package->error, data, len);
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                              ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                              -1);
    default:
        zip_error_set(&from->package->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

/* ---- The archive, as libzip writes it ----------------------------------------------------- */

/* libzip goes back to a local header once it knows the sizes: what lies before the end is patched,
 * the rest appended. The central directory, which comes last and in one go, is held back. */
static zip_int64_t archive_write(oct_package *package, const char *bytes, zip_uint64_t len) {
    size_t left = (size_t)len;
    if (package->position >= package->directory) {
        oct_buffer_append(&package->central, bytes, left);
    } else {
        uint64_t place = package->base + package->position, end = oct_out_tell(package->out);
        size_t part = end - place < left ? (size_t)(end - place) : left;
        oct_out_patch(package->out, place, bytes, part);
        oct_out_append(package->out, bytes + part, left - part);
    }
    package->position += left;
    if (oct_out_failed(package->out) || package->central.failed) {
        zip_error_set(&package->error, ZIP_ER_WRITE, package->out->error);
        return -1;
    }
    return (zip_int64_t)len;
}

static zip_int64_t archive_seek(oct_package *package, void *data, zip_uint64_t len) {
    uint64_t end = oct_out_tell(package->out) - package->base + package->central.len;
    zip_int64_t place =
        zip_source_seek_compute_offset(package->position, end, data, len, &package->error);
    if (place < 0)
        return -1;
    package->position = (uint64_t)place;
    return 0;
}

static uint32_t read16(const char *bytes) {
    return (uint32_t)(unsigned char)bytes[0] | (uint32_t)(unsigned char)bytes[1] << 8;
}

/* Dates the headers. libzip 1.7 takes a date through local time and back, which changes it where
 * the time zone skips an hour or a day; so it is given none that matters. */
static void date_members(oct_package *package) {
    oct_buffer *central = &package->central;
    uint64_t header = 0;
    size_t at = 0;
    for (size_t i = 0; i < package->count; i++) {
        const member *dated = &package->members[i];
        if (central->len - at < CENTRAL_SIZE || memcmp(central->ptr + at, "PK\1\2", 4) != 0) {
            fail(package, OCT_LIBRARY);
            return;
        }
        char *entry = central->ptr + at;
        memcpy(entry + CENTRAL_TIME, package->date, sizeof package->date);
        oct_out_patch(package->out, package->base + header + LOCAL_TIME, package->date,
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
    oct_package *package = user;
    int number = (int)command;
    switch (number) {
    case ZIP_SOURCE_STAT: /* there is no archive yet */
        zip_error_set(&package->error, ZIP_ER_READ, ENOENT);
        return -1;
    case ZIP_SOURCE_BEGIN_WRITE:
    case ZIP_SOURCE_COMMIT_WRITE:
    case ZIP_SOURCE_ROLLBACK_WRITE:
    case ZIP_SOURCE_REMOVE:
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_WRITE:
        return archive_write(package, data, len);
    case ZIP_SOURCE_SEEK_WRITE:
        return archive_seek(package, data, len);
    case ZIP_SOURCE_TELL_WRITE:
        return (zip_int64_t)package->position;
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&package->error, data, len);
    case ZIP_SOURCE_SUPPORTS: /* libzip asks for reading where it is to write; it reads nothing */
        return zip_source_make_command_bitmap(
            ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
            ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_BEGIN_WRITE,
            ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_WRITE,
            ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE, -1);
    default:
        zip_error_set(&package->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

/* ---- Closing ------------------------------------------------------------------------------ */

static void fail_from_zip(oct_package *package, zip_error_t *error) {
    if (package->out->status != OCT_OK)
        fail(package, package->out->status);
    else if (package->out->buffer.failed || package->central.failed ||
             zip_error_code_zip(error) == ZIP_ER_MEMORY)
        fail(package, OCT_NO_MEMORY);
    else
        fail(package, OCT_LIBRARY);
}

static zip_t *open_archive(oct_package *package) {
    zip_error_t error;
    zip_error_init(&error);
    zip_t *archive = NULL;
    zip_source_t *source = zip_source_function_create(archive_source, package, &error);
    if (source)
        archive = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (!archive) {
        fail_from_zip(package, &error);
        if (source)
            zip_source_free(source);
    }
    zip_error_fini(&error);
    return archive;
}

static bool declare_member(zip_t *archive, member *declared) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_function_create(member_source, declared, &error);
    if (!source) {
        fail_from_zip(declared->package, &error);
        zip_error_fini(&error);
        return false;
    }
    zip_error_fini(&error);
    zip_int64_t index = zip_file_add(archive, declared->name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0)
        zip_source_free(source);
    zip_uint64_t i = (zip_uint64_t)index;
    const zip_uint16_t any_time = 12 << 11, any_date = 1 << 5 | 1;
    if (index < 0 ||
        zip_set_file_compression(archive, i, declared->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE,
                                 0) != 0 ||
        zip_file_set_dostime(archive, i, any_time, any_date, 0) != 0 ||
        zip_file_set_external_attributes(archive, i, 0, ZIP_OPSYS_UNIX, FILE_ATTRIBUTES) != 0) {
        fail_from_zip(declared->package, zip_get_error(archive));
        return false;
    }
    return true;
}

static void write_archive(oct_package *package) {
    zip_t *archive = open_archive(package);
    if (!archive)
        return;
    for (size_t i = 0; i < package->count; i++) {
        if (!declare_member(archive, &package->members[i])) {
            zip_discard(archive);
            return;
        }
    }
    if (zip_close(archive) != 0) {
        fail_from_zip(package, zip_get_error(archive));
        zip_discard(archive);
    }
}

oct_status oct_package_close(oct_package *package) {
    oct_out *out = package->out;
    if (oct_out_failed(out))
        fail(package, out->status != OCT_OK ? out->status : OCT_NO_MEMORY);
    if (package->count == 0)
        fail(package, OCT_INTERNAL); /* a zip without members is no document */
    if (package->status != OCT_OK)
        return package->status;
    package->base = oct_out_tell(out);
    if (out->target == OCT_OUT_STREAM)
        out->hold = true; /* headers are gone back to */
    write_archive(package);
    if (package->status == OCT_OK)
        date_members(package);
    oct_out_slice(out, oct_buffer_view(&package->central));
    if (oct_out_failed(out))
        fail(package, out->status != OCT_OK ? out->status : OCT_NO_MEMORY);
    return package->status;
}

void oct_package_free(oct_package *package) {
    if (!package)
        return;
    const oct_allocator *allocator = package->allocator;
    for (size_t i = 0; i < package->count; i++)
        oct_deallocate(allocator, package->members[i].bytes, package->members[i].capacity);
    oct_deallocate(allocator, package->members, package->capacity * sizeof(member));
    libdeflate_free_compressor(package->compressor);
    oct_arena_clear(&package->names);
    oct_buffer_free(&package->central);
    zip_error_fini(&package->error);
    oct_deallocate(allocator, package, sizeof *package);
}

bool oct_deflate(oct_slice bytes, int level, oct_buffer *out) {
    struct libdeflate_compressor *deflate = libdeflate_alloc_compressor(level);
    if (!deflate)
        return false;
    size_t bound = libdeflate_deflate_compress_bound(deflate, bytes.len);
    bool done = oct_buffer_reserve(out, bound);
    if (done)
        out->len +=
            libdeflate_deflate_compress(deflate, bytes.ptr, bytes.len, out->ptr + out->len, bound);
    libdeflate_free_compressor(deflate);
    return done;
}
