using ModelGen.Generator.CSharp;

namespace ModelGen.Generator.Targets.Ilgpu;

/// <summary>Writes what makes the GPUs known when the program starts, and lets ILGPU's own assembly see the kernels' arguments.</summary>
internal static class GpuDevicesFile
{
    public static string Write(string @namespace)
    {
        var writer = new SourceWriter();
        writer.Line(GeneratedFile.Header);
        writer.Line("[assembly: global::System.Runtime.CompilerServices.InternalsVisibleTo(\"ILGPURuntime\")]").Line();
        writer.Line($"namespace {@namespace};").Line();
        using (writer.Open("internal static class GpuDevices"))
        {
            writer.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
            writer.Line("internal static void Register() => global::ModelGen.Gpu.IlgpuDevices.Register();");
        }

        return writer.ToString();
    }
}
