package io.maltan.user.signing;

import static io.maltan.user.Town.bodyOf;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import io.maltan.user.Town;
import io.maltan.user.Town.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "user")
class SigningIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Autowired WebTestClient client;
    @Autowired DatabaseClient database;
    @Autowired KeyRing ring;
    @Autowired SealedKeys sealedKeys;
    @Autowired KeyForge forge;

    private Town town;
    private Person minji;

    @BeforeEach
    void meetPeople() {
        town = new Town(client);
        minji = town.aNewcomer();
    }

    @Test
    void publishesWhatVerifiesItsTokensAndNoMore() throws Exception {
        JWKSet keys = JWKSet.parse(publishedKeys().toString());
        SignedJWT token = SignedJWT.parse(minji.accessToken());

        var key = requireNonNull(keys.getKeyByKeyId(token.getHeader().getKeyID())).toRSAKey();

        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(key.size()).isEqualTo(2048);
        assertThat(key.isPrivate()).isFalse();
        assertThat(publishedKeys().toString()).doesNotContain("\"d\"");
    }

    @Test
    void tellsWhereItsKeysAre() {
        JsonNode configuration =
                bodyOf(
                        client.get()
                                .uri("/.well-known/openid-configuration")
                                .exchange()
                                .expectStatus()
                                .isOk());

        assertThat(configuration.get("issuer").asString()).isEqualTo(TestTokens.ISSUER);
        assertThat(configuration.get("jwks_uri").asString())
                .isEqualTo(TestTokens.ISSUER + "/.well-known/jwks.json");
    }

    @Test
    void keepsItsKeysSealed() {
        List<SealedKey> keys = requireNonNull(sealedKeys.all().block(LIMIT));
        byte[] bytes = new byte[keys.getFirst().sealed().remaining()];
        keys.getFirst().sealed().duplicate().get(bytes);

        assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("\"kty\"");
        assertThat(forge.open(keys.getFirst()).isPrivate()).isTrue();
    }

    @Test
    void ofReplicasThatStartTogetherOneMakesTheKey() {
        sealedKeys.addFirst(forge.newKey()).block(LIMIT);

        assertThat(sealedKeys.all().block(LIMIT)).hasSize(1);
    }

    @Test
    void refusesTokensThatNobodySigned() {
        refused(new PlainJWT(claims(builder -> {})).serialize());
    }

    @Test
    void refusesTokensSignedWithThePublishedKeyAsASecret() throws Exception {
        byte[] published =
                JWKSet.parse(publishedKeys().toString())
                        .getKeys()
                        .getFirst()
                        .toRSAKey()
                        .toRSAPublicKey()
                        .getEncoded();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims(builder -> {}));
        token.sign(new MACSigner(published));

        refused(token.serialize());
    }

    @Test
    void refusesTokensOfOthersAndTokensPastTheirTime() {
        refused(TestTokens.user(UUID.fromString(minji.id())));
        refused(
                signed(builder ->
                        builder.expirationTime(Date.from(Instant.now().minusSeconds(60)))));
        refused(signed(builder -> builder.expirationTime(null)));
        refused(signed(builder -> builder.issuer("http://elsewhere")));
        refused(signed(builder -> builder.audience("others")));
        refused(signed(builder -> builder.claim("sid", null)));
        refused("nonsense");
        town.get("/api/v1/users/me", signed(builder -> {})).expectStatus().isOk();
    }

    private void refused(String token) {
        town.get("/api/v1/users/me", token)
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .exists("WWW-Authenticate")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid_token");
    }

    private String signed(Consumer<JWTClaimsSet.Builder> change) {
        return requireNonNull(ring.current().block(LIMIT)).sign(claims(change));
    }

    private JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .subject(minji.id())
                        .claim("sid", UUID.randomUUID().toString())
                        .claim("roles", List.of("user"))
                        .issuer(TestTokens.ISSUER)
                        .audience(TestTokens.AUDIENCE)
                        .issueTime(Date.from(Instant.now()))
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)));
        change.accept(claims);
        return claims.build();
    }

    private JsonNode publishedKeys() {
        return bodyOf(client.get().uri("/.well-known/jwks.json").exchange().expectStatus().isOk());
    }
}
