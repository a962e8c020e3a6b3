using ModelGen.Tests.Gpu.Report;
using ModelGen.Tests.Training;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace ModelGen.Tests;

/// <summary>
/// Runs the tests, as any xunit.v3 program does, or with <c>gpu-report FILE</c> the device tests alone, and writes a report of them. With
/// <c>train-and-save</c> it is the program that a test kills.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments) => arguments switch
    {
        ["gpu-report", var path] => await GpuReport.Write(path),
        [KilledRun.Argument, _, _, _] => KilledRun.Run(arguments),
        _ when arguments.Contains("--server") || arguments.Contains("--internal-msbuild-node")
            => await TestPlatformTestFramework.RunAsync(arguments, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(arguments),
    };
}
