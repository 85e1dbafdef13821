/** API keys: how people let programs act for them, and what a key is exchanged for. */
@NullMarked
@CheckReturnValue
package io.maltan.user.apikey;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
