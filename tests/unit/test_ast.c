/* tests/unit/test_ast - nodes, the builder's rules and limits, the walk, metadata. */
#include "cmocka_all.h"

#include "ast/builder.h"
#include "ast/copy.h"
#include "base/buffer.h"

static oct_document *new_document(void **state) {
    *state = oct_document_new(&oct_allocator_malloc);
    assert_non_null(*state);
    return *state;
}

static int free_document(void **state) {
    oct_document_free(*state);
    return 0;
}

static void a_node_is_64_bytes(void **state) {
    if (sizeof(void *) == 8)
        assert_int_equal(sizeof(oct_node), 64);
}

static void neighbouring_text_is_merged(void **state) {
    oct_document *document = new_document(state);
    static const char stable[] = "lent text";
    oct_builder b;
    oct_builder_init(&b, document, document->root);
    oct_builder_open(&b, OCT_PARAGRAPH, 1);
    oct_builder_lend(&b, oct_slice_make(stable, 4), 1);
    oct_builder_lend(&b, oct_slice_make(stable + 4, 5), 1);
    assert_ptr_equal(b.current->first->as.text.ptr, stable);
    oct_builder_text(&b, OCT_S(", and more"), 1);
    oct_builder_lend(&b, oct_slice_make(stable, 4), 1);
    oct_builder_text(&b, OCT_S(""), 1);
    assert_ptr_equal(b.current->first, oct_node_last(b.current));
    assert_slice(b.current->first->as.text, "lent text, and morelent");
    oct_builder_leaf(&b, OCT_SOFT_BREAK, 1);
    oct_builder_text(&b, OCT_S("x"), 2);
    assert_slice(oct_node_last(b.current)->as.text, "x");
    assert_int_equal(oct_node_last(b.current)->line, 2);
    assert_int_equal(oct_builder_finish(&b), OCT_BUILDER_OK);
}

static void the_content_model_is_kept(void **state) {
    oct_document *document = new_document(state);
    oct_builder b;
    oct_builder_init(&b, document, document->root);
    oct_builder_open(&b, OCT_PARAGRAPH, 7);
    oct_node *refused = oct_builder_open(&b, OCT_PARAGRAPH, 8);
    assert_ptr_equal(refused, &b.scratch);
    oct_node *link = oct_builder_leaf(&b, OCT_LINK, 9);
    link->as.link->url = OCT_S("harmless");
    oct_builder_text(&b, OCT_S("ignored"), 9);
    assert_int_equal(oct_builder_finish(&b), OCT_BUILDER_MISPLACED);
    assert_int_equal(b.failure_line, 8);
    assert_null(document->root->first->first);
}

static void closing_what_is_not_open_is_a_fault(void **state) {
    oct_document *document = new_document(state);
    oct_builder b;
    oct_builder_init(&b, document, document->root);
    oct_builder_close(&b, OCT_DOCUMENT);
    assert_int_equal(oct_builder_finish(&b), OCT_BUILDER_MISPLACED);
}

static void depth_and_size_are_limited(void **state) {
    oct_document *document = new_document(state);
    oct_builder b;
    oct_builder_init(&b, document, document->root);
    b.max_depth = 10;
    for (int i = 0; i < 9; i++)
        oct_builder_open(&b, OCT_DIV, 1);
    assert_false(oct_builder_failed(&b));
    oct_builder_open(&b, OCT_DIV, 2);
    assert_int_equal(oct_builder_finish(&b), OCT_BUILDER_TOO_DEEP);
    oct_builder_init(&b, document, document->root);
    b.max_nodes = 2;
    for (int i = 0; i < 3; i++)
        oct_builder_leaf(&b, OCT_THEMATIC_BREAK, 1);
    assert_int_equal(oct_builder_finish(&b), OCT_BUILDER_TOO_MANY);
}

