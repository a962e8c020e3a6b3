using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.FrontEnd.Source;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Values;

/// <summary>Reads the dimensions of [Shape] and [Parameter].</summary>
internal static class ShapeReader
{
    /// <summary>A shape for the numbers of one use.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="known">The numbers.</param>
    /// <param name="attribute">Where it stands.</param>
    /// <exception cref="LanguageException">A dimension is none with these numbers.</exception>
    public static Shape Known(Shape shape, IReadOnlyDictionary<string, Dim> known, AttributeData attribute)
    {
        var result = shape.Substitute(known);
        for (var axis = 0; axis < result.Rank; axis++)
        {
            if (shape[axis].IsConstant || result[axis].Constant is not <= 0) continue;
            throw new LanguageException(
                Descriptors.NotADimension,
                attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation(),
                $"\"{shape[axis]}\"",
                $"it is {result[axis]}, but a dimension is 1 or more");
        }

        return result;
    }

    /// <param name="attribute">The attribute; its first argument is the array of dimensions.</param>
    /// <param name="isKnown">Whether a name may be used.</param>
    /// <param name="allowed">What may be used, for the message.</param>
    /// <param name="allowsLeading">Whether a leading "..." may stand.</param>
    /// <exception cref="LanguageException">A dimension is none.</exception>
    public static Shape Read(AttributeData attribute, Func<string, bool> isKnown, string allowed, bool allowsLeading = false)
    {
        var location = attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation();
        if (attribute.ConstructorArguments.Any(argument => argument.Kind == TypedConstantKind.Error
            || (argument.Kind == TypedConstantKind.Array && !argument.IsNull
                && argument.Values.Any(value => value.Kind == TypedConstantKind.Error))) || attribute.AttributeConstructor is null)
            throw new LanguageException(null);
        if (attribute.ConstructorArguments is [{ IsNull: true }]) throw Fault("null", "write an int or text");
        var arguments = attribute.ConstructorArguments.Length == 0 || attribute.ConstructorArguments[0].Kind != TypedConstantKind.Array
            ? []
            : attribute.ConstructorArguments[0].Values.ToArray();
        var dims = new List<Dim>();
        for (var axis = 0; axis < arguments.Length; axis++) dims.Add(Dimension(arguments[axis].Value, axis == 0 && allowsLeading));
        return Shape.Of(dims);

        Dim Dimension(object? value, bool mayLead) => value switch
        {
            int number and > 0 => number,
            int number => throw Fault(number.ToString(CultureInfo.InvariantCulture), "a dimension is 1 or more"),
            "..." when mayLead => Dim.Symbol(KnownNames.Leading),
            "..." => throw Fault("\"...\"", "it can stand only first in the [Shape] of a module's input"),
            string text when DimParser.Parse(text) is { } dim => Checked(dim, text),
            string text => throw Fault($"\"{text}\"", "write a number, a name, or arithmetic of them such as \"2*N\""),
            _ => throw Fault(value?.ToString() ?? "null", "write an int or text"),
        };

        Dim Checked(Dim dim, string text)
        {
            foreach (var name in dim.Symbols.Where(name => !isKnown(name))) throw Fault($"\"{name}\"", allowed);
            return dim.Constant <= 0 ? throw Fault($"\"{text}\"", "a dimension is 1 or more") : dim;
        }

        LanguageException Fault(string what, string why) => new(Descriptors.NotADimension, location, what, why);
    }
}
