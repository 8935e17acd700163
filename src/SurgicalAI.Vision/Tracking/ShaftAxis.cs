namespace SurgicalAI.Vision.Tracking;

/// <summary>
/// Axis of a shaft: the line midway between its two edges, each a line fitted to the edge's pixels without those far off it; so that a
/// shaft of which only a short piece is in the picture still has its direction. Hot path.
/// </summary>
internal readonly record struct ShaftAxis(bool Found, ImagePoint Direction, ImagePoint Point, double WidthPx)
{
    private const int FewestPixels = 6;
    private const double LongRatio = 1.6;
    private const double SureRatio = 3;
    private const double Askew = 0.5;
    private const int Passes = 3;

    public static ShaftAxis Of(in RegionShape shape)
    {
        if (shape.Rod.Count < FewestPixels)
        {
            return default;
        }

        var (axis, mean) = (Start(shape, out var isSure), shape.Rod.Mean);
        var fitted = new ShaftAxis(isSure, axis, mean, 0);
        for (var pass = 0; pass < Passes; pass++)
        {
            if (!TryEdges(shape, fitted, pass, out var better))
            {
                break;
            }

            fitted = better;
        }

        return fitted;
    }

    // The long way of a long piece, if the jaws lie that way; else from the middle of the shaft to what lies at its end.
    private static ImagePoint Start(in RegionShape shape, out bool isSure)
    {
        var (axis, towards) = (shape.Rod.Axis(out var elongation), Towards(shape));
        var across = shape.Distal.Count > FewestPixels && (elongation < LongRatio || Math.Abs(axis.Dot(towards.Unit())) < Askew);
        isSure = !across && elongation > SureRatio;
        return across ? towards.Unit() : axis.Dot(towards) < 0 ? -1 * axis : axis;
    }

    // From the entry to the end.
    private static ImagePoint Towards(in RegionShape shape) =>
        shape.Distal.Count > 0 ? shape.Distal.Mean - shape.Rod.Mean
        : shape.Border.Count > 0 ? shape.All.Mean - shape.Border.Mean
        : shape.Centre - shape.All.Mean;

    private static bool TryEdges(in RegionShape shape, in ShaftAxis from, int pass, out ShaftAxis fitted)
    {
        var normal = from.Direction.Normal();
        var left = new EdgeFit(shape, from, normal, -1);
        var right = new EdgeFit(shape, from, normal, 1);
        left.Fit(pass);
        right.Fit(pass);
        fitted = from;
        if (!left.IsGood || !right.IsGood || Math.Abs(left.Direction.Dot(right.Direction)) < 0.9)
        {
            return false;
        }

        var direction = (Facing(left.Direction, from.Direction) + Facing(right.Direction, from.Direction)).Unit();
        var across = direction.Normal();
        var middle = 0.5 * (left.Mean + right.Mean);
        var width = Math.Abs((right.Mean - left.Mean).Dot(across));
        fitted = new(true, direction, middle, width + shape.CellPx);
        return true;
    }

    private static ImagePoint Facing(ImagePoint axis, ImagePoint way) => axis.Dot(way) < 0 ? -1 * axis : axis;

    // A line through the shaft's outline on one side.
    private ref struct EdgeFit(in RegionShape shape, ShaftAxis from, ImagePoint normal, int side)
    {
        private const double Trim = 1.6;
        private const double SteepEnough = 0.5;
        private readonly RegionShape _shape = shape;
        private Moments _moments;

        public readonly bool IsGood => _moments.Count >= FewestPixels && Elongation > 2.5;

        public ImagePoint Direction { get; private set; }

        public ImagePoint Mean { get; private set; }

        private double Elongation { get; set; }

        // First all pixels of the side, then those near the line.
        public void Fit(int pass)
        {
            Gather(double.PositiveInfinity);
            for (var i = 0; i <= pass; i++)
            {
                Gather(Trim * Math.Max(_shape.CellPx, Spread()));
            }
        }

        private readonly double Spread() => _moments.Count == 0 ? 0 : Residual;

        private double Residual { get; set; }

        private void Gather(double farthestPx)
        {
            var (line, mean, bounded) = (Direction, Mean, double.IsFinite(farthestPx));
            var across = line.Normal();
            _moments = default;
            var squares = 0.0;
            foreach (var i in _shape.Outline)
            {
                if (!IsOutline(i))
                {
                    continue;
                }

                var p = _shape.At(i);
                var off = bounded ? (p - mean).Dot(across) : 0;
                if (side * (p - from.Point).Dot(normal) > 0 && Math.Abs(off) <= farthestPx)
                {
                    _moments.Add(p);
                    squares += off * off;
                }
            }

            (Direction, Mean) = (_moments.Axis(out var elongation), _moments.Mean);
            Elongation = elongation;
            Residual = bounded ? Math.Sqrt(squares / Math.Max(1, _moments.Count)) : Math.Sqrt(_moments.Count) / Math.Max(1, elongation);
        }

        private readonly bool IsOutline(int i) =>
            (Math.Abs(normal.XPx) > SteepEnough && _shape.IsEdge(i, Math.Sign(side * normal.XPx), 0))
            || (Math.Abs(normal.YPx) > SteepEnough && _shape.IsEdge(i, 0, Math.Sign(side * normal.YPx)));
    }
}
