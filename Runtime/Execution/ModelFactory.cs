using System.ComponentModel;
using System.Globalization;

namespace ModelGen.Runtime;

/// <summary>What emitted <c>Create</c> methods share.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelFactory
{
    /// <summary>Makes an executor on a device and initialises its parameters.</summary>
    /// <param name="options">What it is made with.</param>
    /// <param name="cpu">Makes the processor's.</param>
    /// <param name="gpu">Makes the GPU's; null when GPU kernels were not emitted.</param>
    /// <exception cref="NotSupportedException">GPU kernels were not emitted.</exception>
    public static ModelExecutor Create(ExecutorOptions options, Func<ExecutorOptions, ModelExecutor> cpu,
        Func<ExecutorOptions, ModelExecutor>? gpu)
    {
        if (options.Device.Kind != DeviceKind.Cpu && gpu is null)
            throw new NotSupportedException(
                $"{options.Layout.Model} has no kernels for {options.Device}: reference ModelGen.Gpu in the project that declares it, "
                    + "so that they are emitted.");
        var make = options.Device.Kind == DeviceKind.Cpu ? cpu : gpu!;
        var executor = make(options with { Make = make });
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
