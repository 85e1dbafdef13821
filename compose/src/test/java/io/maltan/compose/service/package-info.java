@NullMarked
package io.maltan.compose.service;

import org.jspecify.annotations.NullMarked;
