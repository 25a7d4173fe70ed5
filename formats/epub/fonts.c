/* formats/epub/fonts - --epub-embed-font: font files of the person's own, each under a safe name. A
 * style sheet of --css may name them by the names of their files; without one, the book is set in
 * them, a family by the name in front of the first '-' and its faces by what is behind that. */
#include "formats/epub/epub.h"

static const char *media_type_of(oct_slice bytes) {
    static const struct {
        const char *magic, *type;
        size_t length;
    } rows[] = {{"\0\1\0\0", "font/ttf", 4},
                {"true", "font/ttf", 4},
                {"OTTO", "font/otf", 4},
                {"wOFF", "font/woff", 4},
                {"wOF2", "font/woff2", 4}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (oct_slice_starts(bytes, oct_slice_make(rows[i].magic, rows[i].length)))
            return rows[i].type;
    return NULL;
}

/* EPUB 2 knows no types of fonts but this, and takes every one. */
static const char *type_in_book(const oct_epub_book *book, const char *type) {
    return book->epub2 ? "application/vnd.ms-opentype" : type;
}

static void report(oct_epub_book *book, const char *path, const char *what) {
    oct_report(book->writing->context, OCT_D_CANNOT_READ, (oct_place){.file = path}, NULL,
               "the font %s", what);
    book->status = OCT_IO;
}

/* "fonts/NAME", with a number in front where it is taken, and '-' for what a URL would encode. */
static const char *href_of(oct_epub_book *book, const char *name) {
    char *href = oct_arena_printf(book->arena, "fonts/%zu-%s", book->font_count + 1, name);
    for (char *c = href ? href + strlen("fonts/") : NULL; c && *c; c++)
        if (!oct_is_alnum(*c) && *c != '-' && *c != '.' && *c != '_')
            *c = '-';
    return href;
}

static void add_font(oct_epub_book *book, const char *path) {
    const oct_resource *resource = oct_epub_named_file(book, path);
    oct_slice bytes = {NULL, 0};
    if (!resource)
        return;
    if (resource->state != OCT_RESOURCE_LOADED ||
        !oct_resource_read(resource, book->arena, &bytes)) {
        report(book, path,
               resource->state == OCT_RESOURCE_MISSING ? "was not found" : "cannot be read");
        return;
    }
    const char *slash = strrchr(path, '/'), *type = media_type_of(bytes);
    if (!type) {
        report(book, path, "is no TrueType, OpenType, WOFF or WOFF2 file");
        return;
    }
    oct_epub_font *font = &book->fonts[book->font_count];
    font->name = oct_slice_of(slash ? slash + 1 : path);
    font->href = href_of(book, font->name.ptr);
    font->type = type_in_book(book, type);
    font->bytes = bytes;
    book->font_count++;
}

void oct_epub_load_fonts(oct_epub_book *book) {
    const oct_string_list *paths = &book->options->fonts;
    book->fonts = oct_arena_array(book->arena, paths->count + 1, sizeof *book->fonts);
    book->failed |= !book->fonts;
    for (size_t i = 0; i < paths->count && !book->failed && book->status == OCT_OK; i++)
        add_font(book, paths->items[i]);
}

void oct_epub_add_fonts(oct_epub_book *book) {
    for (size_t i = 0; i < book->font_count && !book->failed; i++) {
        const oct_epub_font *font = &book->fonts[i];
        const char *id = oct_arena_printf(book->arena, "font-%zu", i + 1);
        const char *path = oct_arena_printf(book->arena, "EPUB/%s", font->href);
        if (oct_epub_add_item(book, id, font->href, font->type) && path)
            oct_package_add(book->package, path, font->bytes, OCT_PACKAGE_DEFLATE);
    }
}

/* ---- The faces of families, by the names of their files ----------------------------------- */

static oct_slice family_of(oct_slice name) {
    size_t end = oct_slice_find_byte(name, '-');
    return oct_slice_head(name, end < name.len ? end : oct_slice_find_byte(name, '.'));
}

static bool mentions(oct_slice name, const char *word) {
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= name.len; i++)
        if (oct_slice_starts_nocase(oct_slice_from(name, i), oct_slice_of(word)))
            return true;
    return false;
}

/* Letters, digits and spaces: what a quoted name may hold without escapes. */
static void put_family(oct_epub_book *book, oct_slice family) {
    oct_buffer_byte(&book->part, '"');
    for (size_t i = 0; i < family.len; i++)
        if ((unsigned char)family.ptr[i] >= 0x80 || oct_is_alnum(family.ptr[i]) ||
            strchr(" _", family.ptr[i]))
            oct_buffer_byte(&book->part, family.ptr[i]);
    oct_buffer_byte(&book->part, '"');
}

void oct_epub_put_faces(oct_epub_book *book) {
    for (size_t i = 0; i < book->font_count; i++) {
        oct_slice face = oct_slice_from(book->fonts[i].name, family_of(book->fonts[i].name).len);
        bool italic = mentions(face, "italic") || mentions(face, "oblique");
        oct_buffer_string(&book->part, "@font-face { font-family: ");
        put_family(book, family_of(book->fonts[i].name));
        oct_buffer_printf(&book->part,
                          "; font-weight: %s; font-style: %s; src: url(\"../%s\"); }\n",
                          mentions(face, "bold") ? "bold" : "normal", italic ? "italic" : "normal",
                          book->fonts[i].href);
    }
    if (!book->font_count)
        return;
    oct_buffer_string(&book->part, "body { font-family: ");
    put_family(book, family_of(book->fonts[0].name));
    oct_buffer_string(&book->part, ", serif; }\n");
}

static int hex_digit(char c) {
    return oct_is_digit(c)                                    ? c - '0'
           : oct_to_lower(c) >= 'a' && oct_to_lower(c) <= 'f' ? oct_to_lower(c) - 'a' + 10
                                                              : -1;
}

/* Whether the name, as it stands in a URL, is that of the file. */
static bool leads_to(oct_slice url, oct_slice name) {
    size_t at = 0;
    for (size_t i = 0; i < url.len; i++, at++) {
        char c = url.ptr[i];
        if (c == '%' && i + 2 < url.len && hex_digit(url.ptr[i + 1]) >= 0 &&
            hex_digit(url.ptr[i + 2]) >= 0) {
            c = (char)(hex_digit(url.ptr[i + 1]) * 16 + hex_digit(url.ptr[i + 2]));
            i += 2;
        }
        if (at >= name.len || c != name.ptr[at])
            return false;
    }
    return at == name.len;
}

const oct_epub_font *oct_epub_font_named(const oct_epub_book *book, oct_slice name) {
    for (size_t i = 0; i < book->font_count; i++)
        if (leads_to(name, book->fonts[i].name))
            return &book->fonts[i];
    return NULL;
}
