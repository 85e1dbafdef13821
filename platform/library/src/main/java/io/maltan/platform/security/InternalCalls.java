package io.maltan.platform.security;

import org.springframework.http.HttpHeaders;

/** The secret that services show one another on {@code /internal/**}. */
public final class InternalCalls {

    /** The header that carries the secret; the gateway removes it from whatever clients send. */
    public static final String HEADER = "X-Maltan-Internal";

    private final String secret;

    InternalCalls(String secret) {
        this.secret = secret;
    }

    /** Adds the secret to the headers of a call to another service. */
    public void authorise(HttpHeaders headers) {
        headers.set(HEADER, secret);
    }
}
