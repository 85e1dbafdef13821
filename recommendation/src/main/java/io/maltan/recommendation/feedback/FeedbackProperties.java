package io.maltan.recommendation.feedback;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How feedback is taken in.
 *
 * @param guestsFor how long what a guest gives after they became an account is the account's:
 *     longer than an access token lives
 */
@ConfigurationProperties("maltan.recommendation.feedback")
record FeedbackProperties(@DefaultValue("20m") Duration guestsFor) {}
