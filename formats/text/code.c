/* text/code - blocks of code between fences and behind prompts, and what code looks like. See
 * text.h. */
#include "formats/text/text.h"

/* ---- Fences -----------------------------------------------------------------------------------
 */

static bool is_fence(const text_line *line, char sign) {
    static const char *const fences[] = {"```", "~~~"};
    return oct_slice_starts(line->text, oct_slice_of(fences[sign == '~']));
}

/* The line that closes the fence at i; i itself when none does. */
static size_t closing_fence(const text_file *file, size_t i, char sign) {
    for (size_t at = i + 1; at < file->count; at++) {
        char found;
        if (file->lines[at].quotes != file->lines[i].quotes)
            return i;
        if (is_fence(&file->lines[at], sign) && text_is_signs(file->lines[at].text, &found))
            return at;
    }
    return i;
}

static size_t find_fence(text_file *file, size_t i, char sign) {
    size_t end = closing_fence(file, i, sign);
    if (end == i)
        return i;
    file->lines[i].reason = file->lines[end].reason = TEXT_BY_FENCE;
    for (size_t at = i + 1; at < end; at++)
        file->lines[at].reason = TEXT_BY_FENCED;
    return end;
}

/* ---- Prompts ----------------------------------------------------------------------------------
 */

/* Python's prompt, and what follows it up to a blank line. */
static size_t find_prompt(text_file *file, size_t i) {
    while (i + 1 < file->count && text_adjoins(&file->lines[i], &file->lines[i + 1])) {
        file->lines[i].reason = TEXT_BY_PROMPT;
        i++;
    }
    file->lines[i].reason = TEXT_BY_PROMPT;
    return i;
}

/* A fence of one sign that nothing closes is looked for to the end only once. */
void text_find_code(text_file *file) {
    bool open[2] = {true, true};
    for (size_t i = 0; i < file->count; i++) {
        text_line *line = &file->lines[i];
        if (!strchr("`~>", line->text.ptr[0]))
            continue;
        for (int tilde = 0; tilde < 2; tilde++) {
            if (!text_is_open(line) || !open[tilde] || !is_fence(line, tilde ? '~' : '`'))
                continue;
            size_t end = find_fence(file, i, tilde ? '~' : '`');
            open[tilde] = end > i;
            i = end;
        }
        if (text_is_open(line) && oct_slice_starts(line->text, OCT_S(">>> ")))
            i = find_prompt(file, i);
    }
}

/* ---- What code looks like ---------------------------------------------------------------------
 */

static bool has_part(oct_slice text, const char *const *parts) {
    for (; *parts; parts++)
        if (oct_slice_find(text, oct_slice_of(*parts)) < text.len)
            return true;
    return false;
}

/* Signs that prose does not have, or that end no sentence. */
static bool looks_like_code(oct_slice text) {
    static const char *const parts[] = {"();", "){", ") {", "->",  "::",  "==",       " = ",
                                        "!=",  "&&", "||",  "</",  "/>",  "#include", "{",
                                        "}",   "$(", "=\"", "[0]", "\\n", NULL};
    static const char *const starts[] = {"$ ",   "# ",      "> ",      "./",      "//",  "/*",
                                         "#!",   "<?",      "sudo ",   "git ",    "cd ", "make ",
                                         "def ", "class ",  "import ", "return ", "apt", "pip ",
                                         "npm ", "SELECT ", "if (",    "for (",   NULL};
    text = oct_slice_head(text, 400);
    for (const char *const *start = starts; *start; start++)
        if (oct_slice_starts(text, oct_slice_of(*start)))
            return true;
    char last = text.ptr[text.len - 1];
    return last == ';' || last == '{' || last == '}' || last == '\\' || has_part(text, parts);
}

bool text_has_code_signs(const text_file *file, size_t first, size_t end) {
    size_t signs = 0;
    for (size_t i = first; i < end; i++)
        signs += looks_like_code(file->lines[i].text);
    return signs * 3 >= end - first && signs;
}
