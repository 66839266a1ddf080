package dev.faultline.sim.internal.disk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that the disk does all of or nothing of. */
sealed interface DiskChange {
    /** A name that comes to stand for something else. */
    record Renaming(
            Directory directory,
            String name,
            @Nullable Inode before,
            @Nullable Inode after) {
        boolean isOf(Renaming other) {
            return directory == other.directory && name.equals(other.name);
        }
    }

    /**
     * Names that change together: one that is made or removed, or both of a move.
     *
     * @param contents what of the moved file reaches the disk no later than the move; null for nothing
     */
    record Names(List<Renaming> names, FileInode.@Nullable Sync contents) implements DiskChange {
        private boolean movesDirectory() {
            return names.size() > 1 && names.stream().anyMatch(name -> name.after() instanceof Directory);
        }

        /** Returns whether this takes the directory out of the tree. */
        private boolean removes(Directory directory) {
            return names.stream().anyMatch(name -> name.before() == directory)
                    && names.stream().noneMatch(name -> name.after() == directory);
        }

        @Override
        public boolean follows(DiskChange earlier) {
            return earlier instanceof Names other
                    && ((movesDirectory() && other.movesDirectory())
                            || other.names.stream().anyMatch(this::needs));
        }

        private boolean needs(Renaming earlier) {
            return removes(earlier.directory()) || names.stream().anyMatch(earlier::isOf);
        }

        @Override
        public List<Inode> inodes() {
            List<Inode> inodes = new ArrayList<>();
            for (Renaming name : names) {
                inodes.add(name.directory());
                if (name.before() != null) {
                    inodes.add(name.before());
                }
                if (name.after() != null) {
                    inodes.add(name.after());
                }
            }
            return inodes;
        }

        @Override
        public void undo() {
            for (Renaming name : names.reversed()) {
                name.directory().set(name.name(), name.before());
            }
        }

        @Override
        public void done() {
            if (contents != null) {
                contents.file().finishSync(contents);
            }
        }
    }

    /** A file that was cut off. */
    record Cut(FileInode.Truncation truncation) implements DiskChange {
        @Override
        public boolean follows(DiskChange earlier) {
            return earlier instanceof Cut other && other.truncation.file() == truncation.file();
        }

        @Override
        public List<Inode> inodes() {
            return List.of(truncation.file());
        }

        @Override
        public void undo() {
            truncation.file().undo(truncation);
        }

        @Override
        public void done() {
            truncation.file().done(truncation);
        }
    }

    /**
     * Returns whether no disk does this without the earlier one: they are about the same name or the same file's size;
     * this removes a directory in which the earlier one changed a name; or both move directories, of which two that are
     * moved into each other would be lost.
     */
    boolean follows(DiskChange earlier);

    /** Returns what takes part in it; some may be in the list twice. */
    List<Inode> inodes();

    /** Takes it back. */
    void undo();

    /** The disk holds it now. */
    void done();
}
