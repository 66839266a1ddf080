package dev.faultline.examples.raft;

/** What a server is in its term. One that asks whether it could win an election has not begun a term of its own yet. */
enum Role {
    FOLLOWER,
    PRE_CANDIDATE,
    CANDIDATE,
    LEADER
}
