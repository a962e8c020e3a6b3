namespace ModelGen.Runtime;

/// <summary>Reads samples of a set one by one, outside of a loader.</summary>
internal static class SampleReader
{
    /// <summary>Calls with each sample, in order, in epoch 0; its memory is used again.</summary>
    public static void ForEach<TInput, TTarget>(DataSet<TInput, TTarget> set, SampleVisit<TInput, TTarget> visit)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        var (input, target) = (new TInput[set.InputSize], new TTarget[set.TargetSize]);
        for (var index = 0; index < set.Count; index++)
        {
            Array.Clear(input);
            Array.Clear(target);
            Fill(set, index, input, target);
            visit(index, input, target);
        }
    }

    /// <summary>The label of each sample.</summary>
    public static int[] Labels<TInput>(DataSet<TInput, int> set)
        where TInput : unmanaged
    {
        if (set.TargetSize != 1)
            throw new ArgumentException($"The set's targets have {set.TargetSize} elements; a label is one.", nameof(set));
        var labels = new int[set.Count];
        ForEach(set, (index, _, target) => labels[index] = target[0]);
        return labels;
    }

    private static void Fill<TInput, TTarget>(DataSet<TInput, TTarget> set, int index, Span<TInput> input, Span<TTarget> target)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        try
        {
            set.Fill(index, new SampleContext(0, 0, index), input, target);
        }
        catch (Exception exception)
        {
            throw new DataLoadException(index, set.GetType().Name, exception);
        }
    }
}

/// <summary>Sees a sample.</summary>
internal delegate void SampleVisit<TInput, TTarget>(int index, ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);
