package io.maltan.gateway.upstream;

import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import reactor.netty.channel.AbortedException;

/** Tells failures to reach a service from all others. */
final class UpstreamFailures {

    private UpstreamFailures() {}

    /** The connection was refused or broke before an answer came. */
    static boolean isBrokenConnection(Throwable error) {
        return error instanceof IOException || error instanceof AbortedException;
    }

    /** A broken connection, or an answer that does not come. */
    static boolean saysNobodyIsThere(Throwable error) {
        return isBrokenConnection(error)
                || error instanceof TimeoutException
                || error instanceof ReadTimeoutException;
    }
}
