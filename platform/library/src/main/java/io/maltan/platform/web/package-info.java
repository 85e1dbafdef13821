/**
 * HTTP conventions shared by all services: entity tags, merge patch, idempotent writes, time
 * limits.
 */
@NullMarked
package io.maltan.platform.web;

import org.jspecify.annotations.NullMarked;
