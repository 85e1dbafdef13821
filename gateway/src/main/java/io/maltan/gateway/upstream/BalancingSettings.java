package io.maltan.gateway.upstream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How the replicas of each service are found and chosen; may change while the gateway runs. */
record BalancingSettings(
        @DefaultValue @Valid Choice user,
        @DefaultValue @Valid Choice place,
        @DefaultValue @Valid Choice recommendation,
        @DefaultValue @Valid Choice community) {

    static final String PREFIX = "maltan.gateway.balancing";

    enum Strategy {
        ROUND_ROBIN,
        RANDOM,
        WEIGHTED,
        LEAST_RESPONSE_TIME
    }

    /**
     * Of one service.
     *
     * @param replicas where they are, with a weight where that matters: {@code http://a:8082;3}; a
     *     host that has several addresses is several replicas; empty for the service's own address
     * @param canaries replicas of another version
     * @param canaryPercent the share of callers who get the other version; anybody may ask for it
     *     or not by the header {@code X-Canary: always} or {@code never}
     * @param concurrent the most calls at once
     * @param response for answers to ordinary requests, where this service needs another time than
     *     all others
     */
    record Choice(
            @DefaultValue("least-response-time") @NotNull Strategy strategy,
            @DefaultValue List<@Valid Target> replicas,
            @DefaultValue List<@Valid Target> canaries,
            @DefaultValue("0") @Min(0) @Max(100) int canaryPercent,
            @DefaultValue("1000") @Min(1) int concurrent,
            @Nullable @DurationMin(millis = 100) Duration response) {

        Duration responseOr(Duration usual) {
            return response == null ? usual : response;
        }
    }

    Choice of(Service service) {
        return switch (service) {
            case USER -> user;
            case PLACE -> place;
            case RECOMMENDATION -> recommendation;
            case COMMUNITY -> community;
        };
    }
}
