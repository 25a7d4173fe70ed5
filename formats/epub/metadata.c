/* formats/epub/metadata - what package.opf says about the book: Dublin Core with the refinements of
 * EPUB 3 (EPUB 3.3, 5.5 and D.3), or with the attributes of EPUB 2 (OPF 2.0.1, 2.2). */
#include "formats/epub/epub.h"

#include "io/xml.h"

/* ---- Elements and what is said about them ------------------------------------------------- */

/* An attribute of EPUB 2: opf:NAME. */
typedef struct opf_attribute {
    const char *name;
    oct_slice value;
} opf_attribute;

/* An element of Dublin Core, if it has text. EPUB 3 has an identifier (NULL: none) for what refines
 * it, EPUB 2 the attributes that have a value. False when it has no text. */
static bool put_dc(oct_epub_book *book, const char *element, const char *id,
                   const opf_attribute *attributes, size_t count, oct_slice text) {
    text = oct_slice_trim(text);
    if (!text.len)
        return false;
    oct_buffer_printf(&book->part, "<dc:%s", element);
    if (id && (!book->epub2 || strcmp(element, "identifier") == 0))
        oct_epub_attribute(book, "id", oct_slice_of(id));
    for (size_t i = 0; i < count && book->epub2; i++) {
        oct_slice value = oct_slice_trim(attributes[i].value);
        if (value.len)
            oct_epub_attribute(book, attributes[i].name, value);
    }
    oct_buffer_string(&book->part, ">");
    oct_epub_text(book, text);
    oct_buffer_printf(&book->part, "</dc:%s>\n", element);
    return true;
}

static void put_simple(oct_epub_book *book, const char *element, oct_slice text) {
    put_dc(book, element, NULL, NULL, 0, text);
}

/* What EPUB 3 says about an element. */
static void refine(oct_epub_book *book, const char *id, const char *property, const char *scheme,
                   oct_slice text) {
    text = oct_slice_trim(text);
    if (!text.len || book->epub2)
        return;
    oct_buffer_printf(&book->part, "<meta refines=\"#%s\" property=\"%s\"", id, property);
    if (scheme)
        oct_buffer_printf(&book->part, " scheme=\"%s\"", scheme);
    oct_buffer_string(&book->part, ">");
    oct_epub_text(book, text);
    oct_buffer_string(&book->part, "</meta>\n");
}

void oct_epub_put_property(oct_epub_book *book, const char *property, oct_slice text) {
    text = oct_slice_trim(text);
    if (!text.len || book->epub2)
        return;
    oct_buffer_printf(&book->part, "<meta property=\"%s\">", property);
    oct_epub_text(book, text);
    oct_buffer_string(&book->part, "</meta>\n");
}

/* ---- Values ------------------------------------------------------------------------------- */

/* The first and the next of the values that a key has, be it one or a list. */
static const oct_meta *first_value(const oct_meta *value) {
    return value && value->kind == OCT_META_LIST ? value->first : value;
}
static const oct_meta *next_value(const oct_meta *all, const oct_meta *value) {
    return all->kind == OCT_META_LIST ? value->next : NULL;
}

static const oct_meta *find_either(const oct_meta *map, const char *key, const char *other) {
    const oct_meta *value = oct_meta_find(map, key);
    return value ? value : oct_meta_find(map, other);
}

static oct_slice member(oct_epub_book *book, const oct_meta *map, const char *key) {
    return oct_slice_trim(oct_meta_find_text(map, key, book->arena));
}

/* ---- Identifiers -------------------------------------------------------------------------- */

/* "urn:isbn:9780000000002" of an ISBN in any spelling; empty for what is none. */
static oct_slice isbn_urn(oct_epub_book *book, oct_slice isbn) {
    char digits[13];
    size_t count = 0;
    for (size_t i = 0; i < isbn.len; i++) {
        char c = isbn.ptr[i];
        if (c == '-' || c == ' ')
            continue;
        if (count == sizeof digits || !(oct_is_digit(c) || (count == 9 && (c == 'X' || c == 'x'))))
            return (oct_slice){NULL, 0};
        digits[count++] = c == 'x' ? 'X' : c;
    }
    if (count != 10 && count != 13)
        return (oct_slice){NULL, 0};
    return oct_slice_of(oct_arena_printf(book->arena, "urn:isbn:%.*s", (int)count, digits));
}

