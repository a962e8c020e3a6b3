using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>Random movement of elements: other shapes, orders, pieces, and tensors put together.</summary>
internal static class ProgramMovement
{
    private static readonly Action<ProgramScope, Variable>[] All =
        [Permute, Reshape, Slice, Slice, Element, Join, Join, Pad, Flip, Unsqueeze, Squeeze, Expand, Split];

    public static void Add(ProgramScope s) => s.Pick(All)(s, s.Any());

    private static void Permute(ProgramScope s, Variable x)
    {
        var axes = Enumerable.Range(0, x.Shape.Rank).ToArray();
        s.Random.Shuffle(axes);
        if (axes.Length < 2) return;
        var shape = Shape.Of(axes.Select(axis => x.Shape[axis]));
        s.Assign(shape, $"{{0}}.Permute({ProgramText.Numbers(axes)})", $"{{0}}.permute({ProgramText.Numbers(axes)})", x);
    }

    /// <summary>Two neighbours as one, an axis of a known size in two, or all in one.</summary>
    private static void Reshape(ProgramScope s, Variable x)
    {
        if (x.Shape.Rank == 0) return;
        var dims = x.Shape.Dims.ToList();
        var axis = s.Below(dims.Count);
        if (dims[axis].Constant is > 1 and var size && Divisor(size) is > 1 and var divisor && s.Chance(0.7))
        {
            dims[axis] = divisor;
            dims.Insert(axis + 1, size / divisor);
        }
        else if (axis + 1 < dims.Count && s.Chance(0.7))
        {
            dims[axis] *= dims[axis + 1];
            dims.RemoveAt(axis + 1);
        }
        else
        {
            dims = [x.Shape.Size];
        }

        s.Assign(Shape.Of(dims), $"{{0}}.Reshape({ProgramText.CSharp(dims)})", $"{{0}}.reshape({ProgramText.PyTorch(dims)})", x);
    }

    private static void Slice(ProgramScope s, Variable x)
    {
        if (x.Shape.Rank == 0) return;
        var axis = s.Below(x.Shape.Rank);
        var (dim, least) = (x.Shape[axis], ProgramScope.Least(x.Shape[axis]));
        if (least < 2) return;
        var start = s.Below((int)least - 1);
        var (end, text) = dim.Constant is { } size && start + 1 + s.Below((int)size - start) is var last
            ? ((Dim)last, GraphText.Number(last)) : (dim - (least - start > 1 ? 1 : 0), "");
        var shape = Shape.Of(x.Shape.Dims.Select((other, number) => number == axis ? end - start : other));
        var csharpEnd = text.Length > 0 ? text : $"{{0}}.Size({GraphText.Number(axis)}) - {(dim - end).ToString()}";
        s.Assign(shape, $"{{0}}.Slice({GraphText.Number(axis)}, {GraphText.Number(start)}, {csharpEnd})",
            $"{{0}}.narrow({GraphText.Number(axis)}, {GraphText.Number(start)}, {end - start})", x);
    }

    /// <summary>A piece at a constant or at a loop's index.</summary>
    private static void Element(ProgramScope s, Variable x)
    {
        var indices = s.Indices.Where(index => index.Below is not null).ToList();
        if (indices.Count > 0 && s.Pick(indices) is var index
            && s.Any(other => other.Shape.Rank > 0 && other.Shape[0] == index.Below) is { } rows)
            s.Assign(Shape.Of(rows.Shape.Dims.Skip(1)), $"{{0}}[{index.Name}]", $"{{0}}[{index.Name}]", rows);
        else if (x.Shape.Rank > 0)
            s.Assign(Shape.Of(x.Shape.Dims.Skip(1)), "{0}[0]", "{0}[0]", x);
    }

    private static void Join(ProgramScope s, Variable x)
    {
        if (x.Shape.Rank > 0 && s.Chance(0.6)) Concat(s, x, s.Below(x.Shape.Rank));
        else if (s.Any(other => other.Shape == x.Shape) is { } same && s.Below(x.Shape.Rank + 1) is var place)
            s.Assign(Shape.Of([.. x.Shape.Dims.Take(place), 2, .. x.Shape.Dims.Skip(place)]),
                $"Tensor.Stack({place}, {{0}}, {{1}})", $"torch.stack(({{0}}, {{1}}), {place})", x, same);
    }

