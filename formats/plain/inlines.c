/* plain/inlines - how inlines look in plain text, unless it is bare. Emphasis and underline are
 * _so_, strong *so*, strikeout ~so~, highlight ==so==, code `so`; small caps and keys are as the
 * text is. A link is followed by its address in angle brackets, where the text does not say it; an
 * image is [Image: its description]. */
#include "core/formulas.h"
#include "core/quotes.h"
#include "formats/plain/display.h"
#include "formats/plain/formulas.h"
#include "formats/plain/plain.h"
#include "formats/plain/scripts.h"

static bool is_url_of(oct_slice url, oct_slice scheme, oct_slice text) {
    return oct_slice_starts(url, scheme) && oct_slice_equal(oct_slice_from(url, scheme.len), text);
}

/* Whether the address of a link says more than its text. A fragment leads to a place in this text,
 * which has no such places. */
static bool shows_url(const oct_node *link) {
    oct_slice url = link->as.link->url;
    const oct_node *only = link->first;
    if (url.len == 0 || *url.ptr == '#')
        return false;
    if (!only || only->next || only->kind != OCT_TEXT)
        return true;
    oct_slice text = only->as.text;
    return !oct_slice_equal(url, text) && !is_url_of(url, OCT_S("mailto:"), text) &&
           !is_url_of(url, OCT_S("http://"), text) && !is_url_of(url, OCT_S("https://"), text);
}

static void write_url(oct_plain *plain, const oct_node *link) {
    oct_buffer *scratch = &plain->scratch;
    if (link->first)
        oct_fill_string(plain->fill, " ");
    scratch->len = 0;
    oct_buffer_byte(scratch, '<');
    oct_buffer_slice(scratch, link->as.link->url);
    oct_buffer_byte(scratch, '>');
    oct_fill_atom(plain->fill, oct_buffer_view(scratch));
}

static void write_title(oct_plain *plain, oct_slice title) {
    oct_fill_string(plain->fill, " \"");
    oct_fill_text(plain->fill, title);
    oct_fill_string(plain->fill, "\"");
}

void oct_plain_leave_link(oct_plain *plain, const oct_node *link) {
    if (plain->bare)
        return;
    if (shows_url(link))
        write_url(plain, link);
    if (link->as.link->title.len)
        write_title(plain, link->as.link->title);
}

/* The last part of a path; nothing of a data: address, which has no name. */
static oct_slice file_name(oct_slice url) {
    if (oct_slice_starts_nocase(url, OCT_S("data:")))
        return (oct_slice){NULL, 0};
    url = oct_slice_head(url, oct_slice_find_byte(url, '?'));
    url = oct_slice_head(url, oct_slice_find_byte(url, '#'));
    size_t start = url.len;
    while (start > 0 && url.ptr[start - 1] != '/')
        start--;
    return oct_slice_from(url, start);
}

void oct_plain_enter_image(oct_plain *plain, const oct_node *image) {
    oct_slice name = file_name(image->as.link->url);
    oct_fill_string(plain->fill, image->first || name.len ? "[Image: " : "[Image");
    if (!image->first)
        oct_fill_atom(plain->fill, name);
}

void oct_plain_leave_image(oct_plain *plain, const oct_node *image) {
    if (image->as.link->title.len)
        write_title(plain, image->as.link->title);
    oct_fill_string(plain->fill, "]");
}

void oct_plain_write_code(oct_plain *plain, const oct_node *node) {
    oct_slice code = node->as.text;
    const char *mark = plain->bare ? "" : "`";
    oct_fill_string(plain->fill, mark);
    if (oct_slice_find(code, OCT_S("  ")) < code.len)
        oct_fill_atom(plain->fill, code);
    else
        oct_fill_text(plain->fill, code);
    oct_fill_string(plain->fill, mark);
}

/* Words of a formula stay whole, a space is where it may go on in the next line. */
static void write_formula_line(oct_plain *plain, oct_slice line) {
    oct_slice word;
    for (bool more = false; oct_slice_next_word(&line, &word); more = true) {
        oct_fill_string(plain->fill, more ? " " : "");
        oct_fill_atom(plain->fill, word);
    }
}

