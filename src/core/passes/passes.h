/* core/passes - small functions over the tree, each with one job, run in one visible list
 * (list.c). Each returns OCT_OK, or a failure that it has reported (OCT_NO_MEMORY is reported by
 * the job). */
#ifndef OCT_CORE_PASSES_H
#define OCT_CORE_PASSES_H

#include "core/format.h"

/* Runs the passes that the writer of this job needs, in order. */
oct_status oct_passes_run(oct_writing *writing);

/* Whether nodes are given identifiers in this job, or only their links are looked at. */
bool oct_passes_give_identifiers(const oct_writing *writing);

/* Raw HTML becomes tree, is kept, or is left out, as --raw-html says. */
oct_status oct_pass_raw_html(oct_writing *writing);
/* --shift-heading-level-by; a heading shifted below 1 becomes a paragraph, above 6 stays 6. */
oct_status oct_pass_shift_headings(oct_writing *writing);
/* Headings get identifiers by GitHub's algorithm; every identifier becomes unique in the document;
 * links follow, and links to another input file lead into this document. Links that lead nowhere
 * are reported. */
oct_status oct_pass_identifiers(oct_writing *writing);
/* Finds images and probes them; reports those that cannot be had. */
oct_status oct_pass_resources(oct_writing *writing);
/* Relative links and images of files in other folders become relative to the folder of the first
 * input, as what is written is seen from there. */
oct_status oct_pass_rebase(oct_writing *writing);
/* --number-sections: a span of the class header-section-number at the front of each heading. */
oct_status oct_pass_number_sections(oct_writing *writing);
/* --toc: a nav div of the identifier TOC at the front of the document. */
oct_status oct_pass_toc(oct_writing *writing);
/* Kinds that the writer does not claim are said in other kinds, and reported where that loses
 * something. */
oct_status oct_pass_lower(oct_writing *writing);

#endif
