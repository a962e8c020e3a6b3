using System.ComponentModel;
using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>What emitted <c>Create</c> methods share.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelFactory
{
    /// <summary>Makes an executor on a device and initialises its parameters.</summary>
    /// <param name="options">What it is made with.</param>
    /// <param name="sources">The targets that were emitted.</param>
    /// <exception cref="NotSupportedException">None of them is the device's.</exception>
    public static ModelExecutor Create(ExecutorOptions options, params ExecutorSource[] sources)
    {
        var target = options.Device.Target;
        if (Array.Find(sources, source => source.Target == target) is not { Make: { } make })
            throw new NotSupportedException(
                $"{options.Layout.Model} has no kernels for {options.Device}: reference ModelGen.{target} in the project that declares it, "
                    + "so that they are emitted.");
        var executor = make(options with { Make = make, Sources = sources });
        try
        {
            executor.Initialize();
            return executor;
        }
        catch
        {
            executor.Dispose();
            throw;
        }
    }

    /// <summary>A number of a summary, as text.</summary>
    /// <param name="number">The number.</param>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The error of a model that was made by <c>new</c>.</summary>
    /// <param name="model">Its name.</param>
    public static InvalidOperationException NotCreated(string model)
        => new($"This {model} was made by new and has no memory; make it by {model}.Create.");
}
