using System.Buffers;
using System.Globalization;
using System.Numerics.Tensors;

namespace ModelGen.Runtime;

/// <summary>Copies tensors from one model to another, or a share of them: target = (1 - tau) * target + tau * source.</summary>
internal static class ParameterCopy
{
    private const int Piece = 1 << 15;

    /// <summary>Copies tensors by their names, after all of them were found and fit.</summary>
    public static void Run(ParameterCollection target, ParameterCollection source, double tau)
    {
        CheckShare(tau);
        for (var number = 0; number < target.Count; number++)
        {
            if (!Fits(target[number], Counterpart(source, target[number], number))) throw Misfit(target, source);
        }

        if (target.Count == 0) return;
        using var models = new BothModels(target[0], source[0]);
        for (var number = 0; number < target.Count; number++) MustBeThere(target[number], Counterpart(source, target[number], number)!);
        for (var number = 0; number < target.Count; number++)
            Copy(models, target[number], Counterpart(source, target[number], number)!, tau);
    }

    /// <summary>Copies one tensor.</summary>
    public static void Run(Parameter target, Parameter source, double tau)
    {
        CheckShare(tau);
        if (!Fits(target, source))
        {
            throw new ArgumentException(
                $"{target} of {Model(target)} cannot be copied from {source} of {Model(source)}: the shapes differ, and must be the same.",
                nameof(source));
        }

        using var models = new BothModels(target, source);
        MustBeThere(target, source);
        Copy(models, target, source, tau);
    }

    private static void CheckShare(double tau)
    {
        if (tau is >= 0 and <= 1) return;
        throw new ArgumentOutOfRangeException(
            nameof(tau), tau, string.Create(CultureInfo.InvariantCulture, $"tau is the share of the source, from 0 to 1; got {tau}."));
    }

    private static bool Fits(Parameter target, Parameter? source) => source is not null && target.Shape.SequenceEqual(source.Shape);

    /// <summary>The tensor of the same name: in models of one class it has the same number.</summary>
    private static Parameter? Counterpart(ParameterCollection source, Parameter target, int number)
        => number < source.Count && source[number].Name == target.Name ? source[number] : source.Find(target.Name);

    private static void MustBeThere(Parameter target, Parameter source)
    {
        target.MustBeThere();
        source.MustBeThere();
    }

    private static void Copy(in BothModels models, Parameter target, Parameter source, double tau)
    {
        if (tau == 0) return;
        var (kept, taken) = (ArrayPool<double>.Shared.Rent(Piece), ArrayPool<double>.Shared.Rent(Piece));
        var count = target.LongCount;
        for (var first = 0L; first < count; first += Piece)
        {
            var length = (int)Math.Min(Piece, count - first);
            var other = taken.AsSpan(0, length);
            source.Read(models.Source, first, other);

            // At 1 nothing is added, for 0 times a number that is not finite is none.
            if (tau < 1) Blend(models.Target, target, first, kept.AsSpan(0, length), other, tau);
            target.Write(models.Target, first, other);
        }

        ArrayPool<double>.Shared.Return(kept);
        ArrayPool<double>.Shared.Return(taken);
    }

    private static void Blend(IModelMemory memory, Parameter target, long first, Span<double> own, Span<double> other, double tau)
    {
        target.Read(memory, first, own);
        TensorPrimitives.Multiply(own, 1 - tau, own);
        TensorPrimitives.Multiply(other, tau, other);
        TensorPrimitives.Add(own, other, other);
    }

    private static ArgumentException Misfit(ParameterCollection target, ParameterCollection source)
    {
        var found = target.Select(item => (Target: item, Source: source.Find(item.Name))).ToList();
        var missing = found.Where(pair => pair.Source is null).Select(pair => pair.Target.ToString()).ToList();
        var others = found.Where(pair => pair.Source is not null && !Fits(pair.Target, pair.Source))
            .Select(pair => $"{pair.Target}, which is {ShapeText.Of(pair.Source!.Shape)} there").ToList();
        List<string> faults = [];
        if (missing.Count > 0) faults.Add($"{source.Model} has no {FileText.List(missing, missing.Count)}");
        if (others.Count > 0) faults.Add($"the shapes must be the same, and differ in {FileText.List(others, others.Count)}");
        return new(
            $"{target.Model} cannot be copied from {source.Model}: {string.Join("; ", faults)}. Nothing was copied. A part is copied by "
                + "target.Parameters[\"encoder.*\"].CopyFrom(source.Parameters).",
            nameof(source));
    }

    private static string Model(Parameter parameter) => parameter.Memory.Layout.Model;

    /// <summary>Holds two models, or one that is both: the target alone, the source beside what reads it too.</summary>
    private readonly ref struct BothModels
    {
        private readonly MemoryHold _first;
        private readonly MemoryHold _second;
        private readonly bool _areTwo;

        public BothModels(Parameter target, Parameter source)
        {
            _first = target.Memory.Hold();
            if (target.Memory == source.Memory) return;
            try
            {
                _second = source.IsGradient ? source.Memory.HoldArena() : source.Memory.HoldBeside();
                _areTwo = true;
            }
            catch
            {
                _first.Dispose();
                throw;
            }
        }

        public IModelMemory Target => _first.Memory;

        public IModelMemory Source => _areTwo ? _second.Memory : _first.Memory;

        public void Dispose()
        {
            if (_areTwo) _second.Dispose();
            _first.Dispose();
        }
    }
}
