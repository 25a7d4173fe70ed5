/* formats/markdown/extensions - what the dialects have beyond CommonMark: one table, from which
 * come the features of the parse, the names behind a format's name, and the help. */
#ifndef OCT_MARKDOWN_EXTENSIONS_H
#define OCT_MARKDOWN_EXTENSIONS_H

#include "core/format.h"

/* The dialects that have an extension unless it is switched off. */
enum { OCT_MD_NOWHERE = 0, OCT_MD_IN_MARKDOWN = 1 << 0, OCT_MD_IN_GFM = 1 << 1 };

/* X(field of oct_md_features, name as in pandoc where the meaning is the same, dialects, help). */
#define OCT_MD_EXTENSIONS(X)                                                                       \
    X(tables, "pipe_tables", OCT_MD_IN_MARKDOWN | OCT_MD_IN_GFM,                                   \
      "Tables whose cells stand between vertical bars.")                                           \
    X(strikeout, "strikeout", OCT_MD_IN_MARKDOWN | OCT_MD_IN_GFM,                                  \
      "Text between tildes is struck out: ~~text~~ or ~text~.")                                    \
    X(subscript, "subscript", OCT_MD_IN_MARKDOWN,                                                  \
      "Text between single tildes is lowered: H~2~O. It has no spaces, or \\ before them.")        \
    X(superscript, "superscript", OCT_MD_IN_MARKDOWN,                                              \
      "Text between carets is raised: x^2^. It has no spaces, or \\ before them.")                 \
    X(short_scripts, "short_subsuperscripts", OCT_MD_NOWHERE,                                      \
      "Letters and digits behind a caret or a tilde are raised or lowered: x^2, H~2.")             \
    X(inline_notes, "inline_notes", OCT_MD_IN_MARKDOWN, "Notes where they stand: ^[text].")        \
    X(heading_links, "implicit_header_references", OCT_MD_IN_MARKDOWN,                             \
      "A heading's text in brackets is a link to it: [Heading].")                                  \
    X(wiki_links, "wikilinks_title_after_pipe", OCT_MD_IN_MARKDOWN,                                \
      "Links of a wiki: [[Page]], [[Page|title]], [[Page#Heading]], ![[picture.png]].")            \
    X(wiki_links_before, "wikilinks_title_before_pipe", OCT_MD_NOWHERE,                            \
      "Links of a wiki whose title comes first: [[title|Page]].")                                  \
    X(abbreviations, "abbreviations", OCT_MD_IN_MARKDOWN,                                          \
      "A line *[HTML]: Hyper Text Markup Language says what a word in the text is short for.")     \
    X(highlight, "mark", OCT_MD_IN_MARKDOWN,                                                       \
      "Text between two equals signs is highlighted: ==text==.")                                   \
    X(math, "tex_math_dollars", OCT_MD_IN_MARKDOWN | OCT_MD_IN_GFM,                                \
      "TeX between dollars is a formula: $x$ in the line, $$x$$ on a line of its own.")            \
    X(github_math, "tex_math_gfm", OCT_MD_IN_MARKDOWN | OCT_MD_IN_GFM,                             \
      "GitHub's formulas: $`x`$ in the line, and code blocks of the language math.")               \
    X(math_parens, "tex_math_single_backslash", OCT_MD_NOWHERE,                                    \
      "TeX between \\( and \\) is a formula in the line, between \\[ and \\] one on its own.")     \
    X(math_double, "tex_math_double_backslash", OCT_MD_NOWHERE,                                    \
      "The same with two backslashes: \\\\(x\\\\), \\\\[x\\\\].")                                  \
    X(emoji, "emoji", OCT_MD_IN_MARKDOWN | OCT_MD_IN_GFM,                                          \
      "GitHub's names for emoji between colons: :smile:.")                                         \
    X(links, "autolink_bare_uris", OCT_MD_IN_MARKDOWN | OCT_MD_IN_GFM,                             \
      "Addresses in the text are links: https://example.org, www.example.org, a@example.org.")     \
    X(tasks, "task_lists", OCT_MD_IN_MARKDOWN | OCT_MD_IN_GFM,                                     \
      "List items that begin with [ ] or [x] are tasks, open or done.")                            \
    X(notes, "footnotes", OCT_MD_IN_MARKDOWN | OCT_MD_IN_GFM,                                      \
      "Notes: [^1] in the text, and a block [^1]: with the note.")                                 \
    X(front_matter, "yaml_metadata_block", OCT_MD_IN_MARKDOWN,                                     \
      "Metadata in YAML between two lines of --- at the beginning.")                               \
    X(percent_titles, "pandoc_title_block", OCT_MD_IN_MARKDOWN,                                    \
      "Title, authors and date at the beginning, in lines that begin with %.")                     \
    X(key_titles, "mmd_title_block", OCT_MD_NOWHERE,                                               \
      "Metadata at the beginning in lines such as Title: Text, up to a blank line.")               \
    X(info, "fenced_code_info", OCT_MD_IN_MARKDOWN,                                                \
      "What a code fence says behind the language is kept.")                                       \
    X(symbols, "all_symbols_escapable", OCT_MD_IN_MARKDOWN,                                        \
      "Behind a backslash a space is a no-break space, and any symbol is itself.")                 \
    X(escaped_breaks, "escaped_line_breaks", OCT_MD_IN_MARKDOWN | OCT_MD_IN_GFM,                   \
      "A backslash at the end of a line breaks it; CommonMark always has it so.")                  \
    X(hard_breaks, "hard_line_breaks", OCT_MD_NOWHERE,                                             \
      "The end of a line within a paragraph is a line break.")                                     \
    X(no_breaks, "ignore_line_breaks", OCT_MD_NOWHERE,                                             \
      "The end of a line within a paragraph is nothing, not even a space.")                        \
    X(east_asian_breaks, "east_asian_line_breaks", OCT_MD_NOWHERE,                                 \
      "The end of a line between two characters of Chinese or Japanese is no space.")              \
    X(definitions, "definition_lists", OCT_MD_IN_MARKDOWN,                                         \
      "A term on a line, and definitions behind it that begin with : or ~.")                       \
    X(line_blocks, "line_blocks", OCT_MD_IN_MARKDOWN,                                              \
      "Lines that begin with | keep their breaks and their spaces at the front.")                  \
    X(captions, "table_captions", OCT_MD_IN_MARKDOWN,                                              \
      "A paragraph that begins with Table: or : is the caption of the table beside it.")           \
    X(column_widths, "pipe_table_widths", OCT_MD_IN_MARKDOWN,                                      \
      "Tables with lines longer than --columns have columns as wide as their dashes, which "       \
      "differ.")                                                                                   \
    X(grids, "grid_tables", OCT_MD_IN_MARKDOWN,                                                    \
      "Tables with a grid drawn around cells, which hold blocks and may span.")                    \
    X(simple_tables, "simple_tables", OCT_MD_IN_MARKDOWN,                                          \
      "Tables of columns over lines of dashes, one line a row; two columns or more.")              \
    X(multiline_tables, "multiline_tables", OCT_MD_IN_MARKDOWN,                                    \
      "The same between two lines of dashes, with blank lines between rows of several lines.")     \
    X(csv, "csv_tables", OCT_MD_IN_MARKDOWN,                                                       \
      "Fenced blocks of csv table or tsv table, and maybe header=no aligns=lrc caption=Text.")     \
    X(fancy_lists, "fancy_lists", OCT_MD_IN_MARKDOWN,                                              \
      "Lists numbered by letters, Roman numbers or #., also in parentheses.")                      \
    X(start_numbers, "startnum", OCT_MD_IN_MARKDOWN | OCT_MD_IN_GFM,                               \
      "Lists begin with the number of their first item; CommonMark always has it so.")             \
    X(examples, "example_lists", OCT_MD_IN_MARKDOWN,                                               \
      "Items (@) or (@label), numbered through the document; @label is the number.")               \
    X(heading_attributes, "header_attributes", OCT_MD_IN_MARKDOWN,                                 \
      "Attributes at the end of a heading: # Title {#id .class key=value}.")                       \
    X(block_attributes, "fenced_code_attributes", OCT_MD_IN_MARKDOWN,                              \
      "Attributes behind a code fence: ```{.python #id} or ```python {#id}.")                      \
    X(code_attributes, "inline_code_attributes", OCT_MD_IN_MARKDOWN,                               \
      "Attributes right behind code: `code`{.python}.")                                            \
    X(link_attributes, "link_attributes", OCT_MD_IN_MARKDOWN,                                      \
      "Attributes right behind links and images: ![](a.png){width=50%}.")                          \
    X(raw_attributes, "raw_attribute", OCT_MD_IN_MARKDOWN,                                         \
      "Code as it stands for one output: `<b>`{=html}, and a fence ```{=openxml}.")                \
    X(spans, "bracketed_spans", OCT_MD_IN_MARKDOWN,                                                \
      "Text in brackets with attributes is a span: [text]{.smallcaps lang=de}.")                   \
    X(divs, "fenced_divs", OCT_MD_IN_MARKDOWN,                                                     \
      "Blocks between ::: name or ::: {.class #id} and ::: are a div.")                            \
    X(alerts, "alerts", OCT_MD_IN_MARKDOWN | OCT_MD_IN_GFM,                                        \
      "Quotes that begin with [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] or [!CAUTION].")           \
    X(figures, "implicit_figures", OCT_MD_IN_MARKDOWN,                                             \
      "An image with a description alone in its paragraph is a figure with a caption.")            \
    X(markdown_tags, "markdown_attribute", OCT_MD_IN_MARKDOWN,                                     \
      "Markdown between HTML tags on lines of their own: <div markdown=\"1\"> and </div>.")        \
    X(html_markdown, "markdown_in_html_blocks", OCT_MD_IN_MARKDOWN,                                \
      "Markdown between the tags of HTML blocks: <td>*text*</td>, but not in <pre> and scripts.")  \
    X(pandoc_slugs, "auto_identifiers", OCT_MD_NOWHERE,                                            \
      "Headings get identifiers by pandoc's rules; without it, by GitHub's.")                      \
    X(ascii_slugs, "ascii_identifiers", OCT_MD_NOWHERE,                                            \
      "Identifiers of headings are of ASCII: letters lose their accents.")                         \
    X(includes, "includes", OCT_MD_IN_MARKDOWN,                                                    \
      "A line !include file.md, or a fence of the language include, is replaced by the file; "     \
      "code with include=file has the file's lines.")                                              \
    X(smart, "smart", OCT_MD_NOWHERE,                                                              \
      "Straight quotes, hyphens and dots become typographic. The same as --smart.")

typedef struct oct_md_features {
#define OCT_MD_FIELD(field, name, dialects, help) bool field;
    OCT_MD_EXTENSIONS(OCT_MD_FIELD)
#undef OCT_MD_FIELD
    bool drop_cells;  /* the cells of a row that are more than the table's columns */
    bool strict_math; /* no letters or digits right outside of the dollars, as on github.com */
    const struct oct_quotes *quotes; /* of smart, where they are not English; else NULL */
    const char *const *alert_titles; /* in the order of language.h */
    bool top_alerts;                 /* alerts only in the document itself */
    bool filter_tags;                /* raw HTML that is kept is kept as github.com keeps it */
} oct_md_features;

/* The same table as descriptors have it. */
extern const oct_syntax oct_md_syntax[];

/* The features that a reading's syntax switches on. */
oct_md_features oct_md_features_of(uint64_t syntax);

#endif
