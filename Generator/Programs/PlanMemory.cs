using ModelGen.Generator.IR;

namespace ModelGen.Generator.Programs;

/// <summary>
/// Gives values places in one block, so that two share memory when they are never needed at the same time. Sizes are expressions in
/// symbols: a place is reused where its size and the new one can be compared whatever the symbols are.
/// </summary>
internal sealed class PlanMemory
{
    private readonly List<Place> _places = [];

    /// <summary>The offset of each value, in bytes, and the size of the block.</summary>
    public static (IReadOnlyList<Dim> Offsets, Dim Bytes) Run(IReadOnlyList<Lifetime> values)
    {
        var plan = new PlanMemory();
        var chosen = new Place[values.Count];
        foreach (var index in Enumerable.Range(0, values.Count).OrderBy(index => values[index].First))
            chosen[index] = plan.Choose(values[index]);
        var end = Dim.Zero;
        foreach (var place in plan._places)
        {
            place.Offset = end;
            end += place.Bytes;
        }

        return (chosen.Select(place => place.Offset).ToList(), end);
    }

    private Place Choose(Lifetime value)
    {
        var free = _places.Where(place => place.FreeFrom <= value.First).ToList();
        var place = free.FirstOrDefault(place => place.Bytes == value.Bytes)
            ?? free.FirstOrDefault(place => IsAtLeast(place.Bytes, value.Bytes))
            ?? free.FirstOrDefault(place => IsAtLeast(value.Bytes, place.Bytes));
        if (place is null) _places.Add(place = new Place());
        if (IsAtLeast(value.Bytes, place.Bytes)) place.Bytes = value.Bytes;
        place.FreeFrom = value.Last + 1;
        return place;
    }

    /// <summary>Whether a >= b for all symbols >= 0, as far as the signs of the difference tell.</summary>
    private static bool IsAtLeast(Dim a, Dim b) => (a - b).IsNatural;

    private sealed class Place
    {
        public Dim Bytes { get; set; }

        public Dim Offset { get; set; }

        public int FreeFrom { get; set; }
    }
}

/// <summary>A value's size and the first and last step that needs it, both included.</summary>
internal sealed record Lifetime(Dim Bytes, int First, int Last);
