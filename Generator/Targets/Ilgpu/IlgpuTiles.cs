namespace ModelGen.Generator.Targets.Ilgpu;

/// <summary>How many threads the groups of kernels have. All sizes are powers of 2, and at least 4.</summary>
/// <param name="Threads">Of a group that computes a map or a row.</param>
/// <param name="ShortRow">The longest row that one thread has done sooner than a group's tree of several rounds.</param>
/// <param name="Across">Columns of a group that reduces columns.</param>
/// <param name="Down">Threads to a column.</param>
/// <param name="Side">Threads of a product's group along each axis, and terms of the sums that its panels hold.</param>
internal sealed record IlgpuTiles(int Threads, int ShortRow, int Across, int Down, int Side)
{
    /// <summary>Groups of 256 threads: what every GPU has.</summary>
    public static IlgpuTiles Default { get; } = new(256, 64, 32, 8, 16);
}
