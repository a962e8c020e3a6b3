using ModelGen.Generator.IR;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>Random loops, with bounds of the call that may be 0 or negative, and random branches; loops and branches in them too.</summary>
internal static class ProgramControl
{
    private const int MostDeep = 2;

    private static readonly (string CSharp, string PyTorch)[] Conditions =
        [("K > 1", "K > 1"), ("K % 2 == 0 && M", "K % 2 == 0 and M"), ("M", "M"), ("!M || K < 0", "not M or K < 0"),
            ("{0}.Size(0) > 2", "{0}.size(0) > 2"), ("{0}.Size(0) == 1", "{0}.size(0) == 1"), ("K % 2 == 1", "math.fmod(K, 2) == 1"),
            ("K / 2 == 0", "int(K / 2) == 0")];

    /// <summary>Where loops end; {0} is a variable with axes.</summary>
    private static readonly (string CSharp, string PyTorch)[] Ends =
    [
        ("{0}.Size(0)", "{0}.size(0)"), ("{0}.Size(0)", "{0}.size(0)"), ("K", "K"), ("K", "K"), ("K - 1", "K - 1"),
        ("{0}.Size(0) - 2", "{0}.size(0) - 2"), ("3", "3"), ("12", "12"), ("K / 2 + 1", "int(K / 2) + 1"),
        ("{0}.Size(0) % 3", "{0}.size(0) % 3"), ("K % 3", "int(math.fmod(K, 3))"),
    ];

    /// <summary>What a turn makes of the carried {0} and of {1}.</summary>
    private static readonly (string CSharp, string PyTorch)[] Turns =
    [
        ("({0} * 0.5 + {1}).Tanh()", "torch.tanh({0} * 0.5 + {1})"), ("{0} * 0.7 + {1} * 0.3", "{0} * 0.7 + {1} * 0.3"),
        ("({0} * {1}).Sin()", "torch.sin({0} * {1})"),
    ];

    public static void Add(ProgramScope s)
    {
        if (s.Depth >= MostDeep) return;
        if (s.Chance(0.6)) AddLoop(s);
        else AddBranch(s);
    }

    private static void AddLoop(ProgramScope s)
    {
        var (start, inner) = (s.Any(), s.Inner());
        var range = Range(s);
        var isBelow = range.Start >= 0 && range.CSharpEnd.StartsWith("{0}.Size(0)", StringComparison.Ordinal);
        var within = isBelow ? range.Sized.Shape[0] : (Dim?)null;
        inner.Indices.Add((range.Index, within));
        var carried = new Variable(s.Names.Next("c"), start.Shape);
        inner.Variables.Add(carried);
        inner.Grow(1 + s.Below(4));
        var hasList = s.Chance(0.3);
        var skips = !hasList && !range.IsWhile && s.Chance(0.2);
        s.Add(new Loop(carried, range, start, new(inner.Statements, Next(inner, carried)), hasList, skips));
    }

    private static void AddBranch(ProgramScope s)
    {
        var (csharp, pytorch) = s.Pick(Conditions);
        var (shape, sized) = (s.Any(x => ProgramScope.IsSmall(x.Shape))!.Shape, s.Any(x => x.Shape.Rank > 0)!);
        s.Add(new Branch(new(s.Names.Next("b"), shape), csharp, pytorch, sized, Side(s, shape), Side(s, shape)));
    }

    private static LoopRange Range(ProgramScope s)
    {
        var isOpen = s.Chance(0.9);
        var sized = s.Any(x => x.Shape.Rank > 0 && (!isOpen || !x.Shape[0].IsConstant)) ?? s.Any(x => x.Shape.Rank > 0)!;
        var (csharp, pytorch) = s.Pick(Ends);
        if (s.Indices.Count > 0 && s.Chance(0.4) && s.Pick(s.Indices).Name is var outer)
            (csharp, pytorch) = ($"{outer} + 1", $"{outer} + 1");
        return new(s.Names.Next("i"), s.Pick([0, 0, 1, 2]), csharp, pytorch, s.Pick([1, 1, 1, 2, -1, -1, -2]), sized, s.Chance(0.15));
    }

    /// <summary>What the loop carries on: it and another value, small whatever they are.</summary>
    private static Variable Next(ProgramScope s, Variable carried)
    {
        var other = s.Any(x => ProgramScope.Joined(x.Shape, carried.Shape) == carried.Shape && x != carried) ?? carried;
        var (csharp, pytorch) = s.Pick(Turns);
        return s.Assign(carried.Shape, csharp, pytorch, carried, other) ?? carried;
    }

    private static Block Side(ProgramScope s, Shape shape)
    {
        var inner = s.Inner();
        inner.Grow(s.Below(4));
        var value = inner.Any(x => ProgramScope.Joined(x.Shape, shape) == shape)!;
        if (value.Shape == shape && s.Chance(0.8)) return new(inner.Statements, value);
        var (csharp, pytorch) = ($"Tensor.Zeros({ProgramText.CSharp(shape.Dims)})", $"zeros({ProgramText.PyTorch(shape.Dims)})");
        return new(inner.Statements, inner.Assign(shape, $"{{0}} + {csharp}", $"{{0}} + {pytorch}", value)!);
    }
}
