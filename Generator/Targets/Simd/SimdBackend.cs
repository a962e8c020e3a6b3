using ModelGen.Generator.CSharp;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets.Simd;

/// <summary>Writes a kernel as C# for the processor: vectors of the hardware's width, threads by the runtime's pool.</summary>
internal static class SimdBackend
{
    public static string Emit(Kernel kernel, string @namespace)
    {
        var writer = new SourceWriter();
        var text = new SimdKernelText(kernel);
        Head(writer, @namespace);
        foreach (var remark in kernel.Remarks) writer.Line("// " + remark);
        using (writer.Open($"internal static unsafe class {kernel.Name}"))
        {
            if (kernel.Body is ContractionBody contraction) Product(writer, text, contraction);
            else WriteLoopNest(writer, text, SimdScratchReuse.Apply(kernel, (LoopNestBody)kernel.Body));
        }

        return writer.ToString();
    }

    private static void Product(SourceWriter writer, SimdKernelText text, ContractionBody body)
    {
        var product = new SimdProduct(writer, text, body);
        using (writer.Open(Launch(text))) product.Launch();
        writer.Line();
        product.Epilogue();
    }

    private static void Head(SourceWriter writer, string @namespace)
        => writer.Line(GeneratedFile.Header).Line($"namespace {@namespace};").Line().Line("using global::System;")
            .Line("using global::System.Numerics;").Line("using global::System.Runtime.CompilerServices;")
            .Line("using global::ModelGen.Runtime;").Line();

    private static void WriteLoopNest(SourceWriter writer, SimdKernelText text, LoopNestBody body)
    {
        var isColumn = body.Kind == LoopNestKind.Column && body.RowRank > 0;
        var (column, nest) = (new SimdColumn(writer, text, body), new SimdLoopNest(writer, text, body));
        WriteLaunch(writer, text, isColumn ? column.Work() : nest.Work());
        writer.Line();
        if (SimdColumnBlock.Fits(body)) WriteTask(writer, text, new SimdColumnBlock(writer, text, body).Task);
        else WriteTask(writer, text, isColumn ? column.Task : nest.Task);
        writer.Line();
        using (writer.Open($"private readonly struct Arguments({Parameters(text)}, KernelWork work)"))
        {
            foreach (var (type, name) in text.Parameters().Append(("KernelWork", "work")))
                writer.Line($"public readonly {type} {name} = {name};");
        }
    }

    private static void WriteLaunch(SourceWriter writer, SimdKernelText text, string work)
    {
        using (writer.Open(Launch(text)))
        {
            writer.Line($"var work = {work};");
            writer.Line($"var arguments = new Arguments({string.Join(", ", Names(text))});");
            writer.Line("pool.Run(&Task, &arguments, work.Items);");
        }
    }

    private static void WriteTask(SourceWriter writer, SimdKernelText text, Action task)
    {
        writer.Line(Optimization.AtOnce);
        using (writer.Open("private static void Task(void* context, int item)"))
        {
            writer.Line("ref readonly var arguments = ref *(Arguments*)context;");
            foreach (var name in Names(text)) writer.Line($"var {name} = arguments.{name};");
            task();
        }
    }

    private static IEnumerable<string> Names(SimdKernelText text) => text.Parameters().Select(parameter => parameter.Name).Append("work");

    private static string Launch(SimdKernelText text) => $"public static void Launch(WorkerPool pool, {Parameters(text)})";

    private static string Parameters(SimdKernelText text)
        => string.Join(", ", text.Parameters().Select(parameter => $"{parameter.Type} {parameter.Name}"));
}
