package io.maltan.gateway.intake;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Closes a connection when it is due, unless that is called off; for its event loop alone. */
final class Deadline {

    private final Duration patience;
    private @Nullable Future<?> pending;

    /**
     * Of one connection.
     *
     * @param patience from when it begins
     */
    Deadline(Duration patience) {
        this.patience = patience;
    }

    /** Where it has begun already, it stays as it is. */
    void begin(ChannelHandlerContext ctx) {
        if (pending == null) {
            pending =
                    ctx.executor()
                            .schedule(() -> close(ctx), patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void callOff() {
        Future<?> begun = pending;
        if (begun != null) {
            begun.cancel(false);
            pending = null;
        }
    }

    private static void close(ChannelHandlerContext ctx) {
        var _ = ctx.close();
    }
}
