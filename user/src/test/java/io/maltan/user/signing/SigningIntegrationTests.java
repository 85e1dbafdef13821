package io.maltan.user.signing;

import static io.maltan.user.Town.bodyOf;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import io.maltan.user.Town;
import io.maltan.user.Town.Person;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "user")
class SigningIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Autowired private HealthEndpointGroups healthGroups;
    @Autowired WebTestClient client;
    @Autowired DatabaseClient database;
    @Autowired KeyRing ring;
    @Autowired SealedKeys sealedKeys;
    @Autowired KeyForge forge;
    @Autowired SigningSettings settings;

    private Town town;
    private Person minji;

    @BeforeEach
    void meetPeople() {
        town = new Town(client);
        minji = town.aNewcomer();
    }

    @Test
    void readinessWaitsForKeysAndForTheFirstAdministrator() {
        HealthEndpointGroup readiness = requireNonNull(healthGroups.get("readiness"));
        assertThat(readiness.isMember("signingKeys")).isTrue();
        assertThat(readiness.isMember("firstAdministrator")).isTrue();
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
        assertThat(configuration.propertyNames())
                .contains(
                        "token_endpoint",
                        "userinfo_endpoint",
                        "response_types_supported",
                        "subject_types_supported",
                        "id_token_signing_alg_values_supported",
                        "scopes_supported",
                        "claims_supported");
    }

    @Test
    void publishesANewKeyOnDemandBeforeItSigns() throws Exception {
        Person administrator = town.theAdministrator();
        String signing = keyIdOf(minji.accessToken());

        JsonNode made =
                bodyOf(
                        post("/api/v1/admin/signing-keys/rotate", administrator)
                                .expectStatus()
                                .isCreated()
                                .expectHeader()
                                .valueMatches("Location", "/api/v1/admin/signing-keys/.+"));
        String id = made.get("id").asString();

        assertThat(made.get("status").asString()).isEqualTo("waiting");
        assertThat(JWKSet.parse(publishedKeys().toString()).getKeyByKeyId(id)).isNotNull();
        assertThat(keyIdOf(town.aNewcomer().accessToken())).isEqualTo(signing);
        town.get("/api/v1/users/me", minji.accessToken()).expectStatus().isOk();
        JsonNode listed =
                bodyOf(town.get("/api/v1/admin/signing-keys", administrator.accessToken()));
        assertThat(listed.get("items").findValuesAsString("status"))
                .startsWith("waiting")
                .endsWith("signing");
        town.get("/api/v1/admin/signing-keys/" + id, administrator.accessToken())
                .expectStatus()
                .isOk();
        town.get("/api/v1/admin/signing-keys/none", administrator.accessToken())
                .expectStatus()
                .isNotFound();
    }

    @Test
    void onlyAdministratorsChangeKeys() {
        post("/api/v1/admin/signing-keys/rotate", minji).expectStatus().isForbidden();
        town.get("/api/v1/admin/signing-keys", minji.accessToken()).expectStatus().isForbidden();
        client.post()
                .uri("/api/v1/admin/signing-keys/rotate")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    private WebTestClient.ResponseSpec post(String path, Person person) {
        return client.post()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(person.accessToken()))
                .exchange();
    }

    private static String keyIdOf(String token) throws Exception {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    @Test
    void keepsItsKeysSealed() {
        List<SealedKey> keys = requireNonNull(sealedKeys.all().block(LIMIT));
        byte[] bytes = new byte[keys.getFirst().sealed().remaining()];
        keys.getFirst().sealed().duplicate().get(bytes);

        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("\"kty\"");
        assertThat(forge.open(keys.getFirst()).published().isPrivate()).isFalse();
    }

    @Test
    void ofReplicasThatStartTogetherOneMakesTheKey() {
        int before = requireNonNull(sealedKeys.all().block(LIMIT)).size();

        assertThat(sealedKeys.addFirst(forge.newKey(Duration.ZERO)).block(LIMIT)).isFalse();

        assertThat(sealedKeys.all().block(LIMIT)).hasSize(before);
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
    void refusesKeysThatATokenBringsAlong() throws Exception {
        RSAKey own = new RSAKeyGenerator(2048).keyID("own").generate();
        String known = keyIdOf(minji.accessToken());

        for (JWSHeader header :
                List.of(
                        header(JWSAlgorithm.RS256, known).build(),
                        header(JWSAlgorithm.RS256, known).jwk(own.toPublicJWK()).build(),
                        header(JWSAlgorithm.RS256, "own")
                                .jwkURL(URI.create("http://elsewhere/keys"))
                                .build(),
                        header(JWSAlgorithm.RS256, "own")
                                .x509CertURL(URI.create("http://elsewhere/certificate"))
                                .build(),
                        header(JWSAlgorithm.RS256, "../../../dev/null").build(),
                        header(JWSAlgorithm.RS256, "' or 1=1 --").build(),
                        header(JWSAlgorithm.RS512, known).build(),
                        header(JWSAlgorithm.PS256, known).build())) {
            SignedJWT token = new SignedJWT(header, claims(builder -> {}));
            token.sign(new RSASSASigner(own));
            refused(token.serialize());
        }
    }

    @Test
    void refusesOtherAlgorithmsThanItsOwn() throws Exception {
        ECKey curve = new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
        SignedJWT token =
                new SignedJWT(
                        header(JWSAlgorithm.ES256, keyIdOf(minji.accessToken())).build(),
                        claims(builder -> {}));
        token.sign(new ECDSASigner(curve));

        refused(token.serialize());
        for (String none : List.of("none", "None", "NONE", "nOnE")) {
            String[] parts = minji.accessToken().split("\\.", -1);
            refused(
                    encoded("{\"alg\":\"" + none + "\",\"typ\":\"at+jwt\"}")
                            + "."
                            + parts[1]
                            + ".");
        }
    }

    @Test
    void refusesTokensThatWereChangedOnTheWay() {
        String[] parts = minji.accessToken().split("\\.", -1);
        String payload =
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String promoted = encoded(payload.replace("\"user\"", "\"admin\""));

        assertThat(promoted).isNotEqualTo(parts[1]);
        refused(parts[0] + "." + promoted + "." + parts[2]);
        refused(parts[0] + "." + parts[1] + ".");
        refused(parts[0] + "." + parts[1]);
        refused(parts[0] + "." + parts[1] + "." + parts[2] + "." + parts[2]);
    }

    @Test
    void refusesTokensOfOtherUses() throws Exception {
        RSAKey real = openedKey();
        for (String type : List.of("JWT", "id_token", "refresh+jwt")) {
            refused(signedAs(type, real));
        }
        town.get("/api/v1/users/me", signedAs("at+jwt", real)).expectStatus().isOk();
        refused(minji.refreshToken());
    }

    /** The very key that signs, as only this service can have it. */
    private RSAKey openedKey() throws Exception {
        SealedKey key = requireNonNull(sealedKeys.all().block(LIMIT)).getLast();
        byte[] plain = new Sealing(settings.secret()).open(key.id(), key.sealed());
        return RSAKey.parse(new String(plain, StandardCharsets.UTF_8));
    }

    private String signedAs(String type, RSAKey key) throws Exception {
        SignedJWT token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID(key.getKeyID())
                                .type(new JOSEObjectType(type))
                                .build(),
                        claims(builder -> {}));
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm, String keyId) {
        return new JWSHeader.Builder(algorithm).type(new JOSEObjectType("at+jwt")).keyID(keyId);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
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
