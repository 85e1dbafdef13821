package io.maltan.compose.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out before anything is started whether another program sits on a port. */
public final class FreePorts {

    private FreePorts() {}

    /** One line for each port that is taken, or that two parts of Maltan claim. */
    public static List<String> complaints(Map<String, Integer> wanted) {
        List<String> complaints = new ArrayList<>();
        Map<Integer, String> claimed = new java.util.HashMap<>();
        wanted.forEach((owner, port) -> {
            @Nullable String first = claimed.putIfAbsent(port, owner);
            if (first != null) {
                complaints.add("Port %d is claimed by %s and by %s.".formatted(port, first, owner));
            } else if (isTaken(port)) {
                complaints.add("Port %d (%s) is taken by another program.".formatted(port, owner));
            }
        });
        return complaints;
    }

    private static boolean isTaken(int port) {
        return !canListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                || !canListen(new InetSocketAddress(port));
    }

    private static boolean canListen(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
