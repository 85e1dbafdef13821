package io.maltan.gateway.limit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much a caller may ask for; may change while the gateway runs.
 *
 * @param mode whether limits refuse, or only count and announce
 * @param callers how many callers are kept in mind
 * @param streams how many streams a caller may have open
 * @param concurrent how many requests of one address may be under way in one replica, streams aside
 */
record RateLimitSettings(
        @DefaultValue("enforce") @NotNull Mode mode,
        @DefaultValue("10000") @Min(1) int callers,
        @DefaultValue @Valid Read read,
        @DefaultValue @Valid Write write,
        @DefaultValue @Valid Login login,
        @DefaultValue("20") @Min(0) int streams,
        @DefaultValue("250") @Min(1) int concurrent) {

    static final String PREFIX = "maltan.gateway.rate-limits";

    /** Microseconds are counted: a window of more requests than it has of them makes no sense. */
    private static final long MOST = 1_000_000;

    enum Mode {
        ENFORCE,
        SHADOW
    }

    record Read(
            @DefaultValue("1200") @Min(1) @Max(MOST) long requests,
            @DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(days = 1) Duration window) {}

    record Write(
            @DefaultValue("300") @Min(1) @Max(MOST) long requests,
            @DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(days = 1) Duration window) {}

    record Login(
            @DefaultValue("60") @Min(1) @Max(MOST) long requests,
            @DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(days = 1) Duration window) {}

    Quota of(RequestClass requests) {
        return switch (requests) {
            case READ -> new Quota(read.requests(), read.window());
            case WRITE -> new Quota(write.requests(), write.window());
            case LOGIN -> new Quota(login.requests(), login.window());
        };
    }
}
