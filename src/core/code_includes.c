/* core/code_includes - code blocks whose text is that of a file, or some lines of it. The names of
 * the attributes are those of the filter pandoc-include-code. See reading.h. */
#include "core/encoding.h"
#include "core/reading.h"

/* What a block asks for. */
typedef struct excerpt {
    int64_t first, last; /* lines from 1; 0: from the beginning, to the end */
    int64_t dedent;      /* columns that lines lose at the front */
    oct_slice snippet;   /* the name of a part that is marked in the file; empty: none */
} excerpt;

/* ---- Attributes --------------------------------------------------------------------------- */

static const char *const keys[] = {"include", "startLine", "endLine",
                                   "snippet", "dedent",    "column"};

static bool is_own_key(oct_slice key) {
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (oct_slice_is(key, keys[i]))
            return true;
    return false;
}

static void drop_own_pairs(oct_attributes *attributes) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < attributes->pair_count; i++)
        if (!is_own_key(attributes->pairs[i].key))
            attributes->pairs[kept++] = attributes->pairs[i];
    attributes->pair_count = kept;
}

static int64_t number_of(const oct_node *node, const char *key) {
    int64_t value;
    return oct_slice_to_int(oct_node_pair(node, key), &value) && value > 0 ? value : 0;
}

/* ---- Lines -------------------------------------------------------------------------------- */

/* Whether a line says "start snippet NAME" or "end snippet NAME" behind whatever begins a comment,
 * and nothing else behind. */
static bool is_snippet_mark(oct_slice line, oct_slice mark, oct_slice name) {
    size_t at = oct_slice_find(line, mark);
    oct_slice word, rest = oct_slice_from(line, at + mark.len);
    return at < line.len && oct_slice_next_word(&rest, &word) && oct_slice_equal(word, name) &&
           oct_slice_trim(rest).len == 0;
}

static oct_slice dedented(oct_slice line, int64_t columns) {
    for (; columns > 0 && line.len && (line.ptr[0] == ' ' || line.ptr[0] == '\t'); columns--)
        line = oct_slice_from(line, 1);
    return line;
}

/* Puts what is asked for of a text into out; whether there is anything. */
static bool put_excerpt(oct_buffer *out, oct_slice text, const excerpt *asked) {
    bool inside = asked->snippet.len == 0, found = text.len == 0;
    oct_slice line;
    for (int64_t number = 1; oct_slice_next_line(&text, &line); number++) {
        if (asked->snippet.len && is_snippet_mark(line, OCT_S("end snippet "), asked->snippet))
            break;
        bool wanted = inside && number >= asked->first && (!asked->last || number <= asked->last);
        if (wanted) {
            oct_buffer_slice(out, dedented(line, asked->dedent));
            oct_buffer_byte(out, '\n');
        }
        found |= wanted;
        inside |=
            asked->snippet.len && is_snippet_mark(line, OCT_S("start snippet "), asked->snippet);
    }
    return found;
}

/* ---- The block ---------------------------------------------------------------------------- */

static void make_code(oct_job *job, oct_node *node, oct_slice text) {
    node->kind = OCT_CODE_BLOCK;
    node->as.text = text;
    job->document->kinds |= OCT_KIND_BIT(OCT_CODE_BLOCK);
}

static oct_status put_text(oct_job *job, oct_node *node, oct_place place, oct_slice text) {
    excerpt asked = {.first = number_of(node, "startLine"),
                     .last = number_of(node, "endLine"),
                     .dedent = number_of(node, "dedent"),
                     .snippet = oct_node_pair(node, "snippet")};
    oct_buffer out;
    oct_buffer_init(&out, oct_context_allocator(job->context));
    bool found = put_excerpt(&out, text, &asked);
    oct_slice code = oct_arena_copy(&job->document->arena, oct_buffer_view(&out));
    bool failed = out.failed || job->document->arena.failed;
    oct_buffer_free(&out);
    if (failed)
        return oct_job_out_of_memory(job);
    if (!found)
        oct_report(job->context, OCT_D_MISSING_INCLUDE, place, NULL,
                   "file \"%.*s\" has no such lines as the code block asks for",
                   OCT_SLICE_ARG(oct_node_pair(node, "include")));
    make_code(job, node, found ? code : node->as.raw->text);
    drop_own_pairs(node->attributes);
    return OCT_OK;
}

bool oct_is_code_include(const oct_node *node) {
    return node->kind == OCT_RAW_BLOCK &&
           oct_slice_is(node->as.raw->format, OCT_INCLUDE_CODE_FORMAT);
}

void oct_job_keep_code(oct_job *job, oct_node *node) {
    make_code(job, node, node->as.raw->text);
    drop_own_pairs(node->attributes);
}

oct_status oct_job_put_code(oct_job *job, oct_node *node, oct_place place,
                            const oct_resource *resource, const char *name) {
    oct_slice text = {NULL, 0};
    oct_buffer mended;
    if (resource->size && !oct_resource_read(resource, &job->document->arena, &text)) {
        if (job->document->arena.failed)
            return oct_job_out_of_memory(job);
        oct_report(job->context, OCT_D_MISSING_INCLUDE, place, NULL,
                   "file \"%.*s\" was changed while it was read",
                   OCT_SLICE_ARG(oct_node_pair(node, "include")));
        oct_job_keep_code(job, node);
        return OCT_OK;
    }
    oct_buffer_init(&mended, oct_context_allocator(job->context));
    oct_status status = oct_encoding_clean(job->context, name, &text, &mended)
                            ? put_text(job, node, place, text)
                            : oct_job_out_of_memory(job);
    oct_buffer_free(&mended);
    return status;
}
