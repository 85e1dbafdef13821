package io.maltan.gateway.upstream;

import io.netty.channel.ChannelPipeline;
import java.time.Duration;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;

/** How connections to services behave. */
@Component
class UpstreamConnections implements HttpClientCustomizer {

    /**
     * Longer than any pause of a service that lives: streams send a comment every 15 s. A peer that
     * vanished without a word is found out by this.
     */
    private static final Duration SILENCE = Duration.ofSeconds(90);

    /**
     * Without the client's own retries, which would also repeat writes: {@link Upstream} decides.
     */
    @Override
    public HttpClient customize(HttpClient client) {
        return client.disableRetry(true)
                .responseTimeout(SILENCE)
                .doOnChannelInit((observer, channel, address) -> equip(channel.pipeline()));
    }

    private static void equip(ChannelPipeline pipeline) {
        if (pipeline.get(NettyPipeline.HttpCodec) != null) {
            pipeline.addAfter(
                    NettyPipeline.HttpCodec, "maltan.unreadable", new UnreadableAnswers());
        }
    }
}
