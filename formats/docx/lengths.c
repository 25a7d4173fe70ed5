/* formats/docx/lengths - lengths as HTML and Markdown attributes have them, in EMU. */
#include "formats/docx/docx.h"

enum { THOUSAND = 1000, MOST = 100000 }; /* numbers have three places; and an upper bound */

/* A number in thousandths, cut off the front. */
static bool take_number(oct_slice *text, int64_t *thousandths) {
    int64_t value = 0, place = THOUSAND;
    size_t at = 0;
    for (; at < text->len && oct_is_digit(text->ptr[at]) && value < MOST; at++)
        value = value * 10 + (text->ptr[at] - '0');
    value *= THOUSAND;
    bool digits = at > 0;
    if (at < text->len && text->ptr[at] == '.') {
        at++;
        for (; at < text->len && oct_is_digit(text->ptr[at]); at++) {
            place /= 10;
            value += (text->ptr[at] - '0') * place;
            digits = true;
        }
    }
    *text = oct_slice_from(*text, at);
    *thousandths = value;
    return digits && value <= (int64_t)MOST * THOUSAND;
}

int64_t docx_length(oct_slice text, int64_t whole) {
    static const struct {
        const char *unit;
        int64_t emu;
    } units[] = {{"", 9525},      {"px", 9525},  {"in", 914400}, {"cm", 360000},
                 {"mm", 36000},   {"pt", 12700}, {"pc", 152400}, {"em", 133350},
                 {"rem", 133350}, {"ex", 66675}, {"q", 9000}};
    int64_t thousandths;
    text = oct_slice_trim(text);
    if (!take_number(&text, &thousandths))
        return 0;
    text = oct_slice_trim(text);
    if (oct_slice_is(text, "%"))
        return whole / THOUSAND * thousandths / 100;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (oct_slice_equal_nocase(text, oct_slice_of(units[i].unit)))
            return thousandths * units[i].emu / THOUSAND;
    return 0;
}
