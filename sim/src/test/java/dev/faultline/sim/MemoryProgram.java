package dev.faultline.sim;

/** Makes objects, one after the other. */
final class MemoryProgram {
    /** Is initialised after 2 s. */
    static final class Late {
        static int seen = 1;

        private Late() {}
    }

    static class Made {
        final int number;

        Made(int number) {
            this.number = number;
            if (number < 0) {
                throw new IllegalArgumentException("none is made");
            }
        }

        /** Calls another constructor. */
        Made() {
            this(1);
        }
    }

    static final class Below extends Made {
        Below() {
            super(3);
        }
    }

    private MemoryProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        Object made = new Made();
        Thread.sleep(1_000);
        made = new Made(2);
        try {
            made = new Made(-1);
        } catch (IllegalArgumentException e) {
            System.out.println("not made, after " + (made == null));
        }
        Thread.sleep(1_000);
        Late.seen++;
        made = new Below();
        Thread.sleep(60_000);
        System.out.println(made == null);
    }
}
