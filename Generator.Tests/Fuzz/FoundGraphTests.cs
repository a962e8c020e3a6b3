using ModelGen.Generator.IR;
using ModelGen.Generator.Kernels;
using ModelGen.Generator.Passes.Differentiation;
using ModelGen.Generator.Tests.Passes;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>The smallest graphs of faults that the fuzz has found.</summary>
public class FoundGraphTests
{
    /// <summary>Random numbers have no memory of their own, which a product's operand needs.</summary>
    [Fact]
    public void AProductOfRandomNumbers() => MustHold("""
        modelgen graph 2
        graph g f64
        batch N M K
        input x : f64[N, 3, 1]
        %0 = input name=x : f64[N, 3, 1]
        %1 = random dims=[1, 3, 1] : f64[1, 3, 1]
        %2 = mat_mul %1 %0 transpose_a : f64[N, 1, 1]
        output result result %2
        """);

    /// <summary>What a concatenation writes piece by piece stays so, though a sum of what the pieces are made of comes later.</summary>
    [Fact]
    public void AConcatenationBesideASum() => MustHold("""
        modelgen graph 2
        graph g f64
        batch N M K
        parameter p : f64[4, 3] = zeros 0 0
        %0 = parameter name=p : f64[4, 3]
        %1 = constant value=1 : f64[]
        %2 = add %0 %1 : f64[4, 3]
        %3 = concat %2 %2 axes=[1] : f64[4, 6]
        %4 = reduce_sum %0 axes=[0, 1] : f64[]
        %5 = multiply %4 %4 : f64[]
        output result y0 %3
        output result y1 %5
        """);

    /// <summary>Windows that a product reads where they lie are not stored because something else has their shape.</summary>
    [Fact]
    public void WindowsBesideAValueOfTheirShape() => MustHold("""
        modelgen graph 2
        graph g f64
        batch N M K
        input x : f64[3, 1, 4]
        input y : f64[N, 1, 4, 4]
        input z : f64[N, 1, 1, 3, 3]
        parameter p : f64[1, 1, 4] = zeros 0 0
        %0 = input name=x : f64[3, 1, 4]
        %1 = input name=y : f64[N, 1, 4, 4]
        %2 = input name=z : f64[N, 1, 1, 3, 3]
        %3 = parameter name=p : f64[1, 1, 4]
        %4 = constant value=0.5 : f64[]
        %5 = add %1 %4 : f64[N, 1, 4, 4]
        %6 = multiply %0 %5 : f64[N, 3, 4, 4]
        %7 = reduce_sum %6 axes=[0, 1, 2, 3] : f64[]
        %8 = window %2 axes=[3, 4] dims=[2, 2, 1, 1, 1, 1] : f64[N, 1, 1, 2, 2, 2, 2]
        %9 = transpose %8 axes=[0, 1, 2, 5, 6, 3, 4] : f64[N, 1, 1, 2, 2, 2, 2]
        %10 = reshape %9 dims=[N, 1, 4, 4] : f64[N, 1, 4, 4]
        %11 = mat_mul %3 %10 : f64[N, 1, 1, 4]
        output result y0 %7
        output result y1 %11
        """);

    /// <summary>
    /// The values that only one side leaves are undefined on the other, all of one type the same node: it leaves twice, and nothing is
    /// copied.
    /// </summary>
    [Fact]
    public void ASideThatSavesTwoValuesOfAType() => MustHold("""
        modelgen graph 2
        graph g f64
        batch N M K
        parameter x : f64[4, 3] = zeros 0 0
        %0 = parameter name=x : f64[4, 3]
        %1 = dim_value dims=[N] : f64[]
        %2 = constant value=2 : f64[]
        %3 = less %1 %2 : bool[]
        %4 = branch %3 %0 : f64[]
          body
            graph side f64
            batch N M K
            input v0 : f64[4, 3]
            %0 = input name=v0 : f64[4, 3]
            output result r0 %0
          end
          body
            graph side f64
            batch N M K
            input v0 : f64[4, 3]
            %0 = input name=v0 : f64[4, 3]
            %1 = sigmoid %0 : f64[4, 3]
            %2 = tanh %1 : f64[4, 3]
            output result r0 %2
          end
        %5 = part %4 : f64[4, 3]
        %6 = reduce_sum %5 axes=[0, 1] : f64[]
        output loss loss %6
        """);

    /// <summary>
    /// The inner loop turns as often as the outer one has, so that what its gradient needs has another size in each turn.
    /// </summary>
    [Fact]
    public void ALoopInALoopThatGrows() => MustHold("""
        modelgen graph 2
        graph g f64
        batch N M K
        input y : f64[3]
        parameter x : f64[3] = zeros 0 0
        %0 = parameter name=x : f64[3]
        %1 = loop %0 name=turn count=N carried=1 : f64[]
          body
            graph body f64
            batch N M K turn
            input v0 : f64[3]
            %0 = input name=v0 : f64[3]
            %1 = loop %0 name=turn2 count=turn+1 carried=1 : f64[]
              body
                graph body f64
                batch N M K turn turn2
                input v1 : f64[3]
                %0 = input name=v1 : f64[3]
                %1 = tanh %0 : f64[3]
                output result r0 %1
              end
            %2 = part %1 : f64[3]
            output result r0 %2
          end
        %2 = part %1 : f64[3]
        %3 = reduce_sum %2 axes=[0] : f64[]
        output loss loss %3
        """);

    /// <summary>
    /// The new weights were stored in the walk that finds the greatest of the old ones, and the walk after it read them once more.
    /// </summary>
    [Fact]
    public void ABufferThatNeedsOldWeightsAfterAReduction() => MustHold("""
        modelgen graph 2
        graph g f64
        batch N M K
        input y : f64[]
        parameter x : f64[5] = zeros 0 0
        buffer running : f64[5] = zeros 0 0
        %0 = parameter name=x : f64[5]
        %1 = reduce_maximum %0 axes=[0] keep : f64[1]
        %2 = subtract %0 %1 : f64[5]
        %3 = input name=y : f64[]
        output loss loss %3
        output update running %2
        """);

    internal static void MustHold(string text)
    {
        var graph = GraphReader.Read(text.Replace("\r", "", StringComparison.Ordinal) + "\n");
        GraphVerifier.Check(graph);
        for (var seed = 0; seed < 12; seed++)
        {
            var bindings = RandomBindings.Of(graph, seed, isSmooth: true);
            Assert.Null(GraphFaults.AfterPasses(graph, bindings, GraphFaults.Passes));
            if (graph.Outputs[0].Role == OutputRole.Result)
            {
                Assert.Null(GraphFaults.InKernels(graph, bindings, null, ProgramKind.Predict));
                continue;
            }

            Assert.Null(GradientFaults.AgainstDifferences(graph, bindings, seed));
            Assert.Null(GraphFaults.AfterPasses(Differentiate.Run(graph, GraphFaults.Wanted(graph)), bindings, GraphFaults.Passes));
            Assert.Null(GraphFaults.InKernels(graph, bindings, TestOptimizers.Of("AdamW"), ProgramKind.Evaluate, ProgramKind.Gradients,
                ProgramKind.TrainStep));
        }
    }
}
