namespace SurgicalAI.Vision.Tracking;

/// <summary>A part of a picture in grey, smoothed a little against noise, read between pixels. Keeps its buffer. Hot path.</summary>
internal sealed class GreyWindow
{
    private float[] _raw = [];
    private float[] _grey = [];
    private int _left;
    private int _top;
    private int _width;
    private int _height;

    /// <summary>Takes a part of a picture, cut to it.</summary>
    public void Take(ReadOnlySpan<byte> bgr, int widthPx, int heightPx, int left, int top, int right, int bottom)
    {
        (_left, _top) = (Math.Clamp(left, 0, widthPx - 1), Math.Clamp(top, 0, heightPx - 1));
        (_width, _height) = (Math.Clamp(right, _left, widthPx - 1) - _left + 1, Math.Clamp(bottom, _top, heightPx - 1) - _top + 1);
        if (_grey.Length < _width * _height)
        {
            (_raw, _grey) = (new float[_width * _height], new float[_width * _height]);
        }

        for (var y = 0; y < _height; y++)
        {
            var row = bgr.Slice(3 * (((_top + y) * widthPx) + _left), 3 * _width);
            for (var x = 0; x < _width; x++)
            {
                _raw[(y * _width) + x] = (row[3 * x] + (2 * row[(3 * x) + 1]) + row[(3 * x) + 2]) / 4f;
            }
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
