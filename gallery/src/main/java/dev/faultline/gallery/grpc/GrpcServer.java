package dev.faultline.gallery.grpc;

import dev.faultline.gallery.Owners;
import dev.faultline.gallery.Store;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A node of the service. Arguments: its name, the names of all nodes joined by commas, port, folder for data. */
public final class GrpcServer {
    private static final int FORWARD_MILLIS = 3_000;

    private final Owners owners;
    private final int port;
    private final Store store;
    private final Map<String, ManagedChannel> peers = new ConcurrentHashMap<>();

    private GrpcServer(Owners owners, int port, Store store) {
        this.owners = owners;
        this.port = port;
        this.store = store;
    }

    /** Serves until the process ends. */
    public static void main(String[] arguments) throws Exception {
        Owners owners = Owners.of(arguments[0], arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        GrpcServer server = new GrpcServer(owners, port, Store.open(Path.of(arguments[3])));
        ServerBuilder.forPort(port).addService(server.service()).build().start().awaitTermination();
    }

    private ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(GrpcMethods.SERVICE)
                .addMethod(GrpcMethods.ASK, ServerCalls.asyncUnaryCall(this::ask))
                .addMethod(GrpcMethods.CONVERSE, ServerCalls.asyncBidiStreamingCall(Conversation::new))
                .build();
    }

    private void ask(String request, StreamObserver<String> answers) {
        try {
            answers.onNext(answer(request));
            answers.onCompleted();
        } catch (StatusRuntimeException e) {
            answers.onError(e);
        }
    }

    private String answer(String request) {
        if (owners.own(request)) {
            return store.answer(request);
        }
        ManagedChannel peer = peers.computeIfAbsent(
                owners.of(request),
                node -> ManagedChannelBuilder.forAddress(node, port)
                        .usePlaintext()
                        .build());
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(FORWARD_MILLIS, TimeUnit.MILLISECONDS);
        return ClientCalls.blockingUnaryCall(peer, GrpcMethods.ASK, options, request);
    }

    /** The server's end of a stream of requests. */
    private final class Conversation implements StreamObserver<String> {
        private final StreamObserver<String> answers;

        Conversation(StreamObserver<String> answers) {
            this.answers = answers;
        }

        @Override
        public void onNext(String request) {
            try {
                answers.onNext(answer(request));
            } catch (StatusRuntimeException e) {
                answers.onError(e);
            }
        }

        @Override
        public void onError(Throwable failure) {
            // The client is gone; nothing is kept for it.
        }

        @Override
        public void onCompleted() {
            answers.onCompleted();
        }
    }
}
