@NullMarked
package io.maltan.place.member;

import org.jspecify.annotations.NullMarked;
