/* ast/node - the tree's node, its payloads and attributes. Knows base only. */
#ifndef OCT_AST_NODE_H
#define OCT_AST_NODE_H

#include "base/arena.h"

enum { OCT_KIND_COUNT = OCT_RAW_INLINE + 1, OCT_ROLE_COUNT = OCT_ROLE_RT + 1 };

/* A set of kinds. */
typedef uint64_t oct_kind_set;
#define OCT_KIND_BIT(kind) ((oct_kind_set)1 << (kind))
#define OCT_ALL_KINDS      (OCT_KIND_BIT(OCT_KIND_COUNT) - 1)

/* One row of the table in octavo.h. */
typedef struct oct_kind_info {
    const char *name;
    unsigned group, content;
} oct_kind_info;
extern const oct_kind_info oct_kinds[OCT_KIND_COUNT];

typedef struct oct_role_info {
    const char *element;
    bool block;
} oct_role_info;
extern const oct_role_info oct_roles[OCT_ROLE_COUNT];

/* The kind or role of that name; -1 when there is none. */
int oct_kind_named(oct_slice name);
int oct_role_named(oct_slice element);

static inline bool oct_kind_is_inline(oct_kind kind) {
    return (oct_kinds[kind].group & OCT_G_INLINE) != 0;
}
static inline bool oct_kind_is_block(oct_kind kind) {
    return (oct_kinds[kind].group & OCT_G_BLOCK) != 0;
}
/* Whether the content model lets a parent hold a child. */
static inline bool oct_kind_accepts(oct_kind parent, oct_kind child) {
    return (oct_kinds[parent].content & oct_kinds[child].group) != 0;
}

typedef enum oct_direction { OCT_DIR_NONE, OCT_DIR_LTR, OCT_DIR_RTL, OCT_DIR_AUTO } oct_direction;
/* "" (none), "ltr", "rtl", "auto". */
const char *oct_direction_name(oct_direction direction);

typedef struct oct_pair {
    oct_slice key, value;
} oct_pair;

/* What any block or inline may carry. Arrays lie in the document's arena. */
typedef struct oct_attributes {
    oct_slice id;
    oct_slice lang; /* BCP 47 tag; empty when not set */
    oct_slice *classes;
    oct_pair *pairs; /* other attributes, by their HTML names without "data-" added */
    uint32_t class_count, pair_count;
    oct_direction direction;
} oct_attributes;

/* Flags of a node; each belongs to the kinds named. */
enum {
    OCT_TIGHT = 1 << 0,     /* bullet list, ordered list, definition list: no paragraph spacing */
    OCT_REVERSED = 1 << 1,  /* ordered list: counts down */
    OCT_DISPLAY = 1 << 2,   /* math: on a line of its own */
    OCT_SINGLE = 1 << 3,    /* quoted: single quotes; without it double */
    OCT_AGAIN = 1 << 4,     /* note: a further reference to the note with the same label */
    OCT_HEADER = 1 << 5,    /* table cell: a header cell */
    OCT_UNNUMBERED = 1 << 6 /* heading: not numbered */
};

typedef enum oct_alignment {
    OCT_ALIGN_DEFAULT,
    OCT_ALIGN_LEFT,
    OCT_ALIGN_CENTER,
    OCT_ALIGN_RIGHT
} oct_alignment;
/* "" (default), "left", "center", "right". */
const char *oct_alignment_name(oct_alignment alignment);

typedef enum oct_list_style {
    OCT_LIST_DECIMAL,
    OCT_LIST_LOWER_ALPHA,
    OCT_LIST_UPPER_ALPHA,
    OCT_LIST_LOWER_ROMAN,
    OCT_LIST_UPPER_ROMAN
} oct_list_style;
/* "decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman". */
const char *oct_list_style_name(oct_list_style style);

typedef enum oct_list_delimiter {
    OCT_DELIM_PERIOD,
    OCT_DELIM_PAREN,
    OCT_DELIM_PARENS
} oct_list_delimiter;
/* "period" (1.), "paren" (1)), "parens" ((1)). */
const char *oct_list_delimiter_name(oct_list_delimiter delimiter);

typedef enum oct_task { OCT_TASK_NONE, OCT_TASK_OPEN, OCT_TASK_DONE } oct_task;
/* "" (none), "open", "done". */
const char *oct_task_name(oct_task task);

typedef enum oct_scope {
    OCT_SCOPE_NONE,
    OCT_SCOPE_ROW,
    OCT_SCOPE_COLUMN,
    OCT_SCOPE_ROW_GROUP,
    OCT_SCOPE_COLUMN_GROUP
} oct_scope;
/* "" (none), "row", "col", "rowgroup", "colgroup". */
const char *oct_scope_name(oct_scope scope);

typedef struct oct_column {
    oct_alignment alignment;
    uint32_t width; /* in 1/10000 of the width of the text; 0 when not given */
} oct_column;

typedef struct oct_resource oct_resource; /* io/resource.h */

