package io.maltan.gateway.intake;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
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
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind Netty's decoder. What is refused before Spring sees it is answered with a bare
 * status; here the status gets its problem. Requests that came ahead of it are answered first.
 *
 * <p>A connection whose request has been answered and does not end is closed: nobody reads that.
 */
final class DecoderAnswers extends ChannelDuplexHandler {

    /** After an answer: its client reads that, and may have sent a part of the rest already. */
    private static final Duration REST = Duration.ofSeconds(5);

    private final HeadInspection heads;
    private final DecoderProblems problems;
    private final Deadline rest = new Deadline(REST);

    private int unanswered;
    private boolean answering;
    private boolean unfinished;
    private int answersUntilClose;

    DecoderAnswers(HeadInspection heads, DecoderProblems problems) {
        this.heads = heads;
        this.problems = problems;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (answersUntilClose > 0 && !unfinished) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            unanswered++;
            unfinished = true;
            deferClose(request);
        }
        if (message instanceof FullHttpRequest head
                && head.decoderResult().isFailure()
                && unanswered > 1) {
            ctx.fireChannelRead(inTurn(head));
            return;
        }
        if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
            content.release();
            refuse(ctx, statusOf(content.decoderResult().cause()));
            return;
        }
        if (message instanceof LastHttpContent) {
            unfinished = false;
            rest.callOff();
            heads.chunksEnded();
        }
        ctx.fireChannelRead(message);
    }

    /**
     * Reactor Netty would take the wish of a request that waits for its turn for that of the one
     * that is being answered. It is kept here until it is due.
     */
    private void deferClose(HttpRequest request) {
        boolean close =
                HttpHeaderValues.CLOSE.contentEqualsIgnoreCase(
                        request.headers().get(HttpHeaderNames.CONNECTION, ""));
        if (close && unanswered > 1) {
            request.headers().remove(HttpHeaderNames.CONNECTION);
            answersUntilClose = unanswered;
        }
    }

    /** A head that cannot be read and waits like any other: its own answer refuses it. */
    private static HttpRequest inTurn(FullHttpRequest head) {
        HttpRequest waiting =
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, head.method(), head.uri());
        waiting.setDecoderResult(head.decoderResult());
        head.release();
        return waiting;
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
            close(ctx);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            answering = response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
        }
        boolean closes = answersUntilClose == 1 && answering;
        if (closes && message instanceof HttpResponse response) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        boolean ends = message instanceof LastHttpContent && answering;
        if (ends) {
            ended(ctx);
        }
        ChannelFuture written = ctx.write(problemInstead(message), promise.unvoid());
        if (ends && closes) {
            var _ = written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void ended(ChannelHandlerContext ctx) {
        answering = false;
        unanswered--;
        answersUntilClose = Math.max(0, answersUntilClose - 1);
        if (unanswered == 0 && unfinished) {
            rest.begin(ctx);
        }
    }

    private static void close(ChannelHandlerContext ctx) {
        var _ = ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        rest.callOff();
        ctx.fireChannelInactive();
    }

    private Object problemInstead(Object message) {
        if (message instanceof FullHttpResponse bare && isFromDecoder(bare)) {
            HttpResponseStatus status = bare.status();
            ReferenceCountUtil.release(bare);
            return problem(status);
        }
        return message;
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
