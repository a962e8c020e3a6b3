using ModelGen.Generator.IR;

namespace ModelGen.Generator.FrontEnd.Modules;

/// <summary>What a module asks of dimensions, told for the numbers of one use: its text was written where they were open.</summary>
internal static class GuardText
{
    private static readonly char[] Around = ['[', ']', ',', ';', ':'];

    private static readonly char[] Operators = ['+', '-', '*', '/'];

    /// <summary>What is wrong where no call meets the guard.</summary>
    /// <param name="guard">What the module asks.</param>
    /// <param name="known">The numbers.</param>
    public static string Fault(DimGuard guard, IReadOnlyDictionary<string, Dim> known)
        => (guard.Because.Contains("floor(") ? Indivisible(guard, known) : null) ?? Substituted(guard.Because, known) + Known(guard, known);

    /// <summary>A number that does not divide another one, where a quotient of the two is taken; null where each does.</summary>
    private static string? Indivisible(DimGuard guard, IReadOnlyDictionary<string, Dim> known)
    {
        foreach (var quotient in new[] { guard.Left, guard.Right }.SelectMany(dim => dim.Terms).SelectMany(Quotients))
        {
            var (dividend, divisor) = (quotient.Dividend.Substitute(known), quotient.Divisor.Substitute(known));
            if (dividend.Constant is not { } whole || divisor.Constant is not { } part || part < 2 || whole % part == 0) continue;
            var (what, by) = (Name(quotient.Dividend), Name(quotient.Divisor));
            return $"{by} must divide {what}, but {by} is {divisor} and {what} is {dividend}";
        }

        return null;
    }

    /// <summary>The quotients of a term that are taken times what they are divided by, as the sizes of equal parts are.</summary>
    private static IEnumerable<DimFactor> Quotients(DimTerm term)
        => term.Factors.Where(factor => factor.Name is null && !factor.IsClamp
            && factor.Divisor.Symbols.Any(symbol => term.Factors.Any(other => other.Name == symbol)));

    /// <summary>The number whose sign a quotient parts from its size.</summary>
    private static string Name(Dim dim) => dim.Symbols is [var symbol] && dim.HasClamp ? symbol : dim.ToString();

    /// <summary>A text with the numbers in shapes and in arithmetic; words stay what they are.</summary>
    private static string Substituted(string text, IReadOnlyDictionary<string, Dim> known)
    {
        var isShape = false;
        return string.Join(" ", text.Split(' ').Select(Word));

        string Word(string word)
        {
            isShape |= word.StartsWith("[", StringComparison.Ordinal);
            var core = word.Trim(Around);
            var isDim = core.Length > 0 && (isShape || core.IndexOfAny(Operators) >= 0);
            isShape &= word.IndexOf(']') < 0;
            return isDim && DimParser.Parse(core) is { } dim ? word.Replace(core, dim.Substitute(known).ToString()) : word;
        }
    }

    /// <summary>What the bare symbols are that the text still has.</summary>
    private static string Known(DimGuard guard, IReadOnlyDictionary<string, Dim> known)
    {
        var words = Substituted(guard.Because, known).Split([' ', '(', ')', .. Around], StringSplitOptions.RemoveEmptyEntries);
        var symbols = guard.Left.Symbols.Concat(guard.Right.Symbols).Distinct()
            .Where(symbol => words.Contains(symbol) && known.TryGetValue(symbol, out var value) && value != Dim.Symbol(symbol))
            .Select(symbol => $"{symbol} is {known[symbol]}").ToList();
        return symbols.Count == 0 ? "" : "; here " + string.Join(", ", symbols);
    }
}
