/* formats/html/css_values - what the declarations of a rule or a style attribute say. See css.h.
 * CSS Syntax 3, as far as it goes. */
#include "formats/html/css.h"

static html_value weight_of(oct_slice value) {
    int64_t number;
    if (oct_slice_to_int(value, &number))
        return number >= 600 ? HTML_V_BOLD : HTML_V_NORMAL;
    return oct_slice_has_word_nocase(value, "bold") || oct_slice_has_word_nocase(value, "bolder")
               ? HTML_V_BOLD
               : HTML_V_NORMAL;
}

static html_value line_of(oct_slice value) {
    if (oct_slice_has_word_nocase(value, "line-through"))
        return HTML_V_STRIKE;
    return oct_slice_has_word_nocase(value, "underline") ? HTML_V_UNDERLINE : HTML_V_UNSET;
}

static html_value position_of(oct_slice value) {
    if (oct_slice_has_word_nocase(value, "super"))
        return HTML_V_SUPER;
    return oct_slice_has_word_nocase(value, "sub") ? HTML_V_SUB : HTML_V_UNSET;
}

static html_value alignment_of(oct_slice value) {
    if (oct_slice_has_word_nocase(value, "center") ||
        oct_slice_has_word_nocase(value, "-webkit-center"))
        return HTML_V_CENTER;
    if (oct_slice_has_word_nocase(value, "right") || oct_slice_has_word_nocase(value, "end"))
        return HTML_V_RIGHT;
    return oct_slice_has_word_nocase(value, "left") || oct_slice_has_word_nocase(value, "start")
               ? HTML_V_LEFT
               : HTML_V_UNSET;
}

/* Whole percents; lengths, which mean nothing on another page, are no width. */
static html_value percents_of(oct_slice value) {
    size_t digits = 0;
    int64_t number;
    while (digits < value.len && oct_is_digit(value.ptr[digits]))
        digits++;
    bool percent = oct_slice_ends(value, OCT_S("%"));
    if (!percent || !oct_slice_to_int(oct_slice_head(value, digits), &number) || number < 1 ||
        number > 100)
        return HTML_V_UNSET;
    return (html_value)number;
}

static html_value value_of(html_property property, oct_slice value) {
    switch (property) {
    case HTML_P_DISPLAY:
        return oct_slice_has_word_nocase(value, "none") ? HTML_V_HIDDEN : HTML_V_NORMAL;
    case HTML_P_VISIBILITY:
        return oct_slice_has_word_nocase(value, "hidden") ||
                       oct_slice_has_word_nocase(value, "collapse")
                   ? HTML_V_HIDDEN
                   : HTML_V_NORMAL;
    case HTML_P_WEIGHT:
        return weight_of(value);
    case HTML_P_SLANT:
        return oct_slice_has_word_nocase(value, "italic") ||
                       oct_slice_has_word_nocase(value, "oblique")
                   ? HTML_V_ITALIC
                   : HTML_V_NORMAL;
    case HTML_P_LINE:
        return line_of(value);
    case HTML_P_POSITION:
        return position_of(value);
    case HTML_P_CAPS:
        return oct_slice_has_word_nocase(value, "small-caps") ? HTML_V_SMALL_CAPS : HTML_V_UNSET;
    case HTML_P_ALIGN:
        return alignment_of(value);
    case HTML_P_WIDTH:
        return percents_of(value);
    case HTML_PROPERTY_COUNT:
        break;
    }
    return HTML_V_UNSET;
}

static html_property property_named(oct_slice name) {
    static const struct {
        const char *name;
        html_property property;
    } names[] = {
        {"display", HTML_P_DISPLAY},
        {"visibility", HTML_P_VISIBILITY},
        {"font-weight", HTML_P_WEIGHT},
        {"font-style", HTML_P_SLANT},
        {"text-decoration", HTML_P_LINE},
        {"text-decoration-line", HTML_P_LINE},
        {"vertical-align", HTML_P_POSITION},
        {"font-variant", HTML_P_CAPS},
        {"font-variant-caps", HTML_P_CAPS},
        {"text-align", HTML_P_ALIGN},
        {"width", HTML_P_WIDTH},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (oct_slice_equal_nocase(name, oct_slice_of(names[i].name)))
            return names[i].property;
    return HTML_PROPERTY_COUNT;
}

static void declare(html_style *style, oct_slice declaration) {
    size_t colon = oct_slice_find_byte(declaration, ':');
    html_property property = property_named(oct_slice_trim(oct_slice_head(declaration, colon)));
    if (property == HTML_PROPERTY_COUNT)
        return;
    oct_slice value = oct_slice_trim(oct_slice_from(declaration, colon + 1));
    size_t mark = oct_slice_find_byte(value, '!');
    bool important = mark < value.len;
    value = oct_slice_trim(oct_slice_head(value, mark));
    if (!value.len || (style->important[property] && !important))
        return;
    style->value[property] = (uint8_t)value_of(property, value);
    style->important[property] = important;
}

html_style html_style_of(oct_slice declarations) {
    html_style style = {0};
    while (declarations.len) {
        size_t end = oct_slice_find_byte(declarations, ';');
        declare(&style, oct_slice_head(declarations, end));
        declarations = oct_slice_from(declarations, end + 1);
    }
    return style;
}
