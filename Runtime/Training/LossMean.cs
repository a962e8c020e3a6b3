namespace ModelGen.Runtime;

/// <summary>
/// The mean of losses, each weighted by its samples. A loss that is still on the device is read when the next step is queued, so that the
/// device has work meanwhile.
/// </summary>
internal struct LossMean
{
    private StepResult _last;
    private int _lastSamples;
    private long _samples;

    /// <summary>A mean that goes on from what was read before.</summary>
    public LossMean(double sum, long samples, long read) => (Sum, _samples, Read) = (sum, samples, read);

    public readonly long Samples => _samples + _lastSamples;

    /// <summary>The sum of the losses that were read, each times its samples.</summary>
    public double Sum { get; private set; }

    /// <summary>How many losses were read.</summary>
    public long Read { get; private set; }

    /// <summary>The mean of the losses that were read; NaN while there is none.</summary>
    public readonly double Mean => Sum / _samples;

    /// <summary>The first step whose loss was read and is not finite: 1 for the first that was added; 0 while there is none.</summary>
    public long FirstNotFinite { get; private set; }

    /// <summary>The loss of that step.</summary>
    public double NotFinite { get; private set; }

    public void Add(StepResult step, int samples)
    {
        ReadLast();
        (_last, _lastSamples) = (step, samples);
        if (step.IsOnHost) ReadLast();
    }

    /// <summary>Reads the loss that is still on the device.</summary>
    public void ReadLast()
    {
        if (_lastSamples == 0) return;
        var loss = _last.Loss;
        Read++;
        if (FirstNotFinite == 0 && !double.IsFinite(loss)) (FirstNotFinite, NotFinite) = (Read, loss);
        Sum += loss * _lastSamples;
        _samples += _lastSamples;
        _lastSamples = 0;
    }

    /// <summary>The mean of what was added; the next begins anew.</summary>
    public double Take()
    {
        ReadLast();
        var mean = Mean;
        this = default;
        return mean;
    }
}
