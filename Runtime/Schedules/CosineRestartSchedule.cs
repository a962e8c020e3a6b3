namespace ModelGen.Runtime;

/// <summary>What <see cref="Schedule.CosineWithRestarts"/> makes.</summary>
internal sealed class CosineRestartSchedule(ScheduleSettings settings) : Schedule(nameof(CosineWithRestarts), settings)
{
    private readonly long _firstPeriod = settings.Whole("firstPeriod", least: 1);
    private readonly long _periodFactor = settings.Whole("periodFactor", least: 1);
    private readonly double _minimum = settings.NotNegative("minimum");

    internal override double Rate(long step, double learningRate)
    {
        if (_periodFactor == 1) return Annealing.Cosine(learningRate, _minimum, step % _firstPeriod / (double)_firstPeriod);

        // Periods may be longer than whole numbers tell, though no step lies beyond their ends then.
        double period = _firstPeriod, current = step;
        while (current >= period)
        {
            current -= period;
            period *= _periodFactor;
        }

        return Annealing.Cosine(learningRate, _minimum, current / period);
    }
}