/* In constant stack: a recursive walk of this depth would crash. */
static void a_tree_two_million_deep_is_walked(void **state) {
    oct_document *document = new_document(state);
    const size_t depth = 2000000;
    oct_builder b;
    oct_builder_init(&b, document, document->root);
    for (size_t i = 0; i < depth; i++)
        oct_builder_open(&b, OCT_BLOCK_QUOTE, 1);
    assert_int_equal(oct_builder_finish(&b), OCT_BUILDER_OK);
    size_t entered = 0, left = 0;
    oct_walk walk = oct_walk_begin(document->root);
    while (oct_walk_next(&walk))
        *(walk.entering ? &entered : &left) += 1;
    assert_int_equal(entered, depth + 1);
    assert_int_equal(left, depth + 1);
    assert_true(oct_node_equal(document->root, document->root));
}

static void a_walk_skips_and_lets_nodes_be_unlinked(void **state) {
    oct_document *document = new_document(state);
    oct_builder b;
    oct_builder_init(&b, document, document->root);
    for (int i = 0; i < 3; i++) {
        oct_builder_open(&b, OCT_DIV, 1);
        oct_builder_leaf(&b, OCT_THEMATIC_BREAK, 1);
        oct_builder_close(&b, OCT_DIV);
    }
    const oct_node *skipped = document->root->first;
    size_t breaks = 0;
    oct_walk walk = oct_walk_begin(document->root);
    while (oct_walk_next(&walk)) {
        if (walk.entering && walk.node == skipped)
            oct_walk_skip(&walk);
        else if (walk.entering && walk.node->kind == OCT_THEMATIC_BREAK)
            breaks++;
        else if (!walk.entering && walk.node->kind == OCT_DIV)
            oct_node_unlink(walk.node);
    }
    assert_int_equal(breaks, 2);
    assert_null(document->root->first);
    assert_null(oct_node_last(document->root));
}

/* That the links of all children of a node say the same from both sides. */
static size_t check_links(const oct_node *parent) {
    const oct_node *before = NULL;
    size_t count = 0;
    for (const oct_node *child = parent->first; child; child = child->next) {
        assert_ptr_equal(child->parent, parent);
        assert_ptr_equal(oct_node_before(child), before);
        before = child;
        count += 1 + check_links(child);
    }
    assert_ptr_equal(oct_node_last(parent), before);
    return count;
}

static unsigned next_random(unsigned *random) {
    *random = *random * 1103515245u + 12345u;
    return *random >> 16;
}

/* Takes a node from where it is, and does one of the edits with it. */
static void edit(unsigned how, oct_node *place, oct_node *node) {
    oct_node_unlink(node);
    if (how % 5 == 0) {
        oct_node_append(place, node);
    } else if (how % 5 == 1) {
        oct_node_prepend(place, node);
    } else if (how % 5 == 2) {
        oct_node_insert_before(place, node);
    } else if (how % 5 == 3) {
        oct_node_insert_after(place, node);
    } else {
        oct_node_append(place, node);
        oct_node_unwrap(place);
    }
}

static bool is_below(const oct_node *node, const oct_node *above) {
    while (node && node != above)
        node = node->parent;
    return node != NULL;
}

static void any_edits_keep_the_links(void **state) {
    enum { NODES = 12, EDITS = 20000 };
    oct_document *document = new_document(state);
    oct_node *nodes[NODES];
    unsigned random = 1;
    for (size_t i = 0; i < NODES; i++)
        oct_node_append(document->root, nodes[i] = oct_node_new(&document->arena, OCT_DIV));
    for (size_t i = 0; i < EDITS; i++) {
        oct_node *place = nodes[next_random(&random) % NODES];
        oct_node *node = nodes[next_random(&random) % NODES];
        if (!place->parent)
            oct_node_append(document->root, place);
        if (!is_below(place, node))
            edit(next_random(&random), place, node);
        assert_true(check_links(document->root) <= NODES);
    }
}

