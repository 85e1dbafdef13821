package io.maltan.place.photo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How photos are taken in and kept.
 *
 * @param directory where they are kept, unless in an S3 bucket; replicas need the same one
 * @param largest that is taken
 * @param mostPixels of an image that can be decoded line by line
 * @param mostPixelsBuffered of one that must be held as a whole: progressive JPEG and WebP
 * @param decodingLimit of processor time for one image
 * @param queue uploads that may wait for the decoder
 * @param mostWaiting those of one person among them
 * @param silence after which an upload that sends nothing is given up
 * @param keepUnnamed how long a photo may wait for what names it
 * @param mostUnnamed photos of one person that wait at a time
 * @param mostADay photos that one person may send within 24 hours, with those that are refused
 * @param sweepEvery how often is removed what nothing names
 */
@ConfigurationProperties("maltan.photos")
record PhotoProperties(
        Path directory,
        @DefaultValue("10MB") DataSize largest,
        @DefaultValue("50000000") long mostPixels,
        @DefaultValue("16000000") long mostPixelsBuffered,
        @DefaultValue("8s") Duration decodingLimit,
        @DefaultValue("16") int queue,
        @DefaultValue("4") int mostWaiting,
        @DefaultValue("10s") Duration silence,
        @DefaultValue("24h") Duration keepUnnamed,
        @DefaultValue("100") int mostUnnamed,
        @DefaultValue("300") int mostADay,
        @DefaultValue("1m") Duration sweepEvery,
        @Nullable S3 s3) {

    /**
     * A bucket in an S3-compatible store.
     *
     * @param endpoint of the store; the bucket is named in the path
     */
    record S3(
            URI endpoint,
            @DefaultValue("us-east-1") String region,
            String bucket,
            String accessKey,
            String secretKey,
            @DefaultValue("10s") Duration timeLimit) {}
}
