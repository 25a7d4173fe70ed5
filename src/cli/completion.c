/* cli/completion - scripts that make bash, zsh and fish complete octavo's command line, made from
 * the option tables. */
#include "cli/help.h"

/* What completes the value of an option. */
typedef enum value_kind {
    VALUE_NONE, /* a flag */
    VALUE_FREE, /* nothing can be offered */
    VALUE_FILE,
    VALUE_FOLDER,
    VALUE_WORDS
} value_kind;

static value_kind kind_of(const oct_option *option) {
    if (option->type == OCT_OPTION_FLAG)
        return VALUE_NONE;
    const char *metavar = option->metavar ? option->metavar : "";
    if (option->choices || strcmp(metavar, "FORMAT") == 0)
        return VALUE_WORDS;
    if (strncmp(metavar, "FOLDER", 6) == 0)
        return VALUE_FOLDER;
    return strcmp(metavar, "FILE") == 0 ? VALUE_FILE : VALUE_FREE;
}

/* The words that the value can be, with a space between. */
static void put_words(oct_buffer *out, const oct_option *option) {
    size_t shown = 0;
    for (size_t i = 0; option->choices && option->choices[i]; i++)
        oct_buffer_printf(out, "%s%s", shown++ ? " " : "", option->choices[i]);
    bool writing = strcmp(option->name, "from") != 0;
    for (size_t i = 0; !option->choices && i < oct_format_count; i++)
        if (writing ? oct_formats[i]->write != NULL : oct_formats[i]->read != NULL)
            oct_buffer_printf(out, "%s%s", shown++ ? " " : "", oct_formats[i]->name);
}

/* The first sentence of a help. */
static oct_slice first_sentence(const char *help) {
    oct_slice whole = oct_slice_of(help);
    size_t end = oct_slice_find(whole, OCT_S(". "));
    if (end == whole.len && oct_slice_ends(whole, OCT_S(".")))
        end--;
    return oct_slice_head(whole, end);
}

/* A name may stand in the tables of several formats: it is offered once. */
static bool first_of_its_name(const oct_option *option) {
    oct_option_scope scope;
    return oct_option_in(~0u, option->name, '\0', &scope) == option;
}

/* Calls put for every option, once a name. */
static void each_option(oct_buffer *out, void (*put)(oct_buffer *, const oct_option *)) {
    oct_option_group group;
    for (size_t i = 0; oct_option_group_at(i, &group); i++)
        for (const oct_option *row = group.rows; row && row->name; row++)
            if (first_of_its_name(row))
                put(out, row);
}

static void put_commands(oct_buffer *out) {
    for (size_t i = 1; i < oct_command_count; i++)
        oct_buffer_printf(out, "%s%s", i > 1 ? " " : "", oct_commands[i].name);
}

static void put_topics(oct_buffer *out) {
    put_commands(out);
    for (size_t i = 0; i < oct_format_count; i++)
        oct_buffer_printf(out, " %s", oct_formats[i]->name);
    for (size_t i = 0; oct_help_topics[i]; i++)
        oct_buffer_printf(out, " %s", oct_help_topics[i]);
}

/* ---- bash --------------------------------------------------------------------------------- */

static void bash_value(oct_buffer *out, const oct_option *option) {
    value_kind kind = kind_of(option);
    if (kind == VALUE_NONE)
        return;
    oct_buffer_printf(out, "        --%s", option->name);
    if (option->letter)
        oct_buffer_printf(out, "|-%c", option->letter);
    oct_buffer_string(out, ") ");
    if (kind == VALUE_WORDS) {
        oct_buffer_string(out, "COMPREPLY=($(compgen -W \"");
        put_words(out, option);
        oct_buffer_string(out, "\" -- \"$current\")); ");
    } else if (kind == VALUE_FOLDER) {
        oct_buffer_string(out, "compopt -o filenames; COMPREPLY=($(compgen -d -- \"$current\")); ");
    } else if (kind == VALUE_FREE) {
        oct_buffer_string(out, "compopt +o default; ");
    }
    oct_buffer_string(out, "return ;;\n");
}

static void bash_name(oct_buffer *out, const oct_option *option) {
    oct_buffer_printf(out, " --%s", option->name);
}

static void bash(oct_buffer *out) {
    oct_buffer_string(out, "# bash completion for octavo, made by 'octavo completion bash'\n"
                           "_octavo() {\n"
                           "    local current=${COMP_WORDS[COMP_CWORD]}\n"
                           "    local previous=${COMP_WORDS[COMP_CWORD-1]}\n"
                           "    COMPREPLY=()\n"
                           "    # '=' is a word of its own: --to=epub is three\n"
                           "    if [[ $current == '=' ]]; then\n"
                           "        current=\n"
                           "    elif [[ $previous == '=' ]]; then\n"
                           "        previous=${COMP_WORDS[COMP_CWORD-2]}\n"
                           "    fi\n"
                           "    case $previous in\n");
    each_option(out, bash_value);
    oct_buffer_string(out, "    esac\n"
                           "    if [[ $current == -* ]]; then\n"
                           "        COMPREPLY=($(compgen -W \"");
    each_option(out, bash_name);
    oct_buffer_string(out, "\" -- \"$current\"))\n"
                           "    elif [[ ${COMP_WORDS[1]} == help && $COMP_CWORD -gt 1 ]]; then\n"
                           "        COMPREPLY=($(compgen -W \"");
    put_topics(out);
    oct_buffer_string(out,
                      "\" -- \"$current\"))\n"
                      "    elif [[ ${COMP_WORDS[1]} == completion && $COMP_CWORD -gt 1 ]]; then\n"
                      "        COMPREPLY=($(compgen -W \"bash zsh fish\" -- \"$current\"))\n"
                      "    elif [[ $COMP_CWORD -eq 1 && -n $current ]]; then\n"
                      "        COMPREPLY=($(compgen -W \"");
    put_commands(out);
    oct_buffer_string(out, "\" -- \"$current\"))\n"
                           "    fi\n"
                           "}\n"
                           "complete -o default -o bashdefault -F _octavo octavo\n");
}

