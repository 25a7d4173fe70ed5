/* formats/docx/reference - the reference document: a DOCX or DOTX that lends its styles, theme,
 * fonts, numbering, settings, page, headers and footers. What the files of the DOCX writer that
 * take these from it share.
 *
 * Its parts come from anywhere. Each that is used must be well-formed XML in UTF-8 without a
 * document type; of what its parts are related to, only pictures, embedded fonts and links come
 * along. Nothing that runs, and nothing that is fetched from elsewhere, does. */
#ifndef OCT_DOCX_REFERENCE_H
#define OCT_DOCX_REFERENCE_H

#include "formats/docx/docx.h"
#include "io/unpack.h"
#include "io/xml_reader.h"

/* A part or a picture that is copied. */
typedef struct docx_copy {
    const char *name; /* in the new package, without a slash at the front */
    oct_slice source; /* in the reference document */
    oct_slice bytes;
    const char *type;    /* its content type; NULL: that of its extension */
    oct_slice relations; /* its relationships part; empty: none */
    struct docx_copy *next;
} docx_copy;

typedef struct docx_relation {
    oct_slice id, type, target; /* type: what stands behind the last slash of the URL */
    bool external;
} docx_relation;

/* The relationships of one part, read one after another. */
typedef struct docx_relations {
    oct_xml_reader reader;
    docx_writer *w;
} docx_relations;

typedef struct docx_reference {
    docx_writer *w;
    const char *path;
    oct_unpacker *unpacker;
    oct_slice main;           /* the name of its document part */
    oct_slice main_relations; /* the content of that one's relationships */
    oct_slice styles, numbering, settings;
    oct_slice section; /* a sectPr of its own; empty: none */
    docx_copy *first_copy, *last_copy;
    uint32_t copies;
    docx_copy *numbering_copy; /* its relationships only: the part itself is written anew */
    int64_t first_abstract, first_number;           /* what its numbering uses, plus one */
    size_t abstracts_at, numbers_at, numbering_end; /* where ours can be added */
    size_t styles_end, lang_begin, lang_end;        /* the same in the styles */
    const char *names[DOCX_STYLE_COUNT];            /* of the styles that it lacks; else NULL */
    unsigned defaults;                              /* the types that have a default style */
    bool has_theme;
    oct_status status;
} docx_reference;

/* reference.c. Frees a reader; when memory ran out for it, the writer fails: what it read would be
 * half of it. */
void docx_reader_end(docx_writer *w, oct_xml_reader *reader);
/* Reports, and keeps the first status that is not OCT_OK. */
void docx_reference_fail(docx_reference *reference, oct_status status, const char *part,
                         const char *what);
void docx_reference_warn(docx_reference *reference, const char *part, const char *what);
/* The content of a part; empty when there is none, or it cannot be read (then it has failed). */
oct_slice docx_reference_part(docx_reference *reference, oct_slice name);
/* The same, and it must be XML whose root is an element of WordprocessingML. in_order: see
 * docx_reference_in_order. */
oct_slice docx_reference_story(docx_reference *reference, oct_slice name, bool in_order);
/* The full name of what a relationship of a part leads to. */
oct_slice docx_reference_target(docx_reference *reference, oct_slice source, oct_slice target);
/* The content of the relationships of a part. */
oct_slice docx_reference_relations(docx_reference *reference, oct_slice part);
docx_relations docx_relations_begin(docx_reference *reference, oct_slice content);
bool docx_relations_next(docx_relations *relations, docx_relation *relation);
void docx_relations_end(docx_relations *relations);
/* The name of the part that the document is related to in such a way; empty: none. */
oct_slice docx_reference_related(docx_reference *reference, const char *type);

/* reference_order.c. A part with the children of properties in the order of the schema. */
oct_slice docx_reference_in_order(docx_reference *reference, oct_slice story);

/* reference_copies.c. Copies a part with its pictures, under a new name; NULL when it cannot come
 * along, which is reported. type: the end of its content type. */
docx_copy *docx_reference_copy(docx_reference *reference, oct_slice source, oct_slice bytes,
                               const char *name, const char *type);

/* reference_section.c: the page, headers and footers. */
void docx_reference_read_section(docx_reference *reference);
/* reference_numbering.c */
void docx_reference_read_numbering(docx_reference *reference);
/* reference_styles.c: which of our styles it has, by their names. */
void docx_reference_match_styles(docx_reference *reference);

#endif
