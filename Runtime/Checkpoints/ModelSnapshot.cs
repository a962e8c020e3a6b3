namespace ModelGen.Runtime;

/// <summary>A copy of all that a model's training goes on from.</summary>
internal sealed record ModelSnapshot(HostBlock Block, TrainingState State) : IDisposable
{
    public void Dispose() => Block.Dispose();
}
