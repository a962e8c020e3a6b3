using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Arrays of modules, modules behind the interface, shared modules, and methods of other classes.</summary>
public class ModuleArrayTests
{
    private static readonly string[] TwoLayers = ["_layers.0.weight", "_layers.0.bias", "_layers.1.weight", "_layers.1.bias"];

    [Theory]
    [InlineData("Linear[] _layers = [new(3, 3), new(3, 3)];", "")]
    [InlineData("Linear[] _layers = { new(3, 3), new(3, 3) };", "")]
    [InlineData("Linear[] _layers = new[] { new Linear(3, 3), new Linear(3, 3) };", "")]
    [InlineData("Linear[] _layers = System.Linq.Enumerable.ToArray(System.Linq.Enumerable.Select(System.Linq.Enumerable.Range(0, 2), i "
        + "=> new Linear(3, 3)));", "")]
    [InlineData("Linear[] _layers = new Linear[2];", "public M() { for (var i = 0; i < 2; i++) _layers[i] = new Linear(3, 3); }")]
    [InlineData("Linear[] _layers;",
        "public M() { _layers = new Linear[2]; for (var i = 0; i < _layers.Length; i++) { _layers[i] = new Linear(3, 3); } }")]
    public void ArraysAreNamedAsPyTorchNamesThem(string field, string constructor)
    {
        var graph = Source.Spec(
            $"[Model] public partial class M {{ private readonly {field} {constructor} public Tensor Forward([Shape(\"N\", 3)] Tensor "
                + $"x) => _layers[_layers.Length - 1].Forward(_layers[0].Forward(x)) * _layers.Length; }}").Graph;
        Assert.Equal(TwoLayers.Order(), graph.Parameters.Select(parameter => parameter.Name).Order());
    }

    [Fact]
    public void AModuleMayHaveAsManyModulesAsItsConstructorSays()
    {
        var graph = Source.Spec("""
            [Module] public partial class Stack {
                private readonly Linear[] _layers;
                public Stack(int layers, int width) { _layers = new Linear[layers]; for (var i = 0; i < layers;
                    i++) _layers[i] = new Linear(width, width); }
                public Tensor Forward([Shape("...", "width")] Tensor x) => _layers[1].Forward(_layers[0].Forward(x));
            }
            [Model] public partial class M(int size) { private readonly Stack _s = new(2, size);
                public Tensor Forward([Shape("N", "size")] Tensor x) => _s.Forward(x); }
            """).Graph;
        Assert.Equal(TwoLayers.Select(name => "_s." + name), graph.Parameters.Select(parameter => parameter.Name));
        Assert.Equal("[size, size]", graph.Parameters[0].Type.Shape.ToString());
        GraphVerifier.Check(graph);
    }

    [Fact]
    public void AModuleGivenToAnotherKeepsItsName()
    {
        var graph = Source.Spec("""
            [Module] public partial class Decoder(Linear encoder, int width) {
                private readonly Linear _own = new(width, 3);
                public Tensor Forward([Shape("N", 3)] Tensor x) => _own.Forward(encoder.Forward(x));
            }
            [Model] public partial class M {
                private readonly Linear _encoder; private readonly Decoder _decoder;
                public M(int width) { _encoder = new(3, width); _decoder = new(_encoder, width); }
                public Tensor Forward([Shape("N", 3)] Tensor x) => _decoder.Forward(x) + _encoder.Forward(x).Sum();
            }
            """).Graph;
        Assert.Equal(["_encoder.weight", "_encoder.bias", "_decoder._own.weight", "_decoder._own.bias"],
            graph.Parameters.Select(parameter => parameter.Name));
        Assert.Equal("[width, 3]", graph.Parameters[0].Type.Shape.ToString());
        GraphVerifier.Check(graph);
    }

