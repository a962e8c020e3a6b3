using ModelGen.Generator.CSharp;
using ModelGen.Generator.Specs;
using static ModelGen.Generator.CSharp.TypeNames;

namespace ModelGen.Generator.Emit;

/// <summary>Writes Save and Load, which the runtime does.</summary>
internal static class CheckpointMethods
{
    private const string Option = ", bool withOptimizer = true";

    private const string Largest = $", int largestHeader = {ModelExecutor}.LargestHeader";

    private const string Looseness = ", bool strict = true, global::System.Func<string, string?>? map = null";

    /// <summary>The parameters of Save.</summary>
    public static string OfSave(bool hasOptimizer) => "string path" + (hasOptimizer ? Option : "");

    /// <summary>The parameters of Load.</summary>
    public static string OfLoad(bool hasOptimizer) => OfSave(hasOptimizer) + Largest + Looseness;

    public static void Write(SourceWriter writer, ModelSpec spec)
    {
        var hasOptimizer = spec.Trainings.Any();
        var argument = hasOptimizer ? "withOptimizer" : "false";
        writer.Line()
            .Line("/// <summary>Writes the parameters and buffers to a safetensors file, by PyTorch's names. A file is there whole or "
                + "not at all.</summary>");
        writer.Line("/// <param name=\"path\">The file; one that is there is replaced, and keeps its owner, its group and its mode. "
            + "Links are followed.</param>");
        if (hasOptimizer)
            writer.Line("/// <param name=\"withOptimizer\">Whether to write what the optimizer keeps, the step count, the seed, the "
                + "learning rate and its schedule too, so that training can go on from the file.</param>");
        writer.Line("/// <exception cref=\"System.IO.IOException\">The file cannot be written: the disk is full, the folder is "
            + "read-only, or what stands there is no file. Nothing has changed then.</exception>");
        Exceptions(writer);
        writer.Line($"public void Save({OfSave(hasOptimizer)}) => __Executor.Save(path, {argument});");

        writer.Line()
            .Line("/// <summary>Takes the parameters and buffers from a safetensors file: one of Save, or one of PyTorch's. Numbers of "
            + "16, 32 and 64 bits are converted to the model's precision.</summary>");
        writer.Line("/// <param name=\"path\">The file.</param>");
        if (hasOptimizer)
            writer.Line("/// <param name=\"withOptimizer\">Whether to go on with the training that was saved: the same bits follow as "
                + "if it had not ended; the schedule is the file's, if it has one. If false, or if the file holds "
                + "weights alone, the optimizer begins anew.</param>");
        writer.Line("/// <param name=\"largestHeader\">Bytes that the file's header may have; files from strangers are read in time and "
            + "memory that grow with it.</param>");
        writer.Line(
            "/// <param name=\"strict\">Whether the file must hold each of the model's tensors, in its shape, and no other. If not, "
            + "what fits is taken, the rest stays, and the report tells what did not fit.</param>");
        writer.Line(
            "/// <param name=\"map\">Gives the model's name for the file's name of a tensor, or null for one to leave out; the names "
            + "are the same when null.</param>");
        writer.Line("/// <returns>What is missing, what was not expected and what has another shape: nothing where strict.</returns>");
        writer.Line("/// <exception cref=\"System.IO.IOException\">The file cannot be read.</exception>");
        writer.Line("/// <exception cref=\"System.IO.InvalidDataException\">The file is damaged or does not fit the model; the message "
            + "names the tensor. The model stays as it was.</exception>");
        Exceptions(writer);
        writer.Line($"public {LoadReport} Load({OfLoad(hasOptimizer)}) => __Executor.Load(path, {argument}, largestHeader, strict, map);");
    }

    private static void Exceptions(SourceWriter writer)
        => writer.Line("/// <exception cref=\"InvalidOperationException\">Another thread is in a call of this model.</exception>")
            .Line("/// <exception cref=\"ObjectDisposedException\">The model was disposed.</exception>");
}
