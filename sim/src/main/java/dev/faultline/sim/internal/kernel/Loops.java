package dev.faultline.sim.internal.kernel;

/** What a turn has for loops: woven code counts the jumps back to the head of one, and the turn ends with the last. */
public final class Loops {
    /** How many jumps back one turn has. */
    public static final int PER_TURN = 200_000;

    /** How many are left to the turn. */
    public static int left = PER_TURN;

    private Loops() {}

    /** Gives the thread whose turn begins all of them, and forgets what it has read in the last turn. */
    static void beginTurn(Task task) {
        left = PER_TURN;
        task.clockReads = 0;
        task.hiddenClockReads = 0;
        task.hiddenSpins = 0;
        if (!task.readTurnAway) {
            task.turnsReadAway = 0;
        }
        task.readTurnAway = false;
        task.turnsLooped = task.loopedTurnAway ? task.turnsLooped + 1 : 0;
        task.loopedTurnAway = false;
    }
}
