package dev.faultline.examples.bank;

/** What a server says to the part of a transaction that falls to it. */
enum Vote {
    /** It will be done if all say so; of a transaction with this server only: it is done. */
    YES,
    /** No: another transaction is at work there. */
    BUSY,
    /** No: an account would be overdrawn. */
    OVERDRAWN
}
