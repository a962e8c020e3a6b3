using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Sets whose samples are made of those of others.</summary>
public static class DataSetTransforms
{
    /// <summary>Samples that are changed in place, each time that they are read.</summary>
    /// <param name="set">The set.</param>
    /// <param name="transform">Changes one; workers call it at the same time, so it must not write to anything shared.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static DataSet<TInput, TTarget> Map<TInput, TTarget>(this DataSet<TInput, TTarget> set,
        SampleTransform<TInput, TTarget> transform)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(transform);
        return new TransformSet<TInput, TTarget>(set, transform);
    }

    /// <summary>Samples of other sizes or elements, made of each sample each time that it is read.</summary>
    /// <param name="set">The set.</param>
    /// <param name="inputSize">Elements of an input that is made.</param>
    /// <param name="targetSize">Elements of a target that is made.</param>
    /// <param name="map">Makes one; workers call it at the same time, so it must not write to anything shared.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <typeparam name="TNewInput">An element of an input that is made.</typeparam>
    /// <typeparam name="TNewTarget">An element of a target that is made.</typeparam>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public static DataSet<TNewInput, TNewTarget> Map<TInput, TTarget, TNewInput, TNewTarget>(this DataSet<TInput, TTarget> set,
        int inputSize, int targetSize, SampleMap<TInput, TTarget, TNewInput, TNewTarget> map)
        where TInput : unmanaged
        where TTarget : unmanaged
        where TNewInput : unmanaged
        where TNewTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(map);
        return new MapSet<TInput, TTarget, TNewInput, TNewTarget>(set, inputSize, targetSize, map);
    }

    /// <summary>The samples that are wanted. All are read once, now, as in epoch 0.</summary>
    /// <param name="set">The set.</param>
    /// <param name="isWanted">Whether one is.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="DataLoadException">A sample could not be read.</exception>
    public static DataSet<TInput, TTarget> Filter<TInput, TTarget>(this DataSet<TInput, TTarget> set,
        SamplePredicate<TInput, TTarget> isWanted)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(isWanted);
        var indices = new List<int>();
        SampleReader.ForEach(set, (index, input, target) =>
        {
            if (isWanted(input, target)) indices.Add(index);
        });
        return new SubsetSet<TInput, TTarget>(set, [.. indices]);
    }

    /// <summary>The samples in memory. All are read once, now, as in epoch 0, so what is random in them stays as it is then.</summary>
    /// <param name="set">The set.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    /// <exception cref="ArgumentException">The set has no samples, or more elements than an array takes.</exception>
    /// <exception cref="DataLoadException">A sample could not be read.</exception>
    public static DataSet<TInput, TTarget> Cache<TInput, TTarget>(this DataSet<TInput, TTarget> set)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(set);
        var (inputs, targets) = (new TInput[Elements(set.InputSize)], new TTarget[Elements(set.TargetSize)]);
        SampleReader.ForEach(set, (index, input, target) =>
        {
            input.CopyTo(inputs.AsSpan(index * set.InputSize));
            target.CopyTo(targets.AsSpan(index * set.TargetSize));
        });
        return DataSet.Of(inputs, targets, set.Count);

        long Elements(int size) => (long)size * set.Count is var elements && elements > 0 && elements <= Array.MaxLength ? elements
            : throw new ArgumentException($"{set.Count} samples of {size} elements cannot be cached: an array takes 1 to "
                + $"{Array.MaxLength}. "
                + "Cache a part, by Take or Subset.", nameof(set));
    }

    /// <summary>Targets of one 1 among zeros, in place of labels: for mixtures of classes.</summary>
    /// <param name="set">The set.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <typeparam name="TInput">An element of an input.</typeparam>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    /// <exception cref="ArgumentException">A target is more than a label.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 1 classes.</exception>
    public static DataSet<TInput, float> OneHot<TInput>(this DataSet<TInput, int> set, int classes)
        where TInput : unmanaged
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.TargetSize != 1)
            throw new ArgumentException($"The set's targets have {set.TargetSize} elements; a label is one.", nameof(set));
        return set.Map<TInput, int, TInput, float>(set.InputSize, classes, (input, label, newInput, newTarget, ref _) =>
        {
            if ((uint)label[0] >= (uint)classes)
                throw new InvalidDataException($"The label is {label[0]}; there are {classes} classes, so it must be in [0, {classes}).");
            input.CopyTo(newInput);
            newTarget[label[0]] = 1;
        });
    }
}
