using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>The parameters of layers: without a bias or a scale where the constructor says so, and read from outside.</summary>
public class LayerParameterTests
{
    private const string Block = """
        [Module] public partial class Block(int size, bool bias = true)
        {
            public readonly Linear _linear = new(size, size, bias);
            public readonly Linear[] _layers = [new(size, size), new(size, size, bias)];
            public Tensor Forward([Shape("N", "size")] Tensor x) => _layers[1].Forward(_layers[0].Forward(_linear.Forward(x)));
        }
        """;

    [Theory]
    [InlineData("Linear(4, 3, bias: false)", "\"N\", 4", "_l.Forward(x)", "weight")]
    [InlineData("OutputProjection(4, bias: false)", "\"N\", 4", "_l.Forward(x)", "weight")]
    [InlineData("Conv1d(4, 3, 3, bias: false)", "\"N\", 4, 5", "_l.Forward(x)", "weight")]
    [InlineData("Conv2d(4, 3, 3, padding: 1, bias: false)", "\"N\", 4, 5, 5", "_l.Forward(x)", "weight")]
    [InlineData("ConvTranspose2d(4, 3, 3, stride: 2, bias: false)", "\"N\", 4, 5, 5", "_l.Forward(x)", "weight")]
    [InlineData("MultiHeadAttention(4, 2, bias: false)", "\"N\", 3, 4", "_l.Forward(x, x, x)", "in_proj_weight out_proj.weight")]
    [InlineData("LayerNorm(4, bias: false)", "\"N\", 4", "_l.Forward(x)", "weight")]
    [InlineData("LayerNorm(4, elementwiseAffine: false)", "\"N\", 4", "_l.Forward(x)", "")]
    [InlineData("RmsNorm(4, elementwiseAffine: false)", "\"N\", 4", "_l.Forward(x)", "")]
    [InlineData("BatchNorm1d(4, affine: false)", "\"N\", 4", "_l.Forward(x)", "running_mean running_var")]
    [InlineData("BatchNorm2d(4, affine: false)", "\"N\", 4, 5, 5", "_l.Forward(x)", "running_mean running_var")]
    [InlineData("GroupNorm(2, 4, affine: false)", "\"N\", 4, 5, 5", "_l.Forward(x)", "")]
    [InlineData("Rnn(4, 3, bias: false)", "\"N\", \"T\", 4", "_l.Forward(x).Output", "weight_hh_l0 weight_ih_l0")]
    [InlineData("Gru(4, 3, bias: false)", "\"N\", \"T\", 4", "_l.Forward(x).Output", "weight_hh_l0 weight_ih_l0")]
    [InlineData("Lstm(4, 3, bias: false)", "\"N\", \"T\", 4", "_l.Forward(x).Output", "weight_hh_l0 weight_ih_l0")]
    [InlineData("RnnCell(4, 4, bias: false)", "\"N\", 4", "_l.Forward(x, x)", "weight_hh weight_ih")]
    [InlineData("GruCell(4, 4, bias: false)", "\"N\", 4", "_l.Forward(x, x)", "weight_hh weight_ih")]
    [InlineData("LstmCell(4, 4, bias: false)", "\"N\", 4", "_l.Forward(x, x, x).Hidden", "weight_hh weight_ih")]
    public void WhatIsLeftOutIsNoParameter(string layer, string shape, string call, string names)
    {
        var type = layer[..layer.IndexOf('(', StringComparison.Ordinal)];
        string Model(string made)
            => $"[Model, Sgd] public partial class M {{ private readonly {type} _l = new{made}; public Tensor "
                + $"Forward([Shape({shape})] Tensor x) => {call}; public Tensor Loss(Tensor y) => y.Square().Mean(); }}";
        var (bare, whole) = (Source.Spec(Model(layer[type.Length..])).Graph,
            Source.Spec(Model(layer[type.Length..].Replace("false", "true"))).Graph);
        Assert.Equal(names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => "_l." + name),
            bare.Parameters.Select(parameter => parameter.Name).Order());
        Assert.True(whole.Parameters.Count > bare.Parameters.Count);
        GraphVerifier.Check(bare);
        Source.Reference(Source.Generate(Source.Compile(Model(layer[type.Length..]))));

        // A bias of zeros and a scale of ones are none.
        var (some, all) = (Bind(bare), Bind(whole));
        foreach (var parameter in whole.Parameters)
        {
            if (bare.Parameters.All(other => other.Name != parameter.Name))
                Array.Fill(all.Parameters[parameter.Name], parameter.Name.Contains("weight", StringComparison.Ordinal) ? 1 : 0);
            else all.Parameters[parameter.Name] = some.Parameters[parameter.Name];
        }

