package io.maltan.platform.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * An issuer of access tokens whose public key is served where {@link #jwksUri()} says, as the user
 * service serves its own.
 */
public final class TestTokens {

    public static final String ISSUER = "http://localhost:8080";
    public static final String AUDIENCE = "maltan";

    private static final RSAKey KEY = newKey("test-key");
    private static final URI JWKS = serveKeys();

    private TestTokens() {}

    public static URI jwksUri() {
        return JWKS;
    }

    /** A token of an account. */
    public static String user(UUID id) {
        return withRoles(id, List.of("user"));
    }

    public static String guest(UUID id) {
        return withRoles(id, List.of("guest"));
    }

    public static String moderator(UUID id) {
        return withRoles(id, List.of("user", "moderator"));
    }

    public static String admin(UUID id) {
        return withRoles(id, List.of("user", "admin"));
    }

    public static String withRoles(UUID id, List<String> roles) {
        return custom(id, claims -> claims.claim("roles", roles));
    }

    /** A token of an account that ends at the given time. */
    public static String expiringAt(UUID id, Instant expiry) {
        return custom(id, claims -> claims.expirationTime(Date.from(expiry)));
    }

    /** A token of an account with some claims replaced. */
    public static String custom(UUID id, Consumer<JWTClaimsSet.Builder> change) {
        return signed(id, change, KEY, "at+jwt");
    }

    /** A token that names our key and is signed with another. */
    public static String forged(UUID id) {
        return signed(id, claims -> {}, newKey(KEY.getKeyID()), "at+jwt");
    }

    /** A token of ours that is no access token. */
    public static String ofOtherType(UUID id) {
        return signed(id, claims -> {}, KEY, "refresh+jwt");
    }

    private static String signed(
            UUID id, Consumer<JWTClaimsSet.Builder> change, RSAKey key, String type) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .subject(id.toString())
                        .claim("sid", UUID.randomUUID().toString())
                        .claim("roles", List.of("user"))
                        .claim("scope", "")
                        .issuer(ISSUER)
                        .audience(AUDIENCE)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(Duration.ofMinutes(15))))
                        .jwtID(UUID.randomUUID().toString());
        change.accept(claims);
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType(type))
                        .keyID(key.getKeyID())
                        .build();
        SignedJWT token = new SignedJWT(header, claims.build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URI serveKeys() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/.well-known/jwks.json", TestTokens::answerKeys);
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0), "stop-jwks"));
            return URI.create(
                    "http://localhost:%d/.well-known/jwks.json"
                            .formatted(server.getAddress().getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answerKeys(HttpExchange exchange) throws IOException {
        byte[] body = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
