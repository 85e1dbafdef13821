package io.maltan.loadtests;

import java.time.Duration;

/**
 * How much load, and where; each is a system property of Maven.
 *
 * @param base address of the gateway ({@code maltan.url})
 * @param people guests who take part ({@code maltan.people})
 * @param requestsPerSecond recommendations asked for at the peak ({@code maltan.rate})
 * @param streams open streams of recommendations ({@code maltan.streams})
 * @param duration how long at the peak, in seconds ({@code maltan.seconds})
 * @param latitude of the centre ({@code maltan.lat})
 * @param longitude of the centre ({@code maltan.lon})
 * @param p99Millis the run fails above it ({@code maltan.p99})
 * @param failedPercent the run fails above it ({@code maltan.failed})
 */
record LoadSettings(
        String base,
        int people,
        double requestsPerSecond,
        int streams,
        Duration duration,
        double latitude,
        double longitude,
        int p99Millis,
        double failedPercent) {

    static LoadSettings fromProperties() {
        return new LoadSettings(
                System.getProperty("maltan.url", "http://localhost:8080"),
                Integer.getInteger("maltan.people", 100),
                number("maltan.rate", 50),
                Integer.getInteger("maltan.streams", 20),
                Duration.ofSeconds(Integer.getInteger("maltan.seconds", 60)),
                number("maltan.lat", 37.5663),
                number("maltan.lon", 126.9779),
                Integer.getInteger("maltan.p99", 300),
                number("maltan.failed", 0.1));
    }

    private static double number(String name, double otherwise) {
        return Double.parseDouble(System.getProperty(name, Double.toString(otherwise)));
    }
}
