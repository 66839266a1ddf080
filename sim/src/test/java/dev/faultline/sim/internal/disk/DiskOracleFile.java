package dev.faultline.sim.internal.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All that was done to the contents of one file, and what a power failure may leave of it; see {@link DiskOracle}. */
final class DiskOracleFile {
    private static final int SECTORS_MAX = 40;
    private static final int PAGES_MAX = SECTORS_MAX / DiskOp.SECTORS_OF_PAGE;

    /** Something that was done to the contents. */
    sealed interface Event {
        record Write(int sector, int value) implements Event {}

        record Grow(int size) implements Event {}

        /** A truncation; the number is that of the change. */
        record Cut(int size, int change) implements Event {}

        /** A sync of some pages and of the size, if the change is done, or in any case if that is -1. */
        record Sync(int firstPage, int lastPage, int change) implements Event {
            boolean covers(int page) {
                return page >= firstPage && page <= lastPage;
            }
        }
    }

    private final List<Event> events = new ArrayList<>();

    void add(Event event) {
        events.add(event);
    }

    /** The contents after some events. */
    private record Replay(int[] sectors, int size) {}

    private static Replay replay(List<Event> events) {
        int[] sectors = new int[SECTORS_MAX];
        int size = 0;
        for (Event event : events) {
            switch (event) {
                case Event.Write write -> {
                    sectors[write.sector()] = write.value();
                    size = Math.max(size, write.sector() + 1);
                }
                case Event.Grow grow -> size = Math.max(size, grow.size());
                case Event.Cut cut -> {
                    Arrays.fill(sectors, cut.size(), SECTORS_MAX, 0);
                    size = cut.size();
                }
                case Event.Sync sync -> {}
            }
        }
        return new Replay(sectors, size);
    }

    int size() {
        return replay(events).size();
    }

    String now() {
        Replay all = replay(events);
        return text(all.sectors(), all.size());
    }

    private static String text(int[] sectors, int size) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            text.append(sectors[i]);
        }
        return text.toString();
    }

    /** Returns the contents that are possible if exactly these changes are done; whether writes survive is up to chance. */
    Set<String> afterCrash(Set<Integer> done, boolean writesMaySurvive) {
        int oldSize = durableSize(done);
        int newSize = replay(events.subList(0, firstLostCut(done, -1))).size();
        List<int[]> pages = List.of(new int[0]);
        for (int page = 0; page < PAGES_MAX; page++) {
            int[] old = pageOf(durable(page, done), page);
            int[] written =
                    pageOf(replay(events.subList(0, firstLostCut(done, page))).sectors(), page);
            List<int[]> longer = new ArrayList<>();
            for (int[] before : pages) {
                longer.add(join(before, old));
                if (writesMaySurvive) {
                    longer.add(join(before, written));
                }
            }
            pages = longer;
        }
        Set<String> contents = new HashSet<>();
        for (int[] sectors : pages) {
            contents.add(text(sectors, oldSize));
            if (writesMaySurvive) {
                contents.add(text(sectors, newSize));
            }
        }
        return contents;
    }

    private static int[] pageOf(int[] sectors, int page) {
        return Arrays.copyOfRange(sectors, page * DiskOp.SECTORS_OF_PAGE, (page + 1) * DiskOp.SECTORS_OF_PAGE);
    }

    private static int[] join(int[] before, int[] after) {
        int[] joined = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, joined, before.length, after.length);
        return joined;
    }

    /** Returns where the first truncation stands that is not done and takes something from the page; -1 is any page. */
    private int firstLostCut(Set<Integer> done, int page) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof Event.Cut cut
                    && !done.contains(cut.change())
                    && (page < 0 || cut.size() < (page + 1) * DiskOp.SECTORS_OF_PAGE)) {
                return i;
            }
        }
        return events.size();
    }

    private boolean isDone(Event.Sync sync, Set<Integer> done) {
        return sync.change() < 0 || done.contains(sync.change());
    }

    /** Returns the sectors as of the last sync of the page, without what truncations have cut off since. */
    private int[] durable(int page, Set<Integer> done) {
        int last = 0;
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof Event.Sync sync && sync.covers(page) && isDone(sync, done)) {
                last = i;
            }
        }
        int[] sectors = replay(events.subList(0, last)).sectors();
        for (Event event : events.subList(last, events.size())) {
            if (event instanceof Event.Cut cut && done.contains(cut.change())) {
                Arrays.fill(sectors, cut.size(), SECTORS_MAX, 0);
            }
        }
        return sectors;
    }

    private int durableSize(Set<Integer> done) {
        int size = 0;
        for (int i = 0; i < events.size(); i++) {
            switch (events.get(i)) {
                case Event.Sync sync
                when isDone(sync, done) -> size = replay(events.subList(0, i)).size();
                case Event.Cut cut when done.contains(cut.change()) -> size = Math.min(size, cut.size());
                default -> {}
            }
        }
        return size;
    }
}
