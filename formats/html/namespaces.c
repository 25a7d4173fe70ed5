/* formats/html/namespaces - prefixes of names, as XHTML has them: "svg:path" is a path where the
 * page declares "svg" for SVG. Others are part of the name, as in HTML. See state.h. */
#include "formats/html/state.h"

static bool is_of_pages(const char *namespace) {
    static const char *const known[] = {"http://www.w3.org/1999/xhtml",
                                        "http://www.w3.org/2000/svg",
                                        "http://www.w3.org/1998/Math/MathML"};
    for (size_t i = 0; namespace && i < sizeof known / sizeof *known; i++)
        if (strcmp(namespace, known[i]) == 0)
            return true;
    return false;
}

static bool is_declared(const html_reader *reader, oct_slice prefix) {
    for (size_t i = 0; i < reader->prefix_count; i++)
        if (oct_slice_equal(reader->prefixes[i], prefix))
            return true;
    return false;
}

void html_note_namespaces(html_reader *reader, html_attributes attributes) {
    static const char xmlns[] = "xmlns:";
    for (; attributes && *attributes; attributes += 2) {
        if (strncmp(attributes[0], xmlns, sizeof xmlns - 1) != 0 || !is_of_pages(attributes[1]))
            continue;
        oct_slice prefix = oct_slice_of(attributes[0] + sizeof xmlns - 1);
        if (reader->prefix_count < HTML_PREFIXES && !is_declared(reader, prefix))
            reader->prefixes[reader->prefix_count++] = html_copy(reader, prefix);
    }
}

const char *html_local_name(const html_reader *reader, const char *name) {
    const char *colon = strchr(name, ':');
    if (!colon || !is_declared(reader, oct_slice_make(name, (size_t)(colon - name))))
        return name;
    return colon + 1;
}
