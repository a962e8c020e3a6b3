using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.IR;

public class GraphTextTests
{
    internal static Graph Sample()
    {
        var b = new GraphBuilder("Digit Classifier", ElementType.Float32) { FixedSymbols = { "H" }, BatchSymbols = { "N", "M" } };
        var n = Dim.Symbol("N");
        var h = Dim.Symbol("H");
        var x = b.Input(new("pixels", new(ElementType.Float32, Shape.Of(n, 2 * h + 1))));
        var labels = b.Input(new("labels", new(ElementType.Int32, Shape.Of(Dim.Symbol("M")))));
        var weight = b.Parameter(new("_hidden.weight", new(ElementType.Float32, Shape.Of(10, 2 * h + 1)),
            new(InitializerKind.FanInUniform, 0, 0, h)));
        b.State(new("_hidden.weight.momentum", "_hidden.weight", weight.Type));
        var logits = b.MatMul(x, weight, transposeB: true);
        b.Layers.Add(new("_net.0", "Linear(2, \"3\")", 1, logits.Type, n * 20));
        b.Label(logits, "hidden: 50% of \\ the\nwork");
        var loss = b.CrossEntropy(logits, labels);
        b.Add(OpKind.Multiply, b.HostScalar("step"), b.Constant(-1.0 / 3));
        b.Slice(logits, 0, n - 1, n);
        b.Output(OutputRole.Result, "", logits);
        b.Output(OutputRole.Loss, "loss", loss);
        return b.Build();
    }

    [Fact]
    public void WhatIsPrintedIsReadBackExactly()
    {
        var graph = Sample();
        var text = GraphPrinter.Print(graph);
        var read = GraphReader.Read(text);
        Assert.Equal(text, GraphPrinter.Print(read));
        Assert.Equal(graph, read);
        GraphVerifier.Check(read);
    }

    [Fact]
    public void ValuesOfAllFloatTypesAreReadBack()
    {
        var b = new GraphBuilder("mixed", ElementType.Float32) { BatchSymbols = { "N" } };
        var x = b.Input(new("x", new(ElementType.Float16, Shape.Of(Dim.Symbol("N")))));
        var weight = b.Parameter(new("weight", new(ElementType.BFloat16, Shape.Scalar), new(InitializerKind.Zeros)));
        b.State(new("weight.sum", "weight", new(ElementType.Float64, Shape.Scalar)));
        var scaled = b.Multiply(b.Convert(x, ElementType.Float64), b.Convert(weight, ElementType.Float64));
        var noise = b.Random(x.Type.Shape, ElementType.BFloat16);
        var number = b.Item(b.Add(b.Constant(0.5, weight), b.Add(weight, b.DimValue(Dim.Symbol("N"), weight))));
        b.Add(OpKind.Multiply, number, b.HostScalar("step", ElementType.BFloat16));
        b.Output(OutputRole.Result, "noise", noise);
        b.Output(OutputRole.Update, "weight.sum", b.Sum(scaled));
        var graph = b.Build();
        GraphVerifier.Check(graph);
        Assert.Equal(graph, GraphReader.Read(GraphPrinter.Print(graph)));
        Assert.Contains("= convert %0 : f64[N]\n", GraphPrinter.Print(graph), StringComparison.Ordinal);
    }

    [Fact]
    public void ConversionsOfEarlierVersionsAreRead()
    {
        var graph = GraphReader.Read("modelgen graph 3\ngraph g f32\ninput x : i32[2]\n%0 = input name=x : i32[2]\n"
            + "%1 = convert_to_float %0 : f32[2]\n%2 = convert_to_int %1 : i32[2]\noutput result y %2\n");
        GraphVerifier.Check(graph);
        Assert.Equal([OpKind.Input, OpKind.Convert, OpKind.Convert], graph.Nodes.Select(node => node.Kind));
        Assert.Contains("\n%2 = convert %1 : i32[2]\n", GraphPrinter.Print(graph));
    }

