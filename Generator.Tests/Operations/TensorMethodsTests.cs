using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.Tests.Operations;

/// <summary>The table of operations without C#: a graph can come from elsewhere, such as a file.</summary>
public class TensorMethodsTests
{
    private readonly GraphBuilder _builder = new("File", ElementType.Float32);
    private readonly Node _input;

    public TensorMethodsTests()
    {
        _builder.BatchSymbols.Add("N");
        _input = _builder.Input(new("x", new(ElementType.Float32, Shape.Of([Dim.Symbol("N"), 6]))));
    }

    [Fact]
    public void ARowMakesNodesOfSymbolicArguments()
    {
        var reshaped = TensorMethods.Rows["Reshape"](Arguments(
            ("dimensions", new TupleValue([new ConstantValue("N"), new NumberValue(2), new NumberValue(-1)]))));
        Assert.Equal("[N, 2, 3]", reshaped.Type.Shape.ToString());
        var pieces = TensorMethods.Lists["Chunk"](Arguments(("chunks", new NumberValue(2)), ("axis", new NumberValue(1))));
        Assert.Equal(["[N, 3]", "[N, 3]"], pieces.Select(piece => piece.Type.Shape.ToString()));
    }

    [Fact]
    public void MistakesAndNotesGoToWhereTheOperationStands()
    {
        var site = new Site(_builder);
        Assert.Equal("axis is the constant text", Assert.Throws<InvalidOperationException>(() =>
            TensorMethods.Rows["Softmax"](Arguments(site, ("axis", new ConstantValue("text"))))).Message);
        Assert.Equal("dimensions is \"M\": there is no symbol M", Assert.Throws<InvalidOperationException>(() =>
            TensorMethods.Rows["Expand"](Arguments(site,
                ("dimensions", new TupleValue([new ConstantValue("M"), new NumberValue(6)]))))).Message);
        TensorMethods.Rows["Clamp"](Arguments(site, ("minimum", new NumberValue(2)), ("maximum", new NumberValue(1))));
        TensorMethods.Rows["Item"](Arguments(site));
        Assert.Equal(["Clamp: 2 > 1", "read"], site.Notes);
    }

    private OperationArguments Arguments(params (string Name, SymbolicValue Value)[] values) => Arguments(new Site(_builder), values);

    private OperationArguments Arguments(Site site, params (string Name, SymbolicValue Value)[] values)
        => new(_builder, new TensorValue(_input), values.ToDictionary(item => item.Name, item => item.Value), new Dictionary<string, Dim>(),
            site);

    private sealed class Site(GraphBuilder builder) : IOperationSite
    {
        public List<string> Notes { get; } = [];

        public Node ToNode(SymbolicValue value, string? parameter)
            => value is TensorValue tensor ? builder.Nodes[tensor.Node.Id] : throw NotConstant(parameter ?? "the target", value);

        public Exception NotConstant(string parameter, SymbolicValue value)
            => new InvalidOperationException($"{parameter} is {value.What}");

        public Exception NotADimension(string parameter, string what, string instead, SymbolicValue? value)
            => new InvalidOperationException($"{parameter} is {what}: {instead}");

        public void NoteBounds(string what, double low, double high) => Notes.Add($"{what}: {low} > {high}");

        public void NoteRead() => Notes.Add("read");
    }
}
