package io.maltan.user.export;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Where the other services are. */
@ConfigurationProperties("maltan.services")
record ServiceUris(URI place, URI recommendation, URI community) {}
