/* formats/html/code - what highlighters write around code: the names of languages in classes, and
 * line numbers, which are no code. See state.h. */
#include "formats/html/state.h"

/* What stands in the place of a language's name, and names none. */
static bool is_no_language(oct_slice word) {
    static const char *const names[] = {
        "default",     "none",        "nohighlight", "no-highlight", "notranslate", "numberSource",
        "numberLines", "lineAnchors", "sourceCode",  "wrap",         "hljs",        "highlight",
        "copyable",    NULL};
    return !word.len || oct_slice_is_one_of_nocase(word, names);
}

/* Sphinx has names of its lexers. */
static oct_slice usual_name(oct_slice word) {
    if (oct_slice_is(word, "python3") || oct_slice_is(word, "ipython3") ||
        oct_slice_is(word, "ipython"))
        return OCT_S("python");
    return is_no_language(word) ? (oct_slice){NULL, 0} : word;
}

oct_slice html_language_prefix(oct_slice word) {
    static const oct_slice prefixes[] = {{"language-", 9},          {"lang-", 5},
                                         {"highlight-source-", 17}, {"highlight-text-", 15},
                                         {"highlight-", 10},        {"brush-", 6}};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (oct_slice_starts(word, prefixes[i]))
            return usual_name(oct_slice_from(word, prefixes[i].len));
    return (oct_slice){NULL, 0};
}

/* Behind "brush:", "sourceCode", "hljs" and "src" comes the name: of SyntaxHighlighter, of pandoc,
 * of highlight.js and of Org. */
static oct_slice name_behind(oct_slice rest, oct_slice before) {
    oct_slice word;
    while (oct_slice_next_word(&rest, &word)) {
        if (oct_slice_is(before, "src"))
            return oct_slice_starts(word, OCT_S("src-")) ? oct_slice_from(word, 4)
                                                         : (oct_slice){NULL, 0};
        word = oct_slice_head(word, oct_slice_find_byte(word, ';'));
        if (!is_no_language(word))
            return usual_name(word);
    }
    return (oct_slice){NULL, 0};
}

oct_slice html_language_of(oct_slice classes) {
    static const char *const signs[] = {"brush:", "sourceCode", "hljs", "src", NULL};
    oct_slice rest = classes, word, found = {NULL, 0};
    while (!found.len && oct_slice_next_word(&rest, &word))
        found = html_language_prefix(word);
    while (!found.len && oct_slice_next_word(&classes, &word))
        if (oct_slice_is_one_of_nocase(word, signs))
            found = name_behind(classes, word);
        else if (oct_slice_starts(word, OCT_S("brush:")))
            found = usual_name(oct_slice_head(oct_slice_from(word, 6),
                                              oct_slice_find_byte(oct_slice_from(word, 6), ';')));
    return found;
}

/* Pygments, Rouge, SyntaxHighlighter, GitHub, highlight.js with line numbers, and whoever does as
 * they do. */
bool html_is_line_number(html_attributes attributes) {
    static const char *const names[] = {
        "linenos",      "lineno",     "linenodiv",       "line-number",
        "line-numbers", "lineNumber", "gutter",          "rouge-gutter",
        "blob-num",     "gl",         "hljs-ln-numbers", "line-numbers-rows",
        "crayon-nums",  NULL};
    oct_slice classes = html_attribute(attributes, "class"), word;
    while (oct_slice_next_word(&classes, &word))
        if (oct_slice_is_one_of_nocase(word, names))
            return true;
    return false;
}
