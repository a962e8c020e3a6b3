using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Optimizers;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>What stands between gradient and weight: groups, frozen parameters, clipping.</summary>
public class GradientStepTests
{
    public static TheoryData<string> Names() => [.. References.Steps.Select(reference => reference.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void TwentyStepsArePyTorchs(string name)
    {
        var reference = References.Steps.Single(reference => reference.Name == name);
        var graph = Step(reference, GraphPasses.ForKernels);
        var bindings = Bindings(reference, graph);
        for (var step = 0; step < reference.Losses.Length; step++) Check(reference, step, graph, bindings);
        CheckEnd(reference, bindings);
    }

    /// <summary>Three calls of 5, 4 and 2 samples and one update are a step over all 11.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void StepsOfSeveralCallsArePyTorchsStepsOfAll(string name)
    {
        var reference = References.Steps.Single(reference => reference.Name == name);
        var spec = reference.Spec() with { Accumulation = new(IsMean: true), AverageDecay = 0.9 };
        var graphs = ProgramGraphs.Create(Net(ElementType.Float64), spec).After(GraphPasses.ForKernels);
        var (accumulate, apply) = (graphs[ProgramKind.Accumulate], graphs[ProgramKind.Apply]);
        GraphVerifier.Check(accumulate);
        GraphVerifier.Check(apply);
        Assert.Empty(apply.Inputs);
        var bindings = Bindings(reference, [accumulate, apply]);
        bindings.HostScalars[ApplyGradients.Weight] = reference.X.Length / 7;
        for (var step = 0; step < reference.Losses.Length; step++)
        {
            foreach (var samples in (Range[])[0..5, 5..9, 9..11])
            {
                bindings.Symbols["N"] = samples.End.Value - samples.Start.Value;
                bindings.Inputs["x"] = reference.X[(7 * samples.Start.Value)..(7 * samples.End.Value)];
                bindings.Inputs["target"] = reference.Target[(3 * samples.Start.Value)..(3 * samples.End.Value)];
                Update(accumulate, bindings);
            }

            Check(reference, step, apply, bindings);
        }

        CheckEnd(reference, bindings);
        var sums = apply.States.Where(state => state.IsTransient).SelectMany(state => bindings.States[state.Name]);
        Assert.All(sums, sum => Assert.Equal(0, sum));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AveragesArePyTorchs(string name)
    {
        var reference = References.Steps.Single(reference => reference.Name == name);
        var graph = ProgramGraphs.Create(Net(ElementType.Float64), reference.Spec() with { AverageDecay = 0.9 })
            .After(GraphPasses.ForKernels)[ProgramKind.TrainStep];
        var bindings = Bindings(reference, graph);
        for (var step = 0; step < reference.Losses.Length; step++) Check(reference, step, graph, bindings);
        CheckEnd(reference, bindings);
        var averages = graph.States.Where(state => state.Name == $"{state.Parameter}.moving-average").ToList();
        Assert.Equal(reference.Start.Keys.Except(reference.Spec().Frozen).Order(), averages.Select(state => state.Parameter).Order());
        foreach (var average in averages)
            Numbers.MustBeClose(reference.Averages[average.Parameter], bindings.States[average.Name], 1e-9, average.Name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatIsFrozenHasNoGradientAndNoState(string name)
    {
        var reference = References.Steps.Single(reference => reference.Name == name);
        var frozen = reference.Spec().Frozen.ToList();
        var calls = ProgramGraphs.Create(Net(ElementType.Float64), reference.Spec()).Calls;
        Assert.All(calls[ProgramKind.TrainStep].States, state => Assert.DoesNotContain(state.Parameter, frozen));
        Assert.All(calls[ProgramKind.TrainStep].Outputs, output => Assert.DoesNotContain(output.Target, frozen));
        Assert.All(calls[ProgramKind.Gradients].Outputs, output => Assert.DoesNotContain(output.Target, frozen));
        var trained = reference.Start.Keys.Except(frozen);
        Assert.All(trained, parameter => Assert.Contains(calls[ProgramKind.TrainStep].Outputs,
            output => (output.Role, output.Target) == (OutputRole.Update, parameter)));
    }

    [Fact]
    public void NothingIsComputedBehindWhatIsFrozen()
    {
        var spec = References.Steps.Single(reference => reference.Name == "frozen").Spec();
        var products = Products(spec);
        Assert.Equal(3, products);
        Assert.Equal(5, Products(spec with { Frozen = [] }));

        static int Products(Specs.OptimizerSpec spec) => ProgramGraphs.Create(Net(ElementType.Float64), spec)
            .Calls[ProgramKind.TrainStep].Nodes.Count(node => node.Kind == OpKind.MatMul);
    }

    [Fact]
    public void WhatIsFrozenAtRunTimeCountsAsNoGradientInTheNorm()
    {
        var reference = References.Steps.Single(reference => reference.Name == "norm_told");
        var graph = Step(reference, GraphPasses.ForKernels);
        var bindings = Bindings(reference, graph);
        bindings.HostScalars["step"] = 1;
        var whole = Math.Pow(Norm(), 2);
        var parts = 0d;
        for (var parameter = 0; parameter < 4; parameter++)
        {
            for (var other = 0; other < 4; other++) bindings.HostScalars[IndexedNumber.IsTrained.Name(other)] = other == parameter ? 1 : 0;
            parts += Math.Pow(Norm(), 2);
        }

        Assert.Equal(whole, parts, 1e-12);

        double Norm() => Interpreter.Outputs(graph, bindings, OutputRole.GradientNorm).Values.Single().Data[0];
    }

    /// <summary>A rule may call its states as it likes, and a model its parameters.</summary>
    [Fact]
    public void NoStateOfARuleMeetsOneOfTheStep()
    {
        string[] names = ["average", "movingAverage", "accumulatedGradient", "accumulatedLoss", "reached", "isReached"];
        var states = string.Concat(names.Select(name => $", ref float {name}"));
        var updates = string.Concat(names.Select(name => $"{name} += gradient; "));
        var spec = FrontEnd.Source.Spec($$"""
            [Optimizer] public sealed partial class OwnAttribute : Attribute
            {
                public double LearningRate { get; set; } = 0.1;
                internal static float Update(float parameter, float gradient{{states}}) { {{updates}} return parameter - gradient; }
            }
            [Model, Own, Accumulate, MovingAverage(0.9), ClipGradients(Norm = 1)]
            public partial class M
            {
                [Parameter(3)] Tensor accumulated_loss;
                [Parameter(3)] Tensor w;
                public Tensor Forward([Shape("N", 3)] Tensor x, bool isTaken)
                {
                    if (isTaken) x = x * w;
                    return x * accumulated_loss;
                }
                public Tensor Loss(Tensor y) => y.Mean();
            }
            """);
        var calls = ProgramGraphs.Create(spec.Graph, spec.Optimizer).Calls;
        foreach (var kind in (ProgramKind[])[ProgramKind.TrainStep, ProgramKind.Accumulate, ProgramKind.Apply])
        {
            var graph = calls[kind];
            GraphVerifier.Check(graph);
            var kept = graph.Parameters.Select(parameter => parameter.Name).Concat(graph.States.Select(state => state.Name)).ToList();
            Assert.Equal(kept.Distinct(), kept);
            var updated = graph.Outputs.Where(output => output.Role == OutputRole.Update).Select(output => output.Target).ToList();
            Assert.Equal(updated.Distinct(), updated);
        }
    }

    [Fact]
    public void WithoutAttributesTheStepIsTheRuleAlone()
    {
        var spec = TestOptimizers.Of("Adam");
        var plain = GraphPrinter.Print(ProgramGraphs.Create(Net(ElementType.Float32), spec).Calls[ProgramKind.TrainStep]);
        Assert.DoesNotContain("is_trained", plain);
        Assert.DoesNotContain("learning_rate_scale", plain);
        Assert.DoesNotContain("norm", plain);
    }

    private static void Check(StepReference reference, int step, Graph graph, Bindings bindings)
    {
        bindings.HostScalars["step"] = step + 1;
        Numbers.MustBeClose([reference.Losses[step]], Interpreter.Outputs(graph, bindings, OutputRole.Loss)["loss"].Data, 1e-9,
            $"{reference.Name}: loss of step {step + 1}");
        foreach (var norm in Interpreter.Outputs(graph, bindings, OutputRole.GradientNorm).Values.Where(_ => reference.Norm is not null))
            Numbers.MustBeClose([reference.Norms[step]], norm.Data, 1e-9, $"{reference.Name}: norm of step {step + 1}");
        Update(graph, bindings);
    }

    private static void Update(Graph graph, Bindings bindings)
    {
        foreach (var (target, update) in Interpreter.Outputs(graph, bindings, OutputRole.Update))
            (bindings.Parameters.ContainsKey(target) ? bindings.Parameters : bindings.States)[target] = update.Data;
    }

    private static void CheckEnd(StepReference reference, Bindings bindings)
    {
        foreach (var (parameter, end) in reference.End) Numbers.MustBeClose(end, bindings.Parameters[parameter], 1e-9, parameter);
    }

    private static Graph Step(StepReference reference, IReadOnlyList<GraphPass> passes)
    {
        var graph = ProgramGraphs.Create(Net(ElementType.Float64), reference.Spec()).After(passes)[ProgramKind.TrainStep];
        GraphVerifier.Check(graph);
        return graph;
    }

    private static Bindings Bindings(StepReference reference, params Graph[] graphs)
    {
        var bindings = new Bindings
        {
            Symbols = { ["N"] = 11 },
            Inputs = { ["x"] = reference.X, ["target"] = reference.Target },
            Parameters = new(reference.Start),
            HostScalars = { ["learning_rate"] = 0.02 },
        };
        foreach (var state in graphs.SelectMany(graph => graph.States)) bindings.States[state.Name] = new double[bindings.Count(state)];
        for (var parameter = 0; parameter < reference.Start.Count; parameter++)
            bindings.HostScalars[IndexedNumber.IsTrained.Name(parameter)] = 1;
        for (var group = 0; group < reference.Groups.Length; group++)
            bindings.HostScalars[IndexedNumber.LearningRateScale.Name(group)] = reference.Groups[group].Scale ?? 1;
        return bindings;
    }

    internal static Graph Net(ElementType type)
    {
        var b = new GraphBuilder("net", type) { BatchSymbols = { "N" } };
        var n = Dim.Symbol("N");
        var x = b.Input(new("x", new(type, Shape.Of(n, 7))));
        var target = b.Input(new("target", new(type, Shape.Of(n, 3))));
        var output = Linear(b.Add(OpKind.Tanh, Linear(x, "hidden", 5, 7)), "output", 3, 5);
        b.Output(OutputRole.Result, "output", output);
        b.Output(OutputRole.Loss, "loss", b.MeanSquared(output, target));
        return b.Build();

        Node Linear(Node input, string name, int outputs, int inputs)
        {
            var weight = b.Parameter(new(name + ".weight", new(type, Shape.Of(outputs, inputs)), new(InitializerKind.Zeros)));
            var bias = b.Parameter(new(name + ".bias", new(type, Shape.Of(outputs)), new(InitializerKind.Zeros)));
            return b.Add(b.MatMul(input, weight, transposeB: true), bias);
        }
    }
}
