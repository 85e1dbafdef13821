package io.maltan.gateway.upstream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** What each kind of traffic may take. */
@ConfigurationProperties("maltan.gateway.traffic")
record TrafficLimits(
        @DefaultValue Ordinary ordinary,
        @DefaultValue Stream stream,
        @DefaultValue Photo photo,
        @DefaultValue Import imports) {

    /** Of {@link DataSize} values: no bound. */
    private static final long UNBOUNDED = Long.MAX_VALUE;

    /**
     * @param response from the end of the request to the head of its answer
     * @param upload for the whole of the body
     */
    record Ordinary(
            @DefaultValue("5s") Duration response,
            @DefaultValue("20s") Duration upload,
            @DefaultValue("1MB") DataSize body) {}

    /**
     * @param opening until the first sign of the stream; what follows has no limit
     */
    record Stream(@DefaultValue("30s") Duration opening) {}

    /**
     * @param response as of ordinary requests, with time to decode the image
     */
    record Photo(
            @DefaultValue("20s") Duration response,
            @DefaultValue("2m") Duration upload,
            @DefaultValue("10MB") DataSize body) {}

    /** A file is as large as it is; its sender may pause for as long as {@code idle}. */
    record Import(
            @DefaultValue("1m") Duration response,
            @DefaultValue("6h") Duration upload,
            @DefaultValue("1m") Duration idle) {}

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
