package io.maltan.compose;

import io.maltan.compose.settings.StartFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does several things at the same time and waits for all of them; the first failure is the one
 * told.
 */
final class Together {

    private final List<Callable<?>> steps = new ArrayList<>();

    void add(Step step) {
        steps.add(() -> {
            step.run();
            return true;
        });
    }

    /**
     * Runs the steps together with the given ones and answers the results of the latter, in order.
     */
    <T> List<T> all(List<Callable<T>> more) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> first = new ArrayList<>();
            steps.forEach(step -> first.add(threads.submit(step)));
            List<Future<T>> second = new ArrayList<>();
            more.forEach(step -> second.add(threads.submit(step)));
            for (Future<?> each : first) {
                get(each);
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : second) {
                results.add(get(each));
            }
            return results;
        }
    }

    private static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new StartFailure("Maltan could not be started: " + e.getCause(), e);
        }
    }

    /** Something to do that may wait. */
    @FunctionalInterface
    interface Step {
        void run() throws InterruptedException;
    }
}
