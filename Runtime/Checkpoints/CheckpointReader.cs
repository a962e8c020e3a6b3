using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>Reads a model's tensors from a safetensors file into host memory, after each was found to fit.</summary>
internal sealed class CheckpointReader(ModelLayout layout, string file, SafetensorsHeader header)
{
    // Numbers of another type than the model's pass through buffers of this many.
    private const int Passage = 1 << 16;

    private string Model => FileText.Short(layout.Model, 100);

    /// <summary>Opens a file. Others may replace it meanwhile, but not write to it.</summary>
    /// <exception cref="IOException">It is not there, may not be read, or is no file.</exception>
    public static FileStream Open(string path)
    {
        var state = FileState.Read(Path.GetFullPath(path));
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
    /// <param name="own">The model's optimizers.</param>
    /// <exception cref="InvalidDataException">It cannot be read, or the tensors are there without it.</exception>
    public TrainingState? State(IReadOnlyList<ModelOptimizer> own)
    {
        var state = TrainingState.Read(new(header.Metadata, file, layout.Precision), own);
        if (state is null && header.Tensors.Keys.FirstOrDefault(CheckpointTensor.IsState) is { } name)
            throw Bad($"it has the optimizer state {header.Tensors[name]} but no training state in its "
                + $"__metadata__. {TrainingState.WeightsAlone}");
        return state;
    }

    /// <summary>What is to be read: the weights, and what the optimizer keeps if it is wanted.</summary>
    /// <param name="withOptimizer">Whether it is.</param>
    /// <param name="strict">Whether everything must fit.</param>
    /// <param name="map">From the file's names to the model's.</param>
    /// <exception cref="InvalidDataException">A tensor is missing, not expected, or of another shape or type, where that is not allowed; or
    /// two tensors get one name.</exception>
    public CheckpointMatch Match(bool withOptimizer, bool strict, Func<string, string?>? map)
    {
        var entries = new NamedEntries(header.Tensors.Values, map, Bad);
        var weights = new TensorComparison(CheckpointTensor.Weights(layout), entries.Weights);
        if (!strict) return LooseMatch.Find(layout, weights, withOptimizer ? entries.States : null);
        MustHaveAll(weights, "tensor",
            "Give the file's tensors the model's names by map, or the fields of the model the file's; or take what fits by strict: false");
        var counts = withOptimizer ? CheckpointTensor.UpdateCounts(layout, entries.States) : [];
        var states = withOptimizer ? new TensorComparison([.. CheckpointTensor.States(layout).Except(counts)], entries.States) : null;
        if (states is not null)
        {
            MustHaveAll(states, "optimizer state",
                "Train by the optimizer that the file was trained by, or load the weights alone: Load(path, withOptimizer: false)");
        }

        if (weights.Mismatched.Concat(states?.Mismatched ?? []).ToList() is [var first, ..]) throw Misfit(first);
        return new([.. weights.Fitting, .. states?.Fitting ?? []], weights.Missing, counts,
            new(weights.Fitting.Count, [], [], [], withOptimizer));
    }

    /// <summary>Copies the tensors from the file to their places.</summary>
    /// <exception cref="InvalidDataException">No training can have led to one of them, or a number is beyond the model's
    /// precision.</exception>
    public void Read(Stream stream, IEnumerable<TensorPair> tensors, HostBlock block)
    {
        foreach (var (tensor, entry) in tensors)
        {
            stream.Position = header.DataStart + entry.Begin;
            var bytes = entry.End - entry.Begin;
            var isOwn = entry.Type == SafetensorsFormat.Word(tensor.Precision);
            if (isOwn) block.ForEachPiece(tensor.Offset, bytes, piece => stream.ReadExactly(piece));
            else if (tensor.Precision == Precision.Double) Convert<double>(stream, tensor, entry, block);
            else Convert<float>(stream, tensor, entry, block);
            if (tensor.IsNatural) MustBeNatural(tensor, block);
        }
    }

    private void Convert<T>(Stream stream, CheckpointTensor tensor, TensorEntry entry, HostBlock block)
        where T : unmanaged, INumberBase<T>
    {
        var size = SafetensorsFormat.ElementSize(entry.Type);
        var bytes = new byte[Math.Min(Passage, tensor.Count) * size];
        var first = 0L;
        block.ForEachPiece(tensor.Offset, tensor.Bytes, piece =>
        {
            for (var numbers = MemoryMarshal.Cast<byte, T>(piece); !numbers.IsEmpty;)
            {
                var part = numbers[..Math.Min(Passage, numbers.Length)];
                var source = bytes.AsSpan(0, part.Length * size);
                stream.ReadExactly(source);
                NumberConversion.Convert(entry.Type, source, part);
                if (NumberConversion.FirstBeyond<T>(entry.Type, source, part) is { } beyond)
                    throw Beyond(entry, first + beyond, BitConverter.ToDouble(source[(beyond * size)..]));
                first += part.Length;
                numbers = numbers[part.Length..];
            }
        });
    }

    private void MustBeNatural(CheckpointTensor tensor, HostBlock block)
    {
        var first = 0L;
        block.ForEachPiece(tensor.Offset, tensor.Bytes, piece =>
        {
            if (tensor.Precision == Precision.Double) Look(MemoryMarshal.Cast<byte, double>(piece));
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

    private void MustHaveAll(TensorComparison tensors, string what, string fix)
    {
        var (missing, extra) = (tensors.Missing.FindAll(tensor => !tensor.IsOptional), tensors.Unexpected);
        if (missing.Count > 0)
        {
            var others = extra.Count > 0 ? $"; {Model} does not have its {List(extra)}" : "";
            var needed = FileText.List(missing.Select(tensor => $"{FileText.Quoted(tensor.Name)} {FileText.Of(tensor.Dims)}"),
                missing.Count);
            throw Bad($"it has no {what} {needed}, which {Model} needs{others}. {fix}");
        }

        if (extra.Count == 0) return;
        var has = FileText.List(tensors.Expected.Select(tensor => FileText.Quoted(tensor.Name)), tensors.Expected.Count);
        throw Bad($"{Model} has no {what} {List(extra)}{(tensors.Expected.Count > 0 ? $"; it has {has}" : "")}. {fix}");
    }

    private InvalidDataException Misfit(TensorPair pair)
    {
        var (tensor, entry) = pair;
        if (!entry.Shape.AsSpan().SequenceEqual(tensor.Dims))
        {
            return Bad($"tensor {FileText.Quoted(entry.Name)} is {FileText.Of(entry.Shape)}, but {Model} expects "
                + $"{FileText.Of(tensor.Dims)}. Make the model by the sizes that the file was saved with");
        }

        var method = tensor.Precision == Precision.Double ? "double" : "float";
        return Bad($"tensor {FileText.Quoted(entry.Name)} {FileText.Of(entry.Shape)} is {entry.Type}, but {Model} expects "
            + $"{SafetensorsFormat.Word(tensor.Precision)}. Convert it where the file is written, in PyTorch by .{method}()");
    }

    private InvalidDataException Beyond(TensorEntry entry, long element, double number)
        => Bad(string.Create(CultureInfo.InvariantCulture,
            $"tensor {entry} has {number} at element {element}, which is beyond the largest F32, ")
            + $"the numbers of {Model}. Scale or clip it where the file is written, or take [Model(Precision = Precision.Double)]");

    private static string List(List<TensorEntry> entries) => FileText.List(entries.Select(entry => entry.ToString()), entries.Count);

    private InvalidDataException Bad(string what) => new(FileText.CannotBeLoaded(file, what));
}