static void write_display(oct_plain *plain, oct_slice text, bool tex) {
    oct_slice line;
    while (oct_slice_next_line(&text, &line)) {
        oct_fill_new_line(plain->fill);
        if (tex)
            oct_fill_text(plain->fill, line);
        else if (oct_display_width(line) <= oct_fill_room(plain->fill, plain->fill->limit))
            oct_fill_atom(plain->fill, line);
        else
            write_formula_line(plain, line);
    }
    oct_fill_new_line(plain->fill);
}

/* Into scratch; false when the formula's source is to stand for it. */
static bool put_formula(oct_plain *plain, const oct_node *math) {
    const oct_plain_options *options = plain->writing->options;
    if (options->math == OCT_PLAIN_MATH_TEX)
        return false;
    oct_arena arena;
    oct_arena_init(&arena, plain->scratch.allocator);
    oct_formula_problem problem;
    oct_formula *formula =
        plain->measuring
            ? oct_formula_parse(&arena, math->as.text, &problem)
            : oct_formula_of(plain->writing->context, plain->writing->document, math, &arena);
    plain->scratch.len = 0;
    if (formula)
        oct_formula_put_line(&plain->scratch, formula, (math->flags & OCT_DISPLAY) != 0);
    plain->failed |= arena.failed;
    oct_arena_clear(&arena);
    return formula != NULL;
}

void oct_plain_write_math(oct_plain *plain, const oct_node *math) {
    bool set = put_formula(plain, math);
    oct_slice text = set ? oct_buffer_view(&plain->scratch) : math->as.text;
    if (math->flags & OCT_DISPLAY)
        write_display(plain, text, !set);
    else if (set)
        write_formula_line(plain, text);
    else
        oct_fill_text(plain->fill, text);
}

void oct_plain_write_quote(oct_plain *plain, const oct_node *quoted, bool open) {
    const oct_slice *innermost = (const oct_slice *)(const void *)(plain->langs.ptr) +
                                 plain->langs.len / sizeof(oct_slice) - 1;
    oct_slice lang = plain->langs.len ? *innermost : OCT_S("en");
    const oct_quotes *marks = oct_quotes_of(lang);
    if (quoted->flags & OCT_SINGLE)
        oct_fill_string(plain->fill, open ? marks->single_open : marks->single_close);
    else
        oct_fill_string(plain->fill, open ? marks->open : marks->close);
}

void oct_plain_enter_script(oct_plain *plain, oct_walk *walk) {
    if (oct_script_fits(walk->node)) {
        oct_script_write(walk->node, plain->fill);
        oct_walk_skip(walk);
    } else {
        oct_fill_string(plain->fill, walk->node->kind == OCT_SUPERSCRIPT ? "^(" : "_(");
    }
}

void oct_plain_leave_script(oct_plain *plain, const oct_node *script) {
    if (!oct_script_fits(script))
        oct_fill_string(plain->fill, ")");
}

void oct_plain_write_note_mark(oct_plain *plain, oct_walk *walk) {
    size_t number = oct_plain_note_number(plain, walk->node);
    oct_buffer *mark = &plain->scratch;
    mark->len = 0;
    oct_buffer_byte(mark, '[');
    oct_buffer_number(mark, (int64_t)number);
    oct_buffer_byte(mark, ']');
    oct_fill_text(plain->fill, oct_buffer_view(mark));
    oct_walk_skip(walk);
}

void oct_plain_write_raw_inline(oct_plain *plain, const oct_node *raw) {
    if (oct_slice_is(raw->as.raw->format, "plain"))
        oct_fill_text(plain->fill, raw->as.raw->text);
    else
        oct_plain_raw_not_rendered(plain, raw);
}

/* What stands on both sides of an inline; NULL for most. */
static const char *mark_of(const oct_node *node) {
    if (!node->first)
        return NULL;
    if (node->kind == OCT_EMPHASIS || node->kind == OCT_UNDERLINE)
        return "_";
    if (node->kind == OCT_STRONG)
        return "*";
    if (node->kind == OCT_STRIKEOUT)
        return "~";
    return node->kind == OCT_HIGHLIGHT ? "==" : NULL;
}

void oct_plain_write_mark(oct_plain *plain, const oct_node *node) {
    const char *mark = mark_of(node);
    if (mark && !plain->bare)
        oct_fill_string(plain->fill, mark);
}

/* The annotation of a ruby stands in parentheses behind its base. */
void oct_plain_write_ruby_mark(oct_plain *plain, const oct_node *span, const char *mark) {
    if (span->as.role == OCT_ROLE_RT)
        oct_fill_string(plain->fill, mark);
}
