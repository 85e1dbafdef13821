package io.maltan.platform.web;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service answers.
 *
 * @param timeLimit from when a request is there until its answer begins, and then again until that
 *     is written; the default leaves the gateway time to answer within 2.5 s
 * @param bodyTimeLimit for a request's body to arrive, for as long as it is waited for; the gateway
 *     gives ordinary ones 20 s
 * @param unlimitedPaths path patterns of a service's uploads and downloads, in addition to its
 *     streams
 * @param firstRequests paths with their queries that anybody may ask for, asked for by the service
 *     itself before it is ready
 */
@ConfigurationProperties("maltan.web")
record WebProperties(
        @DefaultValue("2300ms") Duration timeLimit,
        @DefaultValue("25s") Duration bodyTimeLimit,
        @DefaultValue List<String> unlimitedPaths,
        @DefaultValue List<String> firstRequests) {}
