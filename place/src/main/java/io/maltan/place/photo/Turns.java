package io.maltan.place.photo;

import io.maltan.platform.problem.TooMany;
import io.maltan.platform.problem.Unavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Photos of many people for one thread: one of each person in turn, so that whoever brings one
 * waits for no more than one of anybody else's, however many these have brought.
 */
final class Turns {

    private static final Duration SOON = Duration.ofSeconds(3);

    private final Scheduler thread;
    private final int mostOfOne;

    /** What waits, by person; whoever stands first is next. */
    private final LinkedHashMap<UUID, Queue<Runnable>> waiting = new LinkedHashMap<>();

    /**
     * @param thread whose queue bounds all that waits
     * @param mostOfOne how many photos of one person may wait
     */
    Turns(Scheduler thread, int mostOfOne) {
        this.thread = thread;
        this.mostOfOne = mostOfOne;
    }

    /**
     * Does something on the thread when it is the person's turn; fails with 429 where too much of
     * that person waits, with 503 where too much waits in all.
     */
    <T> Mono<T> take(UUID person, Callable<T> work) {
        return Mono.create(sink -> {
            Runnable piece = () -> run(work, sink);
            enqueue(person, piece);
            sink.onCancel(() -> leave(person, piece));
        });
    }

    /** An error of any kind goes to whoever waits, who would wait for ever otherwise. */
    private static <T> void run(Callable<T> work, MonoSink<T> sink) {
        try {
            sink.success(work.call());
        } catch (Throwable e) {
            sink.error(e);
        }
    }

    private synchronized void enqueue(UUID person, Runnable piece) {
        Queue<Runnable> own = waiting.getOrDefault(person, new ArrayDeque<>());
        if (own.size() >= mostOfOne) {
            throw new TooMany("photos_waiting", SOON, mostOfOne);
        }
        try {
            thread.schedule(this::runNext);
        } catch (RejectedExecutionException full) {
            throw new Unavailable("photos_busy", SOON);
        }
        own.add(piece);
        waiting.putIfAbsent(person, own);
    }

    private void runNext() {
        @Nullable Next next = next();
        if (next != null) {
            next.piece().run();
            standBehind(next.person());
        }
    }

    private record Next(UUID person, Runnable piece) {}

    /** Nothing where somebody has left. */
    private synchronized @Nullable Next next() {
        Map.Entry<UUID, Queue<Runnable>> first = waiting.firstEntry();
        if (first == null) {
            return null;
        }
        Runnable piece = first.getValue().remove();
        if (first.getValue().isEmpty()) {
            waiting.pollFirstEntry();
        }
        return new Next(first.getKey(), piece);
    }

    /** Whoever came meanwhile is before who has just had a turn. */
    private synchronized void standBehind(UUID person) {
        Queue<Runnable> own = waiting.get(person);
        if (own != null) {
            waiting.putLast(person, own);
        }
    }

    private synchronized void leave(UUID person, Runnable piece) {
        Queue<Runnable> own = waiting.getOrDefault(person, new ArrayDeque<>());
        if (own.remove(piece) && own.isEmpty()) {
            waiting.remove(person);
        }
    }
}
