package dev.faultline.sim.internal.machine;

import dev.faultline.sim.internal.disk.Directory;
import dev.faultline.sim.internal.disk.FilePaths;
import dev.faultline.sim.internal.disk.FileTree;
import dev.faultline.sim.internal.disk.Inode;
import dev.faultline.sim.internal.disk.InodeLink;
import dev.faultline.sim.internal.disk.InodeText;
import dev.faultline.sim.internal.kernel.Scheduler;
import java.util.List;

/**
 * The files by which a Linux machine tells of itself: {@code /proc}, {@code /sys}, and what an administrator has put into
 * {@code /etc}. What they say is data, {@code machine-files.txt}, with the figures of the node and of its process.
 *
 * <p>They are no part of the disk: they take no room there, and a loss of power does not touch them.
 */
final class MachineFiles {
    /** Their numbers are those of other devices, so the files of the disk are numbered as if these were not there. */
    private static final long FIRST_NUMBER = 0xF000_0000L;

    private static final int MODE_OF_FILE = 0444;
    private static final int MODE_OF_FILE_IN_ETC = 0644;
    private static final int MODE_OF_DIRECTORY = 0555;
    private static final String PROCESS = "/proc/PID";
    private static final List<MachineTemplate> ALL = MachineTemplate.readAll();

    private final FileTree tree;
    private final MachineFigures figures;
    private long numbers = FIRST_NUMBER;

    private MachineFiles(FileTree tree, MachineFigures figures) {
        this.tree = tree;
        this.figures = figures;
    }

    /** Puts the files of the machine into a tree; those of a process come with that. */
    static MachineFiles install(FileTree tree, SimNode node, Scheduler scheduler) {
        MachineFiles files = new MachineFiles(tree, new MachineFigures(node, scheduler));
        for (MachineTemplate template : ALL) {
            if (!template.path().startsWith(PROCESS)) {
                files.put(template, template.path(), files.figures);
            }
        }
        return files;
    }

    void started(SimProcess process) {
        MachineFigures ofProcess = figures.with(process);
        String folder = "/proc/" + process.pid();
        for (MachineTemplate template : ALL) {
            if (template.path().startsWith(PROCESS)) {
                put(template, folder + template.path().substring(PROCESS.length()), ofProcess);
            }
        }
        for (String name : List.of("/proc/self", "/proc/thread-self")) {
            putInode(name, new InodeLink(++numbers, Long.toString(process.pid()), tree.nowNanos()));
        }
    }

    void ended(SimProcess process) {
        for (String name : List.of("self", "thread-self", Long.toString(process.pid()))) {
            directory("/proc").set(name, null);
        }
    }

    private void put(MachineTemplate template, String path, MachineFigures source) {
        long now = tree.nowNanos();
        String target = template.target();
        if (target != null) {
            putInode(path, new InodeLink(++numbers, MachineTemplate.fill(target, source), now));
            return;
        }
        boolean isEtc = path.startsWith("/etc/");
        InodeText.Extent extent = path.startsWith("/proc/")
                ? InodeText.Extent.NONE
                : isEtc ? InodeText.Extent.CONTENTS : InodeText.Extent.PAGE;
        int mode = isEtc ? MODE_OF_FILE_IN_ETC : MODE_OF_FILE;
        putInode(path, new InodeText(++numbers, mode, now, extent, () -> template.text(source)));
    }

    private void putInode(String path, Inode inode) {
        int slash = path.lastIndexOf('/');
        directory(path.substring(0, slash)).set(path.substring(slash + 1), inode);
    }

    private Directory directory(String path) {
        Directory directory = tree.root();
        for (String name : FilePaths.names(path)) {
            Inode known = directory.get(name);
            if (known instanceof Directory next) {
                directory = next;
            } else {
                Directory made = new Directory(++numbers, MODE_OF_DIRECTORY, directory, tree.nowNanos());
                made.user = 0;
                made.group = 0;
                directory.set(name, made);
                directory = made;
            }
        }
        return directory;
    }
}
