namespace SurgicalAI.App.Viewer;

/// <summary>What the person at the page wants of the simulation: between the server's threads and the one that steps. Thread-safe.</summary>
internal sealed class ViewerControl
{
    /// <summary>Slowest and fastest pace that may be asked for.</summary>
    public const double MinSpeed = 0.01, MaxSpeed = 4;

    private const int MaxSteps = 5000;
    private readonly Lock _lock = new();
    private bool _paused;
    private double _speed = 1;
    private int _steps;
    private EpisodeWish _episode;

    /// <summary>Pace now: 0 while it stands.</summary>
    public double Speed
    {
        get
        {
            lock (_lock)
            {
                return _paused ? 0 : _speed;
            }
        }
    }

    /// <summary>Takes a request.</summary>
    /// <returns>Empty, or one line that says why it is refused.</returns>
    public string Ask(ViewerRequest request)
    {
        if (request.Speed is { } speed && speed is not (>= MinSpeed and <= MaxSpeed))
        {
            return $"The speed must lie between {MinSpeed} and {MaxSpeed}.";
        }

        if (request.Steps is < 0 or > MaxSteps)
        {
            return $"At most {MaxSteps} steps at once.";
        }

        if (request.Episode is not (null or "again" or "next"))
        {
            return "The episode is \"again\" or \"next\".";
        }

        lock (_lock)
        {
            _paused = request.Paused ?? _paused;
            _speed = request.Speed ?? _speed;
            _steps = Math.Min(MaxSteps, _steps + (request.Steps ?? 0));
            _episode = request.Episode switch { "again" => EpisodeWish.Again, "next" => EpisodeWish.Next, _ => _episode };
        }

        return "";
    }

    /// <summary>Takes away the steps asked for.</summary>
    public int TakeSteps()
    {
        lock (_lock)
        {
            var steps = _steps;
            _steps = 0;
            return steps;
        }
    }

    /// <summary>Takes away the wish for another episode.</summary>
    public EpisodeWish TakeEpisode()
    {
        lock (_lock)
        {
            var wish = _episode;
            _episode = EpisodeWish.None;
            return wish;
        }
    }
}

/// <summary>Which episode is wished for.</summary>
internal enum EpisodeWish
{
    /// <summary>The one that runs.</summary>
    None = 0,

    /// <summary>The same seed from the beginning.</summary>
    Again,

    /// <summary>The next seed.</summary>
    Next,
}
