/**
 * What every request passes before anything else: its form, its sender's address, the room that is
 * left.
 */
@NullMarked
@CheckReturnValue
package io.maltan.gateway.intake;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
