/* formats/epub/styles - the style sheets of a book: Octavo's own, or those of --css. */
#include "formats/epub/epub.h"

/* book.css, as the build embeds it. */
extern const char oct_epub_book_css[];

/* ---- Style sheets of others --------------------------------------------------------------- */

/* The end of a comment or string that begins at the front; 0 when none does. */
static size_t skip_quiet(oct_slice css) {
    if (oct_slice_starts(css, OCT_S("/*"))) {
        size_t end = oct_slice_find(oct_slice_from(css, 2), OCT_S("*/"));
        return end + 4 < css.len ? end + 4 : css.len;
    }
    if (css.ptr[0] != '"' && css.ptr[0] != '\'')
        return 0;
    size_t i = 1;
    for (; i < css.len && css.ptr[i] != css.ptr[0] && css.ptr[i] != '\n'; i++)
        i += css.ptr[i] == '\\';
    return i < css.len ? i + 1 : css.len;
}

/* The end of the parenthesis that a function at the front opens. */
static size_t skip_function(oct_slice css) {
    size_t i = oct_slice_find_byte(css, '(') + 1;
    while (i < css.len && css.ptr[i] != ')') {
        size_t quiet = skip_quiet(oct_slice_from(css, i));
        i += quiet ? quiet : 1;
    }
    return i < css.len ? i + 1 : css.len;
}

/* How many bytes at the front name another file, and what takes their place. */
static size_t skip_reference(oct_slice css, const char **instead) {
    *instead = "";
    if (oct_slice_starts_nocase(css, OCT_S("@import"))) {
        size_t end = oct_slice_find_byte(css, ';');
        return end < css.len ? end + 1 : css.len;
    }
    if (oct_slice_starts_nocase(css, OCT_S("@charset"))) {
        size_t end = oct_slice_find_byte(css, ';');
        return end < css.len ? end + 1 : css.len;
    }
    *instead = "none";
    return oct_slice_starts_nocase(css, OCT_S("url(")) ? skip_function(css) : 0;
}

/* The name of the file that url(...) leads to: without folders, quotes, query and fragment. */
static oct_slice file_name_in(oct_slice url) {
    oct_slice name = oct_slice_from(url, oct_slice_find_byte(url, '(') + 1);
    name = oct_slice_trim(oct_slice_head(name, oct_slice_find_byte(name, ')')));
    if (name.len >= 2 && (name.ptr[0] == '"' || name.ptr[0] == '\''))
        name = oct_slice_make(name.ptr + 1, name.len - 2);
    name = oct_slice_head(name, oct_slice_find_byte(name, '#'));
    name = oct_slice_head(name, oct_slice_find_byte(name, '?'));
    while (oct_slice_find_byte(name, '/') < name.len)
        name = oct_slice_from(name, oct_slice_find_byte(name, '/') + 1);
    return name;
}

/* Copies a style sheet without its references to files that the book does not have; fonts it may
 * have. Says how many there were. */
static size_t copy_style(const oct_epub_book *book, oct_slice css, oct_buffer *out) {
    size_t removed = 0, at = 0;
    if (oct_slice_starts(css, OCT_S("\xEF\xBB\xBF")))
        at = 3;
    while (at < css.len) {
        oct_slice rest = oct_slice_from(css, at);
        const char *instead;
        size_t quiet = skip_quiet(rest), reference = quiet ? 0 : skip_reference(rest, &instead);
        const oct_epub_font *font =
            reference && *instead
                ? oct_epub_font_named(book, file_name_in(oct_slice_head(rest, reference)))
                : NULL;
        if (font) {
            oct_buffer_printf(out, "url(\"../%s\")", font->href);
        } else if (reference) {
            removed++;
            oct_buffer_string(out, instead);
        } else {
            oct_buffer_append(out, rest.ptr, quiet ? quiet : 1);
        }
        at += reference ? reference : quiet ? quiet : 1;
    }
    return removed;
}

static oct_status report_style(oct_epub_book *book, const char *path, const char *what) {
    oct_report(book->writing->context, OCT_D_CANNOT_READ, (oct_place){.file = path}, NULL,
               "the style sheet %s", what);
    return OCT_IO;
}

/* The folder of a file that the person names is allowed. */
const oct_resource *oct_epub_named_file(oct_epub_book *book, const char *path) {
    const char *slash = strrchr(path, '/');
    char *folder = oct_arena_string(
        book->arena, slash ? oct_slice_make(path, (size_t)(slash - path) + 1) : OCT_S("./"));
    if (!folder || !oct_loader_allow(book->writing->loader, folder)) {
        book->failed = true;
        return NULL;
    }
    return oct_loader_file(book->writing->loader, folder, oct_slice_of(slash ? slash + 1 : path));
}

static void add_style(oct_epub_book *book, const char *path, size_t number) {
    const oct_resource *resource = oct_epub_named_file(book, path);
    oct_slice css;
    if (!resource)
        return;
    if (resource->state != OCT_RESOURCE_LOADED && resource->state != OCT_RESOURCE_EMPTY) {
        book->status = report_style(book, path,
                                    resource->state == OCT_RESOURCE_MISSING ? "was not found"
                                                                            : "cannot be read");
        return;
    }
    if (resource->state == OCT_RESOURCE_LOADED) {
        if (!oct_resource_read(resource, book->arena, &css)) {
            book->status = report_style(book, path, "cannot be read");
            return;
        }
        size_t removed = copy_style(book, css, &book->part);
        if (removed)
            oct_report(book->writing->context, OCT_D_NOT_RENDERED, (oct_place){.file = path}, NULL,
                       "%zu references to other files were taken out of the style sheet", removed);
    }
    const char *id = oct_arena_printf(book->arena, "style-%zu", number);
    const char *href = oct_arena_printf(book->arena, "styles/style-%zu.css", number);
    if (oct_epub_add_item(book, id, href, "text/css"))
        oct_epub_add_part(book, href);
}

static void add_own_style(oct_epub_book *book, bool with_fonts) {
    oct_buffer_string(&book->part, oct_epub_book_css);
    if (with_fonts)
        oct_epub_put_faces(book);
    if (oct_epub_add_item(book, "style", "styles/book.css", "text/css"))
        oct_epub_add_part(book, "styles/book.css");
}

void oct_epub_add_styles(oct_epub_book *book) {
    const oct_string_list *css = &book->writing->common->css;
    oct_epub_load_fonts(book);
    if (!book->failed && book->status == OCT_OK && (!css->count || book->options->keep_style))
        add_own_style(book, !css->count);
    for (size_t i = 0; i < css->count && !book->failed && book->status == OCT_OK; i++)
        add_style(book, css->items[i], i + 1);
    if (!book->failed && book->status == OCT_OK)
        oct_epub_add_fonts(book);
}
