package io.maltan.community.moderation;

import org.jspecify.annotations.Nullable;

/**
 * What people are told: first what it is, in a word that programs know, then the moderator's own
 * words.
 */
final class Words {

    private Words() {}

    static String of(String what, @Nullable String note) {
        String words = note == null ? what : what + ": " + note;
        return words.length() <= DecisionDraft.LONGEST_NOTE
                ? words
                : words.substring(0, words.offsetByCodePoints(0, fitting(words)));
    }

    private static int fitting(String words) {
        return words.codePointCount(0, DecisionDraft.LONGEST_NOTE - 1);
    }
}
