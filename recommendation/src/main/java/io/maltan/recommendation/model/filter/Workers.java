package io.maltan.recommendation.model.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does numbered pieces of work on some threads, of which the caller's is one. */
final class Workers {

    private final int threads;

    Workers(int threads) {
        this.threads = threads;
    }

    int threads() {
        return threads;
    }

    /**
     * Returns when all pieces are done.
     *
     * @param worker makes, for each thread, what does a piece by its number
     */
    void each(int pieces, Supplier<IntConsumer> worker) {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Runnable share =
                () -> {
                    try {
                        IntConsumer own = worker.get();
                        for (int piece = next.getAndIncrement();
                                piece < pieces && !Thread.currentThread().isInterrupted();
                                piece = next.getAndIncrement()) {
                            own.accept(piece);
                        }
                    } catch (RuntimeException | Error e) {
                        failure.compareAndSet(null, e);
                        next.set(pieces);
                    }
                };
        List<Thread> others = new ArrayList<>();
        for (int thread = 1; thread < Math.min(threads, pieces); thread++) {
            others.add(Thread.ofPlatform().name("training-" + thread).daemon().start(share));
        }
        share.run();
        join(others);
        rethrow(failure.get());
    }

    private static void join(List<Thread> others) {
        try {
            for (Thread other : others) {
                other.join();
            }
        } catch (InterruptedException e) {
            others.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("The training was interrupted");
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }
}
