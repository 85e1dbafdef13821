package io.maltan.community.trust;

import io.maltan.community.turn.Turns;
import io.maltan.platform.problem.Conflict;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.problem.TooMany;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Decides whether somebody may write something now: not too much, not the same again, not too many
 * links, no word that is not wanted. How much is too much depends on how far the person is trusted.
 */
@Service
public class Admission {

    private static final int SHORT = 40;
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cf}]+");

    private final R2dbcWritings writings;
    private final Standings standings;
    private final WatchedWords watchedWords;
    private final LimitSettings settings;
    private final Turns turns;

    Admission(
            R2dbcWritings writings,
            Standings standings,
            WatchedWords watchedWords,
            LimitSettings settings,
            Turns turns) {
        this.writings = writings;
        this.standings = standings;
        this.watchedWords = watchedWords;
        this.settings = settings;
        this.turns = turns;
    }

    /**
     * Lets what one person writes go one after another, so that limits hold whatever comes at once.
     */
    public <T> Mono<T> inTurn(UUID author, Mono<T> write) {
        return turns.inTurn(author, write);
    }

    /** Counts it, within the transaction that writes it, or refuses. */
    public Mono<Screening> admit(Writing writing) {
        if (writing.unlimited()) {
            return Mono.just(Screening.FINE);
        }
        long fingerprint = fingerprintOf(writing);
        return screen(writing)
                .delayUntil(_ -> writings.lock(writing.authorId()))
                .delayUntil(_ -> count(writing, fingerprint));
    }

    private Mono<Screening> screen(Writing writing) {
        Screening screening = watchedWords.screen(writing.words());
        if (screening.outcome() == Screening.Outcome.REJECT) {
            return Mono.error(() -> Invalid.field("body", "unwanted_word"));
        }
        return fits(writing, settings.newcomer())
                ? Mono.just(screening)
                : levelOf(writing)
                        .map(level -> requireFitting(writing, level))
                        .thenReturn(screening);
    }

    private static boolean fits(Writing writing, LimitSettings.Level level) {
        return writing.links() <= level.links() && writing.photos() <= level.photos();
    }

    private static LimitSettings.Level requireFitting(Writing writing, LimitSettings.Level level) {
        if (writing.links() > level.links()) {
            throw Invalid.field("body", "too_many_links", level.links());
        }
        if (writing.photos() > level.photos()) {
            throw Invalid.field("photos", "size", 0, level.photos());
        }
        return level;
    }

    private Mono<Void> count(Writing writing, long fingerprint) {
        int limit = settings.newcomer().of(writing.kind());
        return writings.noteWithin(limit, writing, fingerprint, settings)
                .flatMap(recent -> {
                    if (recent.repeated()) {
                        return Mono.error(() -> new Conflict("duplicate_content"));
                    }
                    return recent.written() < limit
                            ? Mono.empty()
                            : requireRoom(writing, recent.written())
                                    .then(writings.note(writing, fingerprint));
                });
    }

    /** Only whoever writes more than a newcomer may is asked how far they are trusted. */
    private Mono<Void> requireRoom(Writing writing, int written) {
        return levelOf(writing)
                .map(level -> level.of(writing.kind()))
                .filter(limit -> written >= limit)
                .flatMap(limit -> writings.freeAt(writing, limit, settings.window()))
                .flatMap(freeAt -> Mono.error(() -> refusal(freeAt)));
    }

    private static TooMany refusal(Instant freeAt) {
        Duration wait = Duration.between(Instant.now(), freeAt).plusSeconds(1);
        return new TooMany("rate_limited", wait.isNegative() ? Duration.ofSeconds(1) : wait);
    }

    private Mono<LimitSettings.Level> levelOf(Writing writing) {
        return standings.levelOf(writing.authorId()).map(settings::of);
    }

    /**
     * Of what is written, whatever its case, width and blanks. A short text says the same only in
     * one place.
     */
    private static long fingerprintOf(Writing writing) {
        String words =
                BLANKS.matcher(Normalizer.normalize(writing.words(), Normalizer.Form.NFKC))
                        .replaceAll("")
                        .toLowerCase(Locale.ROOT);
        boolean local = writing.within() != null && words.length() < SHORT;
        String said = words + "\n" + writing.occasion();
        byte[] text = (local ? writing.within() + said : said).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(sha256().digest(text)).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
