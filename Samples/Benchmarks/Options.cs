using Benchmarks.Cases;

namespace Benchmarks;

/// <summary>What a run is to measure.</summary>
/// <param name="Cases">Of which cases.</param>
/// <param name="Sections">What of them: some of <see cref="AllSections"/>.</param>
/// <param name="Threads">With how many threads the ratios are measured.</param>
/// <param name="Rounds">How often each side of a case has its turn.</param>
/// <param name="Folder">Where the results are written, if anywhere.</param>
internal sealed record Options(IReadOnlyList<Case> Cases, IReadOnlyList<string> Sections, IReadOnlyList<int> Threads, int Rounds,
    string? Folder)
{
    public const string Ratios = "ratios", Kernels = "kernels", Memory = "memory", Cold = "cold", Growth = "growth",
        Generator = "generator";

    public static IReadOnlyList<string> AllSections { get; } = [Ratios, Kernels, Memory, Cold, Growth, Generator];

    public static IReadOnlyList<Case> AllCases { get; } = [.. MlpCases.All(), .. ConvolutionCases.All(), .. SequenceCases.All()];
}
