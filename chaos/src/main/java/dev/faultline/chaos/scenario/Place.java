package dev.faultline.chaos.scenario;

/**
 * Where a step stands.
 *
 * @param path where it stands among the steps, such as {@code 2.1}
 * @param act what it is a part of
 * @param trigger the node of the event that it follows; empty for none
 */
record Place(String path, Act act, String trigger) {
    Place below(int index) {
        return new Place(Steps.below(path, index), act, trigger);
    }

    Place after(String node) {
        return new Place(path, act, node);
    }
}
