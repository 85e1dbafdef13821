package io.maltan.gateway.limit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much a caller may ask for.
 *
 * @param mode whether limits refuse, or only count and announce
 * @param callers how many callers are kept in mind
 * @param streams how many streams a caller may have open
 */
@ConfigurationProperties("maltan.gateway.rate-limits")
record RateLimitSettings(
        @DefaultValue("enforce") Mode mode,
        @DefaultValue("10000") int callers,
        @DefaultValue Read read,
        @DefaultValue Write write,
        @DefaultValue Login login,
        @DefaultValue("20") int streams) {

    enum Mode {
        ENFORCE,
        SHADOW
    }

    /** So many requests in a window, which refills evenly. */
    record Quota(long requests, Duration window) {}

    record Read(@DefaultValue("1200") long requests, @DefaultValue("1m") Duration window) {}

    record Write(@DefaultValue("300") long requests, @DefaultValue("1m") Duration window) {}

    record Login(@DefaultValue("60") long requests, @DefaultValue("1m") Duration window) {}

    Quota of(RequestClass requests) {
        return switch (requests) {
            case READ -> new Quota(read.requests(), read.window());
            case WRITE -> new Quota(write.requests(), write.window());
            case LOGIN -> new Quota(login.requests(), login.window());
        };
    }
}
