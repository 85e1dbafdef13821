package io.maltan.community.moderation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.maltan.community.member.Author;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was reported about one thing, as moderators see it.
 *
 * @param priority the sum of what the reports weigh: each counts as far as its reporter is trusted
 * @param reasons how many reports give which reason
 * @param postId the post that a comment belongs to
 * @param title of a post
 * @param body what a post or comment says now, in the queue only its beginning
 * @param decision absent while the case is open
 * @param reports the latest fifty; absent in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CaseView(
        UUID id,
        Target target,
        UUID targetId,
        String status,
        double priority,
        int reportCount,
        Map<String, Integer> reasons,
        @Nullable Author author,
        @Nullable UUID postId,
        @Nullable String title,
        @Nullable String body,
        boolean hidden,
        boolean removed,
        Instant openedAt,
        Instant updatedAt,
        @Nullable DecisionView decision,
        @Nullable List<Report> reports) {

    boolean isAbout(UUID person) {
        return author != null && author.id().equals(person);
    }

    CaseView with(List<Report> listed) {
        return new CaseView(
                id,
                target,
                targetId,
                status,
                priority,
                reportCount,
                reasons,
                author,
                postId,
                title,
                body,
                hidden,
                removed,
                openedAt,
                updatedAt,
                decision,
                listed);
    }

    /**
     * What was decided.
     *
     * @param moderator absent once that moderator is erased
     * @param overturned whether an appeal has undone it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DecisionView(
            Verdict action,
            @Nullable String note,
            @Nullable Author moderator,
            Instant at,
            @Nullable Instant suspendedUntil,
            boolean overturned) {}

    /**
     * One report.
     *
     * @param reporter absent where a rule made it, or the reporter is erased
     * @param title of a post when it was reported; as the body
     * @param body what was reported, where it was edited since; on the latest report of each
     *     version
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Report(
            UUID id,
            String reason,
            @Nullable String detail,
            @Nullable Author reporter,
            double weight,
            Instant createdAt,
            @Nullable String title,
            @Nullable String body) {}
}
