namespace ModelGen.Runtime;

/// <summary>
/// The mean of losses, each weighted by its samples. A loss that is still on the device is read when the next step is queued, so that the
/// device has work meanwhile.
/// </summary>
internal struct LossMean
{
    private StepResult _last;
    private int _lastSamples;
    private double _sum;
    private long _samples;
    private long _read;

    public readonly long Samples => _samples + _lastSamples;

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
        _read++;
        if (FirstNotFinite == 0 && !double.IsFinite(loss)) (FirstNotFinite, NotFinite) = (_read, loss);
        _sum += loss * _lastSamples;
        _samples += _lastSamples;
        _lastSamples = 0;
    }

    /// <summary>The mean of what was added; the next begins anew.</summary>
    public double Take()
    {
        ReadLast();
        var mean = _sum / _samples;
        this = default;
        return mean;
    }
}
