package dev.faultline.sim.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.sim.CrashRule;
import dev.faultline.sim.Rng;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FileTreeTest {
    private static final int LARGEST = 3 * Page.BYTES;

    /** Nothing survives that was not synced; names are ordered as in a journal. */
    private static final CrashRule SYNCED_ONLY = new CrashRule(0, 0, CrashRule.Names.LOST, false, false);

    private final FileTree tree = tree(SYNCED_ONLY);

    private static FileTree tree(CrashRule rule) {
        FileTree tree = new FileTree(() -> 0);
        tree.cache.rule = rule;
        return tree;
    }

    @Test
    void behavesLikeWholeFilesCopiedAtEverySync() {
        for (long seed = 1; seed <= 400; seed++) {
            compareWithModel(seed);
        }
    }

    private static void compareWithModel(long seed) {
        Rng random = new Rng(seed);
        FileTree tree = tree(SYNCED_ONLY);
        FileTreeModel model = new FileTreeModel();
        for (String directory : List.of("/d", "/e")) {
            tree.installDirectory(directory);
        }
        for (int step = 0; step < 120; step++) {
            step(random, tree, model);
            assertThat(contentsOf(tree)).as("seed %d, step %d", seed, step).isEqualTo(model.files());
            assertThat(tree.cache.usedPages())
                    .as("seed %d, step %d", seed, step)
                    .isEqualTo(pagesOf(tree));
        }
    }

    private static void step(Rng random, FileTree tree, FileTreeModel model) {
        String path = (random.chance(0.5) ? "/d/" : "/e/") + (char) ('a' + random.below(3));
        String other = (random.chance(0.5) ? "/d/" : "/e/") + (char) ('a' + random.below(3));
        int choice = random.below(20);
        if (choice == 0) {
            tree.crash(random);
            model.crash();
        } else if (choice <= 2) {
            String directory = path.substring(0, 2);
            tree.cache.journal.commitInOrder(tree.find(directory, true).existing(), tree.cache.journal.sequence());
            model.syncDirectory(directory);
        } else if (!model.names().containsKey(path)) {
            tree.createFile(path, tree.find(path, false), 0644);
            model.create(path);
        } else {
            changeFile(random, tree, model, path, other, choice);
        }
    }

    private static void changeFile(
            Rng random, FileTree tree, FileTreeModel model, String path, String other, int choice) {
        FileInode file = (FileInode) tree.find(path, false).existing();
        if (choice <= 8) {
            byte[] bytes = new byte[random.below(Page.BYTES + 100)];
            random.fill(bytes);
            int position = random.below(LARGEST);
            if (bytes.length > 0) {
                tree.cache.write(file, position, bytes, 0, bytes.length, Long.MAX_VALUE);
                model.write(path, position, bytes);
            }
        } else if (choice <= 11) {
            int size = random.chance(0.3) ? random.below(4) * Page.BYTES : random.below(LARGEST);
            tree.cache.resize(file, size);
            model.resize(path, size);
        } else if (choice <= 14) {
            tree.cache.finishSync(file.beginSync(0, Long.MAX_VALUE), tree.cache.journal.sequence());
            model.syncFile(path);
        } else if (choice <= 16) {
            tree.rename(path, other);
            model.rename(path, other);
        } else if (choice == 17 && !model.names().containsKey(other)) {
            tree.link(path, other);
            model.link(path, other);
        } else {
            tree.unlink(path);
            model.unlink(path);
        }
    }

    private static Map<String, String> contentsOf(FileTree tree) {
        Map<String, String> contents = new TreeMap<>();
        tree.all().forEach((path, inode) -> {
            if (inode instanceof FileInode file) {
                contents.put(path, FileTreeModel.digest(read(file)));
            }
        });
        return contents;
    }

    private static long pagesOf(FileTree tree) {
        return tree.all().values().stream()
                .filter(FileInode.class::isInstance)
                .distinct()
                .mapToLong(inode -> ((FileInode) inode).pages())
                .sum();
    }

    private static byte[] read(FileInode file) {
        byte[] bytes = new byte[(int) file.size()];
        file.read(0, bytes, 0, bytes.length);
        return bytes;
    }

    @Test
    void everySectorAfterACrashIsOneOfItsTwoVersions() {
        int[] kinds = new int[2];
        for (long seed = 1; seed <= 300; seed++) {
            Rng random = new Rng(seed);
            FileTree fresh = tree(CrashRule.EXT4);
            FileInode file = fresh.createFile("/f", fresh.find("/f", false), 0644);
            byte[] before = written(random, fresh, file, 0, 6 * Page.BYTES);
            fresh.cache.finishSync(file.beginSync(0, Long.MAX_VALUE), fresh.cache.journal.sequence());
            int from = random.below(5 * Page.BYTES);
            written(random, fresh, file, from, 4 * Page.BYTES);
            byte[] after = read(file);
            fresh.crash(random);

            byte[] left = read((FileInode) fresh.find("/f", false).existing());
            assertThat(left.length).as("seed %d", seed).isBetween(before.length, after.length);
            for (int i = 0; i < left.length; i += Page.SECTOR_BYTES) {
                kinds[versionOf(left, i, before, after, seed)]++;
            }
        }
        assertThat(kinds).as("old and new sectors both occur").doesNotContain(0);
    }

    private static byte[] written(Rng random, FileTree tree, FileInode file, int position, int length) {
        byte[] bytes = new byte[length];
        random.fill(bytes);
        tree.cache.write(file, position, bytes, 0, length, Long.MAX_VALUE);
        return bytes;
    }

    private static int versionOf(byte[] left, int at, byte[] before, byte[] after, long seed) {
        boolean isOld = true;
        boolean isNew = true;
        for (int i = at; i < Math.min(left.length, at + Page.SECTOR_BYTES); i++) {
            isOld &= left[i] == (i < before.length ? before[i] : 0);
            isNew &= left[i] == after[i];
        }
        assertThat(isOld || isNew).as("seed %d, sector at %d", seed, at).isTrue();
        return isNew ? 1 : 0;
    }

    @Test
    void namesAfterACrashAreThoseOfSomeMomentSinceTheLastSync() {
        List<Integer> moments = new ArrayList<>();
        for (long seed = 1; seed <= 100; seed++) {
            FileTree fresh = tree(CrashRule.EXT4);
            List<String> states = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                states.add(String.join(" ", fresh.all().keySet()));
                fresh.createFile("/t", fresh.find("/t", false), 0644);
                states.add(String.join(" ", fresh.all().keySet()));
                fresh.rename("/t", "/f" + i);
            }
            states.add(String.join(" ", fresh.all().keySet()));
            fresh.crash(new Rng(seed));
            String left = String.join(" ", fresh.all().keySet());
            assertThat(states).as("seed %d", seed).contains(left);
            moments.add(states.indexOf(left));
        }
        assertThat(moments).as("none, all, and something between survive").contains(0, 5, 12);
    }

    @Test
    void syncMakesDurableWhatWasThereWhenItBegan() {
        FileInode file = file("/f", "before");
        FileInode.Sync sync = file.beginSync(0, Long.MAX_VALUE);
        long journal = tree.cache.journal.sequence();
        write(file, "during");
        tree.cache.finishSync(sync, journal);
        assertThat(text(file)).isEqualTo("during");
        tree.crash(new Rng(1));
        assertThat(text(file)).isEqualTo("before");
    }

    @Test
    void anOlderSyncThatEndsLaterTakesNothingBack() {
        FileInode file = file("/f", "old");
        FileInode.Sync older = file.beginSync(0, Long.MAX_VALUE);
        write(file, "new");
        FileInode.Sync newer = file.beginSync(0, Long.MAX_VALUE);
        tree.cache.finishSync(newer, tree.cache.journal.sequence());
        tree.cache.finishSync(older, tree.cache.journal.sequence());
        tree.crash(new Rng(1));
        assertThat(text(file)).isEqualTo("new");
    }

    @Test
    void aSyncAfterAFailedOneDoesNotWriteThePages() {
        FileInode file = file("/f", "durable");
        tree.cache.finishSync(file.beginSync(0, Long.MAX_VALUE), tree.cache.journal.sequence());
        write(file, "written");
        file.failSync(file.beginSync(0, Long.MAX_VALUE));
        tree.cache.finishSync(file.beginSync(0, Long.MAX_VALUE), tree.cache.journal.sequence());
        tree.crash(new Rng(1));
        assertThat(text(file)).isEqualTo("durable");
    }

    @Test
    void replacingByRenameLeavesTheOldOrTheNewContents() {
        for (long seed = 1; seed <= 50; seed++) {
            FileTree fresh = tree(CrashRule.EXT4);
            fresh.install("/f", "old".getBytes(StandardCharsets.UTF_8));
            FileInode next = fresh.createFile("/t", fresh.find("/t", false), 0644);
            fresh.cache.write(next, 0, "new".getBytes(StandardCharsets.UTF_8), 0, 3, Long.MAX_VALUE);
            fresh.cache.finishSync(next.beginSync(0, Long.MAX_VALUE), fresh.cache.journal.sequence());
            fresh.rename("/t", "/f");
            fresh.crash(new Rng(seed));
            assertThat(text((FileInode) fresh.find("/f", false).existing()))
                    .as("seed %d", seed)
                    .isIn("old", "new");
        }
    }

    @Test
    void whereEverythingIsLostAFileNeedsASyncOfItsDirectory() {
        tree.cache.rule = CrashRule.EVERYTHING_LOST;
        FileInode file = file("/f", "x");
        tree.cache.finishSync(file.beginSync(0, Long.MAX_VALUE), tree.cache.journal.sequence());
        tree.crash(new Rng(1));
        assertThat(tree.all()).isEmpty();
    }

    @Test
    void aSparseFileOfTenGigabytesTakesOnePage() {
        FileInode file = file("/f", "start");
        tree.cache.write(file, 10L << 30, new byte[] {1}, 0, 1, Long.MAX_VALUE);
        assertThat(file.size()).isEqualTo((10L << 30) + 1);
        assertThat(file.pages()).isEqualTo(2);
        tree.cache.resize(file, 3);
        assertThat(file.pages()).isEqualTo(1);
        assertThat(text(file)).isEqualTo("sta");
    }

    @Test
    void pathsFollowLinksAndTellWhatIsWrong() {
        tree.installDirectory("/a/b");
        file("/a/b/f", "x");
        tree.createLink("/l", "a/b");
        tree.createLink("/loop", "/loop");
        assertThat(tree.realPath("/l/../b/./f")).isEqualTo("/a/b/f");
        assertThatThrownBy(() -> tree.find("/loop/x", true)).hasMessage(PosixError.ELOOP.text);
        assertThatThrownBy(() -> tree.find("/a/b/f/x", true)).hasMessage(PosixError.ENOTDIR.text);
        assertThatThrownBy(() -> tree.find("/a/none/x", true)).hasMessage(PosixError.ENOENT.text);
        assertThatThrownBy(() -> tree.removeDirectory("/a")).hasMessage(PosixError.ENOTEMPTY.text);
        assertThatThrownBy(() -> tree.rename("/a", "/a/b/c")).hasMessage(PosixError.EINVAL.text);
    }

    private FileInode file(String path, String text) {
        FileInode file = tree.createFile(path, tree.find(path, false), 0644);
        write(file, text);
        return file;
    }

    private void write(FileInode file, String text) {
        tree.cache.write(file, 0, text.getBytes(StandardCharsets.UTF_8), 0, text.length(), Long.MAX_VALUE);
    }

    private static String text(FileInode file) {
        return new String(read(file), StandardCharsets.UTF_8);
    }
}
