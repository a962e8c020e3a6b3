using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>
/// The gradient of a branch is a branch on the same condition; what the body that ran has computed is handed to its gradient.
/// </summary>
/// <param name="outer">Holds the branch; gets the gradient.</param>
/// <param name="branch">The branch.</param>
/// <param name="outerSweep">The sweep that met it.</param>
/// <param name="isMasked">Whether zeros of gradients may say that an element was not chosen.</param>
internal sealed class BranchGradient(GraphBuilder outer, Node branch, ReverseSweep outerSweep, bool isMasked)
{
    private readonly List<InputInfo> _inputs = [];
    private readonly List<Node> _operands = [];

    /// <summary>The gradients of the branch's operands; null where none flows.</summary>
    /// <param name="results">The gradients of its results; null where none comes.</param>
    public Node?[] Build(IReadOnlyList<Node?> results)
    {
        var sides = branch.Bodies.Select((body, number) => Side(number, body, results)).ToList();
        var flowing = FlowingInputs(sides);
        foreach (var side in sides) side.Write(flowing);
        Save(sides);
        AddOperands(results);
        var reverse = outer.Add(OpKind.Branch, [outer.Nodes[branch.Inputs[0]], .. _operands],
            new BranchArguments(sides.Select(side => side.Finish(_inputs)).ToEquatableArray()));
        return Flowing(reverse, flowing);
    }

    /// <summary>The inputs of the bodies that either gives a gradient.</summary>
    private List<int> FlowingInputs(List<BranchSide> sides)
        => Enumerable.Range(0, branch.Inputs.Count - 1).Where(number => sides.Exists(side => side.Flows[number] is not null)).ToList();

    /// <summary>The results of the reverse branch, by the operands whose gradients they are.</summary>
    private Node?[] Flowing(Node reverse, List<int> flowing)
    {
        var gradients = new Node?[branch.Inputs.Count];
        for (var index = 0; index < flowing.Count; index++) gradients[flowing[index] + 1] = outer.Part(reverse, index);
        return gradients;
    }

    /// <summary>Hands the gradient of each result, and what the branch was given, to the gradient.</summary>
    private void AddOperands(IReadOnlyList<Node?> results)
    {
        foreach (var (number, gradient) in Given(results)) Operand(GradientName(number), gradient);
        var captures = branch.Bodies[0].Inputs;
        for (var number = 0; number < captures.Count; number++) Operand(captures[number].Name, outer.Nodes[branch.Inputs[number + 1]]);
    }

    /// <summary>The gradients that come, with the numbers of their results.</summary>
    private static IEnumerable<(int Result, Node Gradient)> Given(IReadOnlyList<Node?> results)
    {
        for (var number = 0; number < results.Count; number++)
        {
            if (results[number] is { } gradient) yield return (number, gradient);
        }
    }

    private BranchSide Side(int number, Graph body, IReadOnlyList<Node?> results)
    {
        var inner = GraphBuilder.Continue(body with { Outputs = [] });
        var sweep = new ReverseSweep(inner, node => IsWanted(body, node), outerSweep.Ranges.Within(branch, body, inner.Nodes));
        foreach (var (result, gradient) in Given(results))
            sweep.Seed(body.Outputs[result].Node, inner.Input(new(GradientName(result), gradient.Type)), isMasked);
        sweep.Run();
        return new(number, body, inner, sweep, ControlFlow.Body(outer, body.Name + "_gradient"));
    }

    private bool IsWanted(Graph body, Node source)
        => body.InputNumber(source.Name) is not { } number || outerSweep.IsReached(branch.Inputs[number + 1]);

    /// <summary>Makes each body return what either saves, and hands it to the gradient.</summary>
    private void Save(List<BranchSide> sides)
    {
        var saved = sides.Select(side => side.Saved).ToList();
        outer.ReplaceBodies(branch, sides.Select(side => side.Forward(saved)).ToEquatableArray());
        var (current, result) = (outer.Nodes[branch.Id], branch.Bodies[0].Outputs.Count);
        foreach (var name in sides.SelectMany(side => side.SavedNames))
        {
            var part = outer.Part(current, result++);
            outerSweep.ForwardResults.Add(part.Id);
            Operand(name, part);
        }
    }

    private void Operand(string name, Node node)
    {
        _inputs.Add(new(name, node.Type));
        _operands.Add(node);
    }

    private static string GradientName(int number) => "gradient" + GraphText.Number(number);
}
