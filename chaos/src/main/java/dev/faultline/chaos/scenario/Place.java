package dev.faultline.chaos.scenario;

/**
 * Where a step stands.
 *
 * @param path by which what it draws is told apart
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