/* The metadata's own identifier, its ISBN, or one of the content. */
void oct_epub_find_identifier(oct_epub_book *book) {
    const oct_meta *metadata = book->document->metadata;
    oct_slice own = oct_slice_trim(oct_writing_variable(book->writing, "identifier"));
    if (!own.len)
        own = isbn_urn(book, member(book, metadata, "isbn"));
    oct_epub_hash_add(&book->hash, book->title);
    oct_epub_hash_add(&book->hash, book->lang);
    book->identifier =
        own.len ? oct_arena_string(book->arena, own) : oct_epub_hash_urn(&book->hash, book->arena);
    book->failed |= !book->identifier;
}

/* ONIX code list 5: product identifiers. */
static const char *onix_code(oct_slice scheme) {
    static const struct {
        const char *scheme, *code;
    } codes[] = {{"isbn-10", "02"},  {"gtin-13", "03"},
                 {"upc", "04"},      {"ismn-10", "05"},
                 {"doi", "06"},      {"lccn", "13"},
                 {"gtin-14", "14"},  {"isbn-13", "15"},
                 {"isbn", "15"},     {"legal-deposit-number", "17"},
                 {"urn", "22"},      {"oclc", "23"},
                 {"ismn-13", "25"},  {"ark", "27"},
                 {"jp-e-code", "26"}};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (oct_slice_equal_nocase(scheme, oct_slice_of(codes[i].scheme)))
            return codes[i].code;
    return NULL;
}

static void put_identifier(oct_epub_book *book, const char *id, oct_slice text, oct_slice scheme) {
    const char *code = onix_code(scheme);
    opf_attribute attributes[] = {{"opf:scheme", scheme}};
    if (!id || !put_dc(book, "identifier", id, attributes, 1, text))
        return;
    refine(book, id, "identifier-type", code ? "onix:codelist5" : NULL,
           code ? oct_slice_of(code) : scheme);
}

static void put_identifiers(oct_epub_book *book) {
    const oct_meta *metadata = book->document->metadata;
    const oct_meta *all = oct_meta_find(metadata, "identifier");
    const oct_meta *value = first_value(all);
    oct_slice isbn = isbn_urn(book, member(book, metadata, "isbn"));
    unsigned number = 2;
    put_identifier(book, "identifier", oct_slice_of(book->identifier),
                   member(book, value, "scheme"));
    if (isbn.len && !oct_slice_is(isbn, book->identifier))
        put_identifier(book, "isbn", isbn, OCT_S("ISBN"));
    if (value)
        value = next_value(all, value);
    for (; value; value = next_value(all, value))
        put_identifier(book, oct_arena_printf(book->arena, "identifier-%u", number++),
                       oct_meta_text(value, book->arena), member(book, value, "scheme"));
}

/* ---- Titles ------------------------------------------------------------------------------- */

