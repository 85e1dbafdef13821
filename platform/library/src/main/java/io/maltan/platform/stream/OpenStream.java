package io.maltan.platform.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * One client's stream: asks for messages and writes each to the connection, the next when the
 * client has taken the one before; completes when the stream has ended.
 *
 * <p>What waits are messages, whose texts all streams share, and no buffers, so that a client that
 * takes nothing costs little until it is dropped. Thousands are open at once and each event goes to
 * all of them, which is why this is one object rather than a chain of operators.
 */
final class OpenStream extends Mono<Void>
        implements CoreSubscriber<StreamMessage>, Subscription, ChannelFutureListener {

    static final String SERVER_DRAINING = "server_draining";
    private static final String TOKEN_EXPIRED = "token_expired";
    private static final String TOO_SLOW = "too_slow";
    private static final String END = "end";
    private static final long NEVER = Long.MAX_VALUE;

    /** How long a client may take to fetch the end before its connection is closed. */
    private static final int GRACE_SECONDS = 10;

    private final ServerStreams streams;
    private final Channel connection;
    private final long expiry;
    private volatile long due;

    // From here on touched by the connection's event loop alone.
    private @Nullable Publisher<StreamMessage> messages;
    private @Nullable CoreSubscriber<? super Void> answer;
    private Subscription source = Operators.emptySubscription();
    private @Nullable Queue<StreamMessage> waiting;
    private long heartbeat;
    private long behindSince = NEVER;
    private int taken;
    private boolean writing;
    private boolean complete;
    private boolean over;

    OpenStream(
            ServerStreams streams,
            Channel connection,
            Publisher<StreamMessage> messages,
            long expiry) {
        this.streams = streams;
        this.connection = connection;
        this.messages = messages;
        this.expiry = expiry;
        this.heartbeat = streams.now() + streams.properties().heartbeat().toMillis();
        this.due = Math.min(heartbeat, expiry);
    }

    @Override
    public void subscribe(CoreSubscriber<? super Void> subscriber) {
        onConnection(() -> begin(subscriber));
    }

    private void begin(CoreSubscriber<? super Void> subscriber) {
        Publisher<StreamMessage> wanted = messages;
        if (wanted == null) {
            Operators.error(subscriber, new IllegalStateException("A stream is opened once"));
            return;
        }
        messages = null;
        answer = subscriber;
        subscriber.onSubscribe(this);
        streams.opened(this);
        if (!over) {
            wanted.subscribe(this);
        }
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        onConnection(() -> {
            source = subscription;
            if (over) {
                subscription.cancel();
            } else {
                subscription.request(streams.properties().buffer());
            }
        });
    }

    @Override
    public void onNext(StreamMessage message) {
        onConnection(() -> take(message));
    }

    @Override
    public void onComplete() {
        onConnection(() -> {
            complete = true;
            goOn();
        });
    }

    @Override
    public void onError(Throwable error) {
        onConnection(() -> {
            if (Exceptions.isOverflow(error)) {
                finishWith(TOO_SLOW);
            } else if (!over) {
                close();
                answered().onError(error);
            }
        });
    }

    /** The answer has no values. */
    @Override
    public void request(long count) {}

    /** The client has gone. */
    @Override
    public void cancel() {
        onConnection(() -> {
            if (!over) {
                close();
            }
        });
    }

    /** Ends the stream and says why. */
    void end(String reason) {
        onConnection(() -> finishWith(reason));
    }

    /** Ends the stream within some milliseconds, and says why. */
    @SuppressWarnings("FutureReturnValueIgnored") // Who has left meanwhile is not told.
    void endWithin(long millis, String reason) {
        long pause = ThreadLocalRandom.current().nextLong(millis + 1);
        connection.eventLoop().schedule(() -> finishWith(reason), pause, TimeUnit.MILLISECONDS);
    }

    boolean isDue(long now) {
        return now >= due;
    }

    /** Sends the heartbeat that is due, and ends the stream whose time is over. */
    void lookAtTime() {
        onConnection(() -> {
            long now = streams.now();
            if (now >= expiry) {
                finishWith(TOKEN_EXPIRED);
            } else if (behindSince != NEVER && now >= patience()) {
                finishWith(TOO_SLOW);
            } else if (now >= heartbeat) {
                beat(now);
            }
        });
    }

    private void beat(long now) {
        heartbeat = now + streams.properties().heartbeat().toMillis();
        if (!writing && !over) {
            write(streams.format().heartbeat());
        }
        updateDue();
    }

    private void take(StreamMessage message) {
        if (over) {
            return;
        }
        if (!writing) {
            write(message);
            goOn();
        } else if (queue().size() < streams.properties().buffer()) {
            queue().add(message);
        } else {
            finishWith(TOO_SLOW);
        }
    }

    private Queue<StreamMessage> queue() {
        Queue<StreamMessage> messages = waiting;
        if (messages == null) {
            messages = new ArrayDeque<>();
            waiting = messages;
        }
        return messages;
    }

    private void write(StreamMessage message) {
        write(streams.format().encode(message, connection.alloc()));
        taken++;
        if (taken > streams.properties().buffer() / 2) {
            int more = taken;
            taken = 0;
            source.request(more);
        }
    }

    private void write(ByteBuf event) {
        ChannelFuture written = connection.writeAndFlush(new DefaultHttpContent(event));
        if (!written.isDone()) {
            writing = true;
            fallBehind();
            written.addListener(this);
        }
    }

    /** What was last written has been taken. */
    @Override
    public void operationComplete(ChannelFuture written) {
        writing = false;
        if (written.isSuccess()) {
            goOn();
        }
    }

    private void goOn() {
        while (!writing && !over) {
            StreamMessage next = waiting == null ? null : waiting.poll();
            if (next == null) {
                keepUp();
                return;
            }
            write(next);
        }
    }

    private void fallBehind() {
        if (behindSince == NEVER) {
            behindSince = streams.now();
            updateDue();
        }
    }

    private void keepUp() {
        waiting = null;
        if (behindSince != NEVER) {
            behindSince = NEVER;
            updateDue();
        }
        if (complete) {
            close();
            answered().onComplete();
        }
    }

    /** Behind for so long, the client is dropped. */
    private long patience() {
        return behindSince + streams.properties().patience().toMillis();
    }

    private void updateDue() {
        long next = Math.min(heartbeat, expiry);
        due = behindSince == NEVER ? next : Math.min(next, patience());
    }

    private void finishWith(String reason) {
        if (!over) {
            close();
            streams.ended(reason);
            StreamMessage end = StreamMessage.of(END, Map.of("reason", reason));
            ByteBuf event = streams.format().encode(end, connection.alloc());
            closeUnlessTaken(connection.writeAndFlush(new DefaultHttpContent(event)));
            answered().onComplete();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Nothing depends on when it is done.
    private void closeUnlessTaken(ChannelFuture end) {
        if (!end.isDone()) {
            connection
                    .eventLoop()
                    .schedule(() -> closeUnlessDone(end), GRACE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private void closeUnlessDone(ChannelFuture end) {
        if (!end.isDone()) {
            connection.close();
        }
    }

    /** Lets go of everything. */
    private void close() {
        over = true;
        waiting = null;
        due = NEVER;
        source.cancel();
        streams.closed(this);
    }

    private CoreSubscriber<? super Void> answered() {
        return Objects.requireNonNull(answer);
    }

    private void onConnection(Runnable action) {
        if (connection.eventLoop().inEventLoop()) {
            action.run();
        } else {
            connection.eventLoop().execute(action);
        }
    }
}
