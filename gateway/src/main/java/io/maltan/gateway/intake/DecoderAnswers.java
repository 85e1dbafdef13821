package io.maltan.gateway.intake;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind Netty's decoder. What is refused before Spring sees it is answered with a bare
 * status; here the status gets its problem.
 */
final class DecoderAnswers extends ChannelDuplexHandler {

    private final HeadInspection heads;
    private final DecoderProblems problems;

    private int unanswered;
    private boolean answering;

    DecoderAnswers(HeadInspection heads, DecoderProblems problems) {
        this.heads = heads;
        this.problems = problems;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            unanswered++;
        }
        if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
            content.release();
            refuse(ctx, statusOf(content.decoderResult().cause()));
            return;
        }
        if (message instanceof LastHttpContent) {
            heads.chunksEnded();
        }
        ctx.fireChannelRead(message);
    }

    private static HttpResponseStatus statusOf(@Nullable Throwable cause) {
        return cause instanceof TooLongHttpLineException
                ? HttpResponseStatus.REQUEST_URI_TOO_LONG
                : HttpResponseStatus.BAD_REQUEST;
    }

    /** What cannot be read; behind another request it would be taken for one without a body. */
    private void refuse(ChannelHandlerContext ctx, HttpResponseStatus status) {
        if (unanswered == 1 && !answering) {
            var _ = ctx.writeAndFlush(problem(status)).addListener(ChannelFutureListener.CLOSE);
        } else {
            var _ = ctx.close();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            answering = response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
        }
        if (message instanceof LastHttpContent && answering) {
            answering = false;
            unanswered--;
        }
        if (message instanceof FullHttpResponse bare && isFromDecoder(bare)) {
            HttpResponseStatus status = bare.status();
            ReferenceCountUtil.release(bare);
            var _ = ctx.write(problem(status), promise);
        } else {
            var _ = ctx.write(message, promise);
        }
    }

    private static boolean isFromDecoder(FullHttpResponse response) {
        return response.status().code() >= 400
                && !response.content().isReadable()
                && !response.headers().contains(HttpHeaderNames.CONTENT_TYPE)
                && response.headers()
                        .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
    }

    private FullHttpResponse problem(HttpResponseStatus status) {
        DefaultFullHttpResponse answer =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, status, problems.of(status.code(), heads.language()));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.CONTENT_LENGTH, answer.content().readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.X_FRAME_OPTIONS, "DENY")
                .set("X-Content-Type-Options", "nosniff")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }
}
