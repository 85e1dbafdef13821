package io.maltan.gateway.limit;

import io.maltan.gateway.client.ApiKeys;
import io.maltan.gateway.client.CallerIdentity;
import io.maltan.gateway.client.ClientAddresses;
import io.maltan.gateway.client.VerifiedCaller;
import io.maltan.platform.security.Caller;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Whom requests are counted for: the API key or the user of the verified token, else the client's
 * address.
 */
@Component
class CallerKeys {

    /** Who has one IPv6 address usually has the other 2^64 of its network too. */
    private static final int NETWORK_BYTES = 8;

    private final ClientAddresses addresses;

    CallerKeys(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    String of(ServerWebExchange exchange) {
        @Nullable Caller caller = VerifiedCaller.of(exchange);
        String key = caller == null ? keyOfAddress(exchange) : keyOf(exchange, caller);
        CallerIdentity.keep(exchange, key);
        return key;
    }

    /** The session of a token that was exchanged for an API key is the key. */
    private static String keyOf(ServerWebExchange exchange, Caller caller) {
        return ApiKeys.isUsedBy(exchange) ? "key:" + caller.sessionId() : "user:" + caller.id();
    }

    /** By address alone, whoever it is; who is named for the request already stays so. */
    String ofAddress(ServerWebExchange exchange) {
        String key = keyOfAddress(exchange);
        if (CallerIdentity.of(exchange).isEmpty()) {
            CallerIdentity.keep(exchange, key);
        }
        return key;
    }

    private String keyOfAddress(ServerWebExchange exchange) {
        InetAddress address = addresses.of(exchange);
        if (address instanceof Inet6Address) {
            byte[] network = Arrays.copyOf(address.getAddress(), NETWORK_BYTES);
            return "network:" + HexFormat.of().formatHex(network);
        }
        return "address:" + address.getHostAddress();
    }
}