    [Fact]
    public void TheTextIsTheDocumentedOne()
    {
        Assert.Contains("\n%4 = mat_mul %0 %2 transpose_b : f32[N, 10]  # hidden: 50% of \\\\ the\\nwork\n", GraphPrinter.Print(Sample()));
        Assert.StartsWith("modelgen graph 4\ngraph \"Digit Classifier\" f32\nfixed H\nbatch N M\ninput pixels : f32[N, 2*H+1]\n",
            GraphPrinter.Print(Sample()));
    }

    [Fact]
    public void ALaterVersionIsRefusedByName()
        => Assert.Equal(7, Assert.Throws<GraphVersionException>(() => GraphReader.Read("modelgen graph 7\nanything")).Version);

    [Theory]
    [InlineData("%0 = nonsense : f32[]", "'nonsense' is not an operation")]
    [InlineData("%1 = constant value=1 : f32[]", "expected node %0, got %1")]
    [InlineData("%0 = constant value=x : f32[]", "'x' is not a number")]
    [InlineData("%0 = constant value=1 : f8[]", "'f8' is not an element type")]
    [InlineData("%0 = constant value=1 : f32[", "the list lacks its ']'")]
    [InlineData("wish x", "'wish' starts no line of a graph")]
    [InlineData("output loss", "expected a name")]
    [InlineData("guard N == M because \"so", "the quotation does not end")]
    public void AFaultIsNamedWithItsLine(string line, string message)
    {
        var exception = Assert.Throws<GraphFormatException>(() => GraphReader.Read("modelgen graph 1\ngraph g f32\n" + line));
        Assert.Equal(3, exception.Line);
        Assert.Contains(message, exception.Message);
    }

    [Theory]
    [InlineData("%0 = constant value=1 : f32[2]\n", "its type should be f32[]")]
    [InlineData("%0 = input name=x : f32[2]\n", "x is not declared")]
    [InlineData("input x : f32[3]\n%0 = input name=x : f32[2]\n", "x is declared as f32[3]")]
    [InlineData("%0 = exp %0 : f32[]\n", "not an earlier node")]
    [InlineData("%0 = add : f32[]\n", "expected 2 operands, got 0")]
    [InlineData("%0 = constant value=1 : f32[]\n%1 = reduce_sum %0 axes=[0] : f32[]\n", "not within rank 0")]
    [InlineData("%0 = constant value=1 : f32[]\n%1 = select %0 %0 %0 : f32[]\n", "a condition is expected first")]
    [InlineData("%0 = constant value=1 : f32[]\n%1 = convert %0 : i32[]\n%2 = add %0 %1 : f32[]\n", "element types differ")]
    [InlineData("input x : f16[]\ninput y : bf16[]\n%0 = input name=x : f16[]\n%1 = input name=y : bf16[]\n%2 = add %0 %1 : f16[]\n",
        "element types differ: f16, bf16")]
    [InlineData("input x : f16[2, 2]\n%0 = input name=x : f16[2, 2]\n%1 = convert %0 : f32[2, 2]\n%2 = mat_mul %0 %1 : f16[2, 2]\n",
        "element types differ: f16, f32")]
    [InlineData("input x : f16[]\n%0 = input name=x : f16[]\n%1 = exp %0 : f32[]\n", "its type should be f16[]")]
    [InlineData("%0 = constant value=1 : i32[]\n", "its elements cannot be i32")]
    [InlineData("%0 = constant value=1 : f32[]\n%1 = convert %0 : bool[]\n", "its elements cannot be bool")]
    [InlineData("input x : bf16[2]\n%0 = input name=x : bf16[2]\noutput loss loss %0\n", "it is one float, got bf16[2]")]
    [InlineData("output loss loss %4\n", "node %4 does not exist")]
    [InlineData("input x : f32[K]\n%0 = input name=x : f32[K]\n", "symbol K is not declared")]
    [InlineData("%0 = constant value=1 : f32[]\noutput gradient w %0\n", "nothing of that name is declared")]
    public void TheVerifierSeesABrokenGraph(string body, string fault)
        => Assert.Contains(GraphVerifier.Faults(GraphReader.Read("modelgen graph 1\ngraph g f32\n" + body)),
            text => text.Contains(fault, StringComparison.Ordinal));
}