static bool is_title_type(oct_slice type) {
    static const char *const types[] = {"main",       "subtitle", "short",
                                        "collection", "edition",  "expanded"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (oct_slice_is(type, types[i]))
            return true;
    return false;
}

const oct_meta *oct_epub_main_title(oct_epub_book *book, const oct_meta *all) {
    for (const oct_meta *value = first_value(all); value; value = next_value(all, value))
        if (oct_slice_is(member(book, value, "type"), "main"))
            return value;
    return first_value(all);
}

static void put_title(oct_epub_book *book, const char *id, oct_slice text, oct_slice type,
                      const oct_meta *value) {
    if (!id || !put_dc(book, "title", id, NULL, 0, text))
        return;
    refine(book, id, "title-type", NULL, type);
    refine(book, id, "file-as", NULL, member(book, value, "file-as"));
}

/* The main title is the first of its list, or that which says so: book->title, by then. */
static void put_titles(oct_epub_book *book) {
    const oct_meta *metadata = book->document->metadata;
    const oct_meta *all = oct_meta_find(metadata, "title");
    oct_slice subtitle = member(book, metadata, "subtitle");
    bool several = subtitle.len || (all && all->kind == OCT_META_LIST && all->first != all->last);
    const oct_meta *main_title = oct_epub_main_title(book, all);
    unsigned number = 2;
    put_title(book, "title-main", book->title, several ? OCT_S("main") : OCT_S(""), main_title);
    put_title(book, "title-sub", subtitle, OCT_S("subtitle"), NULL);
    for (const oct_meta *value = first_value(all); value; value = next_value(all, value)) {
        oct_slice type = member(book, value, "type");
        if (value != main_title)
            put_title(book, oct_arena_printf(book->arena, "title-%u", number++),
                      oct_meta_text(value, book->arena), is_title_type(type) ? type : OCT_S(""),
                      value);
    }
}

/* ---- People ------------------------------------------------------------------------------- */

/* A MARC relator code: three small letters. The code of a role, or the role when it is one. */
static oct_slice relator(oct_slice role) {
    static const struct {
        const char *role, *code;
    } relators[] = {
        {"author", "aut"},      {"editor", "edt"},       {"translator", "trl"},
        {"illustrator", "ill"}, {"photographer", "pht"}, {"designer", "dsr"},
        {"publisher", "pbl"},   {"narrator", "nrt"},     {"compiler", "com"},
        {"contributor", "ctb"}, {"artist", "art"},       {"composer", "cmp"},
        {"foreword", "aui"},    {"afterword", "aft"},    {"annotator", "ann"},
        {"reviewer", "rev"},    {"proofreader", "pfr"},  {"cover designer", "cov"},
    };
    for (size_t i = 0; i < sizeof relators / sizeof *relators; i++)
        if (oct_slice_equal_nocase(role, oct_slice_of(relators[i].role)))
            return oct_slice_of(relators[i].code);
    if (role.len != 3)
        return (oct_slice){NULL, 0};
    for (size_t i = 0; i < 3; i++)
        if (role.ptr[i] < 'a' || role.ptr[i] > 'z')
            return (oct_slice){NULL, 0};
    return role;
}

static void put_person(oct_epub_book *book, const char *element, unsigned number,
                       const char *preset_role, const oct_meta *person) {
    const char *id = oct_arena_printf(book->arena, "%s-%u", element, number);
    oct_slice role = relator(member(book, person, "role"));
    oct_slice file_as = member(book, person, "file-as");
    if (!role.len)
        role = oct_slice_of(preset_role);
    opf_attribute attributes[] = {{"opf:role", role}, {"opf:file-as", file_as}};
    if (!id || !put_dc(book, element, id, attributes, 2, oct_meta_text(person, book->arena)))
        return;
    refine(book, id, "role", "marc:relators", role);
    refine(book, id, "file-as", NULL, file_as);
}

static void put_people(oct_epub_book *book, const char *element, const char *preset_role,
                       unsigned number, const oct_meta *all) {
    for (const oct_meta *person = first_value(all); person; person = next_value(all, person))
        put_person(book, element, number++, preset_role, person);
}

/* Keys that name people by what they did, as front matter often has them. */
static void put_contributors(oct_epub_book *book, const oct_meta *metadata) {
    static const char *const keys[] = {"editor", "translator", "illustrator", "narrator"};
    unsigned number = 1;
    const oct_meta *all = oct_meta_find(metadata, "contributor");
    for (const oct_meta *value = first_value(all); value; value = next_value(all, value))
        put_person(book, "contributor", number++, NULL, value);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        all = oct_meta_find(metadata, keys[i]);
        const char *role = oct_arena_string(book->arena, relator(oct_slice_of(keys[i])));
        for (const oct_meta *value = first_value(all); value; value = next_value(all, value))
            put_person(book, "contributor", number++, role, value);
    }
}

/* ---- Dates -------------------------------------------------------------------------------- */

static bool are_digits(oct_slice text, size_t from, size_t to) {
    for (size_t i = from; i < to; i++)
        if (i >= text.len || !oct_is_digit(text.ptr[i]))
            return false;
    return true;
}

/* YYYY, YYYY-MM or YYYY-MM-DD (W3C's profile of ISO 8601) at the front; else {NULL, 0}. */
static oct_slice iso_date(oct_slice date) {
    date = oct_slice_trim(date);
    size_t length = 0;
    if (are_digits(date, 0, 4))
        length = 4;
    if (length == 4 && date.len >= 7 && date.ptr[4] == '-' && are_digits(date, 5, 7))
        length = 7;
    if (length == 7 && date.len >= 10 && date.ptr[7] == '-' && are_digits(date, 8, 10))
        length = 10;
    bool whole = length == date.len || (length == 10 && date.ptr[10] == 'T');
    return whole && length ? oct_slice_head(date, length) : (oct_slice){NULL, 0};
}

