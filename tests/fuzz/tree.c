/* tests/fuzz/tree - see tree.h. */
#include "tree.h"

typedef struct steps {
    const uint8_t *bytes;
    size_t left;
    oct_builder builder;
    oct_node *node; /* the newest */
} steps;

static uint8_t next(steps *s) {
    if (s->left == 0)
        return 0;
    s->left--;
    return *s->bytes++;
}

/* Up to 31 bytes of the input, mended to UTF-8 by replacing what is not ASCII now and then. */
static oct_slice next_text(steps *s) {
    static const char *const awkward[] = {"<&>\"'",
                                          "]]>",
                                          "--",
                                          "\xE2\x80\x8F\xD7\x90",
                                          "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7",
                                          "\x01\x1F",
                                          "\xE4\xB8\xAD\xE6\x96\x87",
                                          "a b  c\n\td",
                                          "\xC2\xA0",
                                          "javascript:alert(1)",
                                          "#x",
                                          "../../etc/passwd",
                                          "http://a b/%zz",
                                          "data:image/png;base64,iVBORw0KGgo=",
                                          "123",
                                          "\xEF\xBF\xBE"};
    uint8_t choice = next(s);
    if (choice < 128)
        return oct_slice_of(awkward[choice % 16]);
    char *copy = oct_arena_bytes(oct_builder_arena(&s->builder), 32);
    size_t length = choice % 32;
    for (size_t i = 0; copy && i < length; i++)
        copy[i] = (char)(next(s) & 0x7F);
    for (size_t i = 0; copy && i < length; i++)
        if (copy[i] == '\0')
            copy[i] = 'x';
    return oct_slice_make(copy, copy ? length : 0);
}

static oct_slice next_name(steps *s) {
    static const char *const names[] = {"a",          "x1",     "note", "caf\xC3\xA9",
                                        "with space", "1digit", "a:b",  "-"};
    return oct_slice_of(names[next(s) % 8]);
}

static void open_node(steps *s) {
    uint8_t first = next(s);
    for (int i = 0; i < OCT_KIND_COUNT; i++) {
        oct_kind kind = (oct_kind)((first + i) % OCT_KIND_COUNT);
        if (!oct_builder_accepts(&s->builder, kind) || kind == OCT_TEXT)
            continue;
        s->node = oct_builder_open(&s->builder, kind, 1 + (uint32_t)s->left % 100);
        if (oct_kind_is_leaf(kind))
            oct_builder_close(&s->builder, kind);
        return;
    }
}

static void set_columns(steps *s) {
    size_t count = next(s) % 5;
    oct_column *columns =
        oct_arena_array(oct_builder_arena(&s->builder), count + 1, sizeof *columns);
    for (size_t i = 0; columns && i < count; i++)
        columns[i] = (oct_column){(oct_alignment)(next(s) % 4), (uint32_t)next(s) * 40};
    s->node->as.table.columns = columns;
    s->node->as.table.count = (uint32_t)count;
}

static void set_field(steps *s) {
    oct_node *node = s->node;
    uint8_t value = next(s);
    switch ((int)node->kind) {
    case OCT_CODE:
    case OCT_MATH:
    case OCT_CODE_BLOCK:
        node->as.text = next_text(s);
        break;
    case OCT_HEADING:
        node->as.level = 1 + value % 6;
        break;
    case OCT_ORDERED_LIST:
        node->as.list.start = (int8_t)value * 1000;
        node->as.list.style = value % 5;
        node->as.list.delimiter = value % 3;
        break;
    case OCT_LIST_ITEM:
        node->as.item.task = value % 3;
        node->as.item.has_value = value & 8;
        node->as.item.value = (int8_t)value;
        break;
    case OCT_TABLE:
        set_columns(s);
        break;
    case OCT_TABLE_CELL:
        node->as.cell.column_span = 1 + value % 7;
        node->as.cell.row_span = value > 250 ? 60000 : 1 + value % 5;
        node->as.cell.alignment = value % 4;
        node->as.cell.scope = value % 5;
        break;
    case OCT_DIV:
    case OCT_SPAN:
        node->as.role = value % OCT_ROLE_COUNT;
        if (oct_roles[node->as.role].block != (node->kind == OCT_DIV))
            node->as.role = OCT_ROLE_NONE;
        break;
    case OCT_LINK:
    case OCT_IMAGE:
        node->as.link->url = next_text(s);
        node->as.link->title = next_text(s);
        break;
    case OCT_RAW_BLOCK:
    case OCT_RAW_INLINE:
        node->as.raw->format = value & 1 ? OCT_S("html") : OCT_S("tex");
        node->as.raw->text = next_text(s);
        break;
    case OCT_NOTE:
        node->as.label = next_name(s);
        break;
    default:
        break;
    }
}

static void set_attribute(steps *s) {
    oct_arena *arena = oct_builder_arena(&s->builder);
    oct_attributes *attributes = oct_node_attributes(s->node, arena);
    uint8_t which = next(s);
    if (!attributes)
        return;
    if (which % 5 == 0)
        attributes->id = next_name(s);
    else if (which % 5 == 1)
        attributes->lang = which & 64 ? OCT_S("ar") : next_name(s);
    else if (which % 5 == 2)
        attributes->direction = (oct_direction)(which % 4);
    else if (which % 5 == 3)
        oct_node_add_class(s->node, arena, next_name(s));
    else
        oct_node_add_pair(s->node, arena, next_name(s), next_text(s));
}

void tree_from_bytes(oct_document *document, const uint8_t *bytes, size_t size) {
    steps s = {bytes, size, {0}, document->root};
    oct_builder_init(&s.builder, document, document->root);
    s.builder.max_depth = 200;
    while (s.left && !oct_builder_failed(&s.builder)) {
        switch (next(&s) % 8) {
        case 0:
        case 1:
        case 2:
            if (s.builder.depth < 190)
                open_node(&s);
            break;
        case 3:
            if (s.builder.depth > 1)
                oct_builder_close(&s.builder, (oct_kind)s.builder.current->kind);
            break;
        case 4:
            set_field(&s);
            break;
        case 5:
            if (s.node != document->root)
                set_attribute(&s);
            break;
        case 6:
            s.node->flags |= s.node == document->root ? 0 : next(&s) & 0x7F;
            break;
        default:
            if (oct_builder_accepts(&s.builder, OCT_TEXT))
                oct_builder_text(&s.builder, next_text(&s), 1);
            break;
        }
    }
    (void)!oct_builder_finish(&s.builder);
}
