package io.maltan.community.moderation;

import io.maltan.community.text.DraftCheck;
import org.jspecify.annotations.Nullable;

/** Why somebody thinks that a decision is wrong. */
record AppealDraft(@Nullable String body) {

    private static final int LONGEST_BODY = 2_000;

    String checkedBody() {
        DraftCheck check = new DraftCheck();
        String text = check.lines("body", body, LONGEST_BODY);
        check.done();
        return text;
    }

    /** What a moderator sends to decide an appeal. */
    record Ruling(@Nullable String decision, @Nullable String note) {

        /** This ruling, or {@code validation_failed}. */
        Ruling checked() {
            DraftCheck check = new DraftCheck();
            check.require(
                    "accept".equals(decision) || "reject".equals(decision),
                    "decision",
                    "one_of",
                    "accept, reject");
            String text =
                    note == null || note.isBlank()
                            ? null
                            : check.lines("note", note, DecisionDraft.LONGEST_NOTE);
            check.done();
            return new Ruling(decision, text);
        }

        boolean accepts() {
            return "accept".equals(decision);
        }

        String status() {
            return accepts() ? "accepted" : "rejected";
        }
    }
}
