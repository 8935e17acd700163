using SurgicalAI.Core.Imaging;

namespace SurgicalAI.Vision.Overlay;

/// <summary>
/// Outlines of a label map on a larger picture. Between four neighbouring labels a class's membership is interpolated
/// bilinearly; its 0.5 line is the outline, so that the contour is smooth although the map is coarse. Only cells that
/// hold a boundary cost anything. Hot path.
/// </summary>
internal readonly ref struct OutlineDrawer(Canvas canvas, ImageLease labels, OverlayOptions options)
{
    private readonly Canvas _canvas = canvas;
    private readonly ReadOnlySpan<byte> _labels = labels.Bytes;
    private readonly int _widthPx = labels.WidthPx;
    private readonly int _heightPx = labels.HeightPx;
    private readonly double _scaleX = (double)canvas.WidthPx / labels.WidthPx;
    private readonly double _scaleY = (double)canvas.HeightPx / labels.HeightPx;
    private readonly IReadOnlyList<Ink> _inks = options.Outlines;
    private readonly double _reachPx = (options.OutlinePx * canvas.Unit / 2) + 0.5;
    private readonly double _opacity = options.OutlineOpacity;

    public void Draw()
    {
        for (var y = 0; y + 1 < _heightPx; y++)
        {
            var upper = _labels.Slice(y * _widthPx, _widthPx);
            var lower = _labels.Slice((y + 1) * _widthPx, _widthPx);
            for (var x = 0; x + 1 < _widthPx; x++)
            {
                var (a, b, c, d) = (upper[x], upper[x + 1], lower[x], lower[x + 1]);
                if (a != b || a != c || a != d)
                {
                    Cell(x, y, a, b, c, d);
                }
            }
        }
    }

    // Each class in the cell once; a value beyond the known classes is not drawn.
    private void Cell(int x, int y, byte a, byte b, byte c, byte d)
    {
        Class(x, y, a, a, b, c, d);
        if (b != a)
        {
            Class(x, y, b, a, b, c, d);
        }

        if (c != a && c != b)
        {
            Class(x, y, c, a, b, c, d);
        }

        if (d != a && d != b && d != c)
        {
            Class(x, y, d, a, b, c, d);
        }
    }

    private void Class(int cellX, int cellY, byte label, byte a, byte b, byte c, byte d)
    {
        if (label == 0 || label >= _inks.Count)
        {
            return;
        }

        // Membership m(u, v) = m00 + mu u + mv v + muv u v over the cell, u and v in [0, 1).
        double m00 = a == label ? 1 : 0, m10 = b == label ? 1 : 0, m01 = c == label ? 1 : 0, m11 = d == label ? 1 : 0;
        var (mu, mv, muv) = (m10 - m00, m01 - m00, m11 + m00 - m10 - m01);
        var (x0, y0) = (((cellX + 0.5) * _scaleX) - 0.5, ((cellY + 0.5) * _scaleY) - 0.5);
        var (lastX, lastY) = (Math.Min(x0 + _scaleX, _canvas.WidthPx), Math.Min(y0 + _scaleY, _canvas.HeightPx));
        for (var y = (int)Math.Ceiling(y0); y < lastY; y++)
        {
            var v = (y - y0) / _scaleY;
            for (var x = (int)Math.Ceiling(x0); x < lastX; x++)
            {
                var u = (x - x0) / _scaleX;
                var (gx, gy) = ((mu + (muv * v)) / _scaleX, (mv + (muv * u)) / _scaleY);
                var slope = Math.Sqrt((gx * gx) + (gy * gy)) + 1e-9;
                var cover = _reachPx - (Math.Abs(m00 + (mu * u) + (mv * v) + (muv * u * v) - 0.5) / slope);
                if (cover > 0)
                {
                    _canvas.Blend(x, y, _inks[label], Math.Min(1, cover) * _opacity);
                }
            }
        }
    }
}
