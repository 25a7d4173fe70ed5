/* formats/epub - EPUB 3 books: the parts that the writer's files share. Knows core, io, and
 * formats/html's renderer. The book is EPUB 3.3 that readers and validators of 3.2 take as well. */
#ifndef OCT_EPUB_EPUB_H
#define OCT_EPUB_EPUB_H

#include "core/format.h"
#include "formats/html/render.h"
#include "io/package.h"

/* Where notes stand: at the end of their chapter, of the book, or behind the block that refers to
 * them. */
typedef enum oct_epub_footnotes {
    OCT_EPUB_NOTES_CHAPTER,
    OCT_EPUB_NOTES_BOOK,
    OCT_EPUB_NOTES_PLACE
} oct_epub_footnotes;

typedef enum oct_epub_version { OCT_EPUB_3, OCT_EPUB_2 } oct_epub_version;

typedef struct oct_epub_options {
    const char *cover_image; /* path; NULL: the metadata's */
    int64_t split_level;     /* 1 to 6; 0: chosen by the headings */
    oct_string_list fonts;   /* paths */
    bool keep_style;         /* Octavo's own, before those of --css */
    int version;             /* oct_epub_version */
    int footnotes;           /* oct_epub_footnotes */
    int64_t split_size;      /* bytes of a chapter's file; 0: any */
} oct_epub_options;

/* What a chapter is: its epub:type and role (NULL: none), and the epub:type of the file's body. */
typedef struct oct_epub_matter {
    const char *type, *role, *body;
} oct_epub_matter;

/* A chapter is a range of the root's children in a file of its own. */
typedef struct oct_epub_chapter {
    oct_node *first, *last;  /* NULL when the document is empty */
    const oct_node *heading; /* that it begins with; NULL when it begins with none */
    bool part;               /* the heading of a part: chapters follow it at once */
    bool continued;          /* goes on with the chapter of the file before */
    oct_epub_matter matter;
    size_t first_note;
} oct_epub_chapter;

/* A heading of the table of contents. */
typedef struct oct_epub_entry {
    oct_slice label; /* never empty */
    oct_slice id;    /* empty: the beginning of the file */
    uint32_t chapter;
    int32_t level;
} oct_epub_entry;

/* Where an identifier of the document is found in the book. */
typedef struct oct_epub_target {
    oct_slice id; /* as written: an XML name, unique in the book */
    uint32_t chapter;
} oct_epub_target;

/* A link or an image, and the chapter that it stands in. */
typedef struct oct_epub_reference {
    oct_node *node;
    uint32_t chapter;
} oct_epub_reference;

/* A file of the package, for its manifest. */
typedef struct oct_epub_item {
    const char *id, *href, *media_type;
    const char *properties; /* NULL: none */
    const char *fallback;   /* the id of another item; NULL: none */
    struct oct_epub_item *next;
} oct_epub_item;

/* What the writer itself says in a book. */
typedef struct oct_epub_words {
    const char *lang; /* its first subtag */
    const char *cover, *title_page, *contents, *text, *notes, *pages, *colophon;
} oct_epub_words;

/* A font of --epub-embed-font. */
typedef struct oct_epub_font {
    oct_slice name; /* of its file */
    const char *href, *type;
    oct_slice bytes;
} oct_epub_font;

/* Hashing of the content, for the identifier: two lanes that are mixed in the end. */
typedef struct oct_epub_hash {
    uint64_t lanes[2];
} oct_epub_hash;

typedef struct oct_epub_book {
    oct_writing *writing;
    const oct_epub_options *options;
    oct_document *document;
    oct_arena *arena; /* the document's */
    oct_package *package;
    oct_buffer part; /* the file being written; used for one after the other */

    oct_epub_chapter *chapters; /* at least one */
    const char **files;         /* their names, and that of the page of all notes */
    uint32_t chapter_count;
    oct_epub_entry *entries;
    uint32_t entry_count;
    bool prose; /* paragraphs are indented, as in a novel */

    oct_map targets;       /* identifier of the document -> oct_epub_target */
    oct_map taken;         /* identifier in the book -> the next number to try behind it */
    oct_buffer references; /* of oct_epub_reference, in the order of the text */
    oct_buffer pages;      /* of oct_epub_entry: where those of a printed edition begin */
    oct_html_notes notes;
    size_t replaced, replaced_in_text; /* characters that XML forbids */

    oct_epub_font *fonts;
    size_t font_count;
    oct_map images; /* content -> oct_epub_item */
    uint32_t image_count;
    bool has_raster, has_gif, has_mathml;
    size_t images_without_text;
    oct_place first_without_text;
    oct_epub_item *items, *last_item;
    const oct_epub_item *cover;       /* the image; NULL when there is none */
    oct_slice title, lang, direction; /* the title is never empty */
    const oct_epub_words *words;
    bool has_title_page;
    bool epub2;             /* a book of EPUB 2 */
    const char *identifier; /* the unique one */
    oct_epub_hash hash;
    bool failed;       /* memory ran out */
    oct_status status; /* of failures that are reported already */
} oct_epub_book;

/* chapters.c: the ranges that become files, from the headings; and the entries of the table of
 * contents, which need identifiers that identifiers.c gave. */
void oct_epub_split(oct_epub_book *book);
void oct_epub_list_entries(oct_epub_book *book);
/* A heading's text with white space as single spaces, in the arena; empty when it has none. */
oct_slice oct_epub_label(oct_epub_book *book, const oct_node *heading);
/* Adds the page of all notes. */
void oct_epub_list_notes(oct_epub_book *book);

