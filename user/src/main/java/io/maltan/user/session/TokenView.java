package io.maltan.user.session;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;

/** A pair of tokens as clients get it. */
public record TokenView(String accessToken, String refreshToken, String tokenType, long expiresIn) {

    private static final String BEARER = "Bearer";

    public static TokenView of(TokenPair pair) {
        return new TokenView(
                pair.accessToken(),
                pair.refreshToken().value(),
                BEARER,
                pair.lifetime().toSeconds());
    }

    /** The answer, which nobody on the way may keep. */
    public static ResponseEntity<TokenView> toAnswer(TokenPair pair) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(of(pair));
    }

    @Override
    public String toString() {
        return "TokenView[]";
    }
}
