package dev.faultline.examples;

/** What a node is in its epoch. */
enum Role {
    BACKUP,
    CANDIDATE,
    PRIMARY
}
