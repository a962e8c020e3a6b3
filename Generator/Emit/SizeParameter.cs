using ModelGen.Generator.CSharp;

namespace ModelGen.Generator.Emit;

/// <summary>A symbol that a call over spans is given, and the parameter that gives it.</summary>
internal sealed record SizeParameter(string Symbol, string Parameter)
{
    /// <summary>A parameter for each symbol: its name in camel case, apart from other parameters'.</summary>
    public static IReadOnlyList<SizeParameter> ForSymbols(IEnumerable<string> symbols, IEnumerable<string> parameters)
    {
        var taken = new HashSet<string>(parameters.Select(Identifiers.Escape));
        return [.. symbols.Select(symbol => new SizeParameter(symbol, Apart(symbol)))];

        string Apart(string symbol)
        {
            var name = Camel(symbol);
            while (!taken.Add(Identifiers.Escape(name))) name += "Size";
            return name;
        }
    }

    /// <summary>Such as <c>n</c> for N, <c>seqLength</c> for SeqLength, <c>hw</c> for HW.</summary>
    private static string Camel(string symbol)
    {
        var capitals = symbol.TakeWhile(char.IsUpper).Count();
        var lowered = capitals > 1 && capitals < symbol.Length && char.IsLower(symbol[capitals]) ? capitals - 1 : capitals;
        return symbol.Substring(0, lowered).ToLowerInvariant() + symbol.Substring(lowered);
    }
}
