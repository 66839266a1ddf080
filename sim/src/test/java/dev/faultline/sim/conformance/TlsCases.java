package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Expect.equal;
import static dev.faultline.sim.conformance.Expect.isTrue;
import static dev.faultline.sim.conformance.Expect.meanwhile;
import static dev.faultline.sim.conformance.Expect.thrown;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** TLS: sockets and engines. */
final class TlsCases {
    private static final List<Case> CASES = new ArrayList<>();

    static {
        TestKeys.prepare();
        sockets();
        sessions();
        engines();
    }

    private TlsCases() {}

    static List<Case> cases() {
        return List.copyOf(CASES);
    }

    private static void add(String name, Case.Body body) {
        CASES.add(new Case("TLS", name, body));
    }

    private static SSLServerSocket listening(SSLContext context) throws Exception {
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static SSLSocket client(SSLContext context, SSLServerSocket listener) throws Exception {
        return (SSLSocket)
                context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
    }

    /** Accepts a connection, answers each byte with the next, and returns the session. */
    private static SSLSession serve(SSLServerSocket listener) throws Exception {
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            int value = socket.getInputStream().read();
            while (value >= 0) {
                socket.getOutputStream().write(value + 1);
                value = socket.getInputStream().read();
            }
            return socket.getSession();
        }
    }

    private static void exchange(String protocol) throws Exception {
        SSLContext context = TestKeys.context();
        try (SSLServerSocket listener = listening(context)) {
            var server = meanwhile(() -> serve(listener));
            try (SSLSocket client = client(context, listener)) {
                client.setEnabledProtocols(new String[] {protocol});
                client.getOutputStream().write(41);
                equal(client.getInputStream().read(), 42);
                equal(client.getSession().getProtocol(), protocol);
                equal(client.getSession().isValid(), true);
                isTrue(client.getSession().getPeerPrincipal().getName().equals("CN=localhost"), "the principal");
            }
            equal(server.result().getProtocol(), protocol);
        }
    }

