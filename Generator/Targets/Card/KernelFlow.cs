using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets.Card;

/// <summary>
/// Draws what flows from kernel to kernel in a call, as a Mermaid flowchart: https://mermaid.js.org/syntax/flowchart.html.
/// </summary>
internal sealed class KernelFlow(CompiledModel model, ModelProgram program)
{
    /// <summary>Mermaid draws no more arrows: https://mermaid.js.org/config/schema-docs/config.html#maxedges.</summary>
    private const int MostArrows = 500;

    /// <summary>By where a value lies, what has written it last.</summary>
    private readonly Dictionary<(BufferKind Kind, string Place), string> _writers = [];

    private readonly List<string> _lines = ["flowchart TD"];

    private int _arrows;

    /// <returns>Null where there is nothing to draw, or too much.</returns>
    public string? Write()
    {
        Walk(program.Main);
        return _arrows is 0 or > MostArrows ? null : string.Join("\n", _lines);
    }

    private void Walk(ProgramBlock block)
    {
        foreach (var step in block.Steps)
        {
            if (step is Launch launch) Add(block, launch);
            foreach (var inner in step.Blocks) Walk(inner);
        }
    }

    private void Add(ProgramBlock block, Launch launch)
    {
        var (kernel, id) = (model.Kernels[launch.Kernel], $"k{GraphText.Number(_lines.Count)}");
        _lines.Add($"    {id}[\"{kernel.Name}\"]");
        for (var number = 0; number < kernel.Arguments.Count; number++)
        {
            if (kernel.Arguments[number].IsRead) Read(block.Buffers[launch.Buffers[number]], id);
        }

        for (var number = 0; number < kernel.Arguments.Count; number++)
        {
            if (kernel.Arguments[number].IsWritten) _writers[Place(block.Buffers[launch.Buffers[number]])] = id;
        }
    }

    /// <summary>An arrow from what has written a value; an input has a node of its own, and a parameter none.</summary>
    private void Read(MemoryBuffer buffer, string reader)
    {
        if (!_writers.TryGetValue(Place(buffer), out var writer))
        {
            if (buffer.Kind != BufferKind.Input) return;
            _writers[Place(buffer)] = writer = $"i{GraphText.Number(_lines.Count)}";
            _lines.Add($"    {writer}([\"{buffer.Name}\"])");
        }

        _lines.Add($"    {writer} -->|\"{ValueNames.Camel(buffer.Name)} {buffer.Type}\"| {reader}");
        _arrows++;
    }

    private static (BufferKind Kind, string Place) Place(MemoryBuffer buffer)
        => (buffer.Kind, buffer.Kind == BufferKind.Input ? buffer.Name : buffer.Offset.ToString());
}
