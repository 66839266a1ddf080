package dev.faultline.gallery.grpc;

import dev.faultline.workload.Client;
import dev.faultline.workload.ClientContext;
import dev.faultline.workload.LineProtocol;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads by unary calls with a deadline; writes on a stream that stays open. */
public final class GrpcClient implements Client {
    private String node = "";
    private boolean chosen;
    private boolean answered;
    private int timeoutMillis;
    private @Nullable ManagedChannel channel;
    private @Nullable Stream stream;

    /** Creates a client that is not connected. */
    public GrpcClient() {}

    @Override
    public boolean goThrough(String only) {
        node = only;
        chosen = true;
        return true;
    }

    @Override
    public Optional<String> target() {
        return Optional.of(node);
    }

    /** The node that was asked, though another may have passed the answer on to it. */
    @Override
    public Optional<String> answeredBy() {
        return answered ? Optional.of(node) : Optional.empty();
    }

    @Override
    public void open(ClientContext context) {
        timeoutMillis = context.operationTimeoutMillis();
        if (!chosen) {
            node = context.nodes().get(context.number() % context.nodes().size());
        }
        channel = ManagedChannelBuilder.forAddress(node, context.number("port"))
                .usePlaintext()
                .build();
    }

    @Override
    public Reply invoke(Request request) throws Exception {
        answered = false;
        ManagedChannel open = channel;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        String line = LineProtocol.line(request);
        if (request instanceof Request.Read) {
            try {
                CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(timeoutMillis, TimeUnit.MILLISECONDS);
                String answer = ClientCalls.blockingUnaryCall(open, GrpcMethods.ASK, options, line);
                answered = true;
                return LineProtocol.reply(request, answer);
            } catch (StatusRuntimeException e) {
                return new Reply.Unknown(e.getStatus().getCode().toString());
            }
        }
        if (stream == null) {
            stream = new Stream(open);
        }
        return stream.ask(request, line);
    }

    /** The client's end of a stream of requests: one at a time. */
    private final class Stream implements StreamObserver<String> {
        private final StreamObserver<String> requests;
        private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();

        Stream(ManagedChannel channel) {
            requests = ClientCalls.asyncBidiStreamingCall(
                    channel.newCall(GrpcMethods.CONVERSE, CallOptions.DEFAULT), this);
        }

        Reply ask(Request request, String line) throws Exception {
            requests.onNext(line);
            Object answer = answers.poll(timeoutMillis, TimeUnit.MILLISECONDS);
            if (answer instanceof String text) {
                answered = true;
                return LineProtocol.reply(request, text);
            }
            stream = null;
            if (answer == null) {
                requests.onError(
                        Status.CANCELLED.withDescription("no answer in time").asException());
            }
            return new Reply.Unknown(answer == null ? "no answer in time" : answer.toString());
        }

        @Override
        public void onNext(String answer) {
            answers.add(answer);
        }

        @Override
        public void onError(Throwable failure) {
            answers.add(failure);
        }

        @Override
        public void onCompleted() {
            answers.add(new IllegalStateException("the server ended the stream"));
        }
    }

    @Override
    public void close() throws InterruptedException {
        ManagedChannel open = channel;
        channel = null;
        stream = null;
        if (open != null) {
            open.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
        }
    }
}
