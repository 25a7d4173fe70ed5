/* Lists the links of documents: the line, the destination, and the text that is clicked on.
 *
 *     links page.html notes.md
 *
 * Needs the public header only: cc links.c $(pkg-config --cflags --libs octavo) */
#include <octavo.h>

#include <stdio.h>

static void print_slice(oct_slice slice) {
    fwrite(slice.ptr ? slice.ptr : "", 1, slice.len, stdout);
}

static void print_text(oct_node *link) {
    oct_walk walk = oct_walk_begin(link);
    while (oct_walk_next(&walk)) {
        if (walk.entering && oct_node_kind(walk.node) == OCT_SOFT_BREAK)
            putchar(' ');
        else if (walk.entering)
            print_slice(oct_node_text(walk.node));
    }
}

static void list_links(const oct_document *document) {
    oct_walk walk = oct_walk_begin(oct_document_root(document));
    while (oct_walk_next(&walk)) {
        if (!walk.entering || oct_node_kind(walk.node) != OCT_LINK)
            continue;
        printf("%u\t", (unsigned)oct_node_line(walk.node));
        print_slice(oct_node_url(walk.node));
        putchar('\t');
        print_text(walk.node);
        putchar('\n');
    }
}

int main(int argc, char **argv) {
    oct_context *context = oct_context_new(NULL);
    oct_job *job = context ? oct_job_new(context) : NULL;
    oct_status status = job ? OCT_OK : OCT_NO_MEMORY;
    for (int i = 1; i < argc && status == OCT_OK; i++)
        status = oct_job_add_file(job, argv[i]);
    oct_document *document;
    if (status == OCT_OK)
        status = oct_job_read(job, &document);
    if (status == OCT_OK)
        list_links(document);
    else
        fprintf(stderr, "%s: %s\n", argv[0], oct_status_name(status));
    oct_job_free(job);
    oct_context_free(context);
    return (int)status;
}
