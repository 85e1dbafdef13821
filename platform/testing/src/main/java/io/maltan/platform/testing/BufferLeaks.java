package io.maltan.platform.testing;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Netty's paranoid leak detection: a buffer that was dropped without being released is told of
 * after the test class that was run when it was found, or fails it.
 *
 * <p>A module asks for it with the system property {@code maltan.test.buffer-leaks}: {@code tell}
 * or {@code fail}. Leaks show when the garbage collector has run, which is why it is made to after
 * every class: the leak may be of a class before the one that fails; the report says where the
 * buffer was used.
 */
public final class BufferLeaks implements LauncherSessionListener, AfterAllCallback {

    private static final String SETTING = "maltan.test.buffer-leaks";
    private static final String FAIL = "fail";
    private static final int ROUNDS = 3;
    private static final long PATIENCE_MILLIS = 5_000;
    private static final Queue<String> found = new ConcurrentLinkedQueue<>();

    /** Before the first buffer, whose class keeps the detector that it finds. */
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (areWanted()) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
            ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Recording());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (areWanted() && !isNested(context)) {
            List<String> leaks = take();
            if (!leaks.isEmpty()) {
                tell(leaks.size() + " buffers were not released:\n" + String.join("\n", leaks));
            }
        }
    }

    private static void tell(String leaks) {
        if (FAIL.equals(System.getProperty(SETTING))) {
            throw new AssertionError(leaks);
        }
        System.err.println(leaks);
    }

    private static boolean isNested(ExtensionContext context) {
        return context.getRequiredTestClass().getEnclosingClass() != null;
    }

    private static boolean areWanted() {
        return System.getProperty(SETTING) != null;
    }

    /** What has been found up to now; it will not be told again. */
    public static List<String> take() {
        for (int i = 0; i < ROUNDS; i++) {
            collect();
            // Netty looks at what was collected whenever a buffer is made.
            ByteBufAllocator.DEFAULT.directBuffer(1).release();
        }
        List<String> taken = new ArrayList<>();
        for (String leak = found.poll(); leak != null; leak = found.poll()) {
            taken.add(leak);
        }
        return taken;
    }

    /**
     * Collects garbage, and waits until the JVM has told of some: after the next round it has told
     * of all that was found in this one.
     */
    private static void collect() {
        ReferenceQueue<Object> told = new ReferenceQueue<>();
        PhantomReference<Object> garbage = new PhantomReference<>(new Object(), told);
        System.gc();
        try {
            told.remove(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Reference.reachabilityFence(garbage);
        }
    }

    private static final class Recording extends ResourceLeakDetectorFactory {

        @Override
        @SuppressWarnings("deprecation") // Abstract, and all others end here.
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int interval, long most) {
            return new RecordingDetector<>(resource, interval);
        }
    }

    private static final class RecordingDetector<T> extends ResourceLeakDetector<T> {

        RecordingDetector(Class<?> resource, int interval) {
            super(resource, interval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String type, String records) {
            found.add(type + ": " + records);
        }

        @Override
        protected void reportUntracedLeak(String type) {
            found.add(type);
        }
    }
}
