package io.maltan.user.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.maltan.platform.security.AccessTokenValidation;
import java.util.List;

/** The keys of one moment: the newest signs, all are published. */
public final class SigningKeys {

    private final JWSHeader header;
    private final JWSSigner signer;
    private final JWKSet published;

    /**
     * @param newestFirst at least one key
     */
    SigningKeys(List<RSAKey> newestFirst) {
        RSAKey signing = newestFirst.getFirst();
        this.header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType(AccessTokenValidation.TOKEN_TYPE))
                        .keyID(signing.getKeyID())
                        .build();
        this.signer = signerWith(signing);
        this.published = new JWKSet(newestFirst.stream().<JWK>map(RSAKey::toPublicJWK).toList());
    }

    private static JWSSigner signerWith(RSAKey key) {
        try {
            return new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException("A signing key cannot sign", e);
        }
    }

    /** An access token with these claims. */
    public String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("An access token cannot be signed", e);
        }
        return token.serialize();
    }

    /** What anybody verifies tokens with. */
    JWKSet published() {
        return published;
    }
}
