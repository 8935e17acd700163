namespace SurgicalAI.Vision.Tracking;

/// <summary>Sums over points: their mean and principal axis.</summary>
internal struct Moments
{
    private double _x;
    private double _y;
    private double _xx;
    private double _xy;
    private double _yy;

    public int Count { get; private set; }

    public readonly ImagePoint Mean => Count == 0 ? default : new(_x / Count, _y / Count);

    public void Add(ImagePoint p)
    {
        Count++;
        (_x, _y) = (_x + p.XPx, _y + p.YPx);
        (_xx, _xy, _yy) = (_xx + (p.XPx * p.XPx), _xy + (p.XPx * p.YPx), _yy + (p.YPx * p.YPx));
    }

    /// <summary>Direction of the greatest spread.</summary>
    /// <param name="elongation">Standard deviation along it over that across; large for a line.</param>
    public readonly ImagePoint Axis(out double elongation)
    {
        elongation = 1;
        if (Count == 0)
        {
            return new(1, 0);
        }

        var mean = Mean;
        var (xx, xy, yy) = ((_xx / Count) - (mean.XPx * mean.XPx), (_xy / Count) - (mean.XPx * mean.YPx), (_yy / Count) - (mean.YPx * mean.YPx));
        var half = Math.Sqrt(((xx - yy) * (xx - yy) / 4) + (xy * xy));
        var middle = (xx + yy) / 2;
        elongation = Math.Sqrt((middle + half) / Math.Max(middle - half, 1e-9));
        var angle = 0.5 * Math.Atan2(2 * xy, xx - yy);
        return new(Math.Cos(angle), Math.Sin(angle));
    }
}
