using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>Random convolutions and pools of what has axes of known sizes.</summary>
internal static class ProgramWindows
{
    public static void Add(ProgramScope s)
    {
        if (s.Chance(0.3) && s.Any(x => x.Shape.Rank == 3 && HasWindows(x, 2)) is { } signal) Convolve(s, signal, 1);
        else if (s.Any(x => x.Shape.Rank == 4 && HasWindows(x, 3)) is not { } image) return;
        else if (s.Chance(0.4)) Convolve(s, image, 2);
        else if (s.Chance(0.2)) Transposed(s, image);
        else if (s.Chance(0.2)) Adaptive(s, image);
        else if (s.Chance(0.15)) Unfold(s, image);
        else Pool(s, image);
    }

    private static void Convolve(ProgramScope s, Variable x, int axes)
    {
        var channels = (int)x.Shape[1].Constant!.Value;
        var (size, stride, padding, dilation) = (1 + s.Below(3), 1 + s.Below(2), s.Below(2), s.Chance(0.2) ? 2 : 1);
        var groups = s.Chance(0.3) ? channels : 1;
        var outputs = groups * (1 + s.Below(2));
        var spatial = x.Shape.Dims.Skip(2).Select(dim => (Dim)Windows(dim, (dilation * (size - 1)) + 1, stride, padding)).ToList();
        if (spatial.Any(dim => dim.Constant < 1)) return;
        var weight = s.Parameter(Shape.Of([outputs, channels / groups, .. Enumerable.Repeat((Dim)size, axes)]));
        var bias = s.Chance(0.5) ? s.Parameter(Shape.Of(outputs)) : null;
        var settings = ProgramText.Numbers([stride, padding, dilation, groups]);
        var shape = Shape.Of([x.Shape[0], outputs, .. spatial]);
        s.Assign(shape, $"{{0}}.Conv{axes}d({{1}}, {(bias is null ? "null" : "{2}")}, {settings})",
            $"F.conv{axes}d({{0}}, {{1}}, {(bias is null ? "None" : "{2}")}, {settings})", bias is null ? [x, weight] : [x, weight, bias]);
    }

    private static void Transposed(ProgramScope s, Variable x)
    {
        var (size, stride, padding, outputs) = (1 + s.Below(3), 1 + s.Below(2), s.Below(2), 1 + s.Below(2));
        var spatial = x.Shape.Dims.Skip(2).Select(dim => (Dim)(((dim.Constant!.Value - 1) * stride) - (2 * padding) + size)).ToList();
        if (spatial.Any(dim => dim.Constant < 1)) return;
        var weight = s.Parameter(Shape.Of(x.Shape[1], outputs, size, size));
        var settings = ProgramText.Numbers([stride, padding]);
        s.Assign(Shape.Of([x.Shape[0], outputs, .. spatial]), $"{{0}}.ConvTranspose2d({{1}}, null, {settings})",
            $"F.conv_transpose2d({{0}}, {{1}}, None, {settings})", x, weight);
    }

    private static void Adaptive(ProgramScope s, Variable x)
    {
        var (height, width) = (1 + s.Below(3), 1 + s.Below(3));
        var sizes = ProgramText.Numbers([height, width]);
        s.Assign(Shape.Of(x.Shape[0], x.Shape[1], height, width), $"{{0}}.AdaptiveAvgPool2d({sizes})",
            $"F.adaptive_avg_pool2d({{0}}, ({sizes}))", x);
    }

    private static void Unfold(ProgramScope s, Variable x)
    {
        var (size, stride) = (1 + s.Below(2), 1 + s.Below(2));
        var spatial = x.Shape.Dims.Skip(2).Select(dim => Windows(dim, size, stride, 0)).ToList();
        if (spatial.Any(dim => dim < 1)) return;
        var shape = Shape.Of(x.Shape[0], x.Shape[1] * (size * size), spatial[0] * spatial[1]);
        s.Assign(shape, $"{{0}}.Unfold({size}, {stride})", $"F.unfold({{0}}, {size}, 1, 0, {stride})", x);
    }

    private static void Pool(ProgramScope s, Variable x)
    {
        var (size, stride) = (1 + s.Below(3), s.Below(4));
        var padding = s.Below((size / 2) + 1);
        var spatial = x.Shape.Dims.Skip(2).Select(dim => (Dim)Windows(dim, size, stride == 0 ? size : stride, padding)).ToList();
        if (spatial.Any(dim => dim.Constant < 1)) return;
        var (kind, pytorch) = s.Chance(0.5) ? ("Max", "max") : ("Avg", "avg");
        var shape = Shape.Of([x.Shape[0], x.Shape[1], .. spatial]);
        s.Assign(shape, $"{{0}}.{kind}Pool2d({ProgramText.Numbers([size, stride, padding])})",
            $"F.{pytorch}_pool2d({{0}}, {size}, {(stride == 0 ? size : stride)}, {padding})", x);
    }

    private static bool HasWindows(Variable x, int from) => x.Shape.Dims.Skip(1).All(dim => dim.IsConstant) && x.Shape.Rank > from;

    private static long Windows(Dim dim, int extent, int stride, int padding)
        => (dim.Constant!.Value + (2 * padding) - extent) is >= 0 and var left ? (left / stride) + 1 : 0;
}
