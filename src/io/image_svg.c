/* io/image_svg - the size of an SVG from its root element's attributes: a scan of the start, no XML
 * parser. Lengths by CSS Values 4, where an inch is 96 px. Knows base only. */
#include "io/image_parsers.h"

/* ---- Finding the root element ------------------------------------------------------------- */

/* Past the first occurrence of end; false when it is not there. */
static bool skip_past(oct_slice *rest, oct_slice end) {
    size_t at = oct_slice_find(*rest, end);
    if (at == rest->len)
        return false;
    *rest = oct_slice_from(*rest, at + end.len);
    return true;
}

/* Past a document type declaration, whose internal subset and quoted strings may hold '>'. */
static bool skip_doctype(oct_slice *rest) {
    char quote = 0;
    bool subset = false;
    for (size_t i = 0; i < rest->len; i++) {
        char c = rest->ptr[i];
        if (quote) {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '[' || c == ']') {
            subset = c == '[';
        } else if (c == '>' && !subset) {
            *rest = oct_slice_from(*rest, i + 1);
            return true;
        }
    }
    return false;
}

/* Past white space, declarations and comments, to the '<' of the first element. */
static bool skip_prolog(oct_slice *rest) {
    if (oct_slice_starts(*rest, OCT_S("\xEF\xBB\xBF")))
        *rest = oct_slice_from(*rest, 3);
    for (;;) {
        while (rest->len > 0 && oct_is_space(rest->ptr[0]))
            *rest = oct_slice_from(*rest, 1);
        bool skipped;
        if (oct_slice_starts(*rest, OCT_S("<?")))
            skipped = skip_past(rest, OCT_S("?>"));
        else if (oct_slice_starts(*rest, OCT_S("<!--")))
            skipped = skip_past(rest, OCT_S("-->"));
        else if (oct_slice_starts_nocase(*rest, OCT_S("<!DOCTYPE")))
            skipped = skip_doctype(rest);
        else
            return oct_slice_starts(*rest, OCT_S("<"));
        if (!skipped)
            return false;
    }
}

static bool ends_name(char c) {
    return oct_is_space(c) || c == '=' || c == '>' || c == '/';
}

static oct_slice cut_name(oct_slice *rest) {
    size_t length = 0;
    while (length < rest->len && !ends_name(rest->ptr[length]))
        length++;
    oct_slice name = oct_slice_head(*rest, length);
    *rest = oct_slice_from(*rest, length);
    return name;
}

/* <svg, or <prefix:svg. */
static bool cut_root(oct_slice *rest) {
    *rest = oct_slice_from(*rest, 1);
    oct_slice name = cut_name(rest);
    return rest->len > 0 && (oct_slice_is(name, "svg") || oct_slice_ends(name, OCT_S(":svg")));
}

/* ---- Numbers and lengths ------------------------------------------------------------------ */

/* Numbers are counted in millionths, and end here: a thousand million. */
static const uint64_t MILLION = 1000000, MOST = (uint64_t)1000000000 * 1000000;

/* The digits of a number without its sign and exponent, as digits * 10^power. */
typedef struct decimal {
    uint64_t digits;
    int64_t power;
    bool any;
} decimal;

static void cut_digits(oct_slice *rest, decimal *number, bool fraction) {
    for (; rest->len > 0 && oct_is_digit(rest->ptr[0]); *rest = oct_slice_from(*rest, 1)) {
        number->any = true;
        if (number->digits < UINT64_MAX / 100) {
            number->digits = number->digits * 10 + (uint64_t)(rest->ptr[0] - '0');
            number->power -= fraction;
        } else {
            number->power += !fraction;
        }
    }
}

/* An exponent; "em" and "ex" are units, so a digit must follow. */
static void cut_exponent(oct_slice *rest, decimal *number) {
    oct_slice after = oct_slice_from(*rest, 1);
    bool negative = after.len > 0 && after.ptr[0] == '-';
    if (after.len > 0 && (after.ptr[0] == '-' || after.ptr[0] == '+'))
        after = oct_slice_from(after, 1);
    if (after.len == 0 || !oct_is_digit(after.ptr[0]))
        return;
    int64_t exponent = 0;
    for (; after.len > 0 && oct_is_digit(after.ptr[0]); after = oct_slice_from(after, 1)) {
        if (exponent < 1000)
            exponent = exponent * 10 + (after.ptr[0] - '0');
    }
    number->power += negative ? -exponent : exponent;
    *rest = after;
}

static uint64_t millionths(const decimal *number) {
    uint64_t value = number->digits;
    int64_t power = number->power + 6;
    for (; power > 0 && value != 0 && value < MOST; power--)
        value *= 10;
    for (; power < 0 && value != 0; power++)
        value /= 10;
    return value < MOST ? value : MOST;
}

/* Cuts a number off the front; a negative one counts as 0. False when there is none. */
static bool cut_number(oct_slice *rest, uint64_t *value) {
    decimal number = {0};
    bool negative = rest->len > 0 && rest->ptr[0] == '-';
    if (rest->len > 0 && (rest->ptr[0] == '-' || rest->ptr[0] == '+'))
        *rest = oct_slice_from(*rest, 1);
    cut_digits(rest, &number, false);
    if (rest->len > 0 && rest->ptr[0] == '.') {
        *rest = oct_slice_from(*rest, 1);
        cut_digits(rest, &number, true);
    }
    if (number.any && rest->len > 0 && oct_to_lower(rest->ptr[0]) == 'e')
        cut_exponent(rest, &number);
    *value = negative ? 0 : millionths(&number);
    return number.any;
}

