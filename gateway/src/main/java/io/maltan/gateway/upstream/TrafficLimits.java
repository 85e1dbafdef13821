package io.maltan.gateway.upstream;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What each kind of traffic may take; may change while the gateway runs.
 *
 * @param bodies memory for bodies on their way to services, of all together; each counts with its
 *     length, 256 KB at most
 */
record TrafficLimits(
        @DefaultValue @Valid Ordinary ordinary,
        @DefaultValue @Valid Stream stream,
        @DefaultValue @Valid Photo photo,
        @DefaultValue @Valid Import imports,
        @DefaultValue("12MB") @NotNull DataSize bodies) {

    static final String PREFIX = "maltan.gateway.traffic";

    /** Of {@link DataSize} values: no bound. */
    private static final long UNBOUNDED = Long.MAX_VALUE;

    /**
     * @param response from the end of the request to the head of its answer
     * @param upload for the whole of the body
     */
    record Ordinary(
            @DefaultValue("5s") @DurationMin(millis = 100) Duration response,
            @DefaultValue("20s") @DurationMin(millis = 100) Duration upload,
            @DefaultValue("1MB") @NotNull DataSize body) {}

    /**
     * @param opening until the first sign of the stream; what follows has no limit
     */
    record Stream(@DefaultValue("30s") @DurationMin(millis = 100) Duration opening) {}

    /**
     * @param response as of ordinary requests, with time to decode the image
     */
    record Photo(
            @DefaultValue("20s") @DurationMin(millis = 100) Duration response,
            @DefaultValue("2m") @DurationMin(millis = 100) Duration upload,
            @DefaultValue("10MB") @NotNull DataSize body) {}

    /** A file is as large as it is; its sender may pause for as long as {@code idle}. */
    record Import(
            @DefaultValue("1m") @DurationMin(millis = 100) Duration response,
            @DefaultValue("6h") @DurationMin(millis = 100) Duration upload,
            @DefaultValue("1m") @DurationMin(millis = 100) Duration idle) {}

    /** From the end of the request to the head of its answer. */
    Duration responseOf(Traffic traffic) {
        return switch (traffic) {
            case ORDINARY -> ordinary.response();
            case STREAM -> stream.opening();
            case PHOTO -> photo.response();
            case IMPORT -> imports.response();
        };
    }

    /** For the whole of the request's body. */
    Duration uploadOf(Traffic traffic) {
        return switch (traffic) {
            case ORDINARY, STREAM -> ordinary.upload();
            case PHOTO -> photo.upload();
            case IMPORT -> imports.upload();
        };
    }

    /** Between two pieces of the request's body. */
    Duration idleOf(Traffic traffic) {
        return traffic == Traffic.IMPORT ? imports.idle() : ordinary.response();
    }

    /** The most bytes of a body. */
    long bodyOf(Traffic traffic) {
        return switch (traffic) {
            case ORDINARY, STREAM -> ordinary.body().toBytes();
            case PHOTO -> photo.body().toBytes();
            case IMPORT -> UNBOUNDED;
        };
    }
}
