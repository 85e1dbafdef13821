package io.maltan.compose.service;

import io.maltan.compose.settings.Ports;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The five services, in the order of their ports. */
public enum Service {
    GATEWAY(0),
    USER(1),
    PLACE(2),
    RECOMMENDATION(3),
    COMMUNITY(4);

    private final int position;

    Service(int position) {
        this.position = position;
    }

    /** The port that its clients use. */
    public int port(Ports ports) {
        return ports.service(position);
    }

    /** The port of its health, metrics and information. */
    public int managementPort(Ports ports) {
        return ports.management(position);
    }

    /** The name in settings, file names and messages. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of its database and of its role. */
    public String database() {
        return "maltan_" + id();
    }

    /** The services behind the gateway, each with a database. */
    public static List<Service> behindGateway() {
        return Stream.of(values()).filter(service -> service != GATEWAY).toList();
    }
}
