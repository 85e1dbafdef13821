package io.maltan.user.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.maltan.platform.security.AccessTokenValidation;
import java.time.Instant;

/** A key that can sign. */
final class SigningKey {

    private final String id;
    private final Instant createdAt;
    private final Instant signsFrom;
    private final JWSHeader header;
    private final JWSSigner signer;
    private final JWK published;

    SigningKey(RSAKey key, Instant createdAt, Instant signsFrom) {
        this.id = key.getKeyID();
        this.createdAt = createdAt;
        this.signsFrom = signsFrom;
        this.header =
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType(AccessTokenValidation.TOKEN_TYPE))
                        .keyID(id)
                        .build();
        this.signer = signerWith(key);
        this.published = key.toPublicJWK();
    }

    private static JWSSigner signerWith(RSAKey key) {
        try {
            return new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException("A signing key cannot sign", e);
        }
    }

    String id() {
        return id;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant signsFrom() {
        return signsFrom;
    }

    JWK published() {
        return published;
    }

    String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("An access token cannot be signed", e);
        }
        return token.serialize();
    }
}
