package io.maltan.loadtests;

import java.time.Duration;

/**
 * How much of the community's load; each is a system property of Maven.
 *
 * @param base address of the gateway ({@code maltan.url})
 * @param people accounts that take part ({@code maltan.people})
 * @param visitsPerSecond at the peak; a visit is seven requests ({@code maltan.rate})
 * @param streams open streams beside it ({@code maltan.streams})
 * @param comments below the one post that everybody reads ({@code maltan.comments})
 * @param duration how long at the peak, in seconds ({@code maltan.seconds})
 * @param p99Millis the run fails above it ({@code maltan.p99})
 * @param failedPercent the run fails above it ({@code maltan.failed})
 */
record CommunitySettings(
        String base,
        int people,
        double visitsPerSecond,
        int streams,
        int comments,
        Duration duration,
        int p99Millis,
        double failedPercent) {

    static CommunitySettings fromProperties() {
        return new CommunitySettings(
                System.getProperty("maltan.url", "http://localhost:8080"),
                Integer.getInteger("maltan.people", 20),
                Double.parseDouble(System.getProperty("maltan.rate", "8")),
                Integer.getInteger("maltan.streams", 100),
                Integer.getInteger("maltan.comments", 200),
                Duration.ofSeconds(Integer.getInteger("maltan.seconds", 60)),
                Integer.getInteger("maltan.p99", 300),
                Double.parseDouble(System.getProperty("maltan.failed", "0.1")));
    }
}