    private static void sockets() {
        add("sockets speak TLSv1.3", () -> exchange("TLSv1.3"));
        add("sockets speak TLSv1.2", () -> exchange("TLSv1.2"));
        add("much data goes through intact", () -> {
            SSLContext context = TestKeys.context();
            byte[] data = new byte[300_000];
            new Random(9).nextBytes(data);
            try (SSLServerSocket listener = listening(context)) {
                var server = meanwhile(() -> {
                    try (SSLSocket socket = (SSLSocket) listener.accept()) {
                        return socket.getInputStream().readAllBytes();
                    }
                });
                try (SSLSocket client = client(context, listener)) {
                    client.getOutputStream().write(data);
                    client.shutdownOutput();
                    isTrue(Arrays.equals(server.result(), data), "equal");
                }
            }
        });
        add("TLS can be put upon a connected socket", () -> {
            SSLContext context = TestKeys.context();
            try (SSLServerSocket listener = listening(context)) {
                var server = meanwhile(() -> serve(listener));
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
                try (SSLSocket client =
                        (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", 0, true)) {
                    client.getOutputStream().write(1);
                    equal(client.getInputStream().read(), 2);
                }
                equal(plain.isClosed(), true);
                server.result();
            }
        });
        add("an unknown certificate is not trusted", () -> {
            SSLContext ofServer = TestKeys.context();
            SSLContext trustful = SSLContext.getInstance("TLS");
            trustful.init(null, new javax.net.ssl.TrustManager[0], null);
            try (SSLServerSocket listener = listening(ofServer)) {
                var server = meanwhile(() -> {
                    try {
                        serve(listener);
                        return "fine";
                    } catch (java.io.IOException e) {
                        return "failed";
                    }
                });
                try (SSLSocket client = client(trustful, listener)) {
                    thrown(SSLHandshakeException.class, client::startHandshake);
                }
                equal(server.result(), "failed");
            }
        });
        add("a host name that the certificate does not have is refused", () -> {
            SSLContext context = TestKeys.context();
            try (SSLServerSocket listener = listening(context)) {
                var server = meanwhile(() -> {
                    try {
                        serve(listener);
                        return "fine";
                    } catch (java.io.IOException e) {
                        return "failed";
                    }
                });
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
                try (SSLSocket client =
                        (SSLSocket) context.getSocketFactory().createSocket(plain, "other.invalid", 0, true)) {
                    SSLParameters parameters = client.getSSLParameters();
                    parameters.setEndpointIdentificationAlgorithm("HTTPS");
                    client.setSSLParameters(parameters);
                    thrown(SSLHandshakeException.class, client::startHandshake);
                }
                equal(server.result(), "failed");
            }
        });
        add("a client that must show a certificate does", () -> {
            SSLContext context = TestKeys.context();
            try (SSLServerSocket listener = listening(context)) {
                listener.setNeedClientAuth(true);
                var server = meanwhile(() -> serve(listener).getPeerPrincipal().getName());
                try (SSLSocket client = client(context, listener)) {
                    client.getOutputStream().write(1);
                    equal(client.getInputStream().read(), 2);
                }
                equal(server.result(), "CN=localhost");
            }
        });
        add("application protocols are negotiated", () -> {
            SSLContext context = TestKeys.context();
            try (SSLServerSocket listener = listening(context)) {
                SSLParameters offered = listener.getSSLParameters();
                offered.setApplicationProtocols(new String[] {"two", "one"});
                listener.setSSLParameters(offered);
                var server = meanwhile(() -> serve(listener));
                try (SSLSocket client = client(context, listener)) {
                    SSLParameters wanted = client.getSSLParameters();
                    wanted.setApplicationProtocols(new String[] {"zero", "one"});
                    client.setSSLParameters(wanted);
                    client.startHandshake();
                    equal(client.getApplicationProtocol(), "one");
                }
                server.result();
            }
        });
    }

    private static void sessions() {
        add("a session is resumed within a context", () -> {
            SSLContext context = TestKeys.context();
            try (SSLServerSocket listener = listening(context)) {
                List<Long> created = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    var server = meanwhile(() -> serve(listener));
                    try (SSLSocket client = client(context, listener)) {
                        client.setEnabledProtocols(new String[] {"TLSv1.2"});
                        client.getOutputStream().write(1);
                        equal(client.getInputStream().read(), 2);
                        created.add(client.getSession().getCreationTime());
                    }
                    server.result();
                    Thread.sleep(5);
                }
                equal(created.get(0), created.get(1));
            }
        });
        add("the default context is one and the same", () -> {
            equal(SSLContext.getDefault(), SSLContext.getDefault());
            isTrue(SSLSocketFactory.getDefault().getClass() == mine(), "factories of the same kind");
        });
        add("a context that was set is the default", () -> {
            SSLContext before = SSLContext.getDefault();
            SSLContext mine = TestKeys.context();
            SSLContext.setDefault(mine);
            equal(SSLContext.getDefault(), mine);
            SSLContext.setDefault(before);
        });
    }

    private static Class<?> mine() throws Exception {
        return SSLContext.getDefault().getSocketFactory().getClass();
    }

    private static void engines() {
        add("two engines shake hands and talk", () -> {
            SSLContext context = TestKeys.context();
            SSLEngine client = context.createSSLEngine("localhost", 1);
            client.setUseClientMode(true);
            SSLEngine server = context.createSSLEngine();
            server.setUseClientMode(false);
            ByteBuffer toServer = ByteBuffer.allocate(100_000);
            ByteBuffer toClient = ByteBuffer.allocate(100_000);
            ByteBuffer sent = ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8));
            ByteBuffer received = ByteBuffer.allocate(100_000);
            for (int round = 0; round < 20 && received.position() < 5; round++) {
                step(client, sent, toServer, toClient, ByteBuffer.allocate(100_000));
                step(server, ByteBuffer.allocate(0), toClient, toServer, received);
            }
            equal(new String(received.array(), 0, received.position(), StandardCharsets.UTF_8), "hello");
            equal(client.getSession().getProtocol(), "TLSv1.3");
        });
    }

    /** Lets an engine take what has come for it and say what it has to say. */
    private static void step(SSLEngine engine, ByteBuffer plain, ByteBuffer out, ByteBuffer in, ByteBuffer received)
            throws Exception {
        boolean progress = true;
        while (progress) {
            in.flip();
            SSLEngineResult taken = engine.unwrap(in, received);
            in.compact();
            runTasks(engine);
            SSLEngineResult given = engine.wrap(plain, out);
            runTasks(engine);
            progress = taken.bytesConsumed() + given.bytesProduced() > 0;
        }
    }

    private static void runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