static void editing_keeps_the_links(void **state) {
    oct_document *document = new_document(state);
    oct_arena *arena = &document->arena;
    oct_node *a = oct_node_new(arena, OCT_DIV), *b = oct_node_new(arena, OCT_DIV),
             *c = oct_node_new(arena, OCT_DIV), *d = oct_node_new(arena, OCT_DIV);
    oct_node_append(document->root, b);
    oct_node_insert_before(b, a);
    oct_node_insert_after(b, d);
    oct_node_insert_after(b, c);
    assert_ptr_equal(document->root->first, a);
    assert_ptr_equal(oct_node_last(document->root), d);
    assert_ptr_equal(oct_node_before(c), b);
    oct_node_move_range(a, b, c);
    assert_ptr_equal(a->first, b);
    assert_ptr_equal(oct_node_last(a), c);
    assert_ptr_equal(a->next, d);
    assert_ptr_equal(oct_node_before(d), a);
    oct_node_unwrap(a);
    assert_ptr_equal(document->root->first, b);
    assert_ptr_equal(c->next, d);
    assert_null(a->parent);
}

static void attributes_grow_and_are_found(void **state) {
    oct_document *document = new_document(state);
    oct_node *node = oct_node_new(&document->arena, OCT_SPAN);
    assert_slice(oct_node_pair(node, "x"), "");
    for (int i = 0; i < 9; i++) {
        char *key = oct_arena_printf(&document->arena, "k%d", i);
        assert_true(oct_node_add_class(node, &document->arena, oct_slice_of(key)));
        assert_true(oct_node_add_pair(node, &document->arena, oct_slice_of(key), OCT_S("v")));
    }
    assert_true(oct_node_has_class(node, "k0"));
    assert_true(oct_node_has_class(node, "k8"));
    assert_false(oct_node_has_class(node, "k9"));
    assert_slice(oct_node_pair(node, "k8"), "v");
    assert_slice(oct_node_code_language(node), "k0");
}

static void equality_heeds_payload_and_attributes(void **state) {
    oct_document *document = new_document(state);
    oct_arena *arena = &document->arena;
    oct_node *a = oct_node_new(arena, OCT_LINK), *b = oct_node_new(arena, OCT_LINK);
    assert_true(oct_node_equal(a, b));
    a->as.link->url = OCT_S("x");
    assert_false(oct_node_equal(a, b));
    b->as.link->url = OCT_S("x");
    b->line = 7;
    assert_true(oct_node_equal(a, b));
    oct_node_attributes(a, arena)->id = OCT_S("i");
    assert_false(oct_node_equal(a, b));
    oct_node_attributes(b, arena)->id = OCT_S("i");
    assert_true(oct_node_equal(a, b));
    oct_node_append(a, oct_node_new(arena, OCT_SOFT_BREAK));
    assert_false(oct_node_equal(a, b));
}

static void the_tables_name_every_kind_and_role_once(void **state) {
    for (int kind = 0; kind < OCT_KIND_COUNT; kind++)
        assert_int_equal(oct_kind_named(oct_slice_of(oct_kinds[kind].name)), kind);
    for (int role = 1; role < OCT_ROLE_COUNT; role++)
        assert_int_equal(oct_role_named(oct_slice_of(oct_roles[role].element)), role);
    assert_int_equal(oct_kind_named(OCT_S("nothing")), -1);
    assert_true(oct_kind_is_leaf(OCT_TEXT));
    assert_false(oct_kind_is_leaf(OCT_LINK));
}

static void plain_text_leaves_notes_out(void **state) {
    oct_document *document = new_document(state);
    oct_builder b;
    oct_builder_init(&b, document, document->root);
    oct_builder_open(&b, OCT_HEADING, 1);
    oct_builder_text(&b, OCT_S("A "), 1);
    oct_builder_leaf(&b, OCT_CODE, 1)->as.text = OCT_S("b");
    oct_builder_leaf(&b, OCT_SOFT_BREAK, 1);
    oct_builder_open(&b, OCT_NOTE, 1);
    oct_builder_open(&b, OCT_PARAGRAPH, 1);
    oct_builder_text(&b, OCT_S("note"), 1);
    oct_builder_close(&b, OCT_PARAGRAPH);
    oct_builder_close(&b, OCT_NOTE);
    oct_builder_text(&b, OCT_S("c"), 1);
    assert_int_equal(oct_builder_finish(&b), OCT_BUILDER_OK);
    oct_buffer text;
    oct_buffer_init(&text, &oct_allocator_malloc);
    oct_node_plain_text(document->root, &text);
    assert_slice(oct_buffer_view(&text), "A b c");
    oct_node *copy = oct_node_new(&document->arena, OCT_PARAGRAPH);
    assert_true(oct_node_copy_label(document->root->first, copy, &document->arena));
    text.len = 0;
    oct_node_plain_text(copy, &text);
    assert_slice(oct_buffer_view(&text), "A b c");
    oct_buffer_free(&text);
}

