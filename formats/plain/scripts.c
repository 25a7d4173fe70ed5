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
};

#define MINUS_SIGN "\u2212" /* is raised and lowered as a hyphen is */

/* The form of the character at the front, and its length in bytes; NULL when it has none. */
static const char *form_of(oct_slice text, bool raised, size_t *length) {
    *length = 1;
    char c = *text.ptr;
    if (oct_slice_starts(text, OCT_S(MINUS_SIGN))) {
        *length = sizeof MINUS_SIGN - 1;
        c = '-';
    }
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (forms[i].plain == c)
            return raised ? forms[i].raised : forms[i].lowered;
    return NULL;
}

static bool text_fits(oct_slice text, bool raised) {
    size_t length;
    for (; text.len; text = oct_slice_from(text, length))
        if (!form_of(text, raised, &length))
            return false;
    return true;
}

bool oct_script_fits(const oct_node *script) {
    for (const oct_node *child = script->first; child; child = child->next)
        if (child->kind != OCT_TEXT || !text_fits(child->as.text, script->kind == OCT_SUPERSCRIPT))
            return false;
    return true;
}

void oct_script_write(const oct_node *script, oct_fill *fill) {
    for (const oct_node *child = script->first; child; child = child->next) {
        size_t length;
        for (oct_slice text = child->as.text; text.len; text = oct_slice_from(text, length))
            oct_fill_string(fill, form_of(text, script->kind == OCT_SUPERSCRIPT, &length));
    }
}
