package io.maltan.user.apikey;

import java.time.Duration;

/** The access token of a key. */
record KeyToken(String accessToken, Duration lifetime) {

    @Override
    public String toString() {
        return "KeyToken[]";
    }
}
