package io.maltan.community.trust;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far somebody is trusted: earned by age and good standing, lost by what moderators uphold. */
public enum TrustLevel {
    NEW(1),
    MEMBER(2),
    TRUSTED(3);

    private final int weight;

    TrustLevel(int weight) {
        this.weight = weight;
    }

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How much a report counts. */
    public int weight() {
        return weight;
    }
}
