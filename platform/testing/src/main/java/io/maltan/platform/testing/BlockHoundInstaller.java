package io.maltan.platform.testing;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;

/**
 * Turns BlockHound on before the first test: a thread that must not block and does makes its test
 * fail. The allowances are calls of the JDK and of libraries that block briefly and by design.
 * Lettuce's lock is among them because an error thrown inside of it would leave it locked for ever,
 * and event loops spinning.
 */
public final class BlockHoundInstaller implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        BlockHound.install(builder ->
                builder.allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
                        .allowBlockingCallsInside(
                                "io.lettuce.core.protocol.SharedLock", "incrementWriters")
                        .allowBlockingCallsInside(
                                "io.lettuce.core.protocol.SharedLock", "decrementWriters")
                        .allowBlockingCallsInside(
                                "io.lettuce.core.protocol.SharedLock", "doExclusive")
                        .allowBlockingCallsInside("java.util.UUID", "randomUUID")
                        .allowBlockingCallsInside(
                                "com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory",
                                "create")
                        .allowBlockingCallsInside(
                                "tools.jackson.databind.deser.DeserializerCache",
                                "findValueDeserializer")
                        .allowBlockingCallsInside("java.util.ResourceBundle", "loadBundle")
                        .allowBlockingCallsInside("java.util.ResourceBundle", "getBundle")
                        .allowBlockingCallsInside("java.lang.ClassLoader", "loadClass")
                        .allowBlockingCallsInside("java.lang.ClassLoader", "getResources")
                        .allowBlockingCallsInside(
                                "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue",
                                "offer")
                        .allowBlockingCallsInside(
                                "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue",
                                "remove")
                        .allowBlockingCallsInside(
                                "java.util.concurrent.ThreadPoolExecutor", "addWorker")
                        .allowBlockingCallsInside(
                                "io.github.resilience4j.core.metrics.FixedSizeSlidingWindowMetrics",
                                "record")
                        .allowBlockingCallsInside(
                                "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup",
                                "tryExpandMagazines")
                        .allowBlockingCallsInside(
                                "ch.qos.logback.classic.Logger", "callAppenders"));
    }
}