/* ---- zsh ---------------------------------------------------------------------------------- */

/* Text inside '...' and [...]. */
static void zsh_text(oct_buffer *out, oct_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\'')
            oct_buffer_string(out, "'\\''");
        else if (c == '[' || c == ']' || c == ':' || c == '\\')
            oct_buffer_printf(out, "\\%c", c);
        else
            oct_buffer_byte(out, c);
    }
}

static void zsh_option(oct_buffer *out, const oct_option *option) {
    value_kind kind = kind_of(option);
    const char *plus = kind == VALUE_NONE ? "" : "+", *equals = kind == VALUE_NONE ? "" : "=";
    const char *star = option->type == OCT_OPTION_LIST ? "*" : "";
    if (option->letter && !*star)
        oct_buffer_printf(out, "        '(-%c --%s)'", option->letter, option->name);
    else
        oct_buffer_printf(out, "        %s", *star ? "'*'" : "");
    if (option->letter)
        oct_buffer_printf(out, "{-%c%s,--%s%s}", option->letter, plus, option->name, equals);
    else
        oct_buffer_printf(out, "--%s%s", option->name, equals);
    oct_buffer_string(out, "'[");
    zsh_text(out, first_sentence(option->help));
    oct_buffer_byte(out, ']');
    if (kind != VALUE_NONE)
        oct_buffer_printf(out, ":%s:", option->metavar ? option->metavar : "VALUE");
    if (kind == VALUE_WORDS) {
        oct_buffer_byte(out, '(');
        put_words(out, option);
        oct_buffer_byte(out, ')');
    } else if (kind == VALUE_FILE) {
        oct_buffer_string(out, "_files");
    } else if (kind == VALUE_FOLDER) {
        oct_buffer_string(out, "_files -/");
    }
    oct_buffer_string(out, "' \\\n");
}

static void zsh(oct_buffer *out) {
    oct_buffer_string(out, "#compdef octavo\n"
                           "# zsh completion for octavo, made by 'octavo completion zsh'\n"
                           "_octavo() {\n"
                           "    if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n"
                           "        compadd -- ");
    put_commands(out);
    oct_buffer_string(out, "\n"
                           "    elif [[ $words[2] == help ]]; then\n"
                           "        compadd -- ");
    put_topics(out);
    oct_buffer_string(out, "\n"
                           "        return\n"
                           "    elif [[ $words[2] == completion ]]; then\n"
                           "        compadd -- bash zsh fish\n"
                           "        return\n"
                           "    fi\n"
                           "    _arguments -s \\\n");
    each_option(out, zsh_option);
    oct_buffer_string(out, "        '*:input:_files'\n"
                           "}\n"
                           "if [[ $funcstack[1] == _octavo ]]; then\n"
                           "    _octavo \"$@\"\n"
                           "else\n"
                           "    compdef _octavo octavo\n"
                           "fi\n");
}

/* ---- fish --------------------------------------------------------------------------------- */

/* Text inside '...'. */
static void fish_text(oct_buffer *out, oct_slice text) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'' || text.ptr[i] == '\\')
            oct_buffer_byte(out, '\\');
        oct_buffer_byte(out, text.ptr[i]);
    }
}

static void fish_option(oct_buffer *out, const oct_option *option) {
    value_kind kind = kind_of(option);
    oct_buffer_printf(out, "complete -c octavo -l %s", option->name);
    if (option->letter)
        oct_buffer_printf(out, " -s %c", option->letter);
    if (kind == VALUE_WORDS) {
        oct_buffer_string(out, " -x -a '");
        put_words(out, option);
        oct_buffer_byte(out, '\'');
    } else if (kind == VALUE_FOLDER) {
        oct_buffer_string(out, " -x -a '(__fish_complete_directories)'");
    } else if (kind == VALUE_FILE) {
        oct_buffer_string(out, " -r -F");
    } else if (kind == VALUE_FREE) {
        oct_buffer_string(out, " -x");
    }
    oct_buffer_string(out, " -d '");
    fish_text(out, first_sentence(option->help));
    oct_buffer_string(out, "'\n");
}

static void fish(oct_buffer *out) {
    oct_buffer_string(out, "# fish completion for octavo, made by 'octavo completion fish'\n");
    each_option(out, fish_option);
    for (size_t i = 1; i < oct_command_count; i++) {
        oct_buffer_printf(out, "complete -c octavo -n __fish_is_first_token -a %s -d '",
                          oct_commands[i].name);
        fish_text(out, first_sentence(oct_commands[i].help));
        oct_buffer_string(out, "'\n");
    }
    oct_buffer_string(out, "complete -c octavo -n '__fish_seen_subcommand_from help' -f -a '");
    put_topics(out);
    oct_buffer_string(out, "'\ncomplete -c octavo -n '__fish_seen_subcommand_from completion' -f "
                           "-a 'bash zsh fish'\n");
}

/* ------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    void (*write)(oct_buffer *out);
} shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};

int oct_run_completion(oct_cli *cli) {
    const char *name = cli->operands.count == 1 ? cli->operands.items[0] : "";
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (strcmp(name, shells[i].name) != 0)
            continue;
        oct_buffer out;
        oct_buffer_init(&out, oct_context_allocator(cli->context));
        shells[i].write(&out);
        return (int)oct_cli_print(cli, &out);
    }
    return (int)oct_cli_usage(cli, "octavo completion bash, zsh or fish",
                              "the name of one shell is wanted");
}