/* Of a link or an image. The width and height of an image stand in its attributes. */
typedef struct oct_link {
    oct_slice url, title;
    uint32_t column;              /* in the source, from 1; 0 when not known */
    bool dead;                    /* a link that leads nowhere; that has been reported */
    const oct_resource *resource; /* of an image, once loaded; else NULL */
    const oct_node *target;       /* what a link leads to, where the reader knows; else NULL */
} oct_link;

typedef struct oct_raw {
    oct_slice format; /* "html", "openxml", … */
    oct_slice text;
} oct_raw;

struct oct_node {
    oct_node *parent, *next, *first;
    oct_node *back; /* the sibling before; of a first child the last one: see oct_node_before */
    oct_attributes *attributes; /* NULL for most */
    uint8_t kind;               /* oct_kind */
    uint8_t flags;
    uint16_t file; /* index of the input; oct_document_file names it */
    uint32_t line; /* from 1; 0 when not known */
    union {
        oct_slice text; /* text, code, math, code block (its language is its first class) */
        int32_t level;  /* heading: 1 to 6 */
        struct {
            int32_t start; /* the number of the first item */
            uint8_t style, delimiter;
        } list; /* ordered list */
        struct {
            int32_t value; /* when has_value: the number of this item of an ordered list */
            bool has_value;
            uint8_t task;
        } item; /* list item */
        struct {
            oct_column *columns; /* count of them; a row may have more or fewer cells */
            uint32_t count;
        } table;
        struct {
            uint32_t column_span, row_span; /* at least 1 */
            uint8_t alignment, scope;
        } cell;          /* table cell; default alignment means that of its column */
        uint8_t role;    /* div, span */
        oct_link *link;  /* link, image */
        oct_raw *raw;    /* raw block, raw inline */
        oct_slice label; /* note: unique in the document; empty when it has a single reference */
    } as;
};
_Static_assert(sizeof(void *) != 8 || sizeof(oct_node) == 64, "a node is 64 bytes");

/* The sibling before a node; NULL when it is the first, or has no parent. */
static inline oct_node *oct_node_before(const oct_node *node) {
    return node->parent && node->parent->first != node ? node->back : NULL;
}
/* The last child; NULL when there is none. */
static inline oct_node *oct_node_last(const oct_node *node) {
    return node->first ? node->first->back : NULL;
}

/* A new node without links, its payload zeroed (a cell's spans 1, a list's start 1); link and raw
 * payloads are allocated. NULL when memory is out. */
oct_node *oct_node_new(oct_arena *arena, oct_kind kind);

/* Editing. None checks the content model; all keep both sides' links right. */
void oct_node_append(oct_node *parent, oct_node *child);
void oct_node_prepend(oct_node *parent, oct_node *child);
void oct_node_insert_before(oct_node *place, oct_node *node);
void oct_node_insert_after(oct_node *place, oct_node *node);
void oct_node_unlink(oct_node *node);
/* Puts a node's children in its place and unlinks it. */
void oct_node_unwrap(oct_node *node);
/* Moves the siblings from first to last (of one parent, in order) to the end of parent. */
void oct_node_move_range(oct_node *parent, oct_node *first, oct_node *last);

/* A walk over the subtree of root without the events on leaving, in the order of the text: the next
 * node behind the subtree of this one, and the next node, which may be its first child. NULL at the
 * end. */
static inline oct_node *oct_node_after(const oct_node *node, const oct_node *root) {
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}
static inline oct_node *oct_node_following(const oct_node *node, const oct_node *root) {
    return node->first ? node->first : oct_node_after(node, root);
}

/* The attributes of a node, made when it has none; NULL when memory is out. */
oct_attributes *oct_node_attributes(oct_node *node, oct_arena *arena);
/* Each copies nothing but the array: the slices must live as long as the document. False when
 * memory is out. */
bool oct_node_add_class(oct_node *node, oct_arena *arena, oct_slice name);
bool oct_node_add_pair(oct_node *node, oct_arena *arena, oct_slice key, oct_slice value);
bool oct_node_has_class(const oct_node *node, const char *name);
/* The value of a pair; empty when there is none. */
oct_slice oct_node_pair(const oct_node *node, const char *key);
oct_slice oct_node_lang(const oct_node *node);
/* The spaces at the front of a verse (OCT_LINE): poems use them. */
size_t oct_line_indent(const oct_node *line);
oct_direction oct_node_direction(const oct_node *node);
/* The language of a code block or code: its first class; empty when it has none. */
oct_slice oct_node_code_language(const oct_node *node);

/* The text of a subtree without its notes, one space for each break; the alternative text of an
 * image is part of it. Appended to out. */
struct oct_buffer;
void oct_node_plain_text(const oct_node *node, struct oct_buffer *out);

/* Whether two subtrees are equal in kinds, flags, payloads and attributes. Lines, files and loaded
 * resources are not compared. */
bool oct_node_equal(const oct_node *a, const oct_node *b);

#endif
