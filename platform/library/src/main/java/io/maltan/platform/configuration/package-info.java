/**
 * Settings that are mounted as files and may change while the process runs: read, judged as a
 * whole, and put in force together or not at all.
 */
@NullMarked
@CheckReturnValue
package io.maltan.platform.configuration;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
