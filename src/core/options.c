/* core/options - see options.h. */
#include "core/options.h"

#include "base/size.h"

#include <stdio.h>

const oct_option *oct_option_find(const oct_option *table, const char *name) {
    for (const oct_option *option = table; option && option->name; option++)
        if (strcmp(option->name, name) == 0)
            return option;
    return NULL;
}

bool oct_options_preset(const oct_option *table, void *options, oct_arena *arena) {
    const char *why;
    for (const oct_option *option = table; option && option->name; option++)
        if (option->preset &&
            oct_option_set(option, options, option->preset, arena, &why) != OCT_OK)
            return false;
    return true;
}

static bool parse_flag(const char *value, bool *flag) {
    static const char *const yes[] = {"true", "yes", "on", "1"};
    static const char *const no[] = {"false", "no", "off", "0"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (strcmp(value, yes[i]) == 0 || strcmp(value, no[i]) == 0) {
            *flag = strcmp(value, yes[i]) == 0;
            return true;
        }
    }
    return false;
}

/* A number with K, M or G behind it, in powers of 1024. */
static bool parse_size(oct_slice text, int64_t *value) {
    static const char suffixes[] = "KMG";
    int shift = 0;
    for (int i = 0; text.len && suffixes[i]; i++) {
        char last = text.ptr[text.len - 1];
        if (last == suffixes[i] || last == oct_to_lower(suffixes[i])) {
            shift = 10 * (i + 1);
            text.len--;
            break;
        }
    }
    return oct_slice_to_int(text, value) &&
           !__builtin_mul_overflow(*value, (int64_t)1 << shift, value);
}

void oct_option_number(const oct_option *option, int64_t value, char text[OCT_NUMBER_SIZE]) {
    static const char *const suffixes[] = {"", "K", "M", "G"};
    int suffix = 0;
    while (option->type == OCT_OPTION_SIZE && value && value % 1024 == 0 && suffix < 3) {
        value /= 1024;
        suffix++;
    }
    snprintf(text, OCT_NUMBER_SIZE, "%lld%s", (long long)value, suffixes[suffix]);
}

static const char *wanted_number(const oct_option *option, oct_arena *arena) {
    char least[OCT_NUMBER_SIZE], most[OCT_NUMBER_SIZE];
    if (option->minimum == 0 && option->maximum == 0)
        return "a whole number is wanted";
    oct_option_number(option, option->minimum, least);
    oct_option_number(option, option->maximum, most);
    return oct_arena_printf(arena,
                            option->type == OCT_OPTION_SIZE
                                ? "a size from %s to %s is wanted: bytes, or with K, M or G behind"
                                : "a whole number from %s to %s is wanted",
                            least, most);
}

static oct_status set_number(const oct_option *option, int64_t *field, const char *value,
                             oct_arena *arena, const char **why) {
    int64_t number;
    oct_slice text = oct_slice_of(value);
    bool parsed = option->type == OCT_OPTION_SIZE ? parse_size(text, &number)
                                                  : oct_slice_to_int(text, &number);
    bool ranged = option->minimum != 0 || option->maximum != 0;
    if (parsed && (!ranged || (number >= option->minimum && number <= option->maximum))) {
        *field = number;
        return OCT_OK;
    }
    *why = wanted_number(option, arena);
    return OCT_USAGE;
}

static oct_status set_choice(const oct_option *option, int *field, const char *value,
                             oct_arena *arena, const char **why) {
    for (int i = 0; option->choices[i]; i++) {
        if (strcmp(value, option->choices[i]) == 0) {
            *field = i;
            return OCT_OK;
        }
    }
    oct_slice list = oct_arena_copy(arena, OCT_S("it must be "));
    for (int i = 0; option->choices[i]; i++) {
        if (i)
            list =
                oct_arena_append(arena, list, option->choices[i + 1] ? OCT_S(", ") : OCT_S(" or "));
        list = oct_arena_append(arena, list, oct_slice_of(option->choices[i]));
    }
    *why = oct_arena_string(arena, list);
    return OCT_USAGE;
}

/* The array grows whenever its count is a power of two. */
static oct_status add_to_list(oct_string_list *list, const char *value, oct_arena *arena) {
    if ((list->count & (list->count - 1)) == 0) {
        const char **larger =
            oct_arena_array(arena, list->count ? list->count * 2 : 1, sizeof *larger);
        if (!larger)
            return OCT_NO_MEMORY;
        if (list->count)
            memcpy(larger, list->items, list->count * sizeof *larger);
        list->items = larger;
    }
    list->items[list->count++] = value;
    return OCT_OK;
}

oct_status oct_option_set(const oct_option *option, void *options, const char *value,
                          oct_arena *arena, const char **why) {
    void *field = (char *)options + option->offset;
    *why = "it needs a value";
    if (option->type == OCT_OPTION_FLAG) {
        *why = "it must be true or false";
        return parse_flag(value ? value : "true", field) ? OCT_OK : OCT_USAGE;
    }
    if (!value)
        return OCT_USAGE;
    char *copy = oct_arena_string(arena, oct_slice_of(value));
    if (!copy)
        return OCT_NO_MEMORY;
    switch (option->type) {
    case OCT_OPTION_INT:
    case OCT_OPTION_SIZE:
        return set_number(option, field, copy, arena, why);
    case OCT_OPTION_CHOICE:
        return set_choice(option, field, copy, arena, why);
    case OCT_OPTION_TEXT:
        *(const char **)field = copy;
        return OCT_OK;
    case OCT_OPTION_LIST:
        return add_to_list(field, copy, arena);
    case OCT_OPTION_FLAG:
        break;
    }
    return OCT_INTERNAL;
}

enum { LONGEST_NAME = 40 };

/* The edit distance (insert, remove, replace, swap neighbours) of two short names, whatever the
 * case of their letters. */
static size_t distance(const char *a, const char *b) {
    size_t la = strlen(a), lb = strlen(b);
    size_t rows[3][LONGEST_NAME + 1];
    if (la > LONGEST_NAME || lb > LONGEST_NAME)
        return LONGEST_NAME;
    for (size_t j = 0; j <= lb; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= la; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= lb; j++) {
            size_t best = above[j - 1] + (oct_to_lower(a[i - 1]) != oct_to_lower(b[j - 1]));
            best = above[j] + 1 < best ? above[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                two_above[j - 2] + 1 < best)
                best = two_above[j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[la % 3][lb];
}

/* The shortest name of which `name` is more than one letter of the beginning. */
static const char *completed(const char *name, const char *const *known, size_t count) {
    const char *shortest = NULL;
    size_t length = strlen(name);
    for (size_t i = 0; i < count && length > 1; i++)
        if (strncmp(known[i], name, length) == 0 &&
            (!shortest || strlen(known[i]) < strlen(shortest)))
            shortest = known[i];
    return shortest;
}

const char *oct_nearest_name(const char *name, const char *const *known, size_t count) {
    const char *nearest = completed(name, known, count);
    if (nearest)
        return nearest;
    size_t length = strlen(name), best = length / 4 + 1;
    for (size_t i = 0; i < count; i++) {
        size_t d = distance(name, known[i]);
        bool as_long = strlen(known[i]) == length; /* "tco" is "toc" rather than "to" */
        if (d < best || (d == best && (!nearest || (as_long && strlen(nearest) != length)))) {
            best = d;
            nearest = known[i];
        }
    }
    return nearest;
}
