using ModelGen.Generator.CSharp;
using ModelGen.Generator.Kernels;

namespace ModelGen.Generator.Targets.Ilgpu;

/// <summary>Writes a kernel as C# for ILGPU, which compiles it for CUDA and OpenCL, and its launch.</summary>
internal static class IlgpuBackend
{
    public static string Emit(Kernel kernel, string @namespace) => Emit(kernel, @namespace, IlgpuTiles.Default);

    public static string Emit(Kernel kernel, string @namespace, IlgpuTiles tiles)
    {
        var writer = new SourceWriter();
        var text = new IlgpuKernelText(kernel, tiles);
        writer.Line(GeneratedFile.Header);
        writer.Line($"namespace {@namespace};").Line().Line("using global::System;").Line("using global::ILGPU;")
            .Line("using global::ModelGen.Gpu;").Line();
        foreach (var remark in kernel.Remarks) writer.Line("// " + remark);
        using (writer.Open($"internal static class {kernel.Name}"))
        {
            if (kernel.Body is ContractionBody contraction) Product(writer, text, new(writer, text, contraction));
            else WriteLoopNest(writer, text, (LoopNestBody)kernel.Body);
        }

        return writer.ToString();
    }

    private static void Product(SourceWriter writer, IlgpuKernelText text, IlgpuProduct product)
    {
        Launch(writer, text, product.Launch);
        WriteRun(writer, text, product.WriteBody);
        writer.Line();
        product.Finish();
        Arguments(writer, text);
    }

    private static void WriteLoopNest(SourceWriter writer, IlgpuKernelText text, LoopNestBody body)
    {
        var isColumn = body.Kind == LoopNestKind.Column && body.RowRank > 0;
        var (column, nest) = (new IlgpuColumn(writer, text, body), new IlgpuLoopNest(writer, text, body));
        Launch(writer, text, isColumn ? column.Launch : nest.Launch);
        WriteRun(writer, text, isColumn ? column.WriteBody : nest.WriteBody);
        Arguments(writer, text);
    }

    private static void Launch(SourceWriter writer, IlgpuKernelText text, Action<string> launch)
    {
        var parameters = string.Join(", ", text.Parameters().Select(parameter => $"{parameter.Type} {parameter.Name}"));
        using (writer.Open($"public static void Launch(IlgpuExecutor device, {parameters})"))
        {
            writer.Line("var arguments = new Arguments");
            writer.Line("{");
            foreach (var (_, name) in text.Parameters()) writer.Line($"    {name} = {name},");
            writer.Line("};");
            launch("arguments");
        }

        writer.Line();
    }

    private static void WriteRun(SourceWriter writer, IlgpuKernelText text, Action run)
    {
        using (writer.Open("private static void Run(Arguments arguments)"))
        {
            foreach (var (_, name) in text.Parameters()) writer.Line($"var {name} = arguments.{name};");
            run();
        }
    }

    private static void Arguments(SourceWriter writer, IlgpuKernelText text)
    {
        writer.Line();
        using (writer.Open("internal struct Arguments"))
        {
            foreach (var (type, name) in text.Parameters()) writer.Line($"public {type} {name};");
        }
    }
}
