namespace ModelGen.Generator.CSharp;

/// <summary>How the runtime is to compile emitted methods.</summary>
internal static class Optimization
{
    /// <summary>
    /// Compiles a kernel with full optimization at its first call: a short training would end before tiered compilation optimized it. As a
    /// line of a class.
    /// </summary>
    public const string LineAtOnce = "    " + AtOnce + "\n";

    /// <inheritdoc cref="LineAtOnce"/>
    public const string AtOnce =
        "[global::System.Runtime.CompilerServices.MethodImpl("
            + "global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]";
}
