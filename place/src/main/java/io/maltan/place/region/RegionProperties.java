package io.maltan.place.region;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How regions are replaced.
 *
 * @param largest file that is taken
 * @param mostCorners of all outlines together, after they have been simplified if need be
 * @param lookEvery how often a replica looks whether another one has replaced the regions
 * @param settle how long after that the places are assigned anew, when all replicas have seen it
 * @param batch places assigned at once
 */
@ConfigurationProperties("maltan.regions")
record RegionProperties(
        @DefaultValue("8MB") DataSize largest,
        @DefaultValue("150000") int mostCorners,
        @DefaultValue("2s") Duration lookEvery,
        @DefaultValue("4s") Duration settle,
        @DefaultValue("200") int batch) {}
