package io.maltan.gateway.intake;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;

/**
 * Closes the connection of a client that takes its answer too slowly: what waits to be written has
 * been above the mark for too long. Costs nothing while all goes well.
 */
final class StalledReader extends ChannelInboundHandlerAdapter {

    private final Deadline deadline;

    StalledReader(Duration patience) {
        this.deadline = new Deadline(patience);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            deadline.callOff();
        } else {
            deadline.begin(ctx);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        deadline.callOff();
        ctx.fireChannelInactive();
    }
}
