namespace ModelGen.Runtime;

/// <summary>The mean of losses, each weighted by its samples. A loss is read when the next step is queued, so that a device has work meanwhile.</summary>
internal struct LossMean
{
    private StepResult _last;
    private int _lastSamples;
    private double _sum;
    private long _samples;

    public long Samples => _samples + _lastSamples;

    public void Add(StepResult step, int samples)
    {
        ReadLast();
        (_last, _lastSamples) = (step, samples);
    }

    /// <summary>The mean of what was added; the next begins anew.</summary>
    public double Take()
    {
        ReadLast();
        var mean = _sum / _samples;
        this = default;
        return mean;
    }

    private void ReadLast()
    {
        if (_lastSamples == 0) return;
        _sum += _last.Loss * _lastSamples;
        _samples += _lastSamples;
        _lastSamples = 0;
    }
}
