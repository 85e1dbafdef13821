package io.maltan.community.trust;

import java.time.Duration;
import java.time.Instant;

/**
 * What somebody's trust comes from.
 *
 * @param contributions posts and comments that stand, counted up to some bound
 * @param strikes decisions of moderators against them within {@link #STRIKES_LAST}
 * @param upheld how many of their reports moderators agreed with
 * @param dismissed how many they did not
 */
record Standing(Instant joinedAt, int contributions, int strikes, int upheld, int dismissed) {

    /** So many contributions are counted. */
    static final int MOST_COUNTED = 50;

    static final Duration STRIKES_LAST = Duration.ofDays(90);

    TrustLevel level(TrustSettings settings, Instant now) {
        if (reaches(settings.trusted(), now) && strikes == 0) {
            return TrustLevel.TRUSTED;
        }
        return reaches(settings.member(), now) && strikes <= 1 ? TrustLevel.MEMBER : TrustLevel.NEW;
    }

    private boolean reaches(TrustSettings.Threshold threshold, Instant now) {
        return contributions >= Math.min(threshold.contributions(), MOST_COUNTED)
                && !joinedAt.plus(threshold.age()).isAfter(now);
    }

    /** From 0 for somebody whose reports were all dismissed to 2 for all upheld; 1 for a start. */
    double accuracy() {
        return 2.0 * (upheld + 1) / (upheld + dismissed + 2);
    }
}