typedef struct unit {
    const char *name;
    uint64_t times, by; /* px are times / by of it */
} unit;

/* CSS Values 4, 6.2; an em is taken for 16 px, an ex and a ch for half of that. */
static const unit units[] = {
    {"", 1, 1},    {"px", 1, 1},      {"pt", 4, 3},     {"pc", 16, 1},
    {"in", 96, 1}, {"cm", 4800, 127}, {"mm", 480, 127}, {"q", 120, 127},
    {"em", 16, 1}, {"rem", 16, 1},    {"ex", 8, 1},     {"ch", 8, 1},
};

/* A length in millionths of px; 0 when it is relative to what surrounds the image, or no length. */
static uint64_t length_of(oct_slice value) {
    uint64_t number;
    value = oct_slice_trim(value);
    if (!cut_number(&value, &number))
        return 0;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (oct_slice_equal_nocase(value, oct_slice_of(units[i].name)))
            return number * units[i].times / units[i].by;
    }
    return 0;
}

/* ---- The root's attributes ---------------------------------------------------------------- */

/* All in millionths of px; 0 when not said. */
typedef struct size_hints {
    uint64_t width, height, box_width, box_height;
} size_hints;

static void read_view_box(oct_slice value, size_hints *hints) {
    uint64_t numbers[4];
    for (size_t i = 0; i < 4; i++) {
        while (value.len > 0 && (oct_is_space(value.ptr[0]) || value.ptr[0] == ','))
            value = oct_slice_from(value, 1);
        if (!cut_number(&value, &numbers[i]))
            return;
    }
    hints->box_width = numbers[2];
    hints->box_height = numbers[3];
}

static void read_attribute(oct_slice name, oct_slice value, size_hints *hints) {
    if (oct_slice_is(name, "width"))
        hints->width = length_of(value);
    else if (oct_slice_is(name, "height"))
        hints->height = length_of(value);
    else if (oct_slice_is(name, "viewBox"))
        read_view_box(value, hints);
}

static void skip_space(oct_slice *rest) {
    while (rest->len > 0 && oct_is_space(rest->ptr[0]))
        *rest = oct_slice_from(*rest, 1);
}

/* Cuts = and a quoted value; an attribute without one is empty. False when the bytes end. */
static bool cut_value(oct_slice *rest, oct_slice *value) {
    *value = oct_slice_head(*rest, 0);
    skip_space(rest);
    if (rest->len == 0 || rest->ptr[0] != '=')
        return rest->len > 0;
    *rest = oct_slice_from(*rest, 1);
    skip_space(rest);
    if (rest->len == 0)
        return false;
    char quote = rest->ptr[0];
    if (quote != '"' && quote != '\'')
        return true;
    *rest = oct_slice_from(*rest, 1);
    size_t length = oct_slice_find_byte(*rest, quote);
    *value = oct_slice_head(*rest, length);
    bool closed = length < rest->len;
    *rest = oct_slice_from(*rest, length + 1);
    return closed;
}

/* False when the bytes end before the tag does. */
static bool read_attributes(oct_slice rest, size_hints *hints) {
    for (;;) {
        while (rest.len > 0 &&
               (oct_is_space(rest.ptr[0]) || rest.ptr[0] == '/' || rest.ptr[0] == '='))
            rest = oct_slice_from(rest, 1);
        if (rest.len == 0)
            return false;
        if (rest.ptr[0] == '>')
            return true;
        oct_slice value, name = cut_name(&rest);
        if (!cut_value(&rest, &value))
            return false;
        read_attribute(name, value, hints);
    }
}

/* ---- The size ----------------------------------------------------------------------------- */

static uint32_t whole_pixels(uint64_t length) {
    uint64_t pixels = (length + MILLION / 2) / MILLION;
    if (pixels == 0 && length > 0)
        pixels = 1;
    return pixels > UINT32_MAX ? UINT32_MAX : (uint32_t)pixels;
}

/* length * times / by without overflow: the factors are first brought below 2^31. */
static uint64_t scale(uint64_t length, uint64_t times, uint64_t by) {
    while (times > INT32_MAX || by > INT32_MAX) {
        times /= 2;
        by /= 2;
    }
    if (by == 0)
        return MOST;
    uint64_t whole = length / by, rest = length % by, product;
    if (__builtin_mul_overflow(whole, times, &product))
        return MOST;
    product += rest * times / by;
    return product < MOST ? product : MOST;
}

/* Where one side is missing, the view box gives the ratio; where both are, the size. */
static void complete(size_hints *hints) {
    if (hints->box_width == 0 || hints->box_height == 0)
        return;
    if (hints->width == 0 && hints->height == 0) {
        hints->width = hints->box_width;
        hints->height = hints->box_height;
    } else if (hints->width == 0) {
        hints->width = scale(hints->height, hints->box_width, hints->box_height);
    } else if (hints->height == 0) {
        hints->height = scale(hints->width, hints->box_height, hints->box_width);
    }
}

bool oct_image_read_svg(oct_slice bytes, oct_image *image) {
    size_hints hints = {0};
    if (!skip_prolog(&bytes) || !cut_root(&bytes))
        return false;
    image->truncated = !read_attributes(bytes, &hints);
    complete(&hints);
    image->width = whole_pixels(hints.width);
    image->height = whole_pixels(hints.height);
    image->x_dpi = image->y_dpi = 96;
    return true;
}
