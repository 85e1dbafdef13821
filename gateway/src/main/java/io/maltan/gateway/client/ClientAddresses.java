package io.maltan.gateway.client;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * The address of who sent a request: the peer's, or where the peer is a trusted proxy, what that
 * proxy says. Of {@code X-Forwarded-For} only the part that trusted proxies wrote is believed: it
 * is read from the right, up to the first address that is not a trusted proxy.
 */
@Component
public class ClientAddresses {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
    private static final String HTTPS = "https";

    private final List<IpSubnetFilterRule> trusted;

    ClientAddresses(ClientSettings settings) {
        this.trusted = settings.trustedProxies().stream().map(ClientAddresses::toRule).toList();
    }

    /** The client's address. */
    public InetAddress of(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        InetAddress address = peerOf(request);
        if (!isTrusted(address)) {
            return address;
        }
        List<String> hops =
                request.getHeaders().getValuesAsList(FORWARDED_FOR).reversed().stream()
                        .flatMap(value ->
                                Arrays.stream(value.split(",")).toList().reversed().stream())
                        .map(String::trim)
                        .toList();
        for (String hop : hops) {
            InetAddress before = isTrusted(address) ? parse(hop) : null;
            if (before == null) {
                return address;
            }
            address = before;
        }
        return address;
    }

    /** {@code https} where the client's connection, or that to a trusted proxy, is encrypted. */
    public String schemeOf(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        String told = request.getHeaders().getFirst(FORWARDED_PROTO);
        if (told != null && isTrusted(peerOf(request))) {
            return told.trim().toLowerCase(Locale.ROOT).equals(HTTPS) ? HTTPS : "http";
        }
        return request.getSslInfo() == null ? "http" : HTTPS;
    }

    private static InetAddress peerOf(ServerHttpRequest request) {
        InetSocketAddress peer = request.getRemoteAddress();
        return peer == null || peer.getAddress() == null
                ? InetAddress.getLoopbackAddress()
                : peer.getAddress();
    }

    private boolean isTrusted(InetAddress address) {
        if (trusted.isEmpty()) {
            return false;
        }
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return trusted.stream().anyMatch(rule -> rule.matches(socket));
    }

    /** Never asks a name server. */
    private static @Nullable InetAddress parse(String text) {
        return NetUtil.createInetAddressFromIpAddressString(text);
    }

    /** Of {@code 10.0.0.0/8}, {@code fd00::/8} or a single address. */
    private static IpSubnetFilterRule toRule(String network) {
        int slash = network.indexOf('/');
        String address = slash < 0 ? network : network.substring(0, slash);
        InetAddress parsed = parse(address);
        if (parsed == null) {
            throw new IllegalArgumentException("Not an address or network: " + network);
        }
        int prefix =
                slash < 0
                        ? parsed.getAddress().length * Byte.SIZE
                        : Integer.parseInt(network.substring(slash + 1));
        return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
    }
}
