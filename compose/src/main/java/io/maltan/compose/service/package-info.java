/** The five services: their jars, their environment, their migrations and their readiness. */
@NullMarked
package io.maltan.compose.service;

import org.jspecify.annotations.NullMarked;
