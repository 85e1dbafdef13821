package io.maltan.community.turn;

import io.maltan.platform.problem.Unavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Does together what many ask for the same thing at once.
 *
 * <p>The first is served at once; whoever comes meanwhile is in the next batch, in the order of
 * coming. So one transaction does for hundreds, and a busy thing holds one database connection on
 * this replica, however many want something of it. After each batch the other things have their
 * turn; a batch whose connection is lost holds nobody up for longer than the time limit.
 */
public final class Batches<T, R> {

    private static final int LONGEST_QUEUE = 2_000;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final BatchWork worker;
    private final Duration timeLimit;
    private final int most;
    private final BiFunction<UUID, List<T>, Mono<List<Mono<R>>>> work;

    /** Who waits for what; a key is here while somebody works on it. */
    private final Map<UUID, Queue<Entry<T, R>>> waiting = new HashMap<>();

    Batches(
            BatchWork worker,
            Duration timeLimit,
            int most,
            BiFunction<UUID, List<T>, Mono<List<Mono<R>>>> work) {
        this.worker = worker;
        this.timeLimit = timeLimit;
        this.most = most;
        this.work = work;
    }

    /** Puts something into the next batch of this key, and answers what came of it. */
    public Mono<R> submit(UUID key, T item) {
        return Mono.defer(() -> {
            Entry<T, R> entry = new Entry<>(item);
            return join(key, entry)
                    ? entry.sink
                            .asMono()
                            .doOnCancel(() -> leave(key, entry))
                            .flatMap(answer -> answer)
                    : Mono.error(new Unavailable("unavailable", SOON));
        });
    }

    private boolean join(UUID key, Entry<T, R> entry) {
        synchronized (waiting) {
            Queue<Entry<T, R>> queue = waiting.get(key);
            if (queue != null) {
                return queue.size() < LONGEST_QUEUE && queue.add(entry);
            }
            waiting.put(key, new ArrayDeque<>(List.of(entry)));
        }
        enqueue(key);
        return true;
    }

    private void enqueue(UUID key) {
        try {
            worker.run(workOff(key));
        } catch (RuntimeException error) {
            giveUp(key, error);
        }
    }

    /** Answers everybody who waits for the key, and frees it. */
    private void giveUp(UUID key, RuntimeException error) {
        Queue<Entry<T, R>> abandoned;
        synchronized (waiting) {
            abandoned = waiting.remove(key);
        }
        if (abandoned != null) {
            abandoned.forEach(entry -> entry.answer(Mono.error(error)));
        }
    }

    private void leave(UUID key, Entry<T, R> entry) {
        synchronized (waiting) {
            Queue<Entry<T, R>> queue = waiting.get(key);
            if (queue != null) {
                queue.remove(entry);
            }
        }
    }

    /** One batch; whoever waits for the key after that lets the other keys go first. */
    private Mono<Void> workOff(UUID key) {
        return Mono.fromSupplier(() -> take(key))
                .flatMap(batch -> carryOut(key, batch))
                .then(Mono.fromRunnable(() -> goOn(key)));
    }

    private void goOn(UUID key) {
        if (isAwaited(key)) {
            enqueue(key);
        }
    }

    /** Whether somebody waits for a key, which is free where nobody does. */
    private boolean isAwaited(UUID key) {
        synchronized (waiting) {
            return waiting.computeIfPresent(key, (_, queue) -> queue.isEmpty() ? null : queue)
                    != null;
        }
    }

    private List<Entry<T, R>> take(UUID key) {
        List<Entry<T, R>> batch = new ArrayList<>();
        synchronized (waiting) {
            Queue<Entry<T, R>> queue = waiting.getOrDefault(key, new ArrayDeque<>());
            while (batch.size() < most && !queue.isEmpty()) {
                batch.add(queue.remove());
            }
        }
        return batch;
    }

    /** A batch out of time may have been done all the same; whoever asks again finds out. */
    private Mono<Void> carryOut(UUID key, List<Entry<T, R>> batch) {
        if (batch.isEmpty()) {
            return Mono.empty();
        }
        List<T> items = batch.stream().map(entry -> entry.item).toList();
        return Mono.defer(() -> work.apply(key, items))
                .timeout(timeLimit, Mono.error(() -> new Unavailable("unavailable", SOON)))
                .onErrorResume(
                        error -> Mono.just(batch.stream().map(_ -> Mono.<R>error(error)).toList()))
                .doOnNext(answers -> hand(batch, answers))
                .then();
    }

    private static <T, R> void hand(List<Entry<T, R>> batch, List<Mono<R>> answers) {
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer(answers.get(i));
        }
    }

    /** Not a record: two who ask for the same are still two. */
    private static final class Entry<T, R> {

        private final T item;
        private final Sinks.One<Mono<R>> sink = Sinks.one();

        Entry(T item) {
            this.item = item;
        }

        void answer(Mono<R> answer) {
            Sinks.EmitResult _ = sink.tryEmitValue(answer);
        }
    }
}
