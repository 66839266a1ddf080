package dev.faultline.sim.internal.machine;

import dev.faultline.sim.Disturbance;
import dev.faultline.sim.internal.disturbance.Force;
import dev.faultline.sim.internal.net.NetTopology;

/** A disturbance in force, for the code that drives the simulation. */
record SimDisturbance(World world, NetTopology topology, Force force) implements Disturbance.InForce {
    @Override
    public Disturbance what() {
        return force.what;
    }

    @Override
    public Disturbance.Toll toll() {
        Disturbance.Toll[] toll = new Disturbance.Toll[1];
        world.control(() -> toll[0] = force.toll());
        return toll[0];
    }

    @Override
    public boolean isOn() {
        boolean[] on = {false};
        world.control(() -> on[0] = topology.isOn(force));
        return on[0];
    }

    @Override
    public void undo() {
        world.control(() -> topology.undo(force));
    }
}