/* Divisions that stand for nothing, or for a section, and may be taken away: the first child is
 * returned, behind which the other ones stand. */
bool oct_epub_is_wrapper(const oct_node *node);
oct_node *oct_epub_unwrap(oct_epub_book *book, oct_node *node);

/* sizes.c: --split-size. What the chapters are in one of goes first, then the chapters. */
void oct_epub_open_large_wrappers(oct_epub_book *book);
void oct_epub_split_by_size(oct_epub_book *book);

/* matter.c: what each chapter is. */
void oct_epub_find_matter(oct_epub_book *book);

/* identifiers.c: makes every identifier of the document an XML name, unique in the book, and lists
 * the links and images. */
void oct_epub_mend_identifiers(oct_epub_book *book);
/* The same for what a node of a chapter holds. */
void oct_epub_mend_below(oct_epub_book *book, const oct_node *node, uint32_t chapter);

/* A new identifier from any text. */
oct_slice oct_epub_new_identifier(oct_epub_book *book, oct_slice text);

/* page_marks.c: whether a page of a printed edition begins at the node, and adding it to their list
 * if it says which. */
bool oct_epub_is_page_mark(const oct_node *node);
void oct_epub_add_page_mark(oct_epub_book *book, oct_node *node, uint32_t chapter);

/* links.c: leads every link of the document to where it leads in the book, or makes it plain text;
 * gives every image its file in the book, or puts its description in its place. */
void oct_epub_follow_links(oct_epub_book *book);

/* images.c: adds an image to the package, once for each content; NULL when it cannot be in a book,
 * which is reported. */
const oct_epub_item *oct_epub_add_image(oct_epub_book *book, const oct_resource *resource,
                                        oct_place place, oct_slice description);
void oct_epub_add_cover(oct_epub_book *book);

/* styles.c: the style sheets, and their names in the order in which pages link them. */
void oct_epub_add_styles(oct_epub_book *book);

/* A file that the person names, which may lie anywhere; NULL when memory is out. */
const oct_resource *oct_epub_named_file(oct_epub_book *book, const char *path);

/* fonts.c: reads those of --epub-embed-font; puts them into the package; their faces and the rule
 * that sets the book in the first one, into book->part; the one of that file name, or NULL. */
void oct_epub_load_fonts(oct_epub_book *book);
void oct_epub_add_fonts(oct_epub_book *book);
void oct_epub_put_faces(oct_epub_book *book);
const oct_epub_font *oct_epub_font_named(const oct_epub_book *book, oct_slice name);

/* pages.c: the cover, the title page, and the chapters. */
void oct_epub_add_pages(oct_epub_book *book);

/* navigation.c: nav.xhtml and toc.ncx. */
void oct_epub_add_navigation(oct_epub_book *book);

/* words.c: those of a language; English for languages that it has none of. */
const oct_epub_words *oct_epub_words_of(oct_slice lang);

/* The guide of EPUB 2. */
void oct_epub_put_guide(oct_epub_book *book);

/* metadata.c: the element of that name, and before it the unique identifier. */
void oct_epub_find_identifier(oct_epub_book *book);
void oct_epub_put_metadata(oct_epub_book *book);
/* Of the values of "title" the one that is the main title; NULL when there is none. */
const oct_meta *oct_epub_main_title(oct_epub_book *book, const oct_meta *all);
/* <meta property="...">, if there is text. */
void oct_epub_put_property(oct_epub_book *book, const char *property, oct_slice text);

/* accessibility.c: the properties of the vocabularies for it. */
void oct_epub_put_accessibility(oct_epub_book *book);

/* package.c: package.opf and META-INF/container.xml. */
void oct_epub_add_container(oct_epub_book *book);
void oct_epub_add_package(oct_epub_book *book);

/* book.c: what the others stand on. A new item of the manifest, in order. Strings are not copied.
 * NULL when memory is out. */
oct_epub_item *oct_epub_add_item(oct_epub_book *book, const char *id, const char *href,
                                 const char *media_type);
/* Adds book->part as a file below EPUB/, and empties it. */
void oct_epub_add_part(oct_epub_book *book, const char *href);
/* The begin of an XHTML file up to and with the body's tag, and its end. type is the body's
 * epub:type, NULL for none. */
void oct_epub_open_page(oct_epub_book *book, oct_slice title, const char *type);
void oct_epub_close_page(oct_epub_book *book);
/* A section of the book, in EPUB 2 a division: type and role, and class, may be NULL. */
void oct_epub_open_section(oct_epub_book *book, const oct_epub_matter *matter,
                           const char *class_name);
void oct_epub_close_section(oct_epub_book *book);
/* Into book->part, counting what is replaced. */
void oct_epub_text(oct_epub_book *book, oct_slice text);
void oct_epub_attribute(oct_epub_book *book, const char *name, oct_slice value);
void oct_epub_element(oct_epub_book *book, const char *name, oct_slice text);

void oct_epub_hash_add(oct_epub_hash *hash, oct_slice bytes);
/* A name-based UUID (RFC 4122, version 5 in form) as a URN, in the arena. */
const char *oct_epub_hash_urn(const oct_epub_hash *hash, oct_arena *arena);

oct_status oct_epub_write(oct_writing *writing);

#endif
