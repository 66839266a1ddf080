package dev.faultline.sim.internal.jdk.socket;

import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import org.jspecify.annotations.Nullable;

/** Makes of the exceptions of channels those that the sockets of java.net throw for the same reason. */
final class SocketTranslation {
    private SocketTranslation() {}

    /** An operation of a channel. */
    @FunctionalInterface
    interface Operation<T extends @Nullable Object> {
        T call() throws IOException;
    }

    /** Calls the operation for its effect. */
    static void run(Operation<?> operation) throws IOException {
        Object ignored = call(operation);
    }

    static <T extends @Nullable Object> T call(Operation<T> operation) throws IOException {
        try {
            return operation.call();
        } catch (AsynchronousCloseException e) {
            throw socketException("Socket is closed", e);
        } catch (ClosedChannelException e) {
            throw socketException("Socket is closed", e);
        } catch (NotYetConnectedException e) {
            throw socketException("Socket is not connected", e);
        } catch (AlreadyBoundException e) {
            throw socketException("Already bound", e);
        } catch (AlreadyConnectedException e) {
            throw socketException("Already connected", e);
        } catch (NotYetBoundException e) {
            throw socketException("Socket is not bound yet", e);
        } catch (UnsupportedAddressTypeException e) {
            throw socketException("Unsupported address type", e);
        } catch (UnresolvedAddressException e) {
            UnknownHostException unknown = new UnknownHostException("Unresolved address");
            unknown.initCause(e);
            throw unknown;
        }
    }

    private static SocketException socketException(String message, Exception cause) {
        SocketException exception = new SocketException(message);
        exception.initCause(cause);
        return exception;
    }
}
