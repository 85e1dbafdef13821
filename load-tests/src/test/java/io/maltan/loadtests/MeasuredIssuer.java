package io.maltan.loadtests;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * An issuer of access tokens for one replica that is measured alone: started with {@code
 * MALTAN_USER_URI} at this address, the replica believes it.
 */
final class MeasuredIssuer {

    private static final String ISSUER = "http://localhost:8080";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int VALID_SECONDS = 1_800;

    private final KeyPair keys;

    /** Another one each time: replicas remember the key of a name. */
    private final String keyId = UUID.randomUUID().toString();

    private MeasuredIssuer(KeyPair keys) {
        this.keys = keys;
    }

    /** Serves its key at {@code maltan.issuer-port}, 18081 unless set. */
    static MeasuredIssuer start()
            throws IOException, GeneralSecurityException, InterruptedException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        MeasuredIssuer issuer = new MeasuredIssuer(generator.generateKeyPair());
        issuer.serveKeys(Integer.getInteger("maltan.issuer-port", 18_081));
        return issuer;
    }

    private void serveKeys(int port) throws IOException, InterruptedException {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        byte[] set =
                """
                {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "%s", "n": "%s", "e": "%s"}]}
                """
                        .formatted(keyId, number(key.getModulus()), number(key.getPublicExponent()))
                        .getBytes(StandardCharsets.UTF_8);
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/.well-known/jwks.json",
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, set.length);
                    exchange.getResponseBody().write(set);
                    exchange.close();
                });
        startAsDaemon(server);
    }

    /** The server's own thread takes after the one that starts it: a program that fails ends. */
    private static void startAsDaemon(HttpServer server) throws InterruptedException {
        Thread.ofPlatform().daemon().start(server::start).join();
    }

    /** A token of an account with this id. */
    String token(UUID person) {
        return token(person, "user");
    }

    /** A token of an account that has one role. */
    String token(UUID person, String role) {
        Instant now = Instant.now();
        String claims =
                """
                {"iss": "%s", "aud": ["maltan"], "sub": "%s", "sid": "%s", "jti": "%s", "roles": ["%s"],
                 "scope": "read write", "iat": %d, "exp": %d}
                """
                        .formatted(
                                ISSUER,
                                person,
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                role,
                                now.getEpochSecond(),
                                now.plusSeconds(VALID_SECONDS).getEpochSecond());
        String signed =
                text("{\"alg\": \"RS256\", \"typ\": \"at+jwt\", \"kid\": \"%s\"}".formatted(keyId))
                        + "."
                        + text(claims);
        return signed + "." + BASE64.encodeToString(sign(signed));
    }

    private byte[] sign(String signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return BASE64.encodeToString(
                bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }
}
