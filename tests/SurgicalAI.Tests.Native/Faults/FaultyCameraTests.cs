using Microsoft.Extensions.Time.Testing;
using SurgicalAI.App.Faults;
using SurgicalAI.Core;
using SurgicalAI.Core.Frames;
using SurgicalAI.Core.Imaging;
using SurgicalAI.Core.Outcomes;
using SurgicalAI.Core.Ports;
using SurgicalAI.Core.Time;

namespace SurgicalAI.Tests.Native.Faults;

public sealed class FaultyCameraTests : IDisposable
{
    private readonly ImagePool _pool = new();
    private readonly FaultBoard _board = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
    private readonly FaultyCamera _camera;

    public FaultyCameraTests() => _camera = new(new Counting(_pool, _time), _board, _time);

    [Fact]
    public void Read_NoFault_FramesAsTheyAre() => Assert.Equal([(0, 0), (1, 1), (2, 2)], Read(3));

    [Fact]
    public void Read_Frozen_OldPixelsUnderFreshStampsUntilItEnds()
    {
        Assert.Equal([(0, 0)], Read(1));
        _board.Begin(FaultKind.FrozenFrames);
        Assert.Equal([(1, 1), (2, 1), (3, 1)], Read(3));
        _board.End(FaultKind.FrozenFrames);
        Assert.Equal([(4, 4)], Read(1));
    }

    [Fact]
    public void Read_Duplicate_EveryFrameTwice()
    {
        _board.Begin(FaultKind.DuplicateFrames);
        Assert.Equal([(0, 0), (0, 0), (1, 1), (1, 1)], Read(4));
    }

    [Fact]
    public void Read_Reordered_PairsTheWrongWayRound()
    {
        _board.Begin(FaultKind.ReorderedFrames);
        Assert.Equal([(1, 1), (0, 0), (3, 3), (2, 2)], Read(4));
    }

    [Fact]
    public void Read_Late_EachFrameAsOldAsItIsToBe()
    {
        _board.Begin(FaultKind.LateFrames);
        for (var i = 0; i < 20; i++)
        {
            Assert.True(_camera.Read(CancellationToken.None).TryGet(out var frame));
            using var pictures = frame.Value;
            Assert.Equal(i, frame.Sequence);
            Assert.InRange(_time.NowNs() - frame.OriginNs, FaultyCamera.LateNs, FaultyCamera.LateNs + Counting.PeriodNs);
        }
    }

    [Theory]
    [InlineData(nameof(FaultKind.DroppedFrames), FaultCode.FrameLost)]
    [InlineData(nameof(FaultKind.CameraLoss), FaultCode.SourceLost)]
    public void Read_Lost_FaultAndThenOnAgain(string kind, FaultCode code)
    {
        _board.Begin(Enum.Parse<FaultKind>(kind));
        Assert.Equal(code, _camera.Read(CancellationToken.None).Fault.Code);
        _board.End(Enum.Parse<FaultKind>(kind));
        Assert.Equal([(1, 1)], Read(1));
    }

    public void Dispose()
    {
        _camera.Dispose();
        _board.Dispose();
        Assert.Equal(0, _pool.LentCount);
        _pool.Dispose();
    }

    private List<(int Sequence, int Pixel)> Read(int count)
    {
        var seen = new List<(int, int)>();
        for (var i = 0; i < count; i++)
        {
            Assert.True(_camera.Read(CancellationToken.None).TryGet(out var frame));
            using var pictures = frame.Value;
            seen.Add((frame.Sequence, pictures.Left.Bytes[0]));
        }

        return seen;
    }

    /// <summary>Frame n is n everywhere; reading takes a camera's period.</summary>
    private sealed class Counting(ImagePool pool, FakeTimeProvider time) : ICamera
    {
        public const long PeriodNs = 33 * Si.MsNs;

        private int _sequence;

        public string Name => "counting";

        public StereoCamera Model { get; } = new(CameraIntrinsics.FromHorizontalFov(8, 6, 1), 0, 30);

        public bool IsLive => true;

        public Outcome<Stamped<StereoFrame>> Read(CancellationToken cancellation)
        {
            time.Advance(TimeSpan.FromTicks(PeriodNs / 100));
            var picture = pool.Rent(8, 6, PixelFormat.Bgr8);
            picture.Bytes.Fill((byte)_sequence);
            return new Stamped<StereoFrame>(new(picture, null), time.NowNs(), _sequence++);
        }

        public void Dispose()
        {
        }
    }
}
