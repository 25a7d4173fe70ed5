/* formats/epub/matter - what a chapter is in a book: preface, appendix, index. Told by the
 * heading's class or its epub:type, else by its words, in the language of the book (EPUB 3
 * Structural Semantics Vocabulary 1.1; DPUB-ARIA 1.1 for the roles). */
#include "formats/epub/epub.h"

enum { EN, DE, FR, ES, IT, PT, NL, SV, PL, RU, JA, ZH, LANGS };
static const char *const langs[LANGS] = {"en", "de", "fr", "es", "it", "pt",
                                         "nl", "sv", "pl", "ru", "ja", "zh"};

/* Acknowledgments stand at either end. */
enum { FRONT, BODY, BACK, AT_END };

/* Names are separated by '|'. One that ends with '*' may have more behind it: "Appendix A". */
typedef struct matter_type {
    oct_epub_matter what;
    int where;
    const char *names[LANGS];
} matter_type;

static const matter_type types[] = {
    {{"dedication", "doc-dedication", NULL},
     FRONT,
     {"Dedication", "Widmung", "Dédicace", "Dedicatoria", "Dedica", "Dedicatória", "Opdracht",
      "Dedikation|Tillägnan", "Dedykacja", "Посвящение", "献辞", "献词"}},
    {{"epigraph", "doc-epigraph", NULL},
     FRONT,
     {"Epigraph", "Motto", "Épigraphe", "Epígrafe", "Epigrafe", "Epígrafe", "Motto", "Motto",
      "Motto", "Эпиграф", "題辞", "题记"}},
    {{"foreword", "doc-foreword", NULL},
     FRONT,
     {"Foreword", "Geleitwort", "Avant-propos", "Prólogo", "Prefazione", "Prefácio", "Voorwoord",
      "Förord", "Przedmowa", "Предисловие", "序文|序", "序|序言"}},
    {{"preface", "doc-preface", NULL},
     FRONT,
     {"Preface", "Vorwort|Vorbemerkung", "Préface", "Prefacio", "Premessa", "Prólogo",
      "Ten geleide", "Inledande ord", "Słowo wstępne", "От автора", "はじめに|まえがき",
      "前言|自序"}},
    {{"abstract", "doc-abstract", NULL},
     FRONT,
     {"Abstract", "Zusammenfassung|Kurzfassung", "Résumé", "Resumen", "Sommario|Riassunto",
      "Resumo", "Samenvatting", "Sammanfattning", "Streszczenie", "Аннотация", "要旨", "摘要"}},
    {{"acknowledgments", "doc-acknowledgments", NULL},
     AT_END,
     {"Acknowledgments|Acknowledgements", "Danksagung|Dank", "Remerciements", "Agradecimientos",
      "Ringraziamenti", "Agradecimentos", "Dankwoord", "Tack", "Podziękowania", "Благодарности",
      "謝辞", "致谢|鸣谢"}},
    {{"introduction", "doc-introduction", NULL},
     BODY,
     {"Introduction", "Einleitung|Einführung", "Introduction", "Introducción", "Introduzione",
      "Introdução", "Inleiding", "Inledning|Introduktion", "Wstęp|Wprowadzenie", "Введение",
      "序論|序章", "引言|导言|绪论"}},
    {{"prologue", "doc-prologue", NULL},
     BODY,
     {"Prologue|Prolog", "Prolog", "Prologue", NULL, "Prologo", NULL, "Proloog", "Prolog", "Prolog",
      "Пролог", "プロローグ", "楔子|序幕"}},
    {{"conclusion", "doc-conclusion", NULL},
     BODY,
     {"Conclusion|Conclusions", "Schluss|Fazit", "Conclusion", "Conclusión|Conclusiones",
      "Conclusione|Conclusioni", "Conclusão", "Conclusie|Besluit", "Slutsats", "Zakończenie",
      "Заключение", "結論", "结论"}},
    {{"epilogue", "doc-epilogue", NULL},
     BODY,
     {"Epilogue|Epilog", "Epilog", "Épilogue", "Epílogo", "Epilogo", "Epílogo", "Epiloog", "Epilog",
      "Epilog", "Эпилог", "エピローグ|終章", "尾声|终章"}},
    {{"afterword", "doc-afterword", NULL},
     BACK,
     {"Afterword", "Nachwort", "Postface", "Posfacio", "Postfazione|Poscritto", "Posfácio",
      "Nawoord", "Efterord", "Posłowie", "Послесловие", "あとがき|おわりに", "后记|跋"}},
    {{"appendix", "doc-appendix", NULL},
     BACK,
     {"Appendix*|Appendices", "Anhang*|Anhänge", "Annexe*|Appendice*|Annexes", "Apéndice*|Anexo*",
      "Appendice*", "Apêndice*|Anexo*", "Bijlage*|Appendix*", "Bilaga*|Appendix*",
      "Dodatek*|Aneks*", "Приложение*", "付録*", "附录*"}},
    {{"bibliography", "doc-bibliography", NULL},
     BACK,
     {"Bibliography|References|Works cited|Literature",
      "Literaturverzeichnis|Literatur|Bibliographie", "Bibliographie|Références",
      "Bibliografía|Referencias", "Bibliografia|Riferimenti", "Bibliografia|Referências",
      "Bibliografie|Literatuur|Literatuurlijst", "Bibliografi|Litteratur|Referenser",
      "Bibliografia|Literatura", "Библиография|Литература|Список литературы", "参考文献",
      "参考文献|参考书目"}},
    {{"glossary", "doc-glossary", NULL},
     BACK,
     {"Glossary", "Glossar", "Glossaire", "Glosario", "Glossario", "Glossário",
      "Glossarium|Begrippen", "Ordlista", "Słowniczek|Słownik", "Глоссарий|Словарь", "用語集",
      "术语表|词汇表"}},
    {{"index", "doc-index", NULL},
     BACK,
     {"Index", "Register|Index|Stichwortverzeichnis|Sachregister", "Index", "Índice alfabético",
      "Indice analitico", "Índice remissivo", "Register|Index", "Register|Index",
      "Indeks|Skorowidz", "Указатель|Предметный указатель", "索引", "索引"}},
    {{"colophon", "doc-colophon", NULL},
     BACK,
     {"Colophon|Imprint", "Impressum|Kolophon", "Colophon", "Colofón", "Colophon", "Cólofon",
      "Colofon", "Kolofon", "Kolofon|Stopka redakcyjna", "Выходные данные", "奥付", "版权页"}},
};

