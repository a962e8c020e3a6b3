using System.Diagnostics;

namespace ModelGen.Generator.Tests.Fuzz;

/// <summary>Runs a test in a process of its own, which it may end.</summary>
internal static class TestProcess
{
    /// <summary>What stands in the output where a thread that is no test's has ended by an exception: the exit code may not tell.</summary>
    public const string Fault = "[FATAL ERROR]";

    /// <param name="test">The class and the method.</param>
    /// <param name="variable">An environment variable by which the test knows that it runs there.</param>
    public static async Task MustPass(string test, string variable)
    {
        var (code, output) = await Run(test, variable);
        Assert.True(code == 0 && !output.Contains(Fault, StringComparison.Ordinal), $"exit code {code}\n{output}");
    }

    /// <summary>The exit code of the process and what it wrote.</summary>
    public static async Task<(int Code, string Output)> Run(string test, string variable)
    {
        var host = Environment.ProcessPath!;
        string[] arguments = ["-noLogo", "-noColor", "-method", "*" + test];
        if (Path.GetFileNameWithoutExtension(host) == "dotnet") arguments = [typeof(TestProcess).Assembly.Location, .. arguments];
        var start = new ProcessStartInfo(host, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[variable] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, $"{output}\n{await error}");
    }
}
