package io.maltan.user.password;

import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) with memory that is used again: what a hash fills is as large as a good part
 * of the heap, and as garbage it makes the collector stop everything every few hashes.
 */
final class Argon2 {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** What a generator takes besides the blocks of the memory itself. */
    private static final int SPARE_BLOCKS = 8;

    private final Argon2Hash.Price price;
    private final int pooledBlocks;
    private final SecureRandom random = new SecureRandom();

    /** Soft: while nobody logs in, the memory is for others. */
    private SoftReference<BlockPool> pool = new SoftReference<>(null);

    /**
     * @param threads how many hashes are computed at once
     */
    Argon2(Argon2Hash.Price price, int threads) {
        this.price = price;
        this.pooledBlocks = threads * (price.kibibytes() + SPARE_BLOCKS);
    }

    String hash(String password) {
        byte[] salt = randomBytes(SALT_BYTES);
        return new Argon2Hash(price, salt, compute(price, salt, password, HASH_BYTES)).encoded();
    }

    boolean matches(String password, String encoded) {
        Argon2Hash known = Argon2Hash.parse(encoded);
        byte[] computed = compute(known.price(), known.salt(), password, known.hash().length);
        return MessageDigest.isEqual(known.hash(), computed);
    }

    boolean isOutdated(String encoded) {
        return !Argon2Hash.parse(encoded).price().equals(price);
    }

    /** The hash of no password. */
    String decoy() {
        return new Argon2Hash(price, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES)).encoded();
    }

    private byte[] compute(Argon2Hash.Price price, byte[] salt, String password, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(price.kibibytes())
                        .withIterations(price.iterations())
                        .withParallelism(price.parallelism())
                        .withSalt(salt)
                        .withBlockPool(pool())
                        .build());
        byte[] hash = new byte[length];
        int written = generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        if (written != length) {
            throw new IllegalStateException("Argon2 wrote %d bytes".formatted(written));
        }
        return hash;
    }

    private synchronized BlockPool pool() {
        BlockPool kept = pool.get();
        if (kept == null) {
            kept = new FixedBlockPool(pooledBlocks);
            pool = new SoftReference<>(kept);
        }
        return kept;
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
