namespace SurgicalAI.Sim.Dynamics;

/// <content>The step.</content>
public sealed partial class DynamicsWorld
{
    /// <summary>Moves the world on by one control step.</summary>
    /// <param name="dtS">Length of the step, seconds.</param>
    /// <param name="substeps">Substeps in it.</param>
    public void Step(double dtS, int substeps)
    {
        var hS = dtS / substeps;
        BeginStep(dtS);
        for (var i = 0; i < substeps; i++)
        {
            Substep(hS, 1.0 / substeps);
        }

        _softContactSolver.Report(hS, dtS);
        foreach (var arm in _arms)
        {
            arm.EndStep(dtS);
        }
    }

    private void BeginStep(double dtS)
    {
        foreach (var arm in _arms)
        {
            arm.ClearLoads();
            arm.BeginStep(dtS);
        }

        Bodies.BeginStep(dtS);
        _colliders.Refresh(dtS);
        _contacts.Find(_terrain, _terrainFriction);
        _softContacts.Find(_terrain, _terrainFriction, dtS);
    }

    private void Substep(double hS, double share)
    {
        Predict(hS);
        _contactSolver.Prepare(hS);
        foreach (var set in _sets)
        {
            set.Prepare(hS);
        }

        foreach (var set in _sets)
        {
            set.Solve(hS);
        }

        _attachments.Solve(hS);
        _softContactSolver.Solve(hS);
        _contactSolver.Solve(hS);
        _graspSolver.Solve(hS);
        Advance(hS);
        _contactSolver.Relax(hS);
        _contactSolver.Report(hS, share);
        foreach (var set in _sets)
        {
            set.Finish(hS);
        }
    }

    private void Predict(double hS)
    {
        var gravity = Options.GravityMPerS2;
        Particles.Predict(hS, gravity);
        foreach (ref var body in Bodies.States)
        {
            body.Predict(hS, gravity);
        }

        foreach (var arm in _arms)
        {
            arm.Predict(hS);
        }
    }

    private void Advance(double hS)
    {
        Particles.UpdateVelocities(hS, Options.MaxSpeedMPerS);
        foreach (ref var body in Bodies.States)
        {
            body.Advance(hS, Options.MaxSpeedMPerS, Options.MaxTurnRadPerS);
        }

        foreach (var arm in _arms)
        {
            arm.Advance(hS);
        }
    }
}
