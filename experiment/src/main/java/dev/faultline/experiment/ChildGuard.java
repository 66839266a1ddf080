package dev.faultline.experiment;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small process beside this JVM that outlives it while its children do, for 0.7 s at most, and then kills what is left of
 * them. Those watch their parent themselves, see {@link ParentWatch}, and that time is theirs to end in order; but a JVM
 * that is just starting, or compiling, does not get to it for seconds.
 *
 * <p>The guard reads the numbers of the children, and knows by the end of its input that this JVM is gone, whatever ended
 * it. It kills a number only if the command line there is still that of a child of this JVM.
 */
final class ChildGuard {
    private static final String SCRIPT = """
        trap '' INT TERM HUP
        children=
        while read -r child; do
            case $child in
                -*)
                    rest=
                    for other in $children; do
                        [ "-$other" = "$child" ] || rest="$rest $other"
                    done
                    children=$rest
                    ;;
                *) children="$children $child" ;;
            esac
        done
        for pause in 0.1 0.2 0.4; do
            alive=
            for child in $children; do
                ! kill -0 "$child" || alive=yes
            done
            [ -n "$alive" ] || exit 0
            sleep "$pause" || { sleep 1; break; }
        done
        for child in $children; do
            case $(tr '\\0' ' ' < "/proc/$child/cmdline") in
                *" $1 $2 "*) kill -KILL "$child" ;;
            esac
        done
        """;

    /** None where there is no shell. */
    private static final @Nullable Writer GUARD = start();

    private ChildGuard() {}

    private static @Nullable Writer start() {
        List<String> command = List.of(
                "/bin/sh",
                "-c",
                SCRIPT,
                "faultline-guard",
                ChildMain.class.getName(),
                Long.toString(ProcessHandle.current().pid()));
        try {
            // It must not hold the streams of this JVM open, which somebody may read to their end.
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .outputWriter();
        } catch (IOException e) {
            return null;
        }
    }

    /** Has a child killed with this JVM. */
    static void watch(Process child) {
        tell(Long.toString(child.pid()));
        var _ = child.onExit().thenRun(() -> tell("-" + child.pid()));
    }

    private static synchronized void tell(String line) {
        if (GUARD == null) {
            return;
        }
        try {
            GUARD.write(line + "\n");
            GUARD.flush();
        } catch (IOException e) {
            // Somebody has killed the guard; the children still watch their parent.
        }
    }
}
