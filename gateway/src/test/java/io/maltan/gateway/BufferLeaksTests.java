package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.BufferLeaks;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;

/** That all other tests are watched for buffers that are not released. */
class BufferLeaksTests {

    @Test
    void areLookedForInEveryBuffer() {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
    }

    @Test
    void areFound() {
        assertThat(BufferLeaks.take()).isEmpty();
        leak();
        assertThat(BufferLeaks.take()).singleElement().asString().contains("left behind here");
    }

    private static void leak() {
        ByteBufAllocator.DEFAULT.directBuffer(64).touch("left behind here");
    }
}
