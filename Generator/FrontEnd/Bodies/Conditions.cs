using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.Operations;

namespace ModelGen.Generator.FrontEnd.Bodies;

/// <summary>What is told where tensors stand as truth values, of which they have one for each element.</summary>
internal static class Conditions
{
    /// <summary>What to write instead of a condition that is a tensor.</summary>
    /// <param name="value">The condition's value.</param>
    /// <param name="syntax">Where it stands.</param>
    public static string Advice(SymbolicValue value, SyntaxNode syntax)
    {
        var text = SyntaxText.Short(syntax);
        if (value is not TensorValue { Node: { Type: { Rank: var rank, Element: IR.ElementType.Bool } } })
            return "a condition compares numbers that are known when the model is called; choose elementwise by Tensor.Where";
        var (then, otherwise) = syntax.Parent is ConditionalExpressionSyntax choice && choice.Condition == syntax
            ? (SyntaxText.Short(choice.WhenTrue), SyntaxText.Short(choice.WhenFalse))
            : ("a", "b");
        var where = $"write Tensor.Where({text}, {then}, {otherwise})";
        return rank == 0
            ? $"its value is on the device: {where}, or ({text}).Item(), for which the host waits"
            : $"it has a truth value for each element: {where}, or for a single one ({text}).ToTensor().Max().Item() > 0";
    }

    /// <summary>What to write instead of a comparison of what are no numbers.</summary>
    public static string Comparison(IOperation operation, BinaryOperatorKind kind, SymbolicValue left, SymbolicValue right)
    {
        var isOfTensors = left is TensorValue || right is TensorValue;
        if (!isOfTensors || operation is not IBinaryOperation binary
            || kind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals))
            return "conditions compare numbers that are known when the model is called; compare tensors elementwise instead";
        var method = kind == BinaryOperatorKind.Equals ? "EqualTo" : "NotEqualTo";
        return $"in C# it asks whether both are one object: for a truth value for each element write "
            + $"{SyntaxText.Short(binary.LeftOperand.Syntax)}.{method}({SyntaxText.Short(binary.RightOperand.Syntax)})";
    }

    /// <summary>'and' or 'or' of tensors that C# decides by their left side.</summary>
    public static LanguageException ShortCircuit(IBinaryOperation binary)
    {
        var isOr = binary.OperatorKind == BinaryOperatorKind.ConditionalOr;
        var sides = new[] { binary.LeftOperand, binary.RightOperand }.Select(side => SyntaxText.Short(side.Syntax));
        var location = binary.Syntax is BinaryExpressionSyntax { OperatorToken: var token }
            ? token.GetLocation()
            : binary.Syntax.GetLocation();
        return new(Descriptors.UnknownSyntax, location, $"'{(isOr ? "||" : "&&")}' of tensors",
            $"they have a truth value for each element: write ({string.Join(isOr ? ") | (" : ") & (", sides)})");
    }
}
