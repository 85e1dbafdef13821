package io.maltan.gateway.upstream;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;

/**
 * Where replicas are: all addresses of a host.
 *
 * @param weight how much more work one of them gets than one of weight 1
 */
record Target(URI uri, @Min(1) @Max(100) int weight) {

    /** Of {@code http://host:port} or {@code http://host:port;weight}. */
    public static Target valueOf(String text) {
        int separator = text.indexOf(';');
        URI uri = URI.create((separator < 0 ? text : text.substring(0, separator)).trim());
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException(text + " names no host and port");
        }
        int weight = separator < 0 ? 1 : Integer.parseInt(text.substring(separator + 1).trim());
        return new Target(uri, weight);
    }
}
