package shop;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A stand-in for etcd: keys are written, read one by one and watched; there are no leases, ranges or transactions. */
final class Etcd {
    private record Watcher(long id, ByteString key, StreamObserver<WatchResponse> out) {}

    private final Map<ByteString, KeyValue> pairs = new HashMap<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private long revision = 1;

    void serve(int port) throws IOException, InterruptedException {
        NettyServerBuilder.forPort(port)
                .addService(new Keys())
                .addService(new Watches())
                .build()
                .start()
                .awaitTermination();
    }

    private ResponseHeader header() {
        return ResponseHeader.newBuilder().setRevision(revision).build();
    }

    private synchronized PutResponse put(PutRequest request) {
        revision++;
        KeyValue old = pairs.get(request.getKey());
        KeyValue pair = KeyValue.newBuilder()
                .setKey(request.getKey())
                .setValue(request.getValue())
                .setCreateRevision(old == null ? revision : old.getCreateRevision())
                .setModRevision(revision)
                .setVersion(old == null ? 1 : old.getVersion() + 1)
                .build();
        pairs.put(request.getKey(), pair);
        for (Watcher each : watchers) {
            if (each.key.equals(request.getKey())) {
                each.out.onNext(WatchResponse.newBuilder()
                        .setHeader(header())
                        .setWatchId(each.id)
                        .addEvents(Event.newBuilder().setType(Event.EventType.PUT).setKv(pair))
                        .build());
            }
        }
        return PutResponse.newBuilder().setHeader(header()).build();
    }

    private synchronized RangeResponse range(RangeRequest request) {
        RangeResponse.Builder answer = RangeResponse.newBuilder().setHeader(header());
        KeyValue pair = pairs.get(request.getKey());
        return pair == null ? answer.build() : answer.addKvs(pair).setCount(1).build();
    }

    private synchronized void watch(ByteString key, StreamObserver<WatchResponse> out) {
        long id = watchers.size();
        watchers.add(new Watcher(id, key, out));
        out.onNext(WatchResponse.newBuilder()
                .setHeader(header())
                .setWatchId(id)
                .setCreated(true)
                .build());
    }

    private final class Keys extends KVGrpc.KVImplBase {
        @Override
        public void put(PutRequest request, StreamObserver<PutResponse> out) {
            out.onNext(Etcd.this.put(request));
            out.onCompleted();
        }

        @Override
        public void range(RangeRequest request, StreamObserver<RangeResponse> out) {
            out.onNext(Etcd.this.range(request));
            out.onCompleted();
        }
    }

    private final class Watches extends WatchGrpc.WatchImplBase {
        @Override
        public StreamObserver<WatchRequest> watch(StreamObserver<WatchResponse> out) {
            return new StreamObserver<>() {
                @Override
                public void onNext(WatchRequest request) {
                    if (request.hasCreateRequest()) {
                        Etcd.this.watch(request.getCreateRequest().getKey(), out);
                    }
                }

                @Override
                public void onError(Throwable why) {
                    watchers.removeIf(each -> each.out == out);
                }

                @Override
                public void onCompleted() {
                    out.onCompleted();
                }
            };
        }
    }
}
