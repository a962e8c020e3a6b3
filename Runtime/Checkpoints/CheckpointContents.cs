namespace ModelGen.Runtime;

/// <summary>A checkpoint of Fit that was found whole, and what the run takes of it.</summary>
internal sealed class CheckpointContents(
    ModelLayout layout, string file, SafetensorsHeader header, CheckpointReader reader, Stream stream)
{
    /// <summary>The key of the hash of the model's graph.</summary>
    public const string GraphKey = TrainingState.Prefix + "graph";

    /// <summary>The texts in its metadata.</summary>
    public StateTexts Texts { get; } = new(header.Metadata, file, layout.Precision);

    /// <summary>Checks that it is of the model's graph.</summary>
    /// <exception cref="InvalidOperationException">It is of another.</exception>
    public void CheckGraph()
    {
        if (Texts.Find(GraphKey) is not { } graph)
            throw Texts.Bad("it is no checkpoint of Fit. A file of Save is taken by Load");
        if (graph == layout.Graph) return;
        throw new InvalidOperationException(FileText.CannotBeLoaded(file,
            $"it is of a graph with the hash {FileText.Short(graph, 80)}, and {layout.Model} has {layout.Graph}: Forward, Loss or a "
                + "program is not what it was. Go on with the class that the run began with, begin anew in another folder, or take the "
                + "weights alone: Load(path, withOptimizer: false)"));
    }

    /// <summary>Reads weights that a callback keeps; false where the file has none.</summary>
    /// <param name="prefix">What begins their names.</param>
    /// <param name="snapshot">Gets them.</param>
    /// <exception cref="InvalidDataException">Some are missing, or of another shape.</exception>
    public bool Read(string prefix, WeightSnapshot snapshot)
    {
        if (!header.Tensors.Keys.Any(name => name.StartsWith(prefix, StringComparison.Ordinal))) return false;
        List<TensorPair> pairs = [.. snapshot.Tensors.Select(tensor => new TensorPair(tensor, Entry(prefix + tensor.Name, tensor)))];
        reader.Read(stream, pairs, snapshot.Block);
        return true;
    }

    private TensorEntry Entry(string name, CheckpointTensor tensor)
        => header.Tensors.GetValueOrDefault(name) is { } entry && entry.Shape.AsSpan().SequenceEqual(tensor.Dims)
            && entry.Type == SafetensorsFormat.Word(tensor.Precision)
            ? entry
            : throw Texts.Bad($"it has no {FileText.Quoted(name)} {FileText.Of(tensor.Dims)}, though others of its kind");
}
