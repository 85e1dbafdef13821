package io.maltan.compose.settings;

import java.util.Map;

/**
 * Where everything listens. One base port moves all of them, so that two checkouts run side by
 * side; the gateway, PostgreSQL and Redis can be moved alone.
 *
 * @param base the first of the services' ports; management ports lie 1000 above
 */
public record Ports(int base, int gateway, int postgres, int redis) {

    private static final int DEFAULT_BASE = 8080;
    private static final int HIGHEST_BASE = 64_000;
    private static final int POSTGRES_OFFSET = 5;
    private static final int REDIS_OFFSET = 6;
    private static final int MANAGEMENT_OFFSET = 1000;
    private static final int HIGHEST = 65_535;

    /** Reads {@code MALTAN_BASE_PORT}, {@code MALTAN_PORT} and the ports of the two servers. */
    public static Ports from(Map<String, String> environment) {
        int base = number(environment, "MALTAN_BASE_PORT", DEFAULT_BASE, HIGHEST_BASE);
        return new Ports(
                base,
                number(environment, "MALTAN_PORT", base, HIGHEST),
                number(environment, "MALTAN_POSTGRES_PORT", base + POSTGRES_OFFSET, HIGHEST),
                number(environment, "MALTAN_REDIS_PORT", base + REDIS_OFFSET, HIGHEST));
    }

    /**
     * The port of the service with the given position in the list of services; the gateway is 0.
     */
    public int service(int position) {
        return position == 0 ? gateway : base + position;
    }

    /**
     * The management port of the service with the given position; it does not move with the
     * gateway.
     */
    public int management(int position) {
        return base + MANAGEMENT_OFFSET + position;
    }

    private static int number(
            Map<String, String> environment, String name, int otherwise, int highest) {
        String text = environment.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= highest) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new StartFailure(outOfRange(name, text, highest), e);
        }
        throw new StartFailure(outOfRange(name, text, highest));
    }

    private static String outOfRange(String name, String text, int highest) {
        return "%s must be a port from 1 to %d, not \"%s\".".formatted(name, highest, text);
    }
}
