package io.maltan.platform.security;

import java.time.Duration;
import java.util.List;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;

/** What an access token must say besides being signed: type, time, issuer and audience. */
public final class AccessTokenValidation {

    /**
     * The {@code typ} of access tokens, RFC 9068; refresh tokens and tokens of other uses do not
     * have it.
     */
    public static final String TOKEN_TYPE = "at+jwt";

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private AccessTokenValidation() {}

    /** The validator of tokens from this issuer for this audience. */
    public static OAuth2TokenValidator<Jwt> of(String issuer, String audience) {
        return new DelegatingOAuth2TokenValidator<>(
                new JwtTypeValidator(TOKEN_TYPE),
                requireExpiry(),
                new JwtTimestampValidator(CLOCK_SKEW),
                new JwtIssuerValidator(issuer),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD,
                        audiences -> audiences != null && audiences.contains(audience)));
    }

    private static OAuth2TokenValidator<Jwt> requireExpiry() {
        return new JwtClaimValidator<Object>(JwtClaimNames.EXP, expiry -> expiry != null);
    }
}
