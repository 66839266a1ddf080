package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Aftermath;
import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.RecordFault.Edit;
import dev.faultline.chaos.RecordFault.SegmentEdit;
import dev.faultline.sim.Disk;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;
import dev.faultline.sim.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Files of a log are deleted, doubled or moved. Evidence: which, and whether what is there instead was read since. */
final class SegmentEditInjection implements Injection {
    /** Folder by folder; the number in a name may have leading zeros or be longer than that before it. */
    private static final Comparator<String> IN_ORDER = Comparator.comparing(SegmentEditInjection::folder)
            .thenComparingInt(String::length)
            .thenComparing(Comparator.naturalOrder());

    private final Victims victims;
    private final Node node;
    private final SegmentEdit edit;
    private final DamageReads reads;
    private final List<String> sentences = new ArrayList<>();
    private boolean effective;

    SegmentEditInjection(Victims victims, Node node, SegmentEdit edit) {
        this.victims = victims;
        this.node = node;
        this.edit = edit;
        reads = new DamageReads(node);
    }

    @Override
    public void inject() {
        Disk disk = node.disk();
        Rng rng = victims.rng(node);
        List<String> segments =
                Victims.files(node, edit.path()).stream().sorted(IN_ORDER).toList();
        // What has no next one cannot stand in its place.
        List<String> meant = LogFile.pick(segments, edit.segment()).stream()
                .filter(path -> edit.edit() == Edit.DELETE || hasNext(segments, path))
                .toList();
        if (meant.isEmpty()) {
            sentences.add(Evidence.count(segments.size(), "file") + " " + edit.path() + " on " + node.name()
                    + (segments.isEmpty()
                            ? ""
                            : ", and no segment " + edit.segment()
                                    + (edit.edit() == Edit.DELETE ? "" : " with another behind it")));
            return;
        }
        String path = meant.get(rng.below(meant.size()));
        byte[] contents = disk.read(path);
        if (edit.edit() == Edit.DELETE) {
            disk.remove(path);
            told(path + " on " + node.name() + " with " + Evidence.count(contents.length, "byte") + " is gone");
            return;
        }
        String next = segments.get(segments.indexOf(path) + 1);
        byte[] following = disk.read(next);
        if (Arrays.equals(contents, following)) {
            sentences.add(path + " and " + next + " on " + node.name() + " are equal; nothing changed");
            return;
        }
        disk.replace(next, contents);
        reads.watch(next);
        if (edit.edit() == Edit.SWAP) {
            disk.replace(path, following);
            reads.watch(path);
        }
        told("what is in " + path + " on " + node.name() + " is in " + next
                + (edit.edit() == Edit.SWAP ? ", and the other way round" : ", too"));
    }

    private static boolean hasNext(List<String> segments, String path) {
        int next = segments.indexOf(path) + 1;
        return next < segments.size() && folder(segments.get(next)).equals(folder(path));
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private void told(String sentence) {
        effective = true;
        sentences.add(sentence);
    }

    @Override
    public void observe(Event event) {
        reads.observe(event);
    }

    @Override
    public Evidence heal() {
        if (effective && edit.edit() != Edit.DELETE) {
            sentences.add(reads.sentence());
        }
        return new Evidence(effective, sentences);
    }

    /** That a file is gone shows in no read: what it did is not watched. */
    @Override
    public Optional<Aftermath> aftermath() {
        return effective && edit.edit() != Edit.DELETE ? Optional.of(reads) : Optional.empty();
    }
}
