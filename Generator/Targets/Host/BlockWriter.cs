using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Programs;

namespace ModelGen.Generator.Targets.Host;

/// <summary>
/// Writes the steps of a call as host code: buffer addresses, host scalars, launches, and the loops and branches around them.
/// </summary>
/// <param name="kernels">The namespace of the kernels, as it is named from the executor's: a kernel may be called as any other
/// class.</param>
/// <param name="inputs">The expression for each input of the call.</param>
/// <param name="taken">Names that variables have, gets those of the block's: C# lets no block within another declare a name again.</param>
internal sealed class BlockWriter(
    SourceWriter writer, CompiledModel model, ExecutorDialect dialect, string kernels, IReadOnlyDictionary<string, string> inputs,
        List<string> taken)
{
    private const int MostSources = 4;

    private int _blocks;

    public void Write(ProgramBlock block)
    {
        var number = _blocks++;
        var names = Buffers(block);
        var numbers = new HostExpressions(block.HostNodes, taken);
        numbers.Write(writer);
        if (block.HostNodes.Count > 0) writer.Line();
        if (number == 0 && block.Steps.Count > 0) writer.Line("Launching();");
        foreach (var step in block.Steps) Write(step, names, numbers);
    }

    private void Write(ProgramStep step, string[] names, HostExpressions numbers)
    {
        if (step is Launch launch) Write(launch, names, numbers);
        else if (step is ReadStep read) numbers.Write(writer, read.Number, $"ReadNumber({names[read.Buffer]})");
        else if (step is CheckStep check) new CheckWriter(writer, taken).Write(check.Checks);
        else if (step is LoopStep loop) Write(loop);
        else if (step is BranchStep branch) Write(branch, numbers);
    }

    private string[] Buffers(ProgramBlock block)
    {
        var names = KernelNames.Unique(block.Buffers.Select(buffer => buffer.Name), taken);
        taken.AddRange(names);
        for (var index = 0; index < block.Buffers.Count; index++)
        {
            var buffer = block.Buffers[index];
            var address = buffer.Kind == BufferKind.Input ? inputs[buffer.Name] : dialect.Buffer(buffer);
            writer.Line($"var {Identifiers.Variable(names[index])} = {address}; // {buffer.Type}");
        }

        writer.Line();
        return names.Select(Identifiers.Variable).ToArray();
    }

    private void Write(Launch launch, string[] names, HostExpressions numbers)
    {
        var kernel = model.Kernels[launch.Kernel];
        var scalars = launch.Scalars.Zip(kernel.Scalars, (node, scalar) => Cast(scalar.Type) + numbers.Use(node));
        var arguments = launch.Buffers.Select(buffer => names[buffer]).Concat(scalars).Concat(kernel.Symbols.Select(Identifiers.Symbol));
        Remarks(launch);
        writer.Line($"{kernels}.{kernel.Name}.Launch({string.Join(", ", arguments.Prepend(dialect.LaunchOn))});"
            + (launch.Place is null ? "" : SourceExpression.EndMarker));
        var expressions = launch.Sources.Select(source => source.Expression).Distinct().Take(MostSources);
        var places = string.Join(", ", expressions.Select(expression => $"{expression.FileAndLine}  {expression.Text}"));
        writer.Line($"Launched(\"{kernel.Name}\", \"{string.Join(" ", kernel.OperationNames)}\", {Literals.Text(places)});");
    }

    /// <summary>The expressions that a launch is for; in a debug build it stands at one of them.</summary>
    private void Remarks(Launch launch)
    {
        var sources = launch.Sources.Take(MostSources).ToList();
        foreach (var source in sources)
            writer.Line($"// {source}{(source == sources[^1] ? launch.Place?.PlaceMarker : "")}");
    }

    /// <summary>What makes a number of the host, a double, one of another type.</summary>
    private static string Cast(ElementType type) => type == ElementType.Float64 ? "" : $"({type.Keyword()})";

    private void Write(LoopStep loop)
    {
        var (index, count) = (Identifiers.Symbol(loop.Index), DimText.Format(loop.Count));
        using (writer.Open(loop.Reverse
            ? $"for (long {index} = {count} - 1; {index} >= 0; {index}--)"
            : $"for (long {index} = 0; {index} < {count}; {index}++)"))
            Write(loop.Body);
    }

    private void Write(BranchStep branch, HostExpressions numbers)
    {
        using (writer.Open($"if ({numbers.Use(branch.Condition)})")) Write(branch.Then);
        using (writer.Open("else")) Write(branch.Else);
    }
}
