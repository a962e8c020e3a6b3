namespace ModelGen.Generator.CSharp;

/// <summary>How the runtime is to compile emitted methods.</summary>
internal static class Optimization
{
    /// <summary>
    /// Compiles a kernel with full optimization at its first call: a short training would end before tiered compilation optimized it.
    /// </summary>
    public const string AtOnce =
        "[global::System.Runtime.CompilerServices.MethodImpl("
            + "global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]";
}
