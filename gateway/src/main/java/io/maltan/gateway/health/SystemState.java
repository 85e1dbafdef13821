package io.maltan.gateway.health;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The state of all of the services, in words.
 *
 * @param status {@code up}, {@code degraded} when some are down, {@code down} when all are
 */
record SystemState(String status, Map<String, String> services) {

    private static final String UP = "up";
    private static final String DEGRADED = "degraded";
    private static final String DOWN = "down";

    static SystemState of(Map<String, Boolean> up) {
        Map<String, String> services = new LinkedHashMap<>();
        up.forEach((service, isUp) -> services.put(service, isUp ? UP : DOWN));
        if (!services.containsValue(UP)) {
            return new SystemState(DOWN, services);
        }
        return new SystemState(services.containsValue(DOWN) ? DEGRADED : UP, services);
    }

    boolean isDown() {
        return status.equals(DOWN);
    }
}
