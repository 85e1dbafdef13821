package io.maltan.gateway.intake;

import io.netty.util.ByteProcessor;

/** Finds the end of an empty line, LF CR LF, in bytes that come in pieces. */
final class EmptyLine implements ByteProcessor {

    private int found;

    /** False with the last byte of an empty line. */
    @Override
    public boolean process(byte next) {
        boolean ends = found == 2 && next == '\n';
        found = next == '\n' ? 1 : found == 1 && next == '\r' ? 2 : 0;
        return !ends;
    }
}
