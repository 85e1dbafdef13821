package io.maltan.gateway.memory;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Netty's buffers outside of the heap, which the JVM's own metrics do not see. */
@Configuration(proxyBeanMethods = false)
class BufferMetrics {

    @Bean
    MeterBinder bufferMemory() {
        return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider known
                ? new NettyAllocatorMetrics(known)
                : meters -> {};
    }
}
