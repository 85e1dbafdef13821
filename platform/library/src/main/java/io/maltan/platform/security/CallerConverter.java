package io.maltan.platform.security;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import reactor.core.publisher.Mono;

/** Reads the caller out of a verified access token. */
final class CallerConverter implements Converter<Jwt, Mono<AbstractAuthenticationToken>> {

    @Override
    public Mono<AbstractAuthenticationToken> convert(Jwt token) {
        return Mono.fromCallable(() -> new CallerAuthentication(toCaller(token), token));
    }

    static Caller toCaller(Jwt token) {
        try {
            return new Caller(
                    UUID.fromString(token.getSubject()),
                    UUID.fromString(token.getClaimAsString("sid")),
                    rolesOf(token),
                    scopesOf(token),
                    Optional.ofNullable(token.getExpiresAt()).orElse(Instant.EPOCH));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new InvalidBearerTokenException(
                    "The token lacks a claim", new BadJwtException("claims", e));
        }
    }

    private static Set<Role> rolesOf(Jwt token) {
        Collection<String> claims =
                Optional.ofNullable(token.getClaimAsStringList("roles")).orElse(List.of());
        return claims.stream()
                .flatMap(claim -> Role.ofClaim(claim).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> scopesOf(Jwt token) {
        String scope = token.getClaimAsString("scope");
        return scope == null || scope.isBlank() ? Set.of() : Set.of(scope.trim().split(" +"));
    }
}
