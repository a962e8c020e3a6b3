using ModelGen.Generator.IR;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Optimizers;
using ModelGen.Generator.Specs;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Tests.Passes;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Optimizers that a user writes: their rules, what is left of them, and the way to other assemblies.</summary>
public class OptimizerRuleTests
{
    private const string Lion = """
        [Optimizer]
        [AttributeUsage(AttributeTargets.Class)]
        public sealed partial class LionAttribute : Attribute
        {
            public double LearningRate { get; set; } = 1e-4;
            public double Beta1 { get; set; } = 0.9;
            public float Beta2 { get; set; } = 0.99f;
            public bool Decays { get; set; } = true;
            public double WeightDecay { get; set; } = 0.1;

            internal static double Update(double parameter, double gradient, ref double momentum, double learningRate, double beta1,
                double beta2, bool decays, double weightDecay)
            {
                var direction = Math.Sign(beta1 * momentum + (1 - beta1) * gradient);
                momentum = beta2 * momentum + (1 - beta2) * gradient;
                if (decays) parameter *= 1 - learningRate * weightDecay;
                return parameter - learningRate * direction;
            }
        }
        """;

    private const string Model = """
        public partial class M
        {
            [Parameter(3)] private readonly Tensor w;
            public Tensor Forward([Shape("N", 3)] Tensor x) => x * w;
            public Tensor Loss(Tensor y) => y.Mean();
        }
        """;

    [Fact]
    public void TheRuleIsTheMethod()
    {
        var optimizer = Source.Spec(Lion + "[Model, Lion(Beta1 = 0.5, WeightDecay = 0.2f)]" + Model).Optimizer!;
        Assert.Equal(("Lion", 1e-4, 0.5, 0.99, 1.0, 0.2),
            (optimizer.Name, optimizer.LearningRate, optimizer.Value("Beta1"), optimizer.Value("Beta2"), optimizer.Value("Decays"),
                optimizer.Value("WeightDecay")));
        var (p, g, m, rate) = (0.7, -0.3, 0.1, 0.01);
        var updates = Step(optimizer, p, g, rate, 2, m);
        Assert.Equal((p * (1 - (rate * 0.2))) - (rate * Math.Sign((0.5 * m) + (0.5 * g))), updates["w"], 1e-12);
        Assert.Equal((0.99 * m) + ((1 - 0.99) * g), updates["w.momentum"], 1e-12);
    }

    [Fact]
    public void AConditionOnASettingIsDecided()
    {
        var rule = SpecializeRule.Run(Source.Spec(Lion + "[Model, Lion(Decays = false)]" + Model).Optimizer!);
        Assert.DoesNotContain(rule.Nodes, node => node.Kind is OpKind.Select or OpKind.Equal or OpKind.Parameter);
        Assert.Empty(rule.Parameters);
    }

    [Theory]
    [InlineData("Sgd", new string[0])]
    [InlineData("Sgd(Momentum = 0.9)", new[] { "momentum_buffer" })]
    [InlineData("RmsProp", new[] { "square_average" })]
    [InlineData("RmsProp(Centered = true)", new[] { "square_average", "gradient_average" })]
    [InlineData("Adam", new[] { "first_moment", "second_moment" })]
    public void AStateThatNothingChangesIsNotKept(string optimizer, string[] states)
        => Assert.Equal(states,
            SpecializeRule.Run(Source.Spec($"[Model, {optimizer}]" + Model).Optimizer!).States.Select(state => state.Name));

    [Fact]
    public void AStateMayStartOtherwise()
    {
        var optimizer = Source.Spec(Rule("ref float sum, int step", "if (step == 1) sum = 5; sum += gradient; return sum;") + "[Model, Own]"
            + Model).Optimizer!;
        Assert.Equal(5.5, Step(optimizer, 1, 0.5, 0.1, 1, 0)["w"], 1e-12);
        Assert.Equal(7.5, Step(optimizer, 1, 0.5, 0.1, 2, 7)["w"], 1e-12);
    }

    [Fact]
    public void AReturnLeavesTheStatesAsTheyAreThere()
    {
        var optimizer = Source.Spec(
            Rule("ref float count", "count += 1; if (gradient > 0) return parameter; count = 10 * count; return -parameter;")
                + "[Model, Own]" + Model).Optimizer!;
        Assert.Equal((3, 4), (Step(optimizer, 3, 1, 0.1, 1, 3)["w"], Step(optimizer, 3, 1, 0.1, 1, 3)["w.count"]));
        Assert.Equal((-3, 40), (Step(optimizer, 3, -1, 0.1, 1, 3)["w"], Step(optimizer, 3, -1, 0.1, 1, 3)["w.count"]));
    }

    [Fact]
    public void RulesComeFromOtherAssemblies()
    {
        var library = Source.Reference(Source.Generate(Source.Compile(Lion)));
        var model = "[Model, Lion(LearningRate = 0.5)]" + Model;
        Assert.Equal(Source.Spec(Lion + model), Source.Spec(Source.Compile(model, library), "M"));
    }

    [Fact]
    public void TheStandardOnesAreAsMetadataHasThem()
    {
        foreach (var name in new[] { "Sgd", "Adam", "AdamW", "RmsProp", "Adagrad", "Adamax", "Adadelta", "RAdam" })
            Assert.Equal(TestOptimizers.Of(name), Source.Spec($"[Model, {name}]" + Model).Optimizer);
    }

    private static string Rule(string parameters, string body)
        => $"[Optimizer] public sealed partial class OwnAttribute : Attribute {{ public double LearningRate {{ get; set; }} = 0.1; "
            + $"internal static float Update(float parameter, float gradient, {parameters}) {{ {body} }} }} ";

    // One number of one parameter, whose gradient is an input.
    private static Dictionary<string, double> Step(OptimizerSpec optimizer, double parameter, double gradient, double rate, int step,
        double state)
    {
        var b = new GraphBuilder("g", ElementType.Float64);
        b.Parameter(new("w", new(ElementType.Float64, Shape.Of(1)), new(InitializerKind.Zeros)));
        b.Output(OutputRole.Gradient, "w", b.Input(new("g", new(ElementType.Float64, Shape.Of(1)))));
        var graph = GraphPasses.Run(OptimizerStep.Run(b.Build(), optimizer));
        var bindings = new Bindings
        {
            Inputs = { ["g"] = [gradient] },
            Parameters = { ["w"] = [parameter] },
            HostScalars = { ["learning_rate"] = rate, ["step"] = step }
        };
        foreach (var kept in graph.States) bindings.States[kept.Name] = [state];
        return Interpreter.Outputs(graph, bindings, OutputRole.Update).ToDictionary(item => item.Key, item => item.Value.Data[0]);
    }
}