    private static void Concat(ProgramScope s, Variable x, int axis)
    {
        if (s.Any(other => other.Shape.Rank == x.Shape.Rank
            && Enumerable.Range(0, x.Shape.Rank).All(place => place == axis || other.Shape[place] == x.Shape[place])) is not { } y) return;
        var shape = Shape.Of(x.Shape.Dims.Select((dim, place) => place == axis ? dim + y.Shape[axis] : dim));
        s.Assign(shape, $"Tensor.Concat({axis}, {{0}}, {{1}})", $"torch.cat(({{0}}, {{1}}), {axis})", x, y);
    }

    private static void Pad(ProgramScope s, Variable x)
    {
        if (x.Shape.Rank == 0) return;
        var (before, after) = (s.Below(3), s.Below(3));
        var sizes = ProgramText.Numbers([before, after]);
        var shape = Shape.Of([.. x.Shape.Dims.Take(x.Shape.Rank - 1), x.Shape[x.Shape.Rank - 1] + before + after]);
        s.Assign(shape, $"{{0}}.Pad([{sizes}], 0.5)", $"F.pad({{0}}, ({sizes}), value=0.5)", x);
    }

    private static void Flip(ProgramScope s, Variable x)
    {
        if (x.Shape.Rank == 0) return;
        var axis = GraphText.Number(s.Below(x.Shape.Rank));
        s.Assign(x.Shape, $"{{0}}.Flip({axis})", $"{{0}}.flip({axis})", x);
    }

    private static void Unsqueeze(ProgramScope s, Variable x)
    {
        var place = s.Below(x.Shape.Rank + 1);
        var shape = Shape.Of([.. x.Shape.Dims.Take(place), 1, .. x.Shape.Dims.Skip(place)]);
        s.Assign(shape, $"{{0}}.Unsqueeze({GraphText.Number(place)})", $"{{0}}.unsqueeze({GraphText.Number(place)})", x);
    }

    private static void Squeeze(ProgramScope s, Variable x)
    {
        var axis = x.Shape.Dims.ToList().FindIndex(dim => dim.IsOne);
        if (axis < 0) return;
        var shape = Shape.Of(x.Shape.Dims.Where((_, place) => place != axis));
        s.Assign(shape, $"{{0}}.Squeeze({GraphText.Number(axis)})", $"{{0}}.squeeze({GraphText.Number(axis)})", x);
    }

    private static void Expand(ProgramScope s, Variable x)
    {
        if (!x.Shape.Dims.Any(dim => dim.IsOne)) return;
        var dims = x.Shape.Dims.Select(dim => dim.IsOne ? s.Pick<Dim>([3, 2, 1]) : dim).ToList();
        s.Assign(Shape.Of(dims), $"{{0}}.Expand({ProgramText.CSharp(dims)})", $"{{0}}.expand({ProgramText.PyTorch(dims)})", x);
    }

    /// <summary>The two halves of an axis, swapped by their product.</summary>
    private static void Split(ProgramScope s, Variable x)
    {
        var axis = x.Shape.Dims.ToList().FindIndex(dim => dim.Constant is > 0 and var size && size % 2 == 0);
        if (axis < 0) return;
        var text = GraphText.Number(axis);
        var shape = Shape.Of(x.Shape.Dims.Select((dim, place) => place == axis ? dim.Constant!.Value / 2 : dim));
        var (csharp, pytorch) = ($"{{0}}.Chunk(2, {text})", $"{{0}}.chunk(2, {text})");
        s.Assign(shape, $"{csharp}[0] * {csharp}[1]", $"{pytorch}[0] * {pytorch}[1]", x);
    }

    private static long Divisor(long size) => Enumerable.Range(2, (int)size - 1).FirstOrDefault(candidate => size % candidate == 0);
}
