/** The end that every request has. */
@NullMarked
package io.maltan.platform.web;

import org.jspecify.annotations.NullMarked;
