package dev.faultline.gallery.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The methods of the service, from texts to texts. */
final class GrpcMethods {
    static final String SERVICE = "faultline.Registers";

    /** One request, one answer. */
    static final MethodDescriptor<String, String> ASK = method(MethodType.UNARY, "Ask");

    /** Requests, each answered in its turn. */
    static final MethodDescriptor<String, String> CONVERSE = method(MethodType.BIDI_STREAMING, "Converse");

    private GrpcMethods() {}

    private static MethodDescriptor<String, String> method(MethodType type, String name) {
        return MethodDescriptor.newBuilder(new Texts(), new Texts())
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .build();
    }

    private static final class Texts implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
