/* formats/html/reader - HTML into the tree. Knows core and libxml2's HTML parser. */
#include "formats/html/html.h"

oct_status oct_html_read(oct_reading *reading) {
    (void)reading;
    return OCT_OK;
}
