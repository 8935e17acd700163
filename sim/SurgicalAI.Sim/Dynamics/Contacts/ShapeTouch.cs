namespace SurgicalAI.Sim.Dynamics.Contacts;

/// <summary>Touch of any two shapes.</summary>
internal static class ShapeTouch
{
    public static void Collide(in Collider a, in Collider b, double marginM, TouchBuffer touches)
    {
        if (!a.Box.Meets(b.Box))
        {
            return;
        }

        var (boxA, boxB) = (a.Kind == ShapeKind.Box, b.Kind == ShapeKind.Box);
        if (boxA && boxB)
        {
            BoxTouch.Collide(a, b, marginM, touches);
        }
        else if (boxB)
        {
            SegmentBoxTouch.Collide(a, b, marginM, touches);
        }
        else if (boxA)
        {
            touches.Flips = true;
            SegmentBoxTouch.Collide(b, a, marginM, touches);
            touches.Flips = false;
        }
        else
        {
            SegmentTouch.Collide(a, b, marginM, touches);
        }
    }
}
