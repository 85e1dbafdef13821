package io.maltan.community.moderation;

import io.maltan.community.text.DraftCheck;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A report as somebody sends it. */
record ReportDraft(
        @Nullable String target,
        @Nullable UUID targetId,
        @Nullable String reason,
        @Nullable String detail) {

    private static final int LONGEST_REASON = 100;
    private static final int LONGEST_DETAIL = 1_000;

    /** The report, or {@code validation_failed} with everything that is wrong. */
    Complaint checked() {
        DraftCheck check = new DraftCheck();
        check.require(Target.find(target).isPresent(), "target", "one_of", "post, comment, user");
        check.require(targetId != null, "targetId", "required");
        String why = check.line("reason", reason, LONGEST_REASON);
        String more =
                detail == null || detail.isBlank()
                        ? null
                        : check.lines("detail", detail, LONGEST_DETAIL);
        check.done();
        return new Complaint(
                Target.find(target).orElseThrow(),
                java.util.Objects.requireNonNull(targetId),
                why,
                more);
    }

    /** A valid report. */
    record Complaint(Target target, UUID targetId, String reason, @Nullable String detail) {}
}
