/* plain/scripts - see scripts.h. Letters without a form in a font's everyday range are left out. */
#include "formats/plain/scripts.h"

#include "base/utf8.h"

typedef struct script_form {
    char plain;
    const char *raised, *lowered; /* NULL: has none */
} script_form;

static const script_form forms[] = {
    {'0', "⁰", "₀"},  {'1', "¹", "₁"},  {'2', "²", "₂"},  {'3', "³", "₃"},  {'4', "⁴", "₄"},
    {'5', "⁵", "₅"},  {'6', "⁶", "₆"},  {'7', "⁷", "₇"},  {'8', "⁸", "₈"},  {'9', "⁹", "₉"},
    {'+', "⁺", "₊"},  {'-', "⁻", "₋"},  {'=', "⁼", "₌"},  {'(', "⁽", "₍"},  {')', "⁾", "₎"},
    {'a', "ᵃ", "ₐ"},  {'b', "ᵇ", NULL}, {'c', "ᶜ", NULL}, {'d', "ᵈ", NULL}, {'e', "ᵉ", "ₑ"},
    {'f', "ᶠ", NULL}, {'g', "ᵍ", NULL}, {'h', "ʰ", "ₕ"},  {'i', "ⁱ", "ᵢ"},  {'j', "ʲ", "ⱼ"},
    {'k', "ᵏ", "ₖ"},  {'l', "ˡ", "ₗ"},  {'m', "ᵐ", "ₘ"},  {'n', "ⁿ", "ₙ"},  {'o', "ᵒ", "ₒ"},
    {'p', "ᵖ", "ₚ"},  {'r', "ʳ", "ᵣ"},  {'s', "ˢ", "ₛ"},  {'t', "ᵗ", "ₜ"},  {'u', "ᵘ", "ᵤ"},
    {'v', "ᵛ", "ᵥ"},  {'w', "ʷ", NULL}, {'x', "ˣ", "ₓ"},  {'y', "ʸ", NULL}, {'z', "ᶻ", NULL},
    {'T', "ᵀ", NULL},
};

/* Signs that are raised as they are, and others beyond ASCII. */
static const struct {
    char plain[4];
    const char *raised, *lowered;
} further_forms[] = {
    {"−", "⁻", "₋"},  {"′", "′", NULL}, {"″", "″", NULL}, {"‴", "‴", NULL}, {"⁗", "⁗", NULL},
    {"∗", "*", NULL}, {"∘", "°", NULL}, {"°", "°", NULL}, {"†", "†", NULL}, {"‡", "‡", NULL},
    {"β", "ᵝ", "ᵦ"},  {"γ", "ᵞ", "ᵧ"},  {"δ", "ᵟ", NULL}, {"φ", "ᵠ", "ᵩ"},  {"χ", "ᵡ", "ᵪ"},
    {"ρ", NULL, "ᵨ"}, {"⊤", "ᵀ", NULL},
};

/* The form of the character at the front, and its length in bytes; NULL when it has none. */
static const char *form_of(oct_slice text, bool raised, size_t *length) {
    *length = 1;
    if ((unsigned char)*text.ptr < 0x80) {
        for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
            if (forms[i].plain == *text.ptr)
                return raised ? forms[i].raised : forms[i].lowered;
        return NULL;
    }
    for (size_t i = 0; i < sizeof further_forms / sizeof *further_forms; i++) {
        oct_slice plain = oct_slice_of(further_forms[i].plain);
        if (!oct_slice_starts(text, plain))
            continue;
        *length = plain.len;
        return raised ? further_forms[i].raised : further_forms[i].lowered;
    }
    return NULL;
}

bool oct_script_text_fits(oct_slice text, bool raised) {
    size_t length;
    for (; text.len; text = oct_slice_from(text, length))
        if (!form_of(text, raised, &length))
            return false;
    return true;
}

bool oct_script_fits(const oct_node *script) {
    for (const oct_node *child = script->first; child; child = child->next)
        if (child->kind != OCT_TEXT ||
            !oct_script_text_fits(child->as.text, script->kind == OCT_SUPERSCRIPT))
            return false;
    return true;
}

void oct_script_put(oct_buffer *out, oct_slice text, bool raised) {
    size_t length;
    for (; text.len; text = oct_slice_from(text, length)) {
        const char *form = form_of(text, raised, &length);
        oct_buffer_string(out, form ? form : "");
    }
}

void oct_script_write(const oct_node *script, oct_fill *fill) {
    for (const oct_node *child = script->first; child; child = child->next) {
        size_t length;
        for (oct_slice text = child->as.text; text.len; text = oct_slice_from(text, length))
            oct_fill_string(fill, form_of(text, script->kind == OCT_SUPERSCRIPT, &length));
    }
}
