package io.maltan.gateway.limit;

import org.springframework.http.HttpHeaders;

/**
 * The fields {@code RateLimit-Policy} and {@code RateLimit} of
 * draft-ietf-httpapi-ratelimit-headers-10: lists of structured-field strings with parameters.
 */
final class RateLimitFields {

    private static final String POLICY = "RateLimit-Policy";
    private static final String LEFT = "RateLimit";

    private final StringBuilder policy;
    private final StringBuilder left;

    private RateLimitFields(String name) {
        String item = '"' + name + '"';
        this.policy = new StringBuilder(item);
        this.left = new StringBuilder(item);
    }

    static RateLimitFields of(String policy) {
        return new RateLimitFields(policy);
    }

    /** Whether the request has been counted. */
    static boolean areIn(HttpHeaders headers) {
        return headers.containsHeader(LEFT);
    }

    RateLimitFields policy(String parameter, long value) {
        policy.append(';').append(parameter).append('=').append(value);
        return this;
    }

    RateLimitFields policy(String parameter, String value) {
        policy.append(';').append(parameter).append("=\"").append(value).append('"');
        return this;
    }

    RateLimitFields left(String parameter, long value) {
        left.append(';').append(parameter).append('=').append(value);
        return this;
    }

    void writeTo(HttpHeaders headers) {
        headers.set(POLICY, policy.toString());
        headers.set(LEFT, left.toString());
    }
}
