package dev.faultline.journal;

import java.nio.file.Path;

/** Another run writes into the same folder. */
public final class FolderInUseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String owner;

    FolderInUseException(Path folder, String owner) {
        super(folder + " is being written by another run"
                + (owner.isEmpty() ? "" : " (process " + owner + ")")
                + "; wait for it, or name another folder");
        this.owner = owner;
    }

    /** Returns the same about the folder that people know. */
    FolderInUseException of(Path folder) {
        return new FolderInUseException(folder, owner);
    }
}
