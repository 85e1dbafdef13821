package io.maltan.user.admission;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Where a request comes from.
 *
 * <p>The gateway replaces whatever {@code X-Forwarded-For} a client sent with the address that it
 * knows, so the last entry is believed: it was written by whoever called us, and only the gateway
 * is let through to this service. Without the header it is the connection's own address.
 *
 * @param name what the device calls itself
 */
record Client(String address, String name) {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final int LONGEST_ADDRESS = 64;
    private static final int LONGEST_NAME = 200;

    static Client of(ServerHttpRequest request) {
        return new Client(addressOf(request), nameOf(request.getHeaders()));
    }

    private static String addressOf(ServerHttpRequest request) {
        String forwarded = request.getHeaders().getFirst(FORWARDED_FOR);
        if (forwarded != null && !forwarded.isBlank()) {
            String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
            return shortened(last, LONGEST_ADDRESS);
        }
        var remote = request.getRemoteAddress();
        return remote == null ? "unknown" : remote.getAddress().getHostAddress();
    }

    private static String nameOf(HttpHeaders headers) {
        String agent = headers.getFirst(HttpHeaders.USER_AGENT);
        return agent == null ? "unknown" : shortened(cleaned(agent), LONGEST_NAME);
    }

    private static String cleaned(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
