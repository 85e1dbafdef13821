/** The merge of documents, by itself. */
@NullMarked
package io.maltan.gateway.reference;

import org.jspecify.annotations.NullMarked;
