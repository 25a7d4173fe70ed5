/* cli/plan - see plan.h. */
#include "cli/plan.h"

#include <errno.h>
#include <sys/stat.h>

/* ---- Formats ------------------------------------------------------------------------------ */

typedef struct format_list {
    const oct_format **items;
    size_t count;
} format_list;

static oct_status unknown_format(oct_cli *cli, const char *name) {
    oct_job *job = oct_job_new(cli->context);
    oct_status status = job ? oct_job_unknown_format(job, name, true) : oct_cli_out_of_memory(cli);
    oct_job_free(job);
    return status;
}

/* The formats of -t, with commas between. */
static oct_status read_formats(oct_cli *cli, format_list *formats) {
    const char *names = oct_cli_setting(cli, "to");
    if (!names)
        return oct_cli_usage(cli, NULL, "a batch needs --to=FORMAT[,FORMAT...]");
    oct_slice rest = oct_slice_of(names);
    formats->items = oct_arena_array(&cli->arena, rest.len / 2 + 1, sizeof *formats->items);
    if (!formats->items)
        return oct_cli_out_of_memory(cli);
    do {
        size_t end = oct_slice_find_byte(rest, ',');
        const char *name = oct_arena_string(&cli->arena, oct_slice_head(rest, end));
        if (!name)
            return oct_cli_out_of_memory(cli);
        const oct_format *format = oct_format_named(name);
        if (!format || !format->write)
            return unknown_format(cli, name);
        formats->items[formats->count++] = format;
        rest = end < rest.len ? oct_slice_from(rest, end + 1) : OCT_S("");
    } while (rest.len);
    return OCT_OK;
}

static bool fits_some_format(const oct_setting *setting, const format_list *formats) {
    for (size_t i = 0; i < formats->count; i++)
        if (oct_option_find(formats->items[i]->writer_options, setting->name))
            return true;
    for (size_t i = 0; i < oct_format_count; i++)
        if (oct_option_find(oct_formats[i]->reader_options, setting->name))
            return true;
    return oct_option_find(oct_job_option_table, setting->name) != NULL;
}

/* An option for none of the formats would be ignored: that is an error. */
static oct_status check_settings(oct_cli *cli, const format_list *formats) {
    for (const oct_setting *s = cli->settings; s; s = s->next)
        if (!s->may_not_fit && !fits_some_format(s, formats))
            return oct_cli_usage(cli, NULL, "--%s belongs to no format of this batch", s->name);
    return OCT_OK;
}

/* ---- Outputs ------------------------------------------------------------------------------ */

/* The last part of a path, without its extension. */
static oct_slice stem_of(const char *path) {
    oct_slice name = oct_slice_of(path);
    while (name.len > 1 && name.ptr[name.len - 1] == '/')
        name.len--;
    for (size_t i = name.len; i > 0; i--)
        if (name.ptr[i - 1] == '/') {
            name = oct_slice_from(name, i);
            break;
        }
    for (size_t i = name.len; i > 1; i--)
        if (name.ptr[i - 1] == '.')
            return oct_slice_head(name, i - 1);
    return name;
}

static const char *output_of(oct_cli *cli, const char *input, const oct_format *to) {
    oct_slice stem = stem_of(input);
    const char *folder = cli->own.out_dir;
    const char *slash = oct_slice_ends(oct_slice_of(folder), OCT_S("/")) ? "" : "/";
    const char *extension = to->extensions ? to->extensions[0] : to->name;
    return oct_arena_printf(&cli->arena, "%s%s%.*s.%s", folder, slash, OCT_SLICE_ARG(stem),
                            extension);
}

static oct_status refuse_equal_names(oct_cli *cli, const oct_conversion *a,
                                     const oct_conversion *b) {
    return oct_cli_usage(cli, "give the inputs other names, or make two batches of them",
                         "\"%s\" to %s and \"%s\" to %s would both become \"%s\"", a->input,
                         a->to->name, b->input, b->to->name, b->output);
}

static oct_status check_names(oct_cli *cli, const oct_plan *plan) {
    oct_map outputs;
    oct_map_init(&outputs, oct_context_allocator(cli->context));
    oct_status status = OCT_OK;
    for (size_t i = 0; i < plan->count && status == OCT_OK; i++) {
        void **place = oct_map_place(&outputs, oct_slice_of(plan->list[i].output));
        if (!place)
            status = oct_cli_out_of_memory(cli);
        else if (*place)
            status = refuse_equal_names(cli, *place, &plan->list[i]);
        else
            *place = &plan->list[i];
    }
    oct_map_free(&outputs);
    return status;
}

