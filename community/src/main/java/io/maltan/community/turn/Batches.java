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
 * this replica, however many want something of it.
 */
public final class Batches<T, R> {

    private static final int LONGEST_QUEUE = 2_000;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final BatchWork worker;
    private final int most;
    private final BiFunction<UUID, List<T>, Mono<List<Mono<R>>>> work;

    /** Who waits for what; a key is here while somebody works on it. */
    private final Map<UUID, Queue<Entry<T, R>>> waiting = new HashMap<>();

    Batches(BatchWork worker, int most, BiFunction<UUID, List<T>, Mono<List<Mono<R>>>> work) {
        this.worker = worker;
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
        worker.run(workOff(key));
        return true;
    }

    private void leave(UUID key, Entry<T, R> entry) {
        synchronized (waiting) {
            Queue<Entry<T, R>> queue = waiting.get(key);
            if (queue != null) {
                queue.remove(entry);
            }
        }
    }

    private Mono<Void> workOff(UUID key) {
        return Mono.fromSupplier(() -> take(key))
                .flatMap(batch -> carryOut(key, batch).thenReturn(batch))
                .repeat()
                .takeUntil(List::isEmpty)
                .then();
    }

    /** The next batch; an empty one, and the key is free, where nobody waits. */
    private List<Entry<T, R>> take(UUID key) {
        List<Entry<T, R>> batch = new ArrayList<>();
        synchronized (waiting) {
            Queue<Entry<T, R>> queue = waiting.getOrDefault(key, new ArrayDeque<>());
            while (batch.size() < most && !queue.isEmpty()) {
                batch.add(queue.remove());
            }
            if (batch.isEmpty()) {
                waiting.remove(key);
            }
        }
        return batch;
    }

    private Mono<Void> carryOut(UUID key, List<Entry<T, R>> batch) {
        if (batch.isEmpty()) {
            return Mono.empty();
        }
        List<T> items = batch.stream().map(entry -> entry.item).toList();
        return Mono.defer(() -> work.apply(key, items))
                .onErrorResume(
                        error -> Mono.just(batch.stream().map(_ -> Mono.<R>error(error)).toList()))
                .doOnNext(answers -> hand(batch, answers))
                .then();
    }

    private static <T, R> void hand(List<Entry<T, R>> batch, List<Mono<R>> answers) {
        for (int i = 0; i < batch.size(); i++) {
            Sinks.EmitResult _ = batch.get(i).sink.tryEmitValue(answers.get(i));
        }
    }

    /** Not a record: two who ask for the same are still two. */
    private static final class Entry<T, R> {

        private final T item;
        private final Sinks.One<Mono<R>> sink = Sinks.one();

        Entry(T item) {
            this.item = item;
        }
    }
}
