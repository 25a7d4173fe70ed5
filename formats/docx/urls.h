/* formats/docx/urls - addresses as a relationship can hold them. Knows base only. */
#ifndef OCT_DOCX_URLS_H
#define OCT_DOCX_URLS_H

#include "base/buffer.h"

/* Whether a browser or Word would run the address as code. */
bool docx_url_is_unsafe(oct_slice url);
/* Appends the address as a valid URI reference (RFC 3986), percent-encoding what it must. False
 * when it is none that Word accepts: then what was appended is of no use. */
bool docx_url_append(oct_buffer *out, oct_slice url);
/* Appends a fragment or path with its percent-encoding taken away. */
void docx_url_decode(oct_buffer *out, oct_slice text);

#endif
