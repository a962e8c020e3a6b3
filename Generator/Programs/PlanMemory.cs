using ModelGen.Generator.IR;

namespace ModelGen.Generator.Programs;

/// <summary>
/// Assigns offsets in one block, so that values with disjoint lifetimes share memory. Sizes are symbolic: a slot is reused if its size and
/// the new one can be compared for all values of the symbols.
/// </summary>
internal sealed class PlanMemory
{
    private readonly List<Slot> _slots = [];

    /// <summary>The offset of each value, in bytes, and the size of the block.</summary>
    public static (IReadOnlyList<Dim> Offsets, Dim Bytes) Allocate(IReadOnlyList<Lifetime> values)
    {
        var plan = new PlanMemory();
        var chosen = new Slot[values.Count];
        foreach (var index in Enumerable.Range(0, values.Count).OrderBy(index => values[index].First))
            chosen[index] = plan.AssignSlot(values[index]);
        var end = Dim.Zero;
        foreach (var slot in plan._slots)
        {
            slot.Offset = end;
            end += slot.Bytes;
        }

        return (chosen.Select(slot => slot.Offset).ToList(), end);
    }

    /// <summary>A free slot: best of its size, else one that is larger or grows; null where there is none.</summary>
    private Slot? Fitting(Lifetime value)
    {
        var free = _slots.Where(slot => slot.FreeFrom <= value.First).ToList();
        return free.FirstOrDefault(slot => slot.Bytes == value.Bytes)
            ?? free.FirstOrDefault(slot => IsAtLeast(slot.Bytes, value.Bytes))
            ?? free.FirstOrDefault(slot => IsAtLeast(value.Bytes, slot.Bytes));
    }

    private Slot AssignSlot(Lifetime value)
    {
        var slot = Fitting(value);
        if (slot is null) _slots.Add(slot = new Slot());
        if (IsAtLeast(value.Bytes, slot.Bytes)) slot.Bytes = value.Bytes;
        slot.FreeFrom = value.Last + 1;
        return slot;
    }

    /// <summary>Whether a >= b for all symbols >= 0, as far as the signs of the difference tell.</summary>
    private static bool IsAtLeast(Dim a, Dim b) => (a - b).IsNatural;

    private sealed class Slot
    {
        public Dim Bytes { get; set; }

        public Dim Offset { get; set; }

        public int FreeFrom { get; set; }
    }
}

/// <summary>A value's size and the first and last step that needs it, both included.</summary>
internal sealed record Lifetime(Dim Bytes, int First, int Last);
