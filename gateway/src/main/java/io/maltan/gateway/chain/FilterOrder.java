package io.maltan.gateway.chain;

import org.springframework.core.Ordered;

/**
 * The way of a request, from the outside in: first the web filters, which see every request, then
 * those of routes, which see what is for a service.
 */
public final class FilterOrder {

    /** Nobody looks at what two readers could understand in two ways. */
    public static final int REQUEST_FORM = Ordered.HIGHEST_PRECEDENCE;

    /** Every answer has its headers and its line in the log, refusals too. */
    public static final int ANSWER_HEADERS = REQUEST_FORM + 1;

    public static final int ACCESS_LOG = ANSWER_HEADERS + 1;

    /** Before there is any work: a gateway that is full refuses at once. */
    public static final int ROOM = ACCESS_LOG + 1;

    public static final int CROSS_ORIGIN = ROOM + 1;

    /** Around all that looks at credentials. */
    public static final int REFUSED_CREDENTIALS = CROSS_ORIGIN + 1;

    /** Puts a token in the place of a key. */
    public static final int API_KEY = REFUSED_CREDENTIALS + 1;

    public static final int TOKEN = API_KEY + 1;

    /** The first filter of routes: who has signed out is nobody, for the limits too. */
    public static final int REVOCATION = -40;

    public static final int RATE_LIMIT = REVOCATION + 1;

    public static final int STREAM_LIMIT = RATE_LIMIT + 1;

    /** Behind the limits: what a caller may not do counts as what it does. */
    public static final int SCOPE = STREAM_LIMIT + 1;

    public static final int STREAM = SCOPE + 1;

    /** Behind the limits: what is told again counts all the same. */
    public static final int CACHE = STREAM + 1;

    /** Of Spring Cloud Gateway: writes the answer when all behind it are done. */
    private static final int WRITING = -1;

    /** The breaker sees the head of an answer and not its body. */
    public static final int UPSTREAM = WRITING + 1;

    private FilterOrder() {}
}
