package io.maltan.user.password;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Hashes passwords with Argon2id (RFC 9106) on threads of its own; beyond their queue, and for whom
 * it would come too late, it answers {@link HashingSaturated}. Passwords are compared in Unicode's
 * form NFKC, so that the same Korean typed on different systems is the same password.
 */
@Component
public final class PasswordHasher implements DisposableBean {

    static final String THREADS = "password-hashing";

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int IDLE_SECONDS = 60;

    private final Argon2PasswordEncoder argon2;
    private final Scheduler hashing;
    private final String decoy;
    private final Duration longestWait;

    PasswordHasher(HashingSettings settings) {
        this.longestWait = settings.longestWait();
        int kibibytes = Math.toIntExact(settings.memory().toKilobytes());
        this.argon2 =
                new Argon2PasswordEncoder(
                        SALT_BYTES,
                        HASH_BYTES,
                        settings.parallelism(),
                        kibibytes,
                        settings.iterations());
        this.hashing =
                Schedulers.newBoundedElastic(
                        settings.threads(), settings.queuePerThread(), THREADS, IDLE_SECONDS, true);
        this.decoy =
                "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                        .formatted(
                                kibibytes,
                                settings.iterations(),
                                settings.parallelism(),
                                randomBase64(SALT_BYTES),
                                randomBase64(HASH_BYTES));
    }

    private static String randomBase64(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    public Mono<String> hash(String password) {
        return hashing(() -> argon2.encode(normalised(password)));
    }

    public Mono<Boolean> matches(String password, String hash) {
        return hashing(() -> argon2.matches(normalised(password), hash));
    }

    /**
     * A hash that no password has and that takes as long to check as any: where an account is
     * unknown, it keeps the time of the answer from telling.
     */
    public String decoy() {
        return decoy;
    }

    private <T> Mono<T> hashing(Callable<T> work) {
        return Mono.defer(() -> unlessTooLate(work, System.nanoTime()))
                .switchIfEmpty(Mono.error(HashingSaturated::new))
                .onErrorMap(RejectedExecutionException.class, full -> new HashingSaturated());
    }

    /** Empty where the turn comes too late: that is cheap, so an overlong queue empties at once. */
    private <T> Mono<T> unlessTooLate(Callable<T> work, long asked) {
        return Mono.fromCallable(() -> isTooLate(asked) ? null : work.call()).subscribeOn(hashing);
    }

    private boolean isTooLate(long asked) {
        return System.nanoTime() - asked > longestWait.toNanos();
    }

    private static String normalised(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    @Override
    public void destroy() {
        hashing.dispose();
    }
}