/* EPUB 3 has one date, that of publication, and properties for the others. */
static const char *property_of_event(oct_slice event) {
    static const struct {
        const char *event, *property;
    } events[] = {{"creation", "dcterms:created"},
                  {"created", "dcterms:created"},
                  {"issued", "dcterms:issued"},
                  {"available", "dcterms:available"},
                  {"copyright", "dcterms:dateCopyrighted"}};
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        if (oct_slice_equal_nocase(event, oct_slice_of(events[i].event)))
            return events[i].property;
    return NULL;
}

static void put_dates(oct_epub_book *book, const oct_meta *all) {
    bool has_date = false;
    for (const oct_meta *value = first_value(all); value; value = next_value(all, value)) {
        oct_slice date = iso_date(oct_meta_text(value, book->arena));
        oct_slice event = member(book, value, "event");
        const char *property = property_of_event(event);
        opf_attribute attributes[] = {{"opf:event", event}};
        if (book->epub2 || (!property && !has_date))
            has_date |= put_dc(book, "date", NULL, attributes, 1, date);
        else if (property)
            oct_epub_put_property(book, property, date);
    }
}

/* CCYY-MM-DDThh:mm:ssZ of seconds since 1970 (Howard Hinnant's civil_from_days). */
static void put_modified(oct_epub_book *book, int64_t seconds) {
    if (book->epub2)
        return;
    int64_t days = seconds / 86400, rest = seconds % 86400;
    if (rest < 0) {
        days--;
        rest += 86400;
    }
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097, day_of_era = days - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    int64_t day = day_of_year - (153 * shifted + 2) / 5 + 1;
    int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    int64_t year = year_of_era + era * 400 + (month <= 2);
    oct_buffer_printf(&book->part,
                      "<meta property=\"dcterms:modified\">%04d-%02d-%02dT%02d:%02d:%02dZ"
                      "</meta>\n",
                      (int)year, (int)month, (int)day, (int)(rest / 3600), (int)(rest / 60 % 60),
                      (int)(rest % 60));
}

/* ---- Subjects, series, and the rest ------------------------------------------------------- */

/* A subject of a list of subjects has both its authority and its term there, or neither. */
static void put_subject(oct_epub_book *book, unsigned number, const oct_meta *value) {
    oct_slice authority = member(book, value, "authority"), term = member(book, value, "term");
    const char *id =
        authority.len && term.len ? oct_arena_printf(book->arena, "subject-%u", number) : NULL;
    if (!put_dc(book, "subject", id, NULL, 0, oct_meta_text(value, book->arena)) || !id)
        return;
    refine(book, id, "authority", NULL, authority);
    refine(book, id, "term", NULL, term);
}

static void put_subjects(oct_epub_book *book, const oct_meta *metadata) {
    static const char *const keys[] = {"keywords", "subject", "subjects"};
    unsigned number = 1;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const oct_meta *all = oct_meta_find(metadata, keys[i]);
        for (const oct_meta *value = first_value(all); value; value = next_value(all, value))
            put_subject(book, number++, value);
    }
}

/* EPUB 2 has only what calibre made of it. */
static void put_series_of_epub2(oct_epub_book *book, oct_slice name, oct_slice position) {
    const opf_attribute pairs[] = {{"calibre:series", name}, {"calibre:series_index", position}};
    for (size_t i = 0; i < 2; i++)
        if (pairs[i].value.len) {
            oct_buffer_printf(&book->part, "<meta name=\"%s\"", pairs[i].name);
            oct_epub_attribute(book, "content", pairs[i].value);
            oct_buffer_string(&book->part, " />\n");
        }
}

/* A position is a number, or numbers with points between. */
static bool is_position(oct_slice position) {
    for (size_t i = 0; i < position.len; i++)
        if (!oct_is_digit(position.ptr[i]) &&
            !(position.ptr[i] == '.' && i > 0 && i + 1 < position.len))
            return false;
    return position.len > 0;
}

