using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>Numbers and sizes as both languages write them.</summary>
internal static class ProgramText
{
    /// <summary>Sizes as arguments in C#: numbers, or text with symbols.</summary>
    public static string CSharp(IEnumerable<Dim> dims)
        => string.Join(", ", dims.Select(dim => dim.IsConstant ? dim.ToString() : $"\"{dim}\""));

    /// <summary>Sizes as a tuple in Python.</summary>
    public static string PyTorch(IEnumerable<Dim> dims) => "(" + string.Concat(dims.Select(dim => $"{dim}, ")) + ")";

    public static string Numbers(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(number => GraphText.Number(number)));

    /// <summary>An expression with names in its places.</summary>
    public static string Filled(string template, IReadOnlyList<Variable> arguments)
    {
        for (var number = 0; number < arguments.Count; number++)
            template = template.Replace($"{{{GraphText.Number(number)}}}", arguments[number].Name, StringComparison.Ordinal);
        return template;
    }
}
