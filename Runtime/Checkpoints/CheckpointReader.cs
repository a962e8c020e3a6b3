using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>Reads a model's tensors from a safetensors file into host memory, after each was found to fit.</summary>
internal sealed class CheckpointReader(ModelLayout layout, string file, SafetensorsHeader header)
{
    // PyTorch's batch norm counts its batches, which no result depends on while its momentum is a number.
    private const string IgnoredSuffix = ".num_batches_tracked";

    private string Model => FileText.Short(layout.Model, 100);

    /// <summary>Opens a file. Others may replace it meanwhile, but not write to it.</summary>
    /// <exception cref="IOException">It is not there, may not be read, or is no file.</exception>
    public static FileStream Open(string path)
    {
        var state = FileState.Of(Path.GetFullPath(path));
        if (state.Kind is not (FileKind.Missing or FileKind.Regular))
            throw new IOException(FileText.CannotBeLoaded(path, $"it is {state.Word}. Give the name of a file"));
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException(FileText.CannotBeLoaded(path, "this user may not read it"), fault);
        }
    }

    /// <summary>The training state that goes with the optimizer's tensors; null where the file holds weights alone.</summary>
    /// <exception cref="InvalidDataException">It cannot be read, or the tensors are there without it.</exception>
    public TrainingState? State()
    {
        var state = TrainingState.Read(header.Metadata, file, layout.ElementSize);
        if (state is null && header.Tensors.Keys.FirstOrDefault(IsState) is { } name)
            throw Bad($"it has the optimizer state {Shown(name)} but no training state in its __metadata__. {TrainingState.WeightsAlone}");
        return state;
    }

    /// <summary>The tensors to be read: the weights, and the optimizer's if they are wanted.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing, not expected, or of another shape or type.</exception>
    public IReadOnlyList<CheckpointTensor> Match(bool withOptimizer)
    {
        var weights = CheckpointTensor.Weights(layout);
        Names(weights, header.Tensors.Keys.Where(name => !IsState(name) && !name.EndsWith(IgnoredSuffix, StringComparison.Ordinal)), "tensor", "Give the file's tensors the model's names, or the fields of the model the file's");
        var states = withOptimizer ? CheckpointTensor.States(layout) : [];
        if (withOptimizer) Names(states, header.Tensors.Keys.Where(IsState), "optimizer state", "Train by the optimizer that the file was trained by, or load the weights alone: Load(path, withOptimizer: false)");
        List<CheckpointTensor> all = [.. weights, .. states];
        foreach (var tensor in all) Fits(tensor, header.Tensors[tensor.Name]);
        return all;
    }

    /// <summary>Copies the tensors from the file to their places.</summary>
    /// <exception cref="InvalidDataException">No training can have led to one of them.</exception>
    public void Read(Stream stream, IEnumerable<CheckpointTensor> tensors, HostBlock block)
    {
        foreach (var tensor in tensors)
        {
            var entry = header.Tensors[tensor.Name];
            stream.Position = header.DataStart + entry.Begin;
            if (SafetensorsFormat.ElementSize(entry.Type) == layout.ElementSize) block.ForEachPiece(tensor.Offset, entry.End - entry.Begin, piece => stream.ReadExactly(piece));
            else Widen(stream, tensor, block);
            if (tensor.IsNatural) MustBeNatural(tensor, block);
        }
    }

    private static bool IsState(string name) => name.StartsWith(CheckpointTensor.OptimizerPrefix, StringComparison.Ordinal);

    private static void Widen(Stream stream, CheckpointTensor tensor, HostBlock block)
    {
        var singles = new float[1 << 16];
        block.ForEachPiece(tensor.Offset, tensor.Count * sizeof(double), piece =>
        {
            for (var doubles = MemoryMarshal.Cast<byte, double>(piece); !doubles.IsEmpty;)
            {
                var part = singles.AsSpan(0, Math.Min(singles.Length, doubles.Length));
                stream.ReadExactly(MemoryMarshal.AsBytes(part));
                TensorPrimitives.ConvertTruncating<float, double>(part, doubles);
                doubles = doubles[part.Length..];
            }
        });
    }

    private void MustBeNatural(CheckpointTensor tensor, HostBlock block)
    {
        var first = 0L;
        block.ForEachPiece(tensor.Offset, tensor.Count * layout.ElementSize, piece =>
        {
            if (layout.ElementSize == sizeof(double)) Look(MemoryMarshal.Cast<byte, double>(piece));
            else Look(MemoryMarshal.Cast<byte, float>(piece));
        });

        void Look<T>(ReadOnlySpan<T> elements)
            where T : IFloatingPointIeee754<T>
        {
            for (var place = 0; place < elements.Length; place++)
            {
                if (elements[place] >= T.Zero || T.IsNaN(elements[place])) continue;
                throw Bad(string.Create(CultureInfo.InvariantCulture,
                    $"its optimizer state {FileText.Quoted(tensor.Name)} has {elements[place]} at element {first + place}, ")
                    + $"which no training makes negative. {TrainingState.WeightsAlone}");
            }

            first += elements.Length;
        }
    }

    private void Names(IReadOnlyList<CheckpointTensor> expected, IEnumerable<string> found, string what, string fix)
    {
        var own = expected.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        var extra = found.Where(name => !own.Contains(name)).ToList();
        var missing = expected.Where(tensor => !header.Tensors.ContainsKey(tensor.Name)).ToList();
        if (missing.Count > 0)
        {
            var others = extra.Count > 0 ? $"; {Model} does not have its {List(extra)}" : "";
            var needed = FileText.List(missing.Select(tensor => $"{FileText.Quoted(tensor.Name)} {FileText.Of(tensor.Dims)}"), missing.Count);
            throw Bad($"it has no {what} {needed}, which {Model} needs{others}. {fix}");
        }

        if (extra.Count == 0) return;
        var has = FileText.List(expected.Select(tensor => FileText.Quoted(tensor.Name)), expected.Count);
        throw Bad($"{Model} has no {what} {List(extra)}{(expected.Count > 0 ? $"; it has {has}" : "")}. {fix}");
    }

    private void Fits(CheckpointTensor tensor, TensorEntry entry)
    {
        if (!entry.Shape.AsSpan().SequenceEqual(tensor.Dims))
            throw Bad($"tensor {FileText.Quoted(entry.Name)} is {FileText.Of(entry.Shape)}, but {Model} expects "
                + $"{FileText.Of(tensor.Dims)}. Make the model by the sizes that the file was saved with");
        var size = SafetensorsFormat.ElementSize(entry.Type);
        var isFloat = entry.Type is SafetensorsFormat.Float32 or SafetensorsFormat.Float64;
        if (isFloat && size <= layout.ElementSize) return;
        var (own, method) = layout.ElementSize == sizeof(double) ? ("F64", "double") : ("F32", "float");
        throw Bad($"tensor {FileText.Quoted(entry.Name)} {FileText.Of(entry.Shape)} is {entry.Type}, but {Model} expects {own}. Convert "
            + $"it where the file is written, in PyTorch by .{method}()");
    }

    private string Shown(string name) => header.Tensors[name].ToString();

    private string List(List<string> names) => FileText.List(names.Select(Shown), names.Count);

    private InvalidDataException Bad(string what) => new(FileText.CannotBeLoaded(file, what));
}
