namespace SurgicalAI.Vision.Tracking;

/// <summary>A part of a picture in grey, its instruments before a level ground, smoothed a little against noise, read between pixels. Keeps its buffer. Hot path.</summary>
internal sealed class GreyWindow
{
    private float[] _raw = [];
    private float[] _grey = [];
    private bool[] _tool = [];
    private int _left;
    private int _top;
    private int _width;
    private int _height;

    /// <summary>Takes a part of a picture, cut to it; <see cref="Flatten"/> makes it ready to be read.</summary>
    public void Take(EyeTools eye, int left, int top, int right, int bottom)
    {
        (_left, _top) = (Math.Clamp(left, 0, eye.WidthPx - 1), Math.Clamp(top, 0, eye.HeightPx - 1));
        (_width, _height) = (Math.Clamp(right, _left, eye.WidthPx - 1) - _left + 1, Math.Clamp(bottom, _top, eye.HeightPx - 1) - _top + 1);
        if (_grey.Length < _width * _height)
        {
            (_raw, _grey, _tool) = (new float[_width * _height], new float[_width * _height], new bool[_width * _height]);
        }

        for (var y = 0; y < _height; y++)
        {
            var row = eye.Bgr.Slice(3 * (((_top + y) * eye.WidthPx) + _left), 3 * _width);
            for (var x = 0; x < _width; x++)
            {
                var i = (y * _width) + x;
                _raw[i] = (row[3 * x] + (2 * row[(3 * x) + 1]) + row[(3 * x) + 2]) / 4f;
                _tool[i] = eye.PartAt(new(_left + x, _top + y), -1) is not ToolPart.None;
            }
        }
    }

    /// <summary>Mean level of the instruments and of what lies around them; both the same where one of them is not there.</summary>
    public (double Tool, double Ground) Levels()
    {
        var (n, tool, ground) = (0, 0.0, 0.0);
        for (var i = 0; i < _width * _height; i++)
        {
            n += _tool[i] ? 1 : 0;
            (tool, ground) = _tool[i] ? (tool + _raw[i], ground) : (tool, ground + _raw[i]);
        }

        var others = (_width * _height) - n;
        return n == 0 || others == 0 ? ((tool + ground) / (n + others), (tool + ground) / (n + others)) : (tool / n, ground / others);
    }

    /// <summary>Gives one level to whatever is no instrument, and smooths: the ground and shadows on it lie at another depth.</summary>
    public void Flatten(double level)
    {
        for (var i = 0; i < _width * _height; i++)
        {
            _raw[i] = _tool[i] ? _raw[i] : (float)level;
        }

        Smooth();
    }

    /// <summary>Grey level between pixels; false outside the window.</summary>
    public bool TryRead(ImagePoint p, out double grey)
    {
        var (x, y) = (p.XPx - _left, p.YPx - _top);
        var (x0, y0) = ((int)Math.Floor(x), (int)Math.Floor(y));
        grey = 0;
        if (x0 < 0 || y0 < 0 || x0 + 1 >= _width || y0 + 1 >= _height)
        {
            return false;
        }

        var (fx, fy, i) = (x - x0, y - y0, (y0 * _width) + x0);
        grey = ((1 - fy) * (((1 - fx) * _grey[i]) + (fx * _grey[i + 1]))) + (fy * (((1 - fx) * _grey[i + _width]) + (fx * _grey[i + _width + 1])));
        return true;
    }

    // 1 2 1 both ways; the window's outermost pixels stay as they are.
    private void Smooth()
    {
        var (w, h) = (_width, _height);
        _raw.AsSpan(0, w * h).CopyTo(_grey);
        for (var y = 1; y < h - 1; y++)
        {
            for (var x = 1; x < w - 1; x++)
            {
                var i = (y * w) + x;
                _grey[i] = ((4 * _raw[i]) + (2 * (_raw[i - 1] + _raw[i + 1] + _raw[i - w] + _raw[i + w]))
                    + _raw[i - w - 1] + _raw[i - w + 1] + _raw[i + w - 1] + _raw[i + w + 1]) / 16;
            }
        }
    }
}
