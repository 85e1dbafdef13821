package io.maltan.community.trust;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What it takes to be trusted.
 *
 * @param member what a newcomer needs to become a member
 * @param trusted what a member needs to be trusted
 */
@ConfigurationProperties("maltan.community.trust")
record TrustSettings(Threshold member, Threshold trusted) {

    /**
     * @param age since somebody came
     * @param contributions posts and comments that stand; beyond {@link Standing#MOST_COUNTED} they
     *     are not counted
     */
    record Threshold(Duration age, int contributions) {}
}
