package io.maltan.compose.mainjob;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Point 1: accounts, log-in and signed tokens. */
final class IdentityChecks {

    private static final String LOGIN = "/api/v1/auth/login";

    private final Stage stage;

    IdentityChecks(Stage stage) {
        this.stage = stage;
    }

    List<Check> checks() {
        return List.of(
                new Check("a person registers, logs in and reads /users/me", this::readsOneself),
                new Check("a taken e-mail address is a conflict", this::refusesATakenEmail),
                new Check("a weak password is refused", this::refusesAWeakPassword),
                new Check(
                        "a wrong password and an unknown e-mail get the same answer",
                        this::hidesWhoExists),
                new Check(
                        "the access token is signed with a key of /.well-known/jwks.json",
                        this::verifiesTheToken),
                new Check("a guest gets tokens", this::welcomesAGuest),
                new Check("a refreshed session goes on", this::refreshes));
    }

    private void readsOneself() throws IOException, InterruptedException {
        Stage.Person mina = stage.person("Mina");
        JsonNode me = mina.client().get("/api/v1/users/me").expect(200).json();
        Expect.equal(mina.id(), me.path("id").asString(), "id");
        Expect.equal("Mina", me.path("displayName").asString(), "displayName");
        Expect.equal(mina.email(), me.path("email").asString(), "email");
    }

    private void refusesATakenEmail() throws IOException, InterruptedException {
        Map<String, String> again =
                Map.of(
                        "email",
                        stage.person("Mina").email(),
                        "password",
                        Stage.PASSWORD,
                        "displayName",
                        "Another");
        JsonNode problem = stage.anyone().post("/api/v1/users", again).expectProblem(409);
        Expect.equal("email_taken", problem.path("code").asString(), "code");
    }

    private void refusesAWeakPassword() throws IOException, InterruptedException {
        stage.anyone()
                .post(
                        "/api/v1/users",
                        Map.of(
                                "email", "weak@mainjob.invalid",
                                "password", "12345678",
                                "displayName", "Weak"))
                .expectProblem(400);
    }

    private void hidesWhoExists() throws IOException, InterruptedException {
        String known = stage.person("Mina").email();
        for (String email : List.of(known, "nobody@mainjob.invalid")) {
            JsonNode problem =
                    stage.anyone()
                            .post(LOGIN, Map.of("email", email, "password", "wrong-password-1"))
                            .expectProblem(401);
            Expect.equal("invalid_credentials", problem.path("code").asString(), "code");
        }
    }

    private void verifiesTheToken()
            throws IOException, InterruptedException, GeneralSecurityException {
        String[] parts = stage.person("Mina").token().split("\\.", 3);
        JsonMapper json = new JsonMapper();
        JsonNode header = json.readTree(Base64.getUrlDecoder().decode(parts[0]));
        JsonNode claims = json.readTree(Base64.getUrlDecoder().decode(parts[1]));
        Expect.equal("RS256", header.path("alg").asString(), "alg");
        Expect.equal(stage.person("Mina").id(), claims.path("sub").asString(), "sub");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key(header.path("kid").asString()));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        Expect.that(signature.verify(Base64.getUrlDecoder().decode(parts[2])), "a valid signature");
    }

    private PublicKey key(String id)
            throws IOException, InterruptedException, GeneralSecurityException {
        JsonNode keys =
                stage.anyone().get("/.well-known/jwks.json").expect(200).json().path("keys");
        for (JsonNode key : keys) {
            if (key.path("kid").asString().equals(id)) {
                Expect.that(key.path("d").isMissingNode(), "no private part in the key set");
                return KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
            }
        }
        throw new AssertionError("the key %s is not in the key set".formatted(id));
    }

    private static BigInteger number(JsonNode key, String member) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(member).asString()));
    }

    private void welcomesAGuest() throws IOException, InterruptedException {
        JsonNode tokens =
                stage.anyone().sendJson("POST", "/api/v1/auth/guest", "{}").expect(200).json();
        Expect.that(!tokens.path("accessToken").asString().isBlank(), "an access token");
    }

    /** A repetition of the last refresh may be an answer that got lost; an older one is a theft. */
    private void refreshes() throws IOException, InterruptedException {
        JsonNode first =
                stage.anyone()
                        .post(
                                LOGIN,
                                Map.of(
                                        "email",
                                        stage.person("Mina").email(),
                                        "password",
                                        Stage.PASSWORD))
                        .expect(200)
                        .json();
        JsonNode second = refresh(first).expect(200).json();
        JsonNode third = refresh(second).expect(200).json();
        stage.anyone()
                .with(third.path("accessToken").asString())
                .get("/api/v1/users/me")
                .expect(200);
        refresh(first).expectProblem(401);
        refresh(third).expectProblem(401);
    }

    private Answer refresh(JsonNode tokens) throws IOException, InterruptedException {
        return stage.anyone()
                .post(
                        "/api/v1/auth/refresh",
                        Map.of("refreshToken", tokens.path("refreshToken").asString()));
    }
}
