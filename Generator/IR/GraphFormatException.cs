namespace ModelGen.Generator.IR;

/// <summary>Text that is not a graph; the message names the line.</summary>
internal class GraphFormatException(int line, string message) : Exception($"line {line}: {message}")
{
    /// <summary>The line at fault, counted from 1.</summary>
    public int Line { get; } = line;
}

/// <summary>A graph written by a later version of ModelGen.</summary>
internal sealed class GraphVersionException(int version)
    : GraphFormatException(1,
        $"the graph has format version {version}, but this ModelGen reads versions up to {GraphText.Version}; use the ModelGen package "
            + "that compiled it, or a later one")
{
    public int Version { get; } = version;
}