static const oct_epub_matter part = {"part", "doc-part", "bodymatter"},
                             chapter = {"chapter", "doc-chapter", "bodymatter"},
                             text = {NULL, NULL, "bodymatter"};

/* ---- Finding the type of a heading -------------------------------------------------------- */

/* Whether the words are one of the names. ASCII letters in either case. */
static bool has_name(const char *names, oct_slice words) {
    while (names) {
        const char *end = strchr(names, '|');
        if (oct_to_lower(*names) == oct_to_lower(words.ptr[0])) {
            oct_slice name = oct_slice_make(names, end ? (size_t)(end - names) : strlen(names));
            bool open = name.ptr[name.len - 1] == '*';
            name.len -= open;
            oct_slice behind = oct_slice_from(words, name.len);
            if (oct_slice_starts_nocase(words, name) &&
                (behind.len == 0 || (open && !oct_is_alnum(behind.ptr[0]))))
                return true;
        }
        names = end ? end + 1 : NULL;
    }
    return false;
}

/* The column of a language's names; LANGS when there is none. */
static int column_of(oct_slice lang) {
    oct_slice primary = oct_slice_head(lang, oct_slice_find_byte(lang, '-'));
    int column = 0;
    while (column < LANGS && !oct_slice_equal_nocase(primary, oct_slice_of(langs[column])))
        column++;
    return column;
}

static const matter_type *type_of_words(int column, oct_slice words) {
    enum { LONGEST = 80 }; /* bytes; with what stands behind "Appendix" */
    if (column == LANGS || !words.len || words.len > LONGEST)
        return NULL;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (has_name(types[i].names[column], words))
            return &types[i];
    return NULL;
}

static const matter_type *type_named(oct_slice name) {
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (oct_slice_is(name, types[i].what.type))
            return &types[i];
    return NULL;
}

static const matter_type *type_said(const oct_node *heading) {
    const oct_attributes *attributes = heading->attributes;
    const matter_type *found = type_named(oct_node_pair(heading, "epub:type"));
    for (uint32_t i = 0; attributes && i < attributes->class_count && !found; i++)
        found = type_named(attributes->classes[i]);
    return found;
}

/* The heading's words without the number in front. */
static oct_slice words_of(const oct_node *heading, oct_buffer *scratch) {
    scratch->len = 0;
    oct_node_plain_text(heading, scratch);
    oct_slice words = oct_slice_trim(oct_buffer_view(scratch));
    size_t number = 0;
    while (number < words.len && (oct_is_digit(words.ptr[number]) || words.ptr[number] == '.'))
        number++;
    return oct_slice_trim(oct_slice_from(words, number));
}

static oct_epub_matter matter_of(int column, const oct_epub_chapter *of, oct_buffer *scratch,
                                 bool *in_body) {
    static const char *const bodies[] = {"frontmatter", "bodymatter", "backmatter"};
    const matter_type *type = of->heading ? type_said(of->heading) : NULL;
    if (!type && of->heading)
        type = type_of_words(column, words_of(of->heading, scratch));
    if (!type) {
        *in_body = true;
        return of->part ? part : of->heading ? chapter : text;
    }
    oct_epub_matter matter = type->what;
    int where = type->where != AT_END ? type->where : *in_body ? BACK : FRONT;
    matter.body = bodies[where];
    *in_body |= where == BODY;
    return matter;
}

/* A file that goes on with a chapter is of the same matter, and no chapter of its own. */
void oct_epub_find_matter(oct_epub_book *book) {
    bool in_body = false;
    int column = column_of(book->lang);
    for (uint32_t i = 0; i < book->chapter_count; i++) {
        oct_epub_chapter *of = &book->chapters[i];
        if (of->continued)
            of->matter = (oct_epub_matter){NULL, NULL, of[-1].matter.body};
        else
            of->matter = matter_of(column, of, &book->part, &in_body);
    }
    book->part.len = 0;
}
