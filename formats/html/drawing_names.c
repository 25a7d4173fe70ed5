/* formats/html/drawing_names - the names of SVG that have capitals, which a parser of HTML has made
 * small (HTML 13.2.6.1, "adjust SVG attributes", and 13.2.6.5). See drawing.h. */
#include "formats/html/drawing.h"

#include <stdlib.h>

/* Each sorted as if it had no capitals, for the binary search. Elements that core/svg leaves out
 * are left out here, too. */
static const char *const elements[] = {"clipPath",
                                       "feBlend",
                                       "feColorMatrix",
                                       "feComponentTransfer",
                                       "feComposite",
                                       "feConvolveMatrix",
                                       "feDiffuseLighting",
                                       "feDisplacementMap",
                                       "feDistantLight",
                                       "feDropShadow",
                                       "feFlood",
                                       "feFuncA",
                                       "feFuncB",
                                       "feFuncG",
                                       "feFuncR",
                                       "feGaussianBlur",
                                       "feImage",
                                       "feMerge",
                                       "feMergeNode",
                                       "feMorphology",
                                       "feOffset",
                                       "fePointLight",
                                       "feSpecularLighting",
                                       "feSpotLight",
                                       "feTile",
                                       "feTurbulence",
                                       "foreignObject",
                                       "linearGradient",
                                       "radialGradient",
                                       "textPath"};

static const char *const attributes[] = {"attributeName",
                                         "attributeType",
                                         "baseFrequency",
                                         "baseProfile",
                                         "calcMode",
                                         "clipPathUnits",
                                         "diffuseConstant",
                                         "edgeMode",
                                         "filterUnits",
                                         "glyphRef",
                                         "gradientTransform",
                                         "gradientUnits",
                                         "kernelMatrix",
                                         "kernelUnitLength",
                                         "keyPoints",
                                         "keySplines",
                                         "keyTimes",
                                         "lengthAdjust",
                                         "limitingConeAngle",
                                         "markerHeight",
                                         "markerUnits",
                                         "markerWidth",
                                         "maskContentUnits",
                                         "maskUnits",
                                         "numOctaves",
                                         "pathLength",
                                         "patternContentUnits",
                                         "patternTransform",
                                         "patternUnits",
                                         "pointsAtX",
                                         "pointsAtY",
                                         "pointsAtZ",
                                         "preserveAlpha",
                                         "preserveAspectRatio",
                                         "primitiveUnits",
                                         "refX",
                                         "refY",
                                         "repeatCount",
                                         "repeatDur",
                                         "requiredExtensions",
                                         "requiredFeatures",
                                         "specularConstant",
                                         "specularExponent",
                                         "spreadMethod",
                                         "startOffset",
                                         "stdDeviation",
                                         "stitchTiles",
                                         "surfaceScale",
                                         "systemLanguage",
                                         "tableValues",
                                         "targetX",
                                         "targetY",
                                         "textLength",
                                         "viewBox",
                                         "viewTarget",
                                         "xChannelSelector",
                                         "yChannelSelector",
                                         "zoomAndPan"};

/* The first name is in small letters. */
static int compare_small(const void *small, const void *entry) {
    const char *a = small, *b = *(const char *const *)entry;
    while (*a && *a == oct_to_lower(*b)) {
        a++;
        b++;
    }
    return (unsigned char)*a - (unsigned char)oct_to_lower(*b);
}

static const char *with_capitals(const char *small, const char *const *names, size_t count) {
    const char *const *found = bsearch(small, names, count, sizeof *names, compare_small);
    return found ? *found : small;
}

const char *html_drawing_element(const char *small) {
    return with_capitals(small, elements, sizeof elements / sizeof *elements);
}

const char *html_drawing_attribute(const char *small) {
    return with_capitals(small, attributes, sizeof attributes / sizeof *attributes);
}
