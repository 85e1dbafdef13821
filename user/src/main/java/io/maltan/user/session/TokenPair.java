package io.maltan.user.session;

import java.time.Duration;

/** What a client gets for logging in or refreshing. */
public record TokenPair(String accessToken, RefreshToken refreshToken, Duration lifetime) {

    @Override
    public String toString() {
        return "TokenPair[]";
    }
}
