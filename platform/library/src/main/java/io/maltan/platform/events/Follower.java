package io.maltan.platform.events;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * Takes events from the window of a reader as its subscriber wants them. It holds no events of its
 * own, so a subscriber that waits costs nothing, and thousands of them share one window.
 */
final class Follower implements Subscription {

    private final TailReader reader;
    private final Progress progress;
    private final CoreSubscriber<? super StreamedEvent> subscriber;
    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger occasions = new AtomicInteger();
    private volatile boolean over;

    Follower(
            TailReader reader,
            Progress progress,
            CoreSubscriber<? super StreamedEvent> subscriber) {
        this.reader = reader;
        this.progress = progress;
        this.subscriber = subscriber;
    }

    @Override
    public void request(long count) {
        if (Operators.validate(count)) {
            requested.accumulateAndGet(count, Operators::addCap);
            drain();
        }
    }

    @Override
    public void cancel() {
        over = true;
        reader.leave(this);
    }

    /** Passes on what there is; of several occasions at once, one thread serves all. */
    void drain() {
        int served = occasions.incrementAndGet();
        if (served != 1) {
            return;
        }
        while (served != 0) {
            passOn();
            served = occasions.addAndGet(-served);
        }
    }

    private void passOn() {
        while (!over && requested.get() > 0) {
            Window window = reader.window();
            if (!window.reachesBackTo(progress.reached())) {
                cancel();
                subscriber.onComplete();
                return;
            }
            int index = window.indexAfter(progress.reached());
            if (index == window.events().size()) {
                progress.passTo(window.last());
                return;
            }
            requested.updateAndGet(Follower::oneLess);
            progress.passTo(window.positions().get(index));
            subscriber.onNext(window.events().get(index));
        }
    }

    private static long oneLess(long count) {
        return count == Long.MAX_VALUE ? count : count - 1;
    }
}
