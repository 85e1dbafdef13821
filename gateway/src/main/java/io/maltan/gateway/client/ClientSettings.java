package io.maltan.gateway.client;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is believed about senders.
 *
 * @param trustedProxies addresses and networks whose {@code X-Forwarded-*} headers are believed
 */
@ConfigurationProperties("maltan.gateway.client")
record ClientSettings(@DefaultValue List<String> trustedProxies) {}
