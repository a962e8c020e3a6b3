using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>One of the two bodies of a branch and its gradient.</summary>
/// <param name="number">Which one.</param>
/// <param name="body">The body.</param>
/// <param name="inner">Goes on with it, and has its gradients.</param>
/// <param name="sweep">The sweep that appended these.</param>
/// <param name="backward">Gets the body of the gradient.</param>
internal sealed class BranchSide(int number, Graph body, GraphBuilder inner, ReverseSweep sweep, GraphBuilder backward)
{
    private readonly ForwardBackwardSplit _split = new(inner, sweep.IsForward, _ => false);
    private readonly Dictionary<string, Node> _inputs = [];

    /// <summary>The gradients of the body's inputs; null where none flows.</summary>
    public IReadOnlyList<Node?> Flows { get; } = body.Inputs.Select(input => sweep.GradientOfInput(input.Name)).ToList();

    /// <summary>The types of the values that the body hands to its gradient.</summary>
    public IReadOnlyList<TensorType> Saved => _split.Saved.Select(node => node.Type).ToList();

    /// <summary>Their names as inputs of the gradient.</summary>
    public IEnumerable<string> SavedNames => Enumerable.Range(0, _split.Saved.Count).Select(SavedName);

    private string SavedName(int index) => $"saved{GraphText.Number(number)}_{GraphText.Number(index)}";

    /// <summary>Writes the gradients of some of the inputs.</summary>
    /// <param name="flowing">The inputs' numbers.</param>
    public void Write(IReadOnlyList<int> flowing)
    {
        var handed = flowing.Select(input => Flows[input] ?? inner.Zeros(body.Inputs[input].Type)).ToList();
        var outputs = _split.Gradient(backward, handed, Declared,
            (index, value) => backward.UndeclaredInput(SavedName(index), value.Type));
        for (var index = 0; index < flowing.Count; index++)
            backward.Output(OutputRole.Result, body.Inputs[flowing[index]].Name, outputs[index]);
    }

    /// <summary>The body as it was, with the values that either side saves as further results; those of the other are undefined.</summary>
    /// <param name="saved">The types of what each side saves.</param>
    public Graph Forward(IReadOnlyList<IReadOnlyList<TensorType>> saved)
        => _split.Forward(body, (builder, values) =>
            saved.SelectMany((types, side) => side == number ? values : types.Select(builder.Undefined)));

    /// <summary>The gradient's body.</summary>
    /// <param name="inputs">What it is given.</param>
    public Graph Finish(IEnumerable<InputInfo> inputs)
    {
        foreach (var input in inputs) backward.Declare(input);
        return backward.Build();
    }

    private Node Declared(Node input)
        => _inputs.TryGetValue(input.Name, out var known)
            ? known
            : _inputs[input.Name] = backward.UndeclaredInput(input.Name, input.Type);
}
