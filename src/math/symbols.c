/* math/symbols - see parser.h. */
#include "math/parser.h"

static const math_symbol symbols[] = {
#define X(name, text, class) {name, text, class},
#include "math/symbols.def"
#undef X
};

static int compare(oct_slice name, const char *other) {
    size_t length = strlen(other), least = name.len < length ? name.len : length;
    int order = memcmp(name.ptr, other, least);
    return order ? order : name.len < length ? -1 : name.len > length;
}

const math_symbol *math_symbol_named(oct_slice name) {
    size_t low = 0, high = sizeof symbols / sizeof *symbols;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = compare(name, symbols[middle].name);
        if (order == 0)
            return &symbols[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
