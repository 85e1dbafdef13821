package io.maltan.user.apikey;

import io.maltan.platform.problem.FieldViolation;
import io.maltan.platform.problem.Invalid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key as somebody asks for it.
 *
 * @param scopes of {@code read} and {@code write}, at least one; with {@code moderator} or {@code
 *     admin} for what its owner may in that role
 * @param expiresAt when the key ends by itself; without it the key lasts until it is revoked
 */
record KeyRequest(
        @Nullable String name,
        @Nullable List<@Nullable String> scopes,
        @Nullable Instant expiresAt) {

    private static final int LONGEST_NAME = 100;
    private static final int MOST_SCOPES = 10;
    private static final Duration LONGEST_LIFE = Duration.ofDays(3_653);
    private static final Pattern NOT_TEXT = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]");

    /** The key of this request, or {@code validation_failed} with everything that is wrong. */
    ApiKey toKey(java.util.UUID id, String prefix, Instant now) {
        List<FieldViolation> violations = new ArrayList<>();
        checkName(violations);
        checkScopes(violations);
        checkExpiry(now, violations);
        if (!violations.isEmpty()) {
            throw Invalid.of(violations);
        }
        return new ApiKey(
                id,
                Objects.requireNonNull(name).strip(),
                prefix,
                distinctScopes(),
                now,
                null,
                expiresAt);
    }

    private void checkName(List<FieldViolation> violations) {
        String given = name == null ? "" : name.strip();
        if (name == null) {
            violations.add(new FieldViolation("name", "required"));
        } else if (NOT_TEXT.matcher(name).find()) {
            violations.add(new FieldViolation("name", "text"));
        } else if (given.isEmpty() || given.codePointCount(0, given.length()) > LONGEST_NAME) {
            violations.add(new FieldViolation("name", "size", 1, LONGEST_NAME));
        }
    }

    private void checkScopes(List<FieldViolation> violations) {
        if (scopes == null || scopes.isEmpty()) {
            violations.add(new FieldViolation("scopes", "required"));
        } else if (scopes.size() > MOST_SCOPES) {
            violations.add(new FieldViolation("scopes", "entries", MOST_SCOPES));
        } else {
            for (int i = 0; i < scopes.size(); i++) {
                String scope = scopes.get(i);
                if (scope == null || Scope.ofClaim(scope).isEmpty()) {
                    violations.add(new FieldViolation("scopes[" + i + "]", "unknown"));
                }
            }
        }
    }

    private void checkExpiry(Instant now, List<FieldViolation> violations) {
        if (expiresAt != null
                && (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST_LIFE)))) {
            violations.add(new FieldViolation("expiresAt", "key_expiry"));
        }
    }

    private List<Scope> distinctScopes() {
        Set<Scope> distinct = EnumSet.noneOf(Scope.class);
        for (String scope : Objects.requireNonNull(scopes)) {
            Scope.ofClaim(Objects.requireNonNull(scope)).ifPresent(distinct::add);
        }
        return List.copyOf(distinct);
    }
}
