/* core/paths - the paths of files and the URLs that name them, as text: the file system is not
 * asked. Knows base only. */
#ifndef OCT_CORE_PATHS_H
#define OCT_CORE_PATHS_H

#include "base/buffer.h"

/* The folder of a file with its slash; empty when the path has none. Lent. */
oct_slice oct_path_folder(oct_slice file);
/* The path without its folder. Lent. */
oct_slice oct_path_name(oct_slice file);
/* Replaces what is in out by a path that was written in a file of that folder, as seen from where
 * the folder is: "./", "a/../" and doubled slashes taken out. An absolute path stays one. */
void oct_path_join(oct_buffer *out, oct_slice folder, oct_slice path);
/* Appends the way from one folder to a path, both as oct_path_join makes them. Nothing is appended,
 * and the answer is false, when there is none to be told from the text. */
bool oct_path_between(oct_buffer *out, oct_slice folder, oct_slice path);

/* Whether a URL (or the front of one) is a relative path: no scheme, no host, no leading slash, not
 * only a query or a fragment. */
bool oct_url_is_path(oct_slice url);
/* The part of a URL before its query and fragment. */
oct_slice oct_url_path(oct_slice url);
/* What follows the first '#'; empty when there is none. */
oct_slice oct_url_fragment(oct_slice url);
/* Appends with %XX decoded. */
void oct_url_decode(oct_buffer *out, oct_slice url);

#endif
