package io.maltan.gateway.revocation;

/** Why a token that has not ended is refused. */
public enum Refusal {
    /** Its session has ended. */
    REVOKED,

    /** More sessions have ended than there is room to know, and it is as old as some of them. */
    TOO_OLD
}
