/* core/format - finding a format; see format.h. */
#include "core/format.h"

const oct_format *oct_format_named(const char *name) {
    for (size_t i = 0; i < oct_format_count; i++)
        if (strcmp(oct_formats[i]->name, name) == 0)
            return oct_formats[i];
    return NULL;
}

uint64_t oct_format_own_syntax(const oct_format *format) {
    uint64_t own = 0;
    for (size_t i = 0; format->syntax && format->syntax[i].name; i++)
        if (format->syntax[i].dialects & format->dialect)
            own |= (uint64_t)1 << i;
    return own;
}

/* The syntax of that name as a bit; 0 when the format has none. */
static uint64_t syntax_named(const oct_format *format, oct_slice name) {
    for (size_t i = 0; format->syntax && format->syntax[i].name; i++)
        if (oct_slice_is(name, format->syntax[i].name))
            return (uint64_t)1 << i;
    return 0;
}

static size_t until_switch(const char *text) {
    return strcspn(text, "+-");
}

oct_format_choice oct_format_chosen(const char *text) {
    oct_format_choice choice = {0};
    size_t end = until_switch(text);
    for (size_t i = 0; i < oct_format_count && !choice.format; i++)
        if (oct_slice_is(oct_slice_make(text, end), oct_formats[i]->name))
            choice.format = oct_formats[i];
    if (!choice.format)
        return choice;
    choice.syntax = oct_format_own_syntax(choice.format);
    for (const char *at = text + end; *at && !choice.unknown.len; at += 1 + until_switch(at + 1)) {
        oct_slice name = oct_slice_make(at + 1, until_switch(at + 1));
        uint64_t bit = syntax_named(choice.format, name);
        choice.syntax = *at == '+' ? choice.syntax | bit : choice.syntax & ~bit;
        if (!bit)
            choice.unknown = name.len ? name : oct_slice_make(at, 1);
    }
    return choice;
}

static oct_slice extension_of(const char *path) {
    oct_slice rest = oct_slice_of(path);
    for (size_t i = rest.len; i > 0 && rest.ptr[i - 1] != '/'; i--)
        if (rest.ptr[i - 1] == '.')
            return oct_slice_from(rest, i);
    return (oct_slice){NULL, 0};
}

static bool has_extension(const oct_format *format, oct_slice extension) {
    for (const char *const *known = format->extensions; known && *known; known++)
        if (oct_slice_equal_nocase(oct_slice_of(*known), extension))
            return true;
    return false;
}

const oct_format *oct_format_for_path(const char *path, bool writing) {
    oct_slice extension = extension_of(path);
    for (size_t i = 0; i < oct_format_count; i++) {
        const oct_format *format = oct_formats[i];
        bool able = writing ? format->write != NULL : format->read != NULL;
        if (able && has_extension(format, extension))
            return format;
    }
    return NULL;
}

const oct_format *oct_format_probed(oct_slice head) {
    const oct_format *best = NULL;
    int surest = 0;
    for (size_t i = 0; i < oct_format_count; i++) {
        const oct_format *format = oct_formats[i];
        int sure = format->read && format->probe ? format->probe(head) : 0;
        if (sure > surest) {
            surest = sure;
            best = format;
        }
    }
    return best;
}

oct_slice oct_writing_variable(const oct_writing *writing, const char *name) {
    const oct_string_list *variables = &writing->common->variables;
    for (size_t i = variables->count; i > 0; i--) {
        oct_slice whole = oct_slice_of(variables->items[i - 1]);
        size_t end = 0;
        while (end < whole.len && whole.ptr[end] != '=' && whole.ptr[end] != ':')
            end++;
        if (oct_slice_is(oct_slice_head(whole, end), name))
            return oct_slice_from(whole, end + 1);
    }
    return oct_meta_find_text(writing->document->metadata, name, &writing->document->arena);
}

bool oct_lang_is_tag(oct_slice tag) {
    if (tag.len < 2 || tag.len > 35 || !oct_is_alpha(tag.ptr[0]) || !oct_is_alpha(tag.ptr[1]))
        return false;
    size_t subtag = 0;
    for (size_t i = 0; i < tag.len; i++) {
        if (tag.ptr[i] == '-' ? subtag == 0 : !oct_is_alnum(tag.ptr[i]))
            return false;
        subtag = tag.ptr[i] == '-' ? 0 : subtag + 1;
        if (subtag > 8)
            return false;
    }
    return subtag > 0;
}

oct_slice oct_writing_lang(const oct_writing *writing) {
    oct_slice lang = oct_writing_variable(writing, "lang");
    return oct_lang_is_tag(lang) ? lang : OCT_S("en");
}

bool oct_lang_is_rtl(oct_slice lang) {
    static const char *const languages[] = {"ar", "he", "fa", "ur",  "yi", "ps",
                                            "sd", "ug", "dv", "ckb", NULL};
    static const char *const scripts[] = {"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", NULL};
    enum { SCRIPT_LETTERS = 4 };
    size_t end = oct_slice_find_byte(lang, '-');
    bool rtl = oct_slice_is_one_of_nocase(oct_slice_head(lang, end), languages);
    oct_slice rest = oct_slice_from(lang, end + 1);
    oct_slice second = oct_slice_head(rest, oct_slice_find_byte(rest, '-'));
    bool names_script = second.len == SCRIPT_LETTERS && oct_is_alpha(second.ptr[0]);
    return names_script ? oct_slice_is_one_of_nocase(second, scripts) : rtl;
}

oct_slice oct_writing_direction(const oct_writing *writing) {
    oct_slice direction = oct_writing_variable(writing, "dir");
    if (oct_slice_is(direction, "rtl") || oct_slice_is(direction, "ltr"))
        return direction;
    return oct_lang_is_rtl(oct_writing_lang(writing)) ? OCT_S("rtl") : OCT_S("");
}

oct_slice oct_document_title_from_name(const oct_document *document) {
    oct_slice name = oct_slice_of(document->file_count ? document->files[0] : "");
    size_t start = name.len;
    while (start > 0 && name.ptr[start - 1] != '/')
        start--;
    name = oct_slice_from(name, start);
    size_t dot = name.len;
    for (size_t i = 1; i < name.len; i++)
        if (name.ptr[i] == '.')
            dot = i;
    name = oct_slice_trim(oct_slice_head(name, dot));
    return name.len ? name : OCT_S("Untitled");
}
