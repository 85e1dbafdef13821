package io.maltan.user.admission;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Where a request comes from.
 *
 * <p>The gateway replaces whatever {@code X-Forwarded-For} a client sent with the address that it
 * knows, so the last entry is believed: it was written by whoever called us, and only the gateway
 * is let through to this service. Without the header it is the connection's own address.
 *
 * @param network the address, or of an IPv6 address its network of 2^64, which whoever has one of
 *     them usually has
 * @param name what the device calls itself
 */
record Client(String network, String name) {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final int LONGEST_ADDRESS = 64;
    private static final int LONGEST_NAME = 200;
    private static final int NETWORK_BYTES = 8;

    static Client of(ServerHttpRequest request) {
        return new Client(networkOf(request), nameOf(request.getHeaders()));
    }

    private static String networkOf(ServerHttpRequest request) {
        String forwarded = request.getHeaders().getFirst(FORWARDED_FOR);
        if (forwarded != null && !forwarded.isBlank()) {
            return networkOf(forwarded.substring(forwarded.lastIndexOf(',') + 1).strip());
        }
        InetSocketAddress remote = request.getRemoteAddress();
        return remote == null ? "unknown" : networkOf(remote.getAddress());
    }

    private static String networkOf(String address) {
        @Nullable InetAddress parsed = NetUtil.createInetAddressFromIpAddressString(address);
        return parsed == null ? shortened(address, LONGEST_ADDRESS) : networkOf(parsed);
    }

    private static String networkOf(InetAddress address) {
        if (address instanceof Inet6Address) {
            byte[] network = Arrays.copyOf(address.getAddress(), NETWORK_BYTES);
            return HexFormat.of().formatHex(network) + "/64";
        }
        return address.getHostAddress();
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
