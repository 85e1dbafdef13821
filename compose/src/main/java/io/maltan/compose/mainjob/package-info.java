/**
 * The main job of Maltan, walked through the gateway as a client would: used by the end-to-end
 * tests and by the smoke run of continuous integration.
 */
@NullMarked
package io.maltan.compose.mainjob;

import org.jspecify.annotations.NullMarked;
