/* text/gutenberg - what Project Gutenberg puts into its texts: the marks where a book begins and
 * ends, what it says about the book before, and where pictures were. See text.h. */
#include "formats/text/text.h"

enum { MOST_LINES = 4 }; /* of a mark */

static bool is_mark(oct_slice text) {
    static const char *const marks[] = {"*** START OF", "***START OF", "*** END OF", "***END OF"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (oct_slice_starts(text, oct_slice_of(marks[i])))
            return oct_slice_find(text, OCT_S("GUTENBERG")) < text.len;
    return false;
}

/* A mark goes on to the stars at its end. */
static size_t find_mark(text_file *file, size_t i) {
    size_t end = i + 1;
    file->lines[i].reason = TEXT_BY_GUTENBERG_MARK;
    while (end < file->count && end < i + MOST_LINES &&
           !oct_slice_ends(file->lines[end - 1].text, OCT_S("***")) &&
           text_adjoins(&file->lines[end - 1], &file->lines[end]))
        file->lines[end++].reason = TEXT_BY_HEADING_GOES_ON;
    return end;
}

/* "[Illustration]", "[Illustration: A long caption, over some lines]" */
static size_t find_illustration(text_file *file, size_t i) {
    size_t end = i;
    while (end < file->count &&
           (end == i || text_adjoins(&file->lines[end - 1], &file->lines[end]))) {
        bool closes = oct_slice_find_byte(file->lines[end].text, ']') < file->lines[end].text.len;
        file->lines[end].reason = end == i ? TEXT_BY_ILLUSTRATION : TEXT_BY_WRAPPED;
        end++;
        if (closes)
            break;
    }
    return end;
}

/* ---- What is said about the book --------------------------------------------------------------
 */

static bool value_of(oct_slice text, const char *name, oct_slice *value) {
    oct_slice key = oct_slice_of(name);
    if (!oct_slice_starts(text, key))
        return false;
    *value = oct_slice_trim(oct_slice_from(text, key.len));
    return value->len > 0;
}

static void set_metadata(text_file *file, const char *key, oct_slice value) {
    oct_document *document = file->reading->document;
    if (file->reading->fragment || oct_meta_find(document->metadata, key))
        return;
    oct_slice copy = oct_arena_copy(&document->arena, value);
    oct_meta_append(document->metadata, oct_slice_of(key),
                    oct_meta_new_string(&document->arena, copy));
}

static const char *language_tag(oct_slice name) {
    static const char *const languages[][2] = {
        {"English", "en"}, {"French", "fr"},     {"German", "de"}, {"Spanish", "es"},
        {"Italian", "it"}, {"Portuguese", "pt"}, {"Dutch", "nl"},  {"Finnish", "fi"},
        {"Latin", "la"},   {"Swedish", "sv"},    {"Danish", "da"}, {"Russian", "ru"},
        {"Greek", "el"},   {"Chinese", "zh"},    {"Polish", "pl"}};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (oct_slice_is(name, languages[i][0]))
            return languages[i][1];
    return NULL;
}

static void read_field(text_file *file, text_line *line) {
    oct_slice value;
    bool title = value_of(line->text, "Title:", &value),
         author = !title && value_of(line->text, "Author:", &value);
    bool language = !title && !author && value_of(line->text, "Language:", &value);
    if (title || author)
        set_metadata(file, title ? "title" : "author", value);
    const char *tag = language ? language_tag(value) : NULL;
    if (tag)
        set_metadata(file, "lang", oct_slice_of(tag));
    if (title || author || language)
        line->reason = TEXT_BY_HEAD_FIELD;
}

void text_find_gutenberg(text_file *file) {
    size_t first = file->count;
    for (size_t i = 0; i < file->count; i++) {
        char first_byte = file->lines[i].text.ptr[0];
        if (first_byte != '*' && first_byte != '[')
            continue;
        if (is_mark(file->lines[i].text)) {
            first = first < file->count ? first : i;
            i = find_mark(file, i) - 1;
        } else if (text_is_open(&file->lines[i]) &&
                   oct_slice_starts(file->lines[i].text, OCT_S("[Illustration"))) {
            i = find_illustration(file, i) - 1;
        }
    }
    file->measures.gutenberg = first < file->count;
    for (size_t i = 0; i < first && file->measures.gutenberg; i++)
        if (text_is_open(&file->lines[i]))
            read_field(file, &file->lines[i]);
}
