package io.maltan.user.signing;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Tells anybody how to verify our access tokens. */
@RestController
@RequestMapping("/.well-known")
class DiscoveryController {

    private static final CacheControl A_MINUTE =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();

    private final KeyRing ring;
    private final Configuration configuration;

    DiscoveryController(KeyRing ring, Issuer issuer) {
        this.ring = ring;
        this.configuration = Configuration.of(issuer.issuer());
    }

    @GetMapping("/jwks.json")
    Mono<ResponseEntity<Map<String, Object>>> keys() {
        return ring.current()
                .map(keys ->
                        ResponseEntity.ok()
                                .cacheControl(A_MINUTE)
                                .body(keys.published().toJSONObject()));
    }

    @GetMapping("/openid-configuration")
    ResponseEntity<Configuration> configuration() {
        return ResponseEntity.ok().cacheControl(A_MINUTE).body(configuration);
    }

    /** The members of OpenID Connect Discovery that hold for a system without redirects. */
    record Configuration(
            String issuer,
            @JsonProperty("jwks_uri") String jwksUri,
            @JsonProperty("token_endpoint") String tokenEndpoint,
            @JsonProperty("response_types_supported") List<String> responseTypes,
            @JsonProperty("grant_types_supported") List<String> grantTypes,
            @JsonProperty("subject_types_supported") List<String> subjectTypes,
            @JsonProperty("id_token_signing_alg_values_supported") List<String> algorithms,
            @JsonProperty("claims_supported") List<String> claims) {

        static Configuration of(String issuer) {
            return new Configuration(
                    issuer,
                    issuer + "/.well-known/jwks.json",
                    issuer + "/api/v1/auth/login",
                    List.of("token"),
                    List.of("password", "refresh_token"),
                    List.of("public"),
                    List.of("RS256"),
                    List.of("sub", "sid", "roles", "scope", "iss", "aud", "exp", "iat", "jti"));
        }
    }
}
