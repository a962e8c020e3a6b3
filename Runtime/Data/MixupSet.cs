using System.Buffers;

namespace ModelGen.Runtime;

/// <summary>Each sample mixed with another one that is drawn.</summary>
internal sealed class MixupSet(DataSet<float, float> set, double alpha) : DataSet<float, float>(set.InputSize, set.TargetSize)
{
    public override int Count => set.Count;

    public override void Fill(int index, Span<float> input, Span<float> target) => Fill(index, new(0, 0, index), input, target);

    public override void Fill(int index, SampleContext context, Span<float> input, Span<float> target)
    {
        set.Fill(index, context.Inner, input, target);
        var random = context.CreateRandom();
        var (share, other) = ((float)random.Beta(alpha, alpha), random.Next(set.Count));
        var (inputs, targets) = (ArrayPool<float>.Shared.Rent(InputSize), ArrayPool<float>.Shared.Rent(TargetSize));
        try
        {
            var otherInput = inputs.AsSpan(0, InputSize);
            var otherTarget = targets.AsSpan(0, TargetSize);
            otherInput.Clear();
            otherTarget.Clear();
            set.Fill(other, context.Of(other).Inner, otherInput, otherTarget);
            Mix(input, otherInput, share);
            Mix(target, otherTarget, share);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(inputs);
            ArrayPool<float>.Shared.Return(targets);
        }
    }

    private static void Mix(Span<float> own, ReadOnlySpan<float> other, float share)
    {
        for (var element = 0; element < own.Length; element++) own[element] = (share * own[element]) + ((1 - share) * other[element]);
    }
}
