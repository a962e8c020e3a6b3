using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Sets whose samples are another in each epoch.</summary>
public static class AugmentationExtensions
{
    /// <summary>
    /// The samples with their inputs augmented, each time that they are read. The random numbers depend on the loader's seed, the epoch and
    /// the sample alone. Use it for the training part only.
    /// </summary>
    /// <param name="set">The set.</param>
    /// <param name="augmentations">What is done, in this order.</param>
    /// <typeparam name="TTarget">An element of a target.</typeparam>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static DataSet<float, TTarget> Augment<TTarget>(this DataSet<float, TTarget> set, params IAugmentation[] augmentations)
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(augmentations);
        return set.Map((input, _, ref random) =>
        {
            foreach (var augmentation in augmentations) augmentation.Apply(input, ref random);
        });
    }

    /// <summary>
    /// Each sample mixed with another one, inputs and targets alike: s x + (1 - s) x', where s is of the beta distribution with both shapes
    /// alpha: Zhang et al., "mixup: beyond empirical risk minimization", ICLR 2018. Labels become targets by
    /// <see cref="DataSetTransforms.OneHot{TInput}"/>.
    /// </summary>
    /// <param name="set">The set.</param>
    /// <param name="alpha">How much is mixed: 0.2 is usual, and 1 takes each share as likely as another.</param>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Alpha is not above 0.</exception>
    public static DataSet<float, float> Mixup(this DataSet<float, float> set, double alpha = 0.2)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!(alpha > 0 && double.IsFinite(alpha)))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The shape of the beta distribution is a finite number above 0.");
        return new MixupSet(set, alpha);
    }
}
