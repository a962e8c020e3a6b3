namespace ModelGen;

/// <summary>Changes a sample in place.</summary>
/// <typeparam name="TInput">An element of an input.</typeparam>
/// <typeparam name="TTarget">An element of a target.</typeparam>
/// <param name="input">The input.</param>
/// <param name="target">The target.</param>
/// <param name="random">The sample's random numbers.</param>
public delegate void SampleTransform<TInput, TTarget>(Span<TInput> input, Span<TTarget> target, ref SampleRandom random);

/// <summary>Makes a sample of another.</summary>
/// <typeparam name="TInput">An element of the input that there is.</typeparam>
/// <typeparam name="TTarget">An element of the target that there is.</typeparam>
/// <typeparam name="TNewInput">An element of the input that is made.</typeparam>
/// <typeparam name="TNewTarget">An element of the target that is made.</typeparam>
/// <param name="input">The input that there is.</param>
/// <param name="target">The target that there is.</param>
/// <param name="newInput">Zeros, for the input that is made.</param>
/// <param name="newTarget">Zeros, for the target that is made.</param>
/// <param name="random">The sample's random numbers.</param>
public delegate void SampleMap<TInput, TTarget, TNewInput, TNewTarget>(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target,
    Span<TNewInput> newInput, Span<TNewTarget> newTarget, ref SampleRandom random);

/// <summary>Says whether a sample is wanted.</summary>
/// <typeparam name="TInput">An element of an input.</typeparam>
/// <typeparam name="TTarget">An element of a target.</typeparam>
/// <param name="input">The input.</param>
/// <param name="target">The target.</param>
public delegate bool SamplePredicate<TInput, TTarget>(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);