/* What makes a file the file it is. Zeroed before use: its bytes are compared. */
typedef struct file_identity {
    dev_t device;
    ino_t inode;
} file_identity;

static bool identify(const char *path, file_identity *identity) {
    struct stat about;
    memset(identity, 0, sizeof *identity);
    if (stat(path, &about) != 0 || !S_ISREG(about.st_mode))
        return false;
    identity->device = about.st_dev;
    identity->inode = about.st_ino;
    return true;
}

static oct_slice bytes_of(const file_identity *identity) {
    return oct_slice_make((const char *)identity, sizeof *identity);
}

static bool add_inputs(oct_cli *cli, oct_map *inputs) {
    const oct_string_list *list = &cli->operands;
    file_identity *identities = oct_arena_array(&cli->arena, list->count, sizeof *identities);
    for (size_t i = 0; identities && i < list->count; i++)
        if (identify(list->items[i], &identities[i])) {
            void **place = oct_map_place(inputs, bytes_of(&identities[i]));
            if (!place)
                return false;
            *place = &list->items[i];
        }
    return identities != NULL;
}

/* No output may replace an input. */
static oct_status check_inputs(oct_cli *cli, const oct_plan *plan) {
    oct_map inputs;
    oct_map_init(&inputs, oct_context_allocator(cli->context));
    oct_status status = add_inputs(cli, &inputs) ? OCT_OK : oct_cli_out_of_memory(cli);
    for (size_t i = 0; i < plan->count && status == OCT_OK; i++) {
        file_identity identity;
        const char **input = NULL;
        if (identify(plan->list[i].output, &identity))
            input = oct_map_find(&inputs, bytes_of(&identity));
        if (input)
            status = oct_cli_usage(cli, "name another folder with --out-dir=FOLDER",
                                   "the output \"%s\" would replace the input \"%s\"",
                                   plan->list[i].output, *input);
    }
    oct_map_free(&inputs);
    return status;
}

static oct_status make_folder(oct_cli *cli, const char *folder) {
    struct stat about;
    if (mkdir(folder, 0777) == 0)
        return OCT_OK;
    int error = errno;
    if (error == EEXIST && stat(folder, &about) == 0)
        error = S_ISDIR(about.st_mode) ? 0 : ENOTDIR;
    if (!error)
        return OCT_OK;
    oct_report(cli->context, OCT_D_CANNOT_WRITE, (oct_place){.file = folder}, NULL,
               "cannot be made a folder: %s", strerror(error));
    return OCT_IO;
}

/* ---- The plan ----------------------------------------------------------------------------- */

static oct_status check_operands(oct_cli *cli) {
    if (cli->operands.count == 0)
        return oct_cli_usage(cli, "'octavo batch --help' shows how", "a batch needs inputs");
    for (size_t i = 0; i < cli->operands.count; i++)
        if (strcmp(cli->operands.items[i], "-") == 0)
            return oct_cli_usage(cli, NULL, "a batch cannot read standard input");
    if (!cli->own.out_dir || !*cli->own.out_dir)
        return oct_cli_usage(cli, NULL, "a batch needs --out-dir=FOLDER");
    return OCT_OK;
}

static bool list_conversions(oct_cli *cli, const format_list *formats, oct_plan *plan) {
    size_t inputs = cli->operands.count;
    if (!__builtin_mul_overflow(inputs, formats->count, &plan->count))
        plan->list = oct_arena_array(&cli->arena, plan->count, sizeof *plan->list);
    for (size_t i = 0; plan->list && i < plan->count; i++) {
        oct_conversion *conversion = &plan->list[i];
        conversion->input = cli->operands.items[i / formats->count];
        conversion->to = formats->items[i % formats->count];
        conversion->output = output_of(cli, conversion->input, conversion->to);
    }
    return plan->list && !cli->arena.failed;
}

oct_status oct_plan_make(oct_cli *cli, oct_plan *plan) {
    format_list formats = {0};
    *plan = (oct_plan){0};
    oct_status status = check_operands(cli);
    if (status == OCT_OK)
        status = read_formats(cli, &formats);
    if (status == OCT_OK)
        status = check_settings(cli, &formats);
    if (status == OCT_OK && !list_conversions(cli, &formats, plan))
        status = oct_cli_out_of_memory(cli);
    if (status == OCT_OK)
        status = check_names(cli, plan);
    if (status == OCT_OK)
        status = check_inputs(cli, plan);
    return status == OCT_OK ? make_folder(cli, cli->own.out_dir) : status;
}
