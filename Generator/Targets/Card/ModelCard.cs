using System.Text;
using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Targets.Card;

/// <summary>A page on a model, as Markdown: its layers, its memory, and the kernels of each call.</summary>
internal sealed class ModelCard(ModelSpec spec, CompiledModel model, CardSizes sizes)
{
    private readonly StringBuilder _text = new();

    public string Write()
    {
        Line($"# {spec.Name}");
        foreach (var item in sizes.Unread)
        {
            Line().Line($"`ModelGenCardSizes` has \"{Cell(item)}\", which is no size: "
                + "expected are symbols with numbers, such as N=32, T=64.");
        }

        Layers();
        Memory();
        foreach (var program in model.Programs) Kernels(program);
        return _text.ToString();
    }

    private void Layers()
    {
        var summary = SummaryLayers.Create(spec, model);
        Head("Layers", "layer", "module", "output", "parameters", "multiply-adds");
        foreach (var layer in summary.Layers)
        {
            Row($"`{layer.Call.Path}`", layer.Call.Module, layer.Call.Output.Shape.ToString(), DimText.Grouped(layer.Numbers),
                DimText.Grouped(layer.Call.MultiplyAdds));
        }

        var counts = new[] { summary.Numbers, summary.Trained, summary.MultiplyAdds };
        Line().Line($"{DimText.Grouped(summary.Numbers)} parameters, {DimText.Grouped(summary.Trained)} of them trained; "
            + $"{DimText.Grouped(summary.MultiplyAdds)} multiply-adds.");
        if (sizes.Describe(counts) is { Length: > 0 } known)
        {
            Line().Line($"With {known}: {sizes.Number(summary.Numbers)} parameters, {sizes.Number(summary.Trained)} of them trained; "
                + $"{sizes.Number(summary.MultiplyAdds)} multiply-adds.");
        }
    }

    private void Memory()
    {
        var parameters = model.Parameters.Aggregate(Dim.Zero, (sum, parameter) => sum + parameter.Type.Bytes);
        List<(string What, Dim Bytes)> rows =
        [
            ("parameters", parameters),
            ("parameters with what the optimizer keeps", model.PersistentBytes),
            .. model.Programs.Select(program => ($"beside them, {program.Name}", program.ArenaBytes)),
        ];
        var known = sizes.Describe(rows.Select(row => row.Bytes));
        Head("Memory", "what", "bytes", known.Length > 0 ? $"with {known}" : "number");
        foreach (var (what, bytes) in rows) Row(what, DimText.Grouped(bytes), sizes.Number(bytes));
    }

    private void Kernels(ModelProgram program)
    {
        Head(program.Name, "kernel", "operations fused", "for");
        foreach (var launch in program.Main.Launches)
        {
            var kernel = model.Kernels[launch.Kernel];
            Row($"`{kernel.Name}`", string.Join(" ", kernel.OperationNames),
                string.Join("<br>", launch.Sources.Select(Describe)));
        }

        if (new KernelFlow(model, program).Write() is { } flow) Line().Line("```mermaid").Line(flow).Line("```");
    }

    private static string Describe(KernelSource source)
        => $"{source.Verb} {source.Expression.FileAndLine} `{source.Expression.Text}`";

    private void Head(string title, params string[] columns)
    {
        Line().Line($"## {title}").Line();
        Row(columns);
        Row([.. columns.Select(_ => "---")]);
    }

    private void Row(params string[] cells) => Line($"| {string.Join(" | ", cells.Select(Cell))} |");

    /// <summary>Text that ends no cell.</summary>
    private static string Cell(string text) => text.Replace("|", "\\|");

    private ModelCard Line(string text = "")
    {
        _text.Append(text).Append('\n');
        return this;
    }
}
