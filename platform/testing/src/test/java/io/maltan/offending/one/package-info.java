/** Code that breaks every house rule, so that the rules are seen to catch it. */
@NullMarked
package io.maltan.offending.one;

import org.jspecify.annotations.NullMarked;
