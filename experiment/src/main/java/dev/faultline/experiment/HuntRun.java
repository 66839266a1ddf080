package dev.faultline.experiment;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One run of a hunt.
 *
 * @param reply what came of it
 * @param folder where it is written down, if it is
 * @param repeated whether the run that was written down is the same as the one that was judged; true if none was
 */
public record HuntRun(WorkerReply reply, Optional<Path> folder, boolean repeated) {}
