/** What the services hold about a person: shown to them in one document, and erased everywhere. */
@CheckReturnValue
@NullMarked
package io.maltan.platform.person;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
