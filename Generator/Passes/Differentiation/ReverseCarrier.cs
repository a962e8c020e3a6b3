using ModelGen.Generator.IR;

namespace ModelGen.Generator.Passes.Differentiation;

/// <summary>What the loop that computes a loop's gradient carries.</summary>
/// <param name="Name">The input of its body.</param>
/// <param name="Input">The number of the other loop's operand whose gradient it is.</param>
/// <param name="Type">Its type.</param>
/// <param name="Start">What it is before the first iteration; null for zeros.</param>
internal sealed record ReverseCarrier(string Name, int Input, TensorType Type, Node? Start);