static void the_last_of_equal_metadata_keys_counts(void **state) {
    oct_document *document = new_document(state);
    oct_arena *arena = &document->arena;
    oct_meta *map = document->metadata;
    oct_meta_append(map, OCT_S("title"), oct_meta_new_string(arena, OCT_S("first")));
    oct_meta_append(map, OCT_S("title"), oct_meta_new_string(arena, OCT_S("second")));
    oct_meta_append(map, OCT_S("nothing"), NULL);
    assert_slice(oct_meta_find_text(map, "title", arena), "second");
    assert_slice(oct_meta_find_text(map, "author", arena), "");
    oct_meta *list = oct_meta_new(arena, OCT_META_LIST);
    oct_meta *author = oct_meta_new(arena, OCT_META_MAP);
    oct_meta_append(author, OCT_S("name"), oct_meta_new_string(arena, OCT_S("Ada")));
    oct_meta_append(list, OCT_S(""), author);
    oct_meta_append(map, OCT_S("author"), list);
    assert_slice(oct_meta_find_text(map, "author", arena), "Ada");
}

static size_t build_with(failing_allocator *failing) {
    oct_allocator allocator = failing_allocator_of(failing);
    oct_document *document = oct_document_new(&allocator);
    size_t nodes = 0;
    if (document) {
        oct_builder b;
        oct_builder_init(&b, document, document->root);
        for (int i = 0; i < 2000; i++) {
            oct_builder_open(&b, OCT_PARAGRAPH, 1);
            oct_node *link = oct_builder_open(&b, OCT_LINK, 1);
            link->as.link->url = oct_builder_copy(&b, OCT_S("url"));
            oct_builder_text(&b, OCT_S("text"), 1);
            oct_builder_close(&b, OCT_LINK);
            oct_builder_close(&b, OCT_PARAGRAPH);
        }
        nodes = oct_builder_finish(&b) == OCT_BUILDER_OK ? b.nodes : 0;
    }
    oct_document_free(document);
    return nodes;
}

static void every_failing_allocation_ends_well(void **state) {
    size_t n = 0;
    for (size_t nodes = 0; nodes == 0; n++) {
        failing_allocator failing = {.calls_left = n};
        nodes = build_with(&failing);
        assert_int_equal(failing.allocated, 0);
        assert_true(nodes == 0 || nodes == 6000);
    }
    assert_true(n > 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_node_is_64_bytes),
        cmocka_unit_test_teardown(neighbouring_text_is_merged, free_document),
        cmocka_unit_test_teardown(the_content_model_is_kept, free_document),
        cmocka_unit_test_teardown(closing_what_is_not_open_is_a_fault, free_document),
        cmocka_unit_test_teardown(depth_and_size_are_limited, free_document),
        cmocka_unit_test_teardown(a_tree_two_million_deep_is_walked, free_document),
        cmocka_unit_test_teardown(a_walk_skips_and_lets_nodes_be_unlinked, free_document),
        cmocka_unit_test_teardown(any_edits_keep_the_links, free_document),
        cmocka_unit_test_teardown(editing_keeps_the_links, free_document),
        cmocka_unit_test_teardown(attributes_grow_and_are_found, free_document),
        cmocka_unit_test_teardown(equality_heeds_payload_and_attributes, free_document),
        cmocka_unit_test(the_tables_name_every_kind_and_role_once),
        cmocka_unit_test_teardown(plain_text_leaves_notes_out, free_document),
        cmocka_unit_test_teardown(the_last_of_equal_metadata_keys_counts, free_document),
        cmocka_unit_test(every_failing_allocation_ends_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
