using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

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
    private readonly List<string> _names = [];
    private readonly List<Node> _operands = [];

    /// <summary>The gradients of the branch's operands; null where none flows.</summary>
    /// <param name="results">The gradients of its results; null where none comes.</param>
    public Node?[] Build(IReadOnlyList<Node?> results)
    {
        var bodies = branch.Bodies.Select((body, number) => new Side(number, body, outer, branch, outerSweep, results, isMasked))
            .ToList();
        var flowing = Enumerable.Range(0, branch.Inputs.Count - 1).Where(number => bodies.Any(side => side.Flows[number] is not null))
            .ToList();
        var count = branch.Bodies[0].Outputs.Count;
        foreach (var side in bodies) side.Write(flowing);

        // Each body returns the saved values of both, with those of the other undefined.
        var types = bodies.SelectMany(side => side.Split.Saved).Select(node => node.Type).ToList();
        var firsts = new[] { 0, bodies[0].Split.Saved.Count };
        outer.ReplaceBodies(branch, bodies.Select((side, number) => side.Split.Forward(side.Body, (builder, values) =>
        {
            var own = values.ToList();
            return types.Select((type, index) =>
                index >= firsts[number] && index < firsts[number] + own.Count ? own[index - firsts[number]] : builder.Undefined(type));
        })).ToEquatableArray());
        var current = outer.Nodes[branch.Id];
        for (var index = 0; index < types.Count; index++)
        {
            var part = outer.Part(current, count + index);
            outerSweep.ForwardResults.Add(part.Id);
            var number = index < firsts[1] ? 0 : 1;
            Operand(bodies[number].SavedName(index - firsts[number]), part);
        }

        for (var number = 0; number < results.Count; number++)
        {
            if (results[number] is { } gradient) Operand(Side.GradientName(number), gradient);
        }

        var captures = branch.Bodies[0].Inputs;
        for (var number = 0; number < captures.Count; number++) Operand(captures[number].Name, outer.Nodes[branch.Inputs[number + 1]]);
        var gradientBranch = outer.Add(OpKind.Branch, [outer.Nodes[branch.Inputs[0]], .. _operands], new BranchArguments(
            bodies.Select(side => side.Finish(_names.Zip(_operands, (name, node) => new InputInfo(name, node.Type))))
                .ToEquatableArray()));
        var gradients = new Node?[branch.Inputs.Count];
        for (var index = 0; index < flowing.Count; index++) gradients[flowing[index] + 1] = outer.Part(gradientBranch, index);
        return gradients;
    }

    private void Operand(string name, Node node)
    {
        _names.Add(name);
        _operands.Add(node);
    }

    /// <summary>One of the two bodies and its gradient.</summary>
    private sealed class Side
    {
        private readonly int _number;
        private readonly GraphBuilder _inner;
        private readonly GraphBuilder _backward;

        public Side(int number, Graph body, GraphBuilder outer, Node branch, ReverseSweep outerSweep, IReadOnlyList<Node?> results,
            bool isMasked)
        {
            (_number, Body) = (number, body);
            _inner = GraphBuilder.Continue(body with { Outputs = [] });
            var names = body.Inputs.Select(input => input.Name).ToList();
            var sweep = new ReverseSweep(_inner, IsWanted, outerSweep.Ranges.Within(branch, body, _inner.Nodes));
            for (var result = 0; result < results.Count; result++)
            {
                if (results[result] is { } gradient)
                    sweep.Seed(body.Outputs[result].Node, _inner.Input(new(GradientName(result), gradient.Type)), isMasked);
            }

            sweep.Run();
            Flows = names.Select(name =>
                _inner.Nodes.FirstOrDefault(node => node.Kind == OpKind.Input && node.Name == name) is { } source
                    ? sweep.GradientOf(source.Id)
                    : null).ToList();
            Split = new(_inner, sweep.IsForward, _ => false);
            _backward = ControlFlow.Body(outer, body.Name + "_gradient");

            bool IsWanted(Node node)
                => names.IndexOf(node.Name) is var index && (index < 0 || outerSweep.IsReached(branch.Inputs[index + 1]));
        }

        public Graph Body { get; }

        public IReadOnlyList<Node?> Flows { get; }

        public ForwardBackwardSplit Split { get; }

        public static string GradientName(int number) => "gradient" + GraphText.Number(number);

        public string SavedName(int index) => $"saved{GraphText.Number(_number)}_{GraphText.Number(index)}";

        public void Write(IReadOnlyList<int> flowing)
        {
            var inputs = new Dictionary<string, Node>();
            var handed = flowing.Select(number => Flows[number] ?? Zero(Body.Inputs[number].Type)).ToList();
            var outputs = Split.Gradient(
                _backward,
                handed,
                input => inputs.TryGetValue(input.Name, out var known)
                    ? known
                    : inputs[input.Name] = _backward.UndeclaredInput(input.Name, input.Type),
                (index, value) => _backward.UndeclaredInput(SavedName(index), value.Type));
            for (var index = 0; index < flowing.Count; index++)
                _backward.Output(OutputRole.Result, Body.Inputs[flowing[index]].Name, outputs[index]);
        }

        private Node Zero(TensorType type) => _inner.BroadcastTo(_inner.Constant(0, type.Element), type.Shape);

        public Graph Finish(IEnumerable<InputInfo> inputs)
        {
            foreach (var input in inputs) _backward.Declare(input);
            return _backward.Build();
        }
    }
}
