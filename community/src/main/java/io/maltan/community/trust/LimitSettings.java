package io.maltan.community.trust;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How much people may write.
 *
 * @param window in which posts, comments, edits and reports are counted
 * @param repetition how long the same text by the same person is a repetition; zero allows it
 */
@ConfigurationProperties("maltan.community.limits")
record LimitSettings(
        Duration window, Duration repetition, Level newcomer, Level member, Level trusted) {

    Level of(TrustLevel level) {
        return switch (level) {
            case NEW -> newcomer;
            case MEMBER -> member;
            case TRUSTED -> trusted;
        };
    }

    /**
     * @param links in one text
     * @param photos on one post
     */
    record Level(int posts, int comments, int edits, int reports, int links, int photos) {

        int of(Writing.Kind kind) {
            return switch (kind) {
                case POST -> posts;
                case COMMENT -> comments;
                case EDIT -> edits;
                case REPORT -> reports;
            };
        }
    }
}
