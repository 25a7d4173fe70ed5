/* io/package - members are compressed as they come, by libdeflate, and kept so until the package is
 * closed; package_compress does it in threads where there is much of it, and package_zip writes the
 * archive. Knows base and io/out. */
#include "io/package_parts.h"

#include "base/size.h"

#include <libdeflate.h>

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
    *package = (oct_package){.allocator = allocator, .out = out};
    oct_arena_init(&package->names, allocator);
    dos_date(date, package->date);
    return package;
}

void oct_package_set_threads(oct_package *package, unsigned threads) {
    package->threads = threads;
}

/* A further member; NULL, and the package has failed, when memory is out. */
static oct_package_member *add_member(oct_package *package, const char *name) {
    if (oct_package_failed(package))
        return NULL;
    if (package->count == package->capacity) {
        size_t old = package->capacity * sizeof(oct_package_member), capacity, size;
        oct_package_member *members = NULL;
        if (oct_size_multiply(package->capacity ? package->capacity : 8, 2, &capacity) &&
            oct_size_multiply(capacity, sizeof(oct_package_member), &size))
            members = oct_reallocate(package->allocator, package->members, old, size);
        if (!members) {
            oct_package_fail(package, OCT_NO_MEMORY);
            return NULL;
        }
        package->members = members;
        package->capacity = capacity;
    }
    char *copy = oct_arena_string(&package->names, oct_slice_of(name));
    if (!copy) {
        oct_package_fail(package, OCT_NO_MEMORY);
        return NULL;
    }
    oct_package_member *added = &package->members[package->count++];
    *added = (oct_package_member){.name = copy, .descriptor = -1};
    return added;
}

static struct libdeflate_compressor *compressor(oct_package *package) {
    if (!package->compressor)
        package->compressor = libdeflate_alloc_compressor(OCT_PACKAGE_LEVEL);
    if (!package->compressor)
        oct_package_fail(package, OCT_NO_MEMORY);
    return package->compressor;
}

static bool allocate_bytes(oct_package *package, oct_package_member *added, size_t capacity) {
    added->bytes = oct_allocate(package->allocator, capacity);
    if (!added->bytes) {
        oct_package_fail(package, OCT_NO_MEMORY);
        return false;
    }
    added->capacity = capacity;
    return true;
}

void oct_package_shrink_bytes(oct_package *package, oct_package_member *member, size_t capacity) {
    char *bytes = oct_reallocate(package->allocator, member->bytes, member->capacity, capacity);
    if (bytes) {
        member->bytes = bytes;
        member->capacity = capacity;
    }
}

/* False when nothing is won by it; then the member has no bytes. */
static bool deflate_member(oct_package *package, oct_package_member *added, oct_slice bytes) {
    struct libdeflate_compressor *deflate = compressor(package);
    if (!deflate)
        return false;
    if (oct_package_compresses_aside(package, bytes.len)) {
        oct_package_compress_aside(package, bytes);
        return true;
    }
    if (package->status != OCT_OK)
        return false;
    size_t bound = libdeflate_deflate_compress_bound(deflate, bytes.len);
    if (!allocate_bytes(package, added, bound))
        return false;
    size_t packed = libdeflate_deflate_compress(deflate, bytes.ptr, bytes.len, added->bytes, bound);
    if (packed == 0 || packed >= bytes.len) {
        oct_deallocate(package->allocator, added->bytes, added->capacity);
        added->bytes = NULL;
        return false;
    }
    oct_package_shrink_bytes(package, added, packed);
    added->stored = packed;
    added->crc = libdeflate_crc32(0, bytes.ptr, bytes.len);
    added->deflated = true;
    return true;
}

void oct_package_add(oct_package *package, const char *name, oct_slice bytes,
                     oct_package_method method) {
    oct_package_member *added = add_member(package, name);
    if (!added)
        return;
    added->size = added->stored = bytes.len;
    if (bytes.len == 0)
        return;
    if (method == OCT_PACKAGE_DEFLATE && deflate_member(package, added, bytes))
        return;
    if (package->status == OCT_OK && allocate_bytes(package, added, bytes.len))
        memcpy(added->bytes, bytes.ptr, bytes.len);
}

void oct_package_add_file(oct_package *package, const char *name, const char *path, uint64_t size) {
    oct_package_member *added = add_member(package, name);
    if (!added)
        return;
    added->path = oct_arena_string(&package->names, oct_slice_of(path));
    if (!added->path)
        oct_package_fail(package, OCT_NO_MEMORY);
    added->size = added->stored = size;
}

/* ---- Closing ------------------------------------------------------------------------------ */

oct_status oct_package_close(oct_package *package) {
    oct_package_fail_with_out(package);
    if (package->count == 0)
        oct_package_fail(package, OCT_INTERNAL); /* a zip without members is no document */
    if (package->status == OCT_OK)
        oct_package_finish_compressing(package);
    if (package->status == OCT_OK)
        oct_package_write_archive(package);
    oct_package_fail_with_out(package);
    return package->status;
}

void oct_package_free(oct_package *package) {
    if (!package)
        return;
    const oct_allocator *allocator = package->allocator;
    oct_package_stop_compressing(package);
    for (size_t i = 0; i < package->count; i++)
        oct_deallocate(allocator, package->members[i].bytes, package->members[i].capacity);
    oct_deallocate(allocator, package->members, package->capacity * sizeof(oct_package_member));
    libdeflate_free_compressor(package->compressor);
    oct_arena_clear(&package->names);
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