        Numbers.MustBeClose(Interpreter.Outputs(whole, all)[0].Data, Interpreter.Outputs(bare, some)[0].Data, 1e-12, layer);
    }

    [Theory]
    [InlineData("Linear _l = new(4, 4);", "_l.weight.Square().Sum()", "_l.weight")]
    [InlineData("Linear _l = new(4, 4);", "(_l.weight.MatMul(_l.weight.Transpose()) - 1).Square().Sum() + _l.bias.Abs().Sum()",
        "_l.weight _l.bias")]
    [InlineData("Block _l = new(4);", "_l._linear.weight.Square().Sum()", "_l._linear.weight")]
    [InlineData("Block _l = new(4);", "_l._layers[1].weight.Square().Sum() + _l._layers[0].bias.Sum()",
        "_l._layers.1.weight _l._layers.0.bias")]
    [InlineData("Block _l = new(4, bias: false);", "_l._layers[1].weight.Square().Sum()", "_l._layers.1.weight")]
    public void ALossReadsTheParametersOfLayers(string field, string term, string names)
    {
        const string Model = "[Model, Sgd] public partial class M {{ private readonly {0} public Tensor Forward([Shape(\"N\", 4)] "
            + "Tensor x) => _l.Forward(x); public Tensor Loss(Tensor y) => y.Square().Mean(){1}; }}";
        var library = Source.Reference(Source.Generate(Source.Compile(Block)));
        foreach (var compile in new Func<string, ModelSpec>[] { text => Source.Spec(Block + text),
            text => Source.Spec(Source.Compile(text, library), "M") })
        {
            var (with, without) = (compile(string.Format(null, Model, field, " + " + term)).Graph,
                compile(string.Format(null, Model, field, "")).Graph);
            Assert.Equal(without.Parameters.Select(parameter => parameter.Name), with.Parameters.Select(parameter => parameter.Name));
            var (first, second) = (Gradients(without), Gradients(with));
            foreach (var name in first.Keys) Assert.Equal(names.Split(' ').Contains(name), !first[name].SequenceEqual(second[name]));
            if (term == "_l.weight.Square().Sum()")
                Numbers.MustBeClose(
                    [.. first["_l.weight"].Zip(Bind(with).Parameters["_l.weight"], (gradient, weight) => gradient + (2 * weight))],
                    second["_l.weight"], 1e-9, "the gradient of the squares");
        }
    }

    [Fact]
    public void ArraysAndTiesOfLayers()
    {
        var graph = Source.Spec("""
            [Model] public partial class M {
                private readonly Embedding _words = new(10, 4); private readonly Linear[] _layers = [new(4, 4), new(4, 4)];
                    private readonly BatchNorm1d _norm = new(10);
                public Tensor Forward([Shape("N")] IndexTensor text)
                    => _norm.Forward(_layers[1].Forward(_layers[0].Forward(_words.Forward(text))).MatMul(_words.weight.Transpose()));
                public Tensor Loss(Tensor y) { Tensor sum = y.Mean() + _norm.running_var.Sum();
                    foreach (var layer in _layers) sum = sum + layer.weight.Square().Sum(); return sum; }
            }
            """).Graph;
        Assert.Equal("_words.weight", graph.Parameters[0].Name);
        Assert.Single(graph.Nodes, node => node.Kind == OpKind.Parameter && node.Name == "_words.weight");
        GraphVerifier.Check(graph);
    }

    [Theory]
    [InlineData("Linear _l = new(4, 4, bias: false);", "_l.bias",
        "'_l.bias' has no value: Linear(inFeatures: 4, outFeatures: 4, bias: false) has no such parameter")]
    [InlineData("Block _l = new(4, false);", "_l._linear.bias", "Block(size: 4, bias: false) has no such parameter")]
    [InlineData("Block _l = new(4, false);", "_l._layers[1].bias", "has no such parameter")]
    [InlineData("Block _l = new(4, false);", "_l._layers[5].weight", "has no such parameter")]
    public async Task WhatIsLeftOutCannotBeRead(string field, string read, string message)
    {
        var text = Block
            + $"[Model] public partial class M {{ private readonly {field} public Tensor Forward([Shape(\"N\", 4)] Tensor x) => "
            + $"_l.Forward(x) + {read}.Sum(); }}";
        var diagnostic = Assert.Single(await Source.Analyze(Source.Compile(text)));
        Assert.Equal("MG0304", diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(read, text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Theory]
    [InlineData("false", "_b._l.weight", "[N, 4]")]
    [InlineData("true", "_b._l.weight _b._l.bias", "[N, 4]")]
    public void AModuleHandsItsFlagOn(string flag, string names, string shape)
    {
        const string Module = "[Module] public partial class B(bool bias) { private readonly Linear _l = new(4, 4, bias); public Tensor "
            + "Forward([Shape(\"N\", 4)] Tensor x) => bias ? _l.Forward(x) * _l.bias : _l.Forward(x); }";
        var model = $"[Model] public partial class M {{ private readonly B _b = new({flag}); public Tensor Forward([Shape(\"N\", 4)] "
            + $"Tensor x) => _b.Forward(x); }}";
        var library = Source.Reference(Source.Generate(Source.Compile(Module)));
        foreach (var graph in new[] { Source.Spec(Module + model).Graph, Source.Spec(Source.Compile(model, library), "M").Graph })
        {
            Assert.Equal(names.Split(' ').Order(), graph.Parameters.Select(parameter => parameter.Name).Order());
            Assert.Equal(shape, graph[graph.Outputs[0].Node].Type.Shape.ToString());
        }
    }

    [Fact]
    public async Task AModuleWithinAnotherIsCalledThere()
    {
        var diagnostic = Assert.Single(
            await Source.Analyze(Source.Compile(Block
                + "[Model] public partial class M { private readonly Block _b = new(4); public Tensor Forward([Shape(\"N\", 4)] Tensor "
                + "x) => _b._linear.Forward(x); }")));
        Assert.Equal("MG0503", diagnostic.Id);
        Assert.Contains("_b calls it", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    private static Dictionary<string, double[]> Gradients(Graph graph)
    {
        var gradients = ProgramGraphs.Create(graph, null).After(GraphPasses.ForKernels)[ProgramKind.Gradients];
        var bindings = Bind(graph);
        return Interpreter.Outputs(gradients, bindings, OutputRole.Gradient).ToDictionary(item => item.Key, item => item.Value.Data);
    }

    private static Bindings Bind(Graph graph)
    {
        var bindings = Evaluation.Bind(graph);
        bindings.HostScalars["training"] = 0;
        return bindings;
    }
}
