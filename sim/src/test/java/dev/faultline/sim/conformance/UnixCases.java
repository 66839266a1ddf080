package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Expect.equal;
import static dev.faultline.sim.conformance.Expect.isTrue;
import static dev.faultline.sim.conformance.Expect.meanwhile;
import static dev.faultline.sim.conformance.Expect.thrown;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sockets that have a name in the file system. */
final class UnixCases {
    private UnixCases() {}

    /** A program that is given a folder of its own. */
    private interface InFolder {
        void run(Path folder) throws Exception;
    }

    private static Case of(String name, InFolder body) {
        return new Case("Unix domain sockets", name, () -> {
            Path folder = Files.createTempDirectory("unix");
            try {
                body.run(folder);
            } finally {
                try (var left = Files.list(folder)) {
                    for (Path path : left.toList()) {
                        Files.delete(path);
                    }
                }
                Files.delete(folder);
            }
        });
    }

    private static UnixDomainSocketAddress in(Path folder) {
        return UnixDomainSocketAddress.of(folder.resolve("socket"));
    }

    private static ServerSocketChannel listener(UnixDomainSocketAddress address) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
    }

    static List<Case> cases() {
        return List.of(
                of("bytes go from one end to the other, and the end of the stream", folder -> {
                    try (ServerSocketChannel listener = listener(in(folder))) {
                        var client = meanwhile(() -> {
                            try (SocketChannel one = SocketChannel.open(in(folder))) {
                                equal(one.write(ByteBuffer.wrap(new byte[] {1, 2})), 2);
                                ByteBuffer answer = ByteBuffer.allocate(8);
                                equal(one.read(answer), 1);
                                return answer.get(0);
                            }
                        });
                        try (SocketChannel other = listener.accept()) {
                            equal(other.read(ByteBuffer.allocate(8)), 2);
                            equal(other.write(ByteBuffer.wrap(new byte[] {3})), 1);
                            equal(client.result(), (byte) 3);
                            equal(other.read(ByteBuffer.allocate(8)), -1);
                        }
                    }
                }),
                of("both ends know their names, and the client has none", folder -> {
                    UnixDomainSocketAddress address = in(folder);
                    try (ServerSocketChannel listener = listener(address)) {
                        equal(listener.getLocalAddress(), address);
                        try (SocketChannel one = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                            equal(one.getLocalAddress(), null);
                            equal(one.getRemoteAddress(), null);
                            isTrue(one.connect(address), "connected at once");
                            equal(one.getRemoteAddress(), address);
                            equal(String.valueOf(one.getLocalAddress()), "");
                            try (SocketChannel other = listener.accept()) {
                                equal(other.getLocalAddress(), address);
                                equal(String.valueOf(other.getRemoteAddress()), "");
                            }
                        }
                    }
                }),
                of("a client that has a name is known by it", folder -> {
                    UnixDomainSocketAddress name = UnixDomainSocketAddress.of(folder.resolve("client"));
                    try (ServerSocketChannel listener = listener(in(folder));
                            SocketChannel one = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                        one.bind(name);
                        thrown(AlreadyBoundException.class, () -> one.bind(name));
                        one.connect(in(folder));
                        try (SocketChannel other = listener.accept()) {
                            equal(other.getRemoteAddress(), name);
                        }
                    }
                    isTrue(Files.exists(name.getPath()), "the name stays");
                }),
                of("the name is in the file system, no file, and outlives the socket", folder -> {
                    Path path = in(folder).getPath();
                    listener(in(folder)).close();
                    isTrue(Files.exists(path), "it exists");
                    isTrue(!Files.isRegularFile(path) && !Files.isDirectory(path), "it is no file");
                    isTrue(
                            Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class)
                                    .isOther(),
                            "it is something else");
                    equal(thrown(BindException.class, () -> listener(in(folder))), "Address already in use");
                    Files.delete(path);
                    listener(in(folder)).close();
                }),
                of("nobody is found where there is no name, no listener, or a file", folder -> {
                    equal(
                            thrown(SocketException.class, () -> SocketChannel.open(in(folder))),
                            "No such file or directory");
                    listener(in(folder)).close();
                    equal(thrown(ConnectException.class, () -> SocketChannel.open(in(folder))), "Connection refused");
                    Path file = Files.createFile(folder.resolve("file"));
                    equal(
                            thrown(ConnectException.class, () -> SocketChannel.open(UnixDomainSocketAddress.of(file))),
                            "Connection refused");
                }),
                of("a name that is moved leads to the same listener", folder -> {
                    Path moved = folder.resolve("moved");
                    try (ServerSocketChannel listener = listener(in(folder))) {
                        Files.move(in(folder).getPath(), moved);
                        try (SocketChannel one = SocketChannel.open(UnixDomainSocketAddress.of(moved));
                                SocketChannel other = listener.accept()) {
                            isTrue(one.isConnected() && other.isConnected(), "connected");
                        }
                    }
                }),
                of("a listener that wants any name gets one in the temporary folder", folder -> {
                    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                        thrown(NotYetBoundException.class, listener::accept);
                        listener.bind(null);
                        UnixDomainSocketAddress address = (UnixDomainSocketAddress) listener.getLocalAddress();
                        isTrue(Files.exists(address.getPath()), "it exists");
                        Files.delete(address.getPath());
                    }
                }),
                of("addresses of another kind and legacy sockets are not taken", folder -> {
                    InetSocketAddress internet = new InetSocketAddress("127.0.0.1", 0);
                    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                            SocketChannel one = SocketChannel.open(StandardProtocolFamily.UNIX);
                            SocketChannel tcp = SocketChannel.open()) {
                        thrown(UnsupportedAddressTypeException.class, () -> listener.bind(internet));
                        thrown(UnsupportedAddressTypeException.class, () -> one.connect(internet));
                        thrown(UnsupportedAddressTypeException.class, () -> tcp.connect(in(folder)));
                        thrown(UnsupportedOperationException.class, one::socket);
                        thrown(UnsupportedOperationException.class, listener::socket);
                        thrown(
                                UnsupportedOperationException.class,
                                () -> one.setOption(StandardSocketOptions.TCP_NODELAY, true));
                        isTrue(one.supportedOptions().contains(StandardSocketOptions.SO_SNDBUF), "SO_SNDBUF");
                        isTrue(one.getOption(StandardSocketOptions.SO_SNDBUF) > 0, "has a buffer");
                    }
                }),
                of("a name that is too long is refused", folder -> {
                    Path path = folder.resolve("x".repeat(120));
                    thrown(SocketException.class, () -> listener(UnixDomainSocketAddress.of(path)));
                }),
                of("a selector tells of connections and of bytes", folder -> {
                    try (ServerSocketChannel listener = listener(in(folder));
                            Selector selector = Selector.open()) {
                        listener.configureBlocking(false);
                        listener.register(selector, SelectionKey.OP_ACCEPT);
                        equal(selector.selectNow(), 0);
                        var client = meanwhile(() -> {
                            try (SocketChannel one = SocketChannel.open(in(folder))) {
                                one.write(ByteBuffer.wrap(new byte[100]));
                                return one.read(ByteBuffer.allocate(8));
                            }
                        });
                        equal(selector.select(), 1);
                        selector.selectedKeys().clear();
                        try (SocketChannel other = listener.accept()) {
                            other.configureBlocking(false);
                            other.register(selector, SelectionKey.OP_READ);
                            equal(selector.select(), 1);
                            equal(other.read(ByteBuffer.allocate(200)), 100);
                        }
                        equal(client.result(), -1);
                    }
                }));
    }
}
