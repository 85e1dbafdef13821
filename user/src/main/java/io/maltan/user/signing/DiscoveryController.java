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

    /** Short, so that whoever keeps it knows a key before it signs. */
    private static final CacheControl A_MOMENT =
            CacheControl.maxAge(Duration.ofSeconds(15)).cachePublic();

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
                                .cacheControl(A_MOMENT)
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
            @JsonProperty("userinfo_endpoint") String userInfoEndpoint,
            @JsonProperty("service_documentation") String documentation,
            @JsonProperty("response_types_supported") List<String> responseTypes,
            @JsonProperty("grant_types_supported") List<String> grantTypes,
            @JsonProperty("token_endpoint_auth_methods_supported")
                    List<String> clientAuthentication,
            @JsonProperty("scopes_supported") List<String> scopes,
            @JsonProperty("subject_types_supported") List<String> subjectTypes,
            @JsonProperty("id_token_signing_alg_values_supported") List<String> algorithms,
            @JsonProperty("claims_supported") List<String> claims,
            @JsonProperty("ui_locales_supported") List<String> languages) {

        static Configuration of(String issuer) {
            return new Configuration(
                    issuer,
                    issuer + "/.well-known/jwks.json",
                    issuer + "/api/v1/auth/login",
                    issuer + "/api/v1/users/me",
                    issuer + "/docs",
                    List.of("token"),
                    List.of("password", "refresh_token"),
                    List.of("none"),
                    List.of("read", "write"),
                    List.of("public"),
                    List.of("RS256"),
                    List.of("sub", "sid", "roles", "scope", "iss", "aud", "exp", "iat", "jti"),
                    List.of("en", "ko"));
        }
    }
}
