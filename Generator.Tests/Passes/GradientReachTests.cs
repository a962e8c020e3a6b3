using ModelGen.Generator.FrontEnd;
using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Programs;
using ModelGen.Generator.Tests.FrontEnd;
using ModelGen.Generator.Tests.Oracle;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>What no gradient reaches is not updated, decayed or given a state; whatever has a gradient is reached.</summary>
public class GradientReachTests
{
    /// <summary>
    /// Bodies of Forward over x [N, 3] and parameters a, b [3]; n is a whole number. Loss is the sum. Then those that train.
    /// </summary>
    public static TheoryData<string, string> Bodies() => new()
    {
        { "return x * a + b.Detach();", "a" },
        { "return x * a + (b * b).Detach() * a.Exp();", "a" },
        { "return Tensor.Where(x > b, x * a, x);", "a" },
        { "return x * a + (x <= b).ToTensor();", "a" },
        { "return x * a + b.Round() + b.Sign() + b.Floor();", "a" },
        { "return x * a + b.ArgMax(0).ToTensor();", "a" },
        { "return x * a + b.Max().Sign();", "a" },
        { "return x * a + b.Detach().Max(0) * b;", "a b" },
        { "var y = x; for (var i = 0; i < n; i++) y = y * a + b.Detach(); return y;", "a" },
        { "var y = b + 0; for (var i = 0; i < n; i++) y = x[0] * a; return y;", "a b" },
        { "var y = b + 0; var z = x; for (var i = 0; i < n; i++) { y = y * a; z = z + y; } return z;", "a b" },
        { "var y = b + 0; var z = x; for (var i = 0; i < n; i++) { y = y * 2; z = z * a + y.Detach(); } return z;", "a" },
        { "var y = x; if (n > 1) y = x * a; else y = x + b.Detach(); return y;", "a" },
        { "var y = x; if (n > 1) y = x * a; else y = x + b; return y;", "a b" },
        { "var y = b + 0; for (var i = 0; i < 3; i++) y = x[0] * a; return y;", "a" },
        { "return Mode.Training ? x * a : x * b;", "a" },
        { "return Tensor.Concat(0, x * a, (x * b).Detach());", "a" },
        { "return (x * a).Dropout(0.5) * b.Detach();", "a" },
        { "return x * Tensor.Where(a > 0, a, b);", "a b" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void StepsUpdateWhatIsReached(string body, string trained)
    {
        var spec = Source.Spec($$"""
            [Model, AdamW(WeightDecay = 0.5)] public partial class M
            {
                [Parameter(3)] private readonly Tensor a, b;
                public Tensor Forward([Shape("N", 3)] Tensor x, int n) { {{body}} }
                public Tensor Loss(Tensor y) => y.Sum();
            }
            """);
        var step = ProgramGraphs.Create(spec.Graph, spec.Optimizer).After(GraphPasses.ForKernels)[ProgramKind.TrainStep];
        var names = trained.Split(' ');
        Assert.Equal(names, step.Outputs.Where(output => output.Role == OutputRole.Update && !output.Target.Contains('.'))
            .Select(output => output.Target).Order());
        Assert.Equal(names, step.States.Select(state => state.Parameter).Distinct().Order());
        Assert.Equal(new[] { "a", "b" }.Except(names), ProgramGraphs.Untrained(spec.Graph));
    }

    /// <summary>As <see cref="Bodies"/>; then the numbers n, of 0 to 3, with which each is reached.</summary>
    public static TheoryData<string, string, string> BodiesOfCalls() => new()
    {
        { "if (n > 1) return x * a; return x + b;", "2 3", "0 1" },
        { "return x * b * (n == 2 ? a : x[0]);", "2", "0 1 2 3" },
        { "var y = x * b; if (n > 0) { if (n > 2) y = y * a; else y = y + 1; } return y;", "3", "0 1 2 3" },
        { "var y = x * b; if (n > 0) { y = y * y; if (y.Sum().Item() + n > 0.5) y = y * a; } return y;", "1 2 3", "0 1 2 3" },
        { "var y = x; for (var i = 0; i < n; i++) y = y * a; return y + b;", "1 2 3", "0 1 2 3" },
        { "var y = b + 0; for (var i = 0; i < n; i++) y = x[0] * a; return y;", "1 2 3", "0" },
        { "var y = b + 0; for (var i = 1; i < n; i++) y = y * a; return y;", "2 3", "0 1 2 3" },
        { "var y = x; if (n > 1) y = y * a; if (n < 1) y = y + a; return y * b;", "0 2 3", "0 1 2 3" },
        { "var y = n > 1 ? x * a : x * b; return n > 2 ? y : x;", "3", "" },
        { "switch (n) { case 0: return x * a; case 1: return x * b; default: return x * a * b; }", "0 2 3", "1 2 3" },
        { "return n < 0 ? x * a : x * b;", "", "0 1 2 3" },

        // Each iteration decides.
        { "var y = x * b; for (var i = 0; i < n; i++) { if (i == 1) y = y * a; } return y;", "2 3", "0 1 2 3" },
        { "var y = x * b; for (var i = 0; i < n; i++) { if (i == 1) y = x * a; else y = y + 1; } return y;", "2 3", "0 1" },
        { "var y = x; for (var i = 0; i < n; i++) { if (i == 2) y = y * a; else if (i == 0) y = y * b; } return y;", "3", "1 2 3" },
        { "var y = x * b; for (var i = 0; i < n; i++) { if (y.Sum().Item() + 100 * i > 50) y = y * a; else y = y + 1; } return y;", "2 3",
            "0 1 2 3" },
        { "var y = x; for (var i = 0; i < n; i++) for (var j = 0; j < i; j++) y = j == 1 ? y * a : y * b; return y;", "3", "2 3" },
        { "var y = x; for (var i = n; i > 0; i--) { if (i == 3) y = y * a; if (i == 1) y = (y * b).Detach(); } return y;", "", "" },
        { "var y = x; for (var i = n; i > 0; i--) { if (i == 3) y = (y * a).Detach(); if (i == 2) y = y * b; } return y;", "", "2 3" },

        // What an iteration computes reaches the loss through those after it.
        { "var y = x; var z = x; for (var i = 0; i < n; i++) { z = z + y; y = y * a; } return z + b;", "2 3", "0 1 2 3" },
        { "var y = x; var z = x * b; for (var i = 0; i < n; i++) { z = y; y = i == 1 ? y * a : y + 1; } return z;", "3", "0" },
        { "var y = x * a; var z = x * b; for (var i = 0; i < n; i++) { var t = y; y = z; z = t; } return y;", "0 2", "1 3" },
        { "var y = x * a; var z = x * b; for (var i = 0; i < n; i++) { z = y; y = x; } return z;", "1", "0" },

        // Results of one loop or branch are reached in unlike calls.
        { "var y = x; var z = x; for (var i = 0; i < 2 * n; i++) { y = y * a; z = z * b; } return n > 1 ? y : z;", "2 3", "1" },
        { "var y = x; var z = x; if (n > 0) { y = x * a; z = x * b; } return n > 1 ? y : z;", "2 3", "1" },
    };

    [Theory]
    [MemberData(nameof(BodiesOfCalls))]
    public void StepsLeaveAloneWhatACallDoesNotReach(string body, string reachedA, string reachedB)
    {
        var compilation = Source.Compile($$"""
            [Model, AdamW(WeightDecay = 0.5)] public partial class M
            {
                [Parameter(3)] private readonly Tensor a, b;
                public Tensor Forward([Shape("N", 3)] Tensor x, int n) { {{body}} }
                public Tensor Loss(Tensor y) => y.Sum();
            }
            """);

        // That the host waits for a number is a suggestion.
        var spec = ModelParser.Parse(Source.Type(compilation, "M"), compilation, _ => { }, TestContext.Current.CancellationToken)!;
        var programs = ProgramGraphs.Create(spec.Graph, spec.Optimizer).After(GraphPasses.ForKernels);
        var step = programs[ProgramKind.TrainStep];
        for (var n = 0; n < 4; n++)
        {
            var gradients = Interpreter.Outputs(programs[ProgramKind.Gradients],
                Evaluation.Bind(programs[ProgramKind.Gradients], ("N", 2), ("n", n)), OutputRole.Gradient);
            var bindings = Evaluation.Bind(step, ("N", 2), ("n", n));
            bindings.HostScalars["learning_rate"] = 0.1;
            bindings.HostScalars["step"] = 3;
            foreach (var state in step.States) bindings.States[state.Name] = state.Type.Rank == 0 ? [1] : [0.5, 0.25, 0.125];
            var results = Interpreter.Outputs(step, bindings);
            foreach (var (name, numbers) in new[] { ("a", reachedA), ("b", reachedB) })
            {
                var isReached = numbers.Split(' ').Contains($"{n}");
                Assert.True(isReached != gradients[name].Data.All(number => number == 0), $"the gradient of {name} with n = {n}");
                foreach (var (output, value) in step.Outputs.Zip(results)
                    .Where(pair => pair.First.Role == OutputRole.Update
                        && (pair.First.Target + ".").StartsWith(name + ".", StringComparison.Ordinal)))
                {
                    var old = output.Target.Contains('.') ? bindings.States[output.Target] : bindings.Parameters[output.Target];
                    Assert.True(isReached != value.Data.SequenceEqual(old),
                        $"{output.Target} with n = {n}: {(isReached ? "not updated" : "updated")}");
                }
            }
        }
    }

    [Fact]
    public void WhatIsNotReachedHasNoGradient()
    {
        foreach (var row in OpCase.All)
        {
            var graph = row.Graph();
            var gradients = Differentiate.Run(graph, [.. graph.Parameters.Select(parameter => parameter.Name)]);
            var reached = GradientReach.ReachedNames(graph);
            foreach (var (name, gradient) in Interpreter.Outputs(gradients, GradientTests.Bind(row, graph, 3), OutputRole.Gradient))
                Assert.True(reached.Contains(name) || gradient.Data.All(value => value == 0), $"{row.Name}: {name} has a gradient");
        }
    }
}