    [Fact]
    public void AParameterOfANestedModuleIsATensor()
    {
        var graph = Source.Spec("""
            [Module] public partial class Table { [Parameter(5, 3)] public readonly Tensor weight = null!;
                public Tensor Forward([Shape("N", 5)] Tensor x) => x.MatMul(weight); }
            [Model] public partial class M { private readonly Table _table = new(); public Tensor Forward([Shape("N", 5)] Tensor x)
                => _table.Forward(x).MatMul(_table.weight.Transpose()); }
            """).Graph;
        Assert.Equal(["_table.weight"], graph.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void TheInterfaceStandsForTheTypeThatIsMade()
    {
        var graph = Source.Spec("""
            [Module] public partial class Twice : IModule { private readonly Linear _l = new(3, 3);
                public Tensor Forward([Shape("N", 3)] Tensor x) => _l.Forward(_l.Forward(x)); }
            [Module] public partial class Half(float factor = 0.5f) : IModule { public Tensor Forward([Shape("N", 3)] Tensor x)
                => x * factor; }
            [Model] public partial class M {
                private readonly IModule _one = new Twice(); private readonly IModule[] _two = [new Half(), new Twice()];
                public Tensor Forward([Shape("N", 3)] Tensor x) => Apply(_two[1], Apply(_two[0], _one.Forward(x)));
                private static Tensor Apply<T>(T module, Tensor x) where T : IModule => module.Forward(x) + x;
            }
            """).Graph;
        Assert.Equal(["_one._l.weight", "_one._l.bias", "_two.1._l.weight", "_two.1._l.bias"],
            graph.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void AParamsArrayOfModulesIsNamedByPosition()
    {
        var graph = Source.Spec("""
            [Module] public partial class Dense(int from, int to) : IModule { private readonly Linear _l = new(from, to);
                public Tensor Forward([Shape("...", "from")] Tensor input) => _l.Forward(input); }
            [Module] public partial class Pair(params IModule[] modules) : IModule { public Tensor Forward([Shape("N", 3)] Tensor input)
                => modules[1].Forward(modules[0].Forward(input)); }
            [Model] public partial class M(int width) { private readonly Pair _net = new(new Dense(3, width), new Dense(width, 2));
                public Tensor Forward([Shape("N", 3)] Tensor x) => _net.Forward(x); }
            """).Graph;
        Assert.Equal(["_net.0._l.weight", "_net.0._l.bias", "_net.1._l.weight", "_net.1._l.bias"],
            graph.Parameters.Select(parameter => parameter.Name));
        Assert.Equal("[N, 2]", graph[graph.Outputs[0].Node].Type.Shape.ToString());
        GraphVerifier.Check(graph);
    }

    [Fact]
    public async Task AModuleThatIsReadForItsArgumentsIsNoMistake()
    {
        var compilation = Source.Compile("""
            [Module] public partial class Pair(params IModule[] modules) { public Tensor Forward([Shape("N", 3)] Tensor input)
                => modules[1].Forward(modules[0].Forward(input)); }
            [Module] public partial class Stack {
                private readonly Linear[] _layers;
                public Stack(int layers) { _layers = new Linear[layers]; for (var i = 0; i < layers; i++) _layers[i] = new Linear(3, 3); }
                public Tensor Forward([Shape("N", 3)] Tensor x) => _layers[0].Forward(x);
            }
            [Model] public partial class M { private readonly Pair _net = new(new Linear(3, 4), new Relu());
                private readonly Stack _s = new(1); public Tensor Forward([Shape("N", 3)] Tensor x) => _net.Forward(_s.Forward(x)); }
            """);
        Assert.Empty(await Source.Analyze(compilation));
        Source.Reference(Source.Generate(compilation));
    }

    [Theory]
    [InlineData("Relu()")]
    [InlineData("LeakyRelu(0.5f)")]
    [InlineData("LeakyRelu()")]
    [InlineData("Identity()")]
    public void ActivationsAreModulesOfAnyShape(string module)
    {
        var spec = Source.Spec($"[Model] public partial class M {{ private readonly IModule _a = new {module}; public Tensor "
            + $"Forward([Shape(\"N\", 2, 3)] Tensor x) => _a.Forward(x - 1); }}");
        var slope = module switch { "Relu()" => 0, "LeakyRelu(0.5f)" => 0.5, "LeakyRelu()" => 0.01, _ => 1 };
        Evaluation.Elementwise(spec, x => x > 1 ? x - 1 : slope * (x - 1));
        Assert.Equal("[N, 2, 3]", spec.Graph[spec.Graph.Outputs[0].Node].Type.Shape.ToString());
    }

    [Fact]
    public void MethodsOfOtherClassesAreCalled()
        => Evaluation.Elementwise(
            Source.Spec("static class Blocks { public static Tensor Block(this Tensor x, float by = 2) => Plus(x) * by; public static "
                + "Tensor Plus(Tensor x) => x + 1; } [Model] public partial class M { public Tensor Forward([Shape(\"N\", 3)] Tensor x) "
                + "=> Blocks.Plus(x.Block()); }"),
            x => (2 * (x + 1)) + 1);
}
