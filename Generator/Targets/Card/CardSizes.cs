using System.Globalization;
using ModelGen.Generator.CSharp;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Targets.Card;

/// <summary>The sizes for which a card tells numbers: each symbol that none is given for is 1.</summary>
/// <param name="given">Sizes by symbol.</param>
/// <param name="unread">What of the setting is no size.</param>
internal sealed class CardSizes(IReadOnlyDictionary<string, long> given, IReadOnlyList<string> unread)
{
    /// <summary>What of the setting is no size.</summary>
    public IReadOnlyList<string> Unread => unread;

    /// <summary>Reads a setting such as <c>N=32, T=64</c>.</summary>
    public static CardSizes Read(string setting)
    {
        var (given, unread) = (new Dictionary<string, long>(StringComparer.Ordinal), new List<string>());
        foreach (var item in setting.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries).Select(item => item.Trim()))
        {
            var parts = item.Split('=');
            if (parts.Length == 2 && long.TryParse(parts[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                given[parts[0].Trim()] = size;
            else if (item.Length > 0)
                unread.Add(item);
        }

        return new(given, unread);
    }

    /// <summary>The value of a term; it is a number.</summary>
    public string Number(Dim dim) => DimText.Grouped(dim.Substitute(dim.Symbols.ToDictionary(symbol => symbol, symbol => (Dim)Of(symbol))));

    /// <summary>Such as <c>N = 32, T = 64</c>, for the symbols of some terms.</summary>
    public string Describe(IEnumerable<Dim> dims)
        => string.Join(", ", dims.SelectMany(dim => dim.Symbols).Distinct().OrderBy(symbol => symbol, StringComparer.Ordinal)
            .Select(symbol => $"{symbol} = {GraphText.Number(Of(symbol))}"));

    private long Of(string symbol) => given.TryGetValue(symbol, out var size) ? size : 1;
}
