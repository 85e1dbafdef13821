package io.maltan.gateway.upstream;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Where the services listen: scheme, host and port of each. */
@ConfigurationProperties("maltan.services")
public record ServiceAddresses(URI user, URI place, URI recommendation, URI community) {

    public URI of(Service service) {
        return switch (service) {
            case USER -> user;
            case PLACE -> place;
            case RECOMMENDATION -> recommendation;
            case COMMUNITY -> community;
        };
    }
}
