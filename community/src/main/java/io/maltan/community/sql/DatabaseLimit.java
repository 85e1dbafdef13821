package io.maltan.community.sql;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long work that no request waits for may take in the database.
 *
 * @param limit of a statement, or a few in a transaction, with the connection for it; what takes
 *     longer has lost its connection, since PostgreSQL and the pool give up long before
 */
@ConfigurationProperties("maltan.community.database")
public record DatabaseLimit(@DefaultValue("15s") Duration limit) {}
