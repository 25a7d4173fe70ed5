/* formats/docx/emf - a picture that says what it stands for. Knows base only. */
#ifndef OCT_DOCX_EMF_H
#define OCT_DOCX_EMF_H

#include "base/buffer.h"

/* Appends an Enhanced Metafile ([MS-EMF]): a frame of that size (CSS pixels) with words in it,
 * broken into lines. */
void docx_emf_words(oct_buffer *out, uint32_t width, uint32_t height, oct_slice words);

#endif
