using ModelGen.Tests.Gpu.Report;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace ModelGen.Tests;

/// <summary>
/// Runs the tests, as any xunit.v3 program does, or with <c>gpu-report FILE</c> the device tests alone, and writes a report of them.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments) => arguments switch
    {
        ["gpu-report", var path] => await GpuReport.Write(path),
        _ when arguments.Contains("--server") || arguments.Contains("--internal-msbuild-node")
            => await TestPlatformTestFramework.RunAsync(arguments, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(arguments),
    };
}
