package dev.faultline.sim.internal.disk;

import dev.faultline.sim.Rng;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of a small program for a disk. Places and sizes count sectors of 512 bytes, of which a page has eight.
 *
 * @param at a sector, a size in sectors, or, for a force, a page
 * @param value what is written, from 1 to 9
 */
record DiskOp(Kind kind, String path, String other, int at, int value) {
    enum Kind {
        CREATE,
        WRITE,
        MAPPED_WRITE,
        RESIZE,
        SYNC,
        FORCE,
        SYNC_DIRECTORY,
        RENAME,
        LINK,
        UNLINK,
        MAKE_DIRECTORY,
        REMOVE_DIRECTORY
    }

    static final int SECTORS_OF_PAGE = 8;

    private static final List<String> FILES = List.of("/d/a", "/d/b", "/e/a", "/d/s/a");
    private static final List<String> DIRECTORIES = List.of("/d/s", "/e/s", "/d", "/e");
    private static final int[] PLACES = {0, 3, 8, 13};
    private static final int[] SIZES = {0, 2, 8, 11, 18};

    /** Draws a program; many of its steps fail, as their files are not there. */
    static List<DiskOp> program(Rng random, int steps) {
        List<DiskOp> program = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            program.add(draw(random));
        }
        return program;
    }

    private static DiskOp draw(Rng random) {
        String file = FILES.get(random.below(FILES.size()));
        String other = FILES.get(random.below(FILES.size()));
        String directory = DIRECTORIES.get(random.below(2));
        int value = 1 + random.below(9);
        int place = PLACES[random.below(PLACES.length)];
        return switch (random.below(20)) {
            case 0, 1, 2, 3 -> new DiskOp(Kind.CREATE, file, "", 0, 0);
            case 4, 5, 6 -> new DiskOp(Kind.WRITE, file, "", place, value);
            case 7, 8 -> new DiskOp(Kind.MAPPED_WRITE, file, "", place, value);
            case 9, 10 -> new DiskOp(Kind.RESIZE, file, "", SIZES[random.below(SIZES.length)], 0);
            case 11, 12 -> new DiskOp(Kind.SYNC, file, "", 0, 0);
            case 13 -> new DiskOp(Kind.FORCE, file, "", random.below(2), 0);
            case 14 -> new DiskOp(Kind.SYNC_DIRECTORY, DIRECTORIES.get(random.below(4)), "", 0, 0);
            case 15, 16 ->
                random.chance(0.7)
                        ? new DiskOp(Kind.RENAME, file, other, 0, 0)
                        : new DiskOp(Kind.RENAME, "/d/s", "/e/s", 0, 0);
            case 17 -> new DiskOp(Kind.UNLINK, file, "", 0, 0);
            case 18 ->
                random.chance(0.5)
                        ? new DiskOp(Kind.LINK, file, other, 0, 0)
                        : new DiskOp(Kind.REMOVE_DIRECTORY, directory, "", 0, 0);
            default -> new DiskOp(Kind.MAKE_DIRECTORY, directory, "", 0, 0);
        };
    }
}
