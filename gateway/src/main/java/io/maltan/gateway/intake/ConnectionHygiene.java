package io.maltan.gateway.intake;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Puts what looks at bytes into the pipeline of every connection. */
@Component
class ConnectionHygiene implements NettyServerCustomizer {

    /** Of the request line (8 KB) and the headers (16 KB). */
    private static final int MOST = 24 * 1024;

    /** A part of the direct memory: of 24 MB, with the arguments that come with the project. */
    private static final long UNFINISHED = 4 * 1024 * 1024;

    private static final Duration HEAD = Duration.ofSeconds(5);
    private static final Duration STALL = Duration.ofSeconds(25);

    private final UnfinishedHeads unfinished = new UnfinishedHeads(UNFINISHED);
    private final DecoderProblems problems;

    ConnectionHygiene(DecoderProblems problems) {
        this.problems = problems;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((observer, channel, address) -> equip(channel));
    }

    private void equip(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.HttpCodec) == null) {
            return;
        }
        HeadInspection heads = new HeadInspection(MOST, HEAD, unfinished);
        pipeline.addBefore(NettyPipeline.HttpCodec, "maltan.heads", heads);
        pipeline.addAfter(
                NettyPipeline.HttpCodec, "maltan.answers", new DecoderAnswers(heads, problems));
        pipeline.addFirst("maltan.stall", new StalledReader(STALL));
    }
}
