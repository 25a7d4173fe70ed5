/* formats/html/roles - what the attribute "role" makes of an element: a heading, a landmark. See
 * state.h. */
#include "formats/html/state.h"

/* A heading under the name of the element that it is, for its end tag. */
#define HEADINGS(name)                                                                             \
    {name, HTML_HEADING, OCT_HEADING, 1, HTML_OTHERWISE},                                          \
        {name, HTML_HEADING, OCT_HEADING, 2, HTML_OTHERWISE},                                      \
        {name, HTML_HEADING, OCT_HEADING, 3, HTML_OTHERWISE},                                      \
        {name, HTML_HEADING, OCT_HEADING, 4, HTML_OTHERWISE},                                      \
        {name, HTML_HEADING, OCT_HEADING, 5, HTML_OTHERWISE}, {                                    \
        name, HTML_HEADING, OCT_HEADING, 6, HTML_OTHERWISE                                         \
    }

const html_element *html_with_role(const html_element *element, html_attributes attributes) {
    static const html_element headings[] = {HEADINGS("div"), HEADINGS("p"), HEADINGS("span")};
    if (!oct_slice_equal_nocase(oct_slice_trim(html_attribute(attributes, "role")),
                                OCT_S("heading")))
        return element;
    int64_t level = html_number(html_attribute(attributes, "aria-level"), 2); /* ARIA's default */
    level = level < 1 ? 1 : level > 6 ? 6 : level;
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (headings[i].role == level && strcmp(headings[i].name, element->name) == 0)
            return &headings[i];
    return element;
}

oct_role html_landmark(oct_slice role) {
    static const struct {
        const char *name;
        oct_role role;
    } roles[] = {
        {"navigation", OCT_ROLE_NAV},  {"main", OCT_ROLE_MAIN},
        {"banner", OCT_ROLE_HEADER},   {"contentinfo", OCT_ROLE_FOOTER},
        {"article", OCT_ROLE_ARTICLE}, {"complementary", OCT_ROLE_ASIDE},
        {"region", OCT_ROLE_SECTION},  {"note", OCT_ROLE_ASIDE},
    };
    role = oct_slice_trim(role);
    for (size_t i = 0; role.len && i < sizeof roles / sizeof *roles; i++)
        if (oct_slice_equal_nocase(role, oct_slice_of(roles[i].name)))
            return roles[i].role;
    return OCT_ROLE_NONE;
}
