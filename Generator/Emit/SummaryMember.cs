using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using static ModelGen.Generator.CSharp.TypeNames;

namespace ModelGen.Generator.Emit;

/// <summary>Writes the member that tells a model's layers: in the symbols of its shapes, and for given sizes.</summary>
internal sealed class SummaryMember
{
    private readonly SourceWriter _writer;
    private readonly ModelSpec _spec;
    private readonly CompiledModel _model;
    private readonly SummaryLayers _summary;
    private readonly HashSet<string> _known;

    private SummaryMember(SourceWriter writer, ModelSpec spec, CompiledModel model, SummaryLayers summary, IEnumerable<string> known)
        => (_writer, _spec, _model, _summary, _known) = (writer, spec, model, summary, [.. known]);

    public static void Write(SourceWriter writer, ModelSpec spec, CompiledModel model, SummaryLayers summary)
    {
        var truths = Hosts(spec).Where(host => host.IsTruth).Select(host => host.Name).ToList();
        var sizes = SizeParameter.ForSymbols(Symbols(spec).Where(symbol => !truths.Contains(symbol)), []);
        Head(writer, sizes.Count > 0 ? ", in the symbols of the inputs' shapes" : "");
        new SummaryMember(writer, spec, model, summary, model.FixedSymbols).Method("");
        if (sizes.Count == 0) return;
        Head(writer, " for given sizes");
        foreach (var size in sizes) writer.Line($"/// <param name=\"{size.Parameter}\">What {size.Symbol} is.</param>");
        writer.Line($"public {ModelSummary} Summary({Joined(size => $"int {Identifiers.Escape(size.Parameter)}")}) => "
            + $"__Summary({Joined(size => Identifiers.Escape(size.Parameter))});").Line();
        new SummaryMember(writer, spec, model, summary, model.FixedSymbols.Concat(sizes.Select(size => size.Symbol)))
            .Method(Joined(size => $"long {Identifiers.Symbol(size.Symbol)}"));

        string Joined(Func<SizeParameter, string> text) => string.Join(", ", sizes.Select(text));
    }

    private static IEnumerable<string> Symbols(ModelSpec spec)
        => spec.Described.SelectMany(method => method.Graph.BatchSymbols).Distinct();

    private static IEnumerable<HostInput> Hosts(ModelSpec spec) => spec.Described.SelectMany(method => method.HostInputs);

    private static void Head(SourceWriter writer, string how)
        => writer.Line()
            .Line($"/// <summary>The layers with their shapes, parameters and multiplications{how}; its text is a table.</summary>");

    private void Method(string parameters)
    {
        var head = parameters.Length == 0 ? "public" : "private";
        using (_writer.Open($"{head} {ModelSummary} {(parameters.Length == 0 ? "" : "__")}Summary({parameters})"))
        {
            CallMethods.Known(_writer, _model);
            foreach (var symbol in Symbols(_spec).Where(IsSize))
                _writer.Line($"{InputCheck}.Dimension(\"{symbol}\", {Identifiers.Symbol(symbol)});");
            _writer.Line("return new(").Line($"    {GraphText.Quote(_spec.Name)},");
            List("],", _summary.Layers.Select(Arguments));
            var bytes = _model.Parameters.Aggregate(Dim.Zero, (sum, parameter) => sum + parameter.Type.Bytes);
            _writer.Line($"    {DimText.Format(_summary.Numbers)}, {DimText.Format(_summary.Trained)}, {Count(_summary.MultiplyAdds)},");
            _writer.Line($"    {DimText.Format(bytes)}, {DimText.Format(_model.PersistentBytes)},");
            List("]);", _model.Programs.Select(Arguments));
        }
    }

    private void List(string end, IEnumerable<string> rows)
    {
        _writer.Line("    [");
        foreach (var row in rows) _writer.Line($"        new({row}),");
        _writer.Line("    " + end);
    }

    private string Arguments(ModelProgram program)
        => $"\"{program.Name}\", {GraphText.Number(program.Main.Launches.Count())}, {Number(program.ArenaBytes)}";

    /// <summary>Whether a symbol is a given size of an input, rather than another number of the call.</summary>
    private bool IsSize(string symbol) => _known.Contains(symbol) && Hosts(_spec).All(host => host.Name != symbol);

    private string Arguments(SummaryLayer layer)
    {
        var call = layer.Call;
        return string.Join(", ", GraphText.Quote(call.Path), GraphText.Quote(call.Module), GraphText.Number(call.Depth),
            Shown(call.Output.Shape), DimText.Format(layer.Numbers), Count(call.MultiplyAdds));
    }

    /// <summary>A number that the sizes give, and its text.</summary>
    private string Count(Dim dim)
    {
        if (dim.Constant is not null || !IsKnown(dim)) return $"{Number(dim)}, {GraphText.Quote(DimText.Grouped(dim))}";
        return $"{DimText.Format(dim)}, {ModelFactory}.Count({DimText.Format(dim)})";
    }

    private string Number(Dim dim) => IsKnown(dim) ? DimText.Format(dim) : "null";

    /// <summary>The text of a shape, whose dimensions are numbers where the sizes give them.</summary>
    private string Shown(Shape shape)
    {
        if (shape.Dims.All(dim => dim.Constant is not null || !IsKnown(dim))) return GraphText.Quote(shape.ToString());
        return "$\"[" + string.Join(", ", shape.Dims.Select(dim => IsKnown(dim) ? $"{{{DimText.Format(dim)}}}" : dim.ToString())) + "]\"";
    }

    private bool IsKnown(Dim dim) => dim.Symbols.All(_known.Contains);
}
