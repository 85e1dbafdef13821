package io.maltan.community.moderation;

import io.maltan.community.text.DraftCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a moderator sends to decide a case.
 *
 * @param until when a suspension ends; a week from now where it is absent
 */
record DecisionDraft(@Nullable String action, @Nullable String note, @Nullable Instant until) {

    static final int LONGEST_NOTE = 1_000;

    private static final Duration USUAL_SUSPENSION = Duration.ofDays(7);
    private static final Duration LONGEST_SUSPENSION = Duration.ofDays(3650);

    /** The decision on such a target, or {@code validation_failed}. */
    Decision checked(Target target, Instant now) {
        DraftCheck check = new DraftCheck();
        Verdict verdict = Verdict.find(action).orElse(null);
        check.require(verdict != null, "action", "one_of", "dismiss, hide, remove, suspend_author");
        check.require(verdict == null || verdict.isFor(target), "action", "not_for_users");
        check.require(
                until == null
                        || (until.isAfter(now) && until.isBefore(now.plus(LONGEST_SUSPENSION))),
                "until",
                "in_the_future");
        String text =
                note == null || note.isBlank() ? null : check.lines("note", note, LONGEST_NOTE);
        check.done();
        return new Decision(
                verdict == null ? Verdict.DISMISS : verdict, text, suspension(verdict, now));
    }

    private @Nullable Instant suspension(@Nullable Verdict verdict, Instant now) {
        if (verdict != Verdict.SUSPEND_AUTHOR) {
            return null;
        }
        return (until == null ? now.plus(USUAL_SUSPENSION) : until).truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * A valid decision.
     *
     * @param suspendedUntil present where it suspends somebody
     */
    record Decision(Verdict verdict, @Nullable String note, @Nullable Instant suspendedUntil) {}
}
