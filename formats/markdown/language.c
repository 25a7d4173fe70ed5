/* formats/markdown/language - see language.h. Knows core. */
#include "formats/markdown/language.h"

#include "ast/document.h"
#include "core/quotes.h"

/* The value of the last KEY=VALUE or KEY:VALUE whose key is "lang". */
static oct_slice lang_among(const oct_string_list *list) {
    for (size_t i = list->count; i > 0; i--) {
        oct_slice whole = oct_slice_of(list->items[i - 1]);
        if (oct_slice_starts(whole, OCT_S("lang=")) || oct_slice_starts(whole, OCT_S("lang:")))
            return oct_slice_trim(oct_slice_from(whole, 5));
    }
    return (oct_slice){NULL, 0};
}

oct_slice oct_md_language(oct_reading *reading) {
    oct_document *document = reading->document;
    oct_slice lang = lang_among(&reading->common->metadata);
    if (!lang.len)
        lang = lang_among(&reading->common->variables);
    oct_slice own = oct_meta_find_text(document->metadata, "lang", &document->arena);
    if (!document->lang.len)
        document->lang = own;
    if (!lang.len)
        lang = own.len ? own : document->lang.len ? document->lang : document->default_lang;
    return lang;
}

void oct_md_use_language(oct_reading *reading, oct_md_features *features) {
    oct_slice lang = oct_md_language(reading);
    const oct_quotes *quotes = oct_quotes_of(lang);
    features->quotes = quotes == oct_quotes_of(OCT_S("en")) ? NULL : quotes;
    features->alert_titles = oct_md_alert_titles(lang);
}

/* ---- Titles of alerts ------------------------------------------------------------------------
 */

static const struct {
    const char *lang;
    const char *titles[OCT_MD_ALERTS];
} alerts[] = {
    {"en", {"Note", "Tip", "Important", "Warning", "Caution"}},
    {"ar", {"ملاحظة", "نصيحة", "مهم", "تحذير", "تنبيه"}},
    {"bn", {"নোট", "পরামর্শ", "গুরুত্বপূর্ণ", "সতর্কবার্তা", "সাবধান"}},
    {"cs", {"Poznámka", "Tip", "Důležité", "Varování", "Pozor"}},
    {"da", {"Bemærk", "Tip", "Vigtigt", "Advarsel", "Pas på"}},
    {"de", {"Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht"}},
    {"el", {"Σημείωση", "Συμβουλή", "Σημαντικό", "Προειδοποίηση", "Προσοχή"}},
    {"es", {"Nota", "Consejo", "Importante", "Advertencia", "Precaución"}},
    {"fa", {"یادداشت", "نکته", "مهم", "هشدار", "احتیاط"}},
    {"fi", {"Huomautus", "Vinkki", "Tärkeää", "Varoitus", "Varo"}},
    {"fr", {"Remarque", "Astuce", "Important", "Avertissement", "Attention"}},
    {"he", {"הערה", "טיפ", "חשוב", "אזהרה", "זהירות"}},
    {"hi", {"नोट", "सुझाव", "महत्वपूर्ण", "चेतावनी", "सावधान"}},
    {"hu", {"Megjegyzés", "Tipp", "Fontos", "Figyelmeztetés", "Vigyázat"}},
    {"id", {"Catatan", "Tips", "Penting", "Peringatan", "Perhatian"}},
    {"it", {"Nota", "Suggerimento", "Importante", "Avviso", "Attenzione"}},
    {"ja", {"補足", "ヒント", "重要", "警告", "注意"}},
    {"ko", {"참고", "팁", "중요", "경고", "주의"}},
    {"nb", {"Merk", "Tips", "Viktig", "Advarsel", "Forsiktig"}},
    {"nl", {"Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op"}},
    {"nn", {"Merk", "Tips", "Viktig", "Åtvaring", "Varsam"}},
    {"no", {"Merk", "Tips", "Viktig", "Advarsel", "Forsiktig"}},
    {"pl", {"Uwaga", "Wskazówka", "Ważne", "Ostrzeżenie", "Ostrożnie"}},
    {"pt", {"Nota", "Dica", "Importante", "Aviso", "Cuidado"}},
    {"ro", {"Notă", "Sfat", "Important", "Avertisment", "Atenție"}},
    {"ru", {"Примечание", "Совет", "Важно", "Предупреждение", "Осторожно"}},
    {"sk", {"Poznámka", "Tip", "Dôležité", "Varovanie", "Pozor"}},
    {"sv", {"Notera", "Tips", "Viktigt", "Varning", "Akta"}},
    {"tr", {"Not", "İpucu", "Önemli", "Uyarı", "Dikkat"}},
    {"uk", {"Примітка", "Порада", "Важливо", "Попередження", "Обережно"}},
    {"ur", {"نوٹ", "مشورہ", "اہم", "انتباہ", "احتیاط"}},
    {"vi", {"Ghi chú", "Mẹo", "Quan trọng", "Cảnh báo", "Thận trọng"}},
    {"zh", {"注意", "提示", "重要", "警告", "小心"}},
};

const char *const *oct_md_alert_titles(oct_slice lang) {
    oct_slice primary = oct_slice_head(lang, oct_slice_find_byte(lang, '-'));
    for (size_t i = 0; i < sizeof alerts / sizeof *alerts; i++)
        if (oct_slice_equal_nocase(primary, oct_slice_of(alerts[i].lang)))
            return alerts[i].titles;
    return alerts[0].titles;
}