/* EPUB 3.3, D.3.3; the names are those of the field, and pandoc's. */
static void put_collection(oct_epub_book *book, const char *id, const oct_meta *value,
                           oct_slice position) {
    oct_slice name = oct_slice_trim(oct_meta_text(value, book->arena));
    oct_slice type = member(book, value, "type");
    if (value->kind == OCT_META_MAP)
        position = oct_meta_text(find_either(value, "index", "number"), book->arena);
    if (value->kind == OCT_META_MAP && !position.len)
        position = member(book, value, "position");
    position = is_position(oct_slice_trim(position)) ? oct_slice_trim(position) : OCT_S("");
    if (!name.len || !id)
        return;
    if (book->epub2) {
        put_series_of_epub2(book, name, position);
        return;
    }
    oct_buffer_printf(&book->part, "<meta id=\"%s\" property=\"belongs-to-collection\">", id);
    oct_epub_text(book, name);
    oct_buffer_string(&book->part, "</meta>\n");
    refine(book, id, "collection-type", NULL,
           oct_slice_is(type, "set") ? OCT_S("set") : OCT_S("series"));
    refine(book, id, "group-position", NULL, position);
    refine(book, id, "dcterms:identifier", NULL, member(book, value, "identifier"));
}

static void put_series(oct_epub_book *book, const oct_meta *metadata) {
    const oct_meta *all = find_either(metadata, "series", "belongs-to-collection");
    oct_slice position =
        oct_meta_text(find_either(metadata, "series-index", "group-position"), book->arena);
    unsigned number = 1;
    for (const oct_meta *value = first_value(all); value; value = next_value(all, value), number++)
        put_collection(book,
                       number == 1 ? "series" : oct_arena_printf(book->arena, "series-%u", number),
                       value, position);
}

/* The element of each key, in order; the second name is another word for the key. */
static void put_others(oct_epub_book *book, const oct_meta *metadata) {
    static const struct {
        const char *element, *key, *other;
        bool many;
    } rows[] = {{"description", "description", "abstract", false},
                {"publisher", "publisher", NULL, true},
                {"rights", "rights", "copyright", false},
                {"relation", "relation", NULL, true},
                {"coverage", "coverage", NULL, true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const oct_meta *all = oct_meta_find(metadata, rows[i].key);
        if (!all && rows[i].other)
            all = oct_meta_find(metadata, rows[i].other);
        if (!rows[i].many)
            put_simple(book, rows[i].element, oct_meta_text(all, book->arena));
        else
            for (const oct_meta *value = first_value(all); value; value = next_value(all, value))
                put_simple(book, rows[i].element, oct_meta_text(value, book->arena));
    }
}

/* The edition that the page marks count the pages of, when there are any. */
static void put_source(oct_epub_book *book, const oct_meta *metadata) {
    oct_slice source = member(book, metadata, "source");
    if (put_dc(book, "source", book->pages.len ? "source" : NULL, NULL, 0, source) &&
        book->pages.len)
        refine(book, "source", "source-of", NULL, OCT_S("pagination"));
}

static void put_languages(oct_epub_book *book, const oct_meta *metadata) {
    const oct_meta *all = oct_meta_find(metadata, "languages");
    put_simple(book, "language", book->lang);
    for (const oct_meta *value = first_value(all); value; value = next_value(all, value)) {
        oct_slice lang = oct_slice_trim(oct_meta_text(value, book->arena));
        if (oct_lang_is_tag(lang) && !oct_slice_equal_nocase(lang, book->lang))
            put_simple(book, "language", lang);
    }
}

/* ---- All of it ---------------------------------------------------------------------------- */

void oct_epub_put_metadata(oct_epub_book *book) {
    const oct_meta *metadata = book->document->metadata;
    oct_buffer_string(&book->part, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"");
    oct_buffer_string(&book->part,
                      book->epub2 ? " xmlns:opf=\"http://www.idpf.org/2007/opf\">\n" : ">\n");
    put_identifiers(book);
    put_titles(book);
    put_people(book, "creator", "aut", 1, find_either(metadata, "author", "creator"));
    put_contributors(book, metadata);
    put_languages(book, metadata);
    put_dates(book, oct_meta_find(metadata, "date"));
    put_others(book, metadata);
    put_source(book, metadata);
    put_subjects(book, metadata);
    put_series(book, metadata);
    put_modified(book, book->writing->date);
    oct_epub_put_accessibility(book);
    if (book->cover && (book->epub2 || book->cover->properties)) /* for readers of EPUB 2 */
        oct_buffer_printf(&book->part, "<meta name=\"cover\" content=\"%s\" />\n", book->cover->id);
    oct_buffer_string(&book->part, "</metadata>\n");
}
