package io.maltan.user.password;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Hashes passwords with Argon2id (RFC 9106) on threads of its own; whose turn would come too late
 * is answered {@link HashingSaturated} at once. Passwords are compared in Unicode's form NFKC, so
 * that the same Korean typed on different systems is the same password.
 */
@Component
public final class PasswordHasher implements DisposableBean {

    static final String THREADS = "password-hashing";
    static final String METER = "maltan.password.hashing";

    private static final int IDLE_SECONDS = 60;

    /** No password that was ever accepted is longer, so that whoever sends more has none. */
    private static final int LONGEST_HASHED = 1_024;

    private static final Duration FIRST_GUESS = Duration.ofMillis(100);
    private static final int SMOOTHING = 8;

    private final Argon2 argon2;
    private final Scheduler hashing;
    private final String decoy;
    private final int threads;
    private final Duration longestWait;
    private final Duration answerWithin;
    private final Timer hashes;
    private final AtomicInteger inLine = new AtomicInteger();
    private final AtomicLong typicalNanos = new AtomicLong(FIRST_GUESS.toNanos());

    PasswordHasher(HashingSettings settings, MeterRegistry meters) {
        this.threads = settings.threads();
        this.longestWait = settings.longestWait();
        this.answerWithin = settings.answerWithin();
        this.hashes = meters.timer(METER);
        meters.gauge("maltan.password.waiting", inLine);
        this.argon2 =
                new Argon2(
                        new Argon2Hash.Price(
                                Math.toIntExact(settings.memory().toKilobytes()),
                                settings.iterations(),
                                settings.parallelism()),
                        settings.threads());
        this.hashing =
                Schedulers.newBoundedElastic(
                        settings.threads(), settings.queuePerThread(), THREADS, IDLE_SECONDS, true);
        this.decoy = argon2.decoy();
    }

    public Mono<String> hash(String password) {
        return hashing(() -> timed(() -> argon2.hash(normalised(password))));
    }

    /**
     * Whether a password is the one of a hash.
     *
     * @param worthwhile asked when the turn has come; where not, no password matches
     */
    public Mono<Boolean> matches(String password, String hash, BooleanSupplier worthwhile) {
        return hashing(() ->
                worthwhile.getAsBoolean()
                        && timed(() -> argon2.matches(normalised(password), hash)));
    }

    /**
     * A hash that no password has and that takes as long to check as any: where an account is
     * unknown, it keeps the time of the answer from telling.
     */
    public String decoy() {
        return decoy;
    }

    /** Whether a hash was made at another price than today's. */
    public boolean isOutdated(String hash) {
        return argon2.isOutdated(hash);
    }

    /**
     * Fails with {@link HashingSaturated} where a hash would be refused, before anything is done.
     */
    public Mono<Void> requireRoom() {
        return Mono.defer(() -> hasRoom() ? Mono.empty() : Mono.error(HashingSaturated::new));
    }

    /** Work around a hash that ends with {@link HashingSaturated} rather than too late. */
    public <T> Mono<T> inTime(Mono<T> work) {
        return work.timeout(answerWithin, Mono.error(HashingSaturated::new));
    }

    private <T> Mono<T> hashing(Callable<T> work) {
        return requireRoom()
                .then(Mono.defer(() -> inLine(work, System.nanoTime())))
                .switchIfEmpty(Mono.error(HashingSaturated::new))
                .onErrorMap(RejectedExecutionException.class, full -> new HashingSaturated());
    }

    private boolean hasRoom() {
        long rounds = inLine.get() / threads;
        return rounds * typicalNanos.get() <= longestWait.toNanos();
    }

    /** Empty where the turn comes too late: that is cheap, so an overlong queue empties at once. */
    private <T> Mono<T> inLine(Callable<T> work, long asked) {
        inLine.incrementAndGet();
        return Mono.fromCallable(() -> isTooLate(asked) ? null : work.call())
                .subscribeOn(hashing)
                .doFinally(signal -> inLine.decrementAndGet());
    }

    private boolean isTooLate(long asked) {
        return System.nanoTime() - asked > longestWait.toNanos();
    }

    private <T> T timed(Callable<T> work) throws Exception {
        long begun = System.nanoTime();
        try {
            return work.call();
        } finally {
            long taken = System.nanoTime() - begun;
            hashes.record(taken, TimeUnit.NANOSECONDS);
            typicalNanos.updateAndGet(known -> known + (taken - known) / SMOOTHING);
        }
    }

    private static String normalised(String password) {
        String bounded =
                password.length() > LONGEST_HASHED
                        ? password.substring(0, LONGEST_HASHED)
                        : password;
        return PasswordForm.of(bounded);
    }

    @Override
    public void destroy() {
        hashing.dispose();
    }
}
