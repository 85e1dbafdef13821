package io.maltan.user.account;

/** A guest that there never was, or that belongs to another account by now. */
public final class GuestUnknown extends RuntimeException {

    public GuestUnknown() {
        super("No such guest", null, false, false);
    }
}
