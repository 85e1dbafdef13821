package io.maltan.gateway.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpObject;
import java.io.IOException;

/**
 * Stands behind Netty's decoder of answers. What is no HTTP comes as an exception of any kind; here
 * it becomes a broken connection, which it is for whoever waits for the answer.
 */
final class UnreadableAnswers extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            part.setDecoderResult(
                    DecoderResult.failure(
                            new IOException(
                                    "The answer is no HTTP", part.decoderResult().cause())));
        }
        ctx.fireChannelRead(message);
    }
}
