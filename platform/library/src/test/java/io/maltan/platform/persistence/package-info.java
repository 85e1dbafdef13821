/** Transactions, against a transaction manager that is played and against PostgreSQL. */
@NullMarked
package io.maltan.platform.persistence;

import org.jspecify.annotations.NullMarked;
