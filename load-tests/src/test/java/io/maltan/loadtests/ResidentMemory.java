package io.maltan.loadtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Memory of a process and all that it has started, in which what they share counts once. */
final class ResidentMemory {

    private ResidentMemory() {}

    /** In MB; memory that several of the processes share is divided among them. */
    static long megabytesOf(long process) {
        Set<Long> family =
                ProcessHandle.of(process)
                        .map(ResidentMemory::withDescendants)
                        .orElseThrow(() -> new IllegalArgumentException("no process " + process));
        return family.stream().mapToLong(ResidentMemory::kilobytesOf).sum() >> 10;
    }

    private static Set<Long> withDescendants(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private static long kilobytesOf(long process) {
        try (Stream<String> lines =
                Files.lines(Path.of("/proc", Long.toString(process), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | java.io.UncheckedIOException endedMeanwhile) {
            return 0;
        }
    }
}
