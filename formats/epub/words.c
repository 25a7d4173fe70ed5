/* formats/epub/words - the few words that the writer itself says in a book, in its language. */
#include "formats/epub/epub.h"

static const oct_epub_words words[] = {
    {"en", "Cover", "Title page", "Contents", "Text", "Notes", "Pages", "Colophon"},
    {"de", "Umschlag", "Titelseite", "Inhalt", "Text", "Anmerkungen", "Seiten", "Impressum"},
    {"fr", "Couverture", "Page de titre", "Table des matières", "Texte", "Notes", "Pages",
     "Colophon"},
    {"es", "Cubierta", "Portada", "Índice", "Texto", "Notas", "Páginas", "Colofón"},
    {"it", "Copertina", "Frontespizio", "Indice", "Testo", "Note", "Pagine", "Colophon"},
    {"pt", "Capa", "Folha de rosto", "Índice", "Texto", "Notas", "Páginas", "Cólofon"},
    {"nl", "Omslag", "Titelpagina", "Inhoud", "Tekst", "Noten", "Pagina's", "Colofon"},
    {"sv", "Omslag", "Titelsida", "Innehåll", "Text", "Noter", "Sidor", "Kolofon"},
    {"da", "Omslag", "Titelblad", "Indhold", "Tekst", "Noter", "Sider", "Kolofon"},
    {"nb", "Omslag", "Tittelside", "Innhold", "Tekst", "Noter", "Sider", "Kolofon"},
    {"no", "Omslag", "Tittelside", "Innhold", "Tekst", "Noter", "Sider", "Kolofon"},
    {"fi", "Kansi", "Nimiölehti", "Sisällys", "Teksti", "Viitteet", "Sivut", "Kolofoni"},
    {"pl", "Okładka", "Strona tytułowa", "Spis treści", "Tekst", "Przypisy", "Strony", "Kolofon"},
    {"cs", "Obálka", "Titulní strana", "Obsah", "Text", "Poznámky", "Strany", "Tiráž"},
    {"hu", "Borító", "Címlap", "Tartalom", "Szöveg", "Jegyzetek", "Oldalak", "Kolofon"},
    {"tr", "Kapak", "İç kapak", "İçindekiler", "Metin", "Notlar", "Sayfalar", "Künye"},
    {"el", "Εξώφυλλο", "Σελίδα τίτλου", "Περιεχόμενα", "Κείμενο", "Σημειώσεις", "Σελίδες",
     "Κολοφώνας"},
    {"ru", "Обложка", "Титульный лист", "Содержание", "Текст", "Примечания", "Страницы",
     "Выходные данные"},
    {"uk", "Обкладинка", "Титульна сторінка", "Зміст", "Текст", "Примітки", "Сторінки",
     "Вихідні дані"},
    {"he", "כריכה", "שער", "תוכן העניינים", "טקסט", "הערות", "עמודים", "קולופון"},
    {"ar", "الغلاف", "صفحة العنوان", "المحتويات", "النص", "الحواشي", "الصفحات", "بيانات النشر"},
    {"ja", "表紙", "扉", "目次", "本文", "注", "ページ", "奥付"},
    {"zh", "封面", "书名页", "目录", "正文", "注释", "页码", "版权页"},
    {"ko", "표지", "속표지", "차례", "본문", "주", "쪽", "판권"},
};

const oct_epub_words *oct_epub_words_of(oct_slice lang) {
    oct_slice primary = oct_slice_head(lang, oct_slice_find_byte(lang, '-'));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (oct_slice_equal_nocase(primary, oct_slice_of(words[i].lang)))
            return &words[i];
    return &words[0];
}
