package dev.lonekey.standalone.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A port of this machine by which one client reaches one broker. The port stays when the broker's own changes, and the route
 * can be cut: then nothing comes through, and nobody is told.
 */
final class Route implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final ServerSocket entrance;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile Optional<InetSocketAddress> broker = Optional.empty();
    private boolean cut;

    Route() {
        try {
            entrance = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Where new connections lead from now on; empty: they are closed at once. */
    void leadTo(Optional<InetSocketAddress> address) {
        broker = address;
    }

    synchronized void cut() {
        cut = true;
    }

    synchronized void mend() {
        cut = false;
        notifyAll();
    }

    private synchronized void awaitMended() throws InterruptedException {
        while (cut) {
            wait();
        }
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                var client = entrance.accept();
                ends.add(client);
                thread(() -> connect(client));
            } catch (IOException closed) {
                // the loop ends
            }
        }
    }

    private void connect(Socket client) {
        try {
            awaitMended();
            if (broker.isEmpty()) {
                drop(client);
                return;
            }
            var server = new Socket(broker.get().getAddress(), broker.get().getPort());
            ends.add(server);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            thread(() -> pass(client, server));
            pass(server, client);
        } catch (IOException | InterruptedException unreachable) {
            drop(client);
        }
    }

    private void pass(Socket from, Socket to) {
        var buffer = new byte[BUFFER];
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitMended();
                out.write(buffer, 0, read);
            }
            awaitMended(); // who is cut off does not hear either that the other one has gone
        } catch (IOException | InterruptedException over) {
            // both ends are closed below
        }
        drop(from);
        drop(to);
    }

    private void drop(Socket end) {
        ends.remove(end);
        try {
            end.close();
        } catch (IOException closed) {
            // it is not open, then
        }
    }

    private static void thread(Runnable work) {
        var thread = new Thread(work, "route");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        mend();
        Set.copyOf(ends).forEach(this::drop);
    }
}
