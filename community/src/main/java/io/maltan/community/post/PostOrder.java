package io.maltan.community.post;

import io.maltan.platform.problem.Invalid;
import org.jspecify.annotations.Nullable;

/** The orders in which posts are listed. */
public enum PostOrder {
    /** Latest first. */
    NEW,
    /** By votes, against time: ten times the votes are worth twelve and a half hours. */
    HOT,
    /** Most votes first. */
    TOP;

    static PostOrder of(@Nullable String name) {
        return switch (name) {
            case null -> NEW;
            case "new" -> NEW;
            case "hot" -> HOT;
            case "top" -> TOP;
            default -> throw Invalid.field("sort", "one_of", "new, hot, top");
        };
    }
}
