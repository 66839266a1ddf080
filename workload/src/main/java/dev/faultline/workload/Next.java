package dev.faultline.workload;

import java.util.Objects;

/** What a client shall do next. */
public sealed interface Next {
    /** Ask this of the system. */
    record Ask(Request request) implements Next {
        /** Refuses to ask for nothing. */
        public Ask {
            Objects.requireNonNull(request, "there is a request to ask");
        }
    }

    /** Come back at that time of the run, which is to come, or earlier if a request has been completed. */
    record Later(long atNanos) implements Next {}

    /**
     * Come back when a request has been completed, or when another client was told other than to wait: there is nothing to do for this
     * client as yet.
     *
     * @param moved whether others that wait may have something to do now, as the generator has come further by being asked
     */
    record Waiting(boolean moved) implements Next {
        /** As long as nothing else happens, others have nothing to do either. */
        public Waiting() {
            this(false);
        }
    }

    /** Let the event {@code WorkloadMark} with this name be recorded, so that faults can wait for it, and come back. */
    record Mark(String name) implements Next {
        /** Refuses a mark without a name. */
        public Mark {
            Objects.requireNonNull(name, "a mark has a name");
        }
    }

    /** There is nothing more to do, for no client. */
    record Over() implements Next {}

    /** Returns that there is nothing more to do. */
    static Next over() {
        return new Over();
    }

    /** Returns that the client shall ask this. */
    static Next ask(Request request) {
        return new Ask(request);
    }
}
