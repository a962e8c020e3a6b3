using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml.Linq;
using ModelGen.Gpu;
using Xunit.Runner.InProc.SystemConsole;

namespace ModelGen.Tests.Gpu.Report;

/// <summary>
/// The Markdown report of the device tests on one machine: its devices, the tests, a few times, and how a model trains there.
/// </summary>
internal static class GpuReport
{
    /// <summary>
    /// Runs the tests of the devices that MODELGEN_TEST_DEVICES names, cuda and opencl if it names none; returns 0 if all passed.
    /// </summary>
    public static async Task<int> Write(string path)
    {
        string[] names = TestDevices.Required.Count > 0 ? [.. TestDevices.Required] : ["cuda", "opencl"];
        var results = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        string[] traits = [.. names.SelectMany(name => new[] { "-trait", $"Device={name}" })];
        int status = await ConsoleRunner.Run(["-preEnumerateTheories", "-noColor", "-xml", results, .. traits]);
        var tests = XDocument.Load(results).Descendants("test").ToArray();
        File.Delete(results);

        string[] present = [.. names.Where(name => TestDevices.Find(name) is not null)];
        var text = new StringBuilder("# Device tests\n\n");
        text.Append(CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {RuntimeInformation.OSDescription}, .NET {Environment.Version}\n\n");
        Devices(text);
        Tests(text, names, tests);
        Failures(text, tests);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(path, text.ToString());
        await File.AppendAllTextAsync(path, Times(present));
        await File.AppendAllTextAsync(path, GpuTraining.Write(present));
        Console.WriteLine($"the report is {path}");
        return status != 0 || present.Length == 0 ? 1 : 0;
    }

    private static void Devices(StringBuilder text)
    {
        text.Append("| device | name | memory | shared memory of a group | threads of a group |\n| --- | --- | --- | --- | --- |\n");
        foreach (var device in IlgpuDevices.All.Where(device => device.Kind != DeviceKind.Emulator))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {device.Kind} | {device.Name} | {device.Memory >> 20:N0} MiB | {device.SharedMemory >> 10:N0} KiB | "
                    + $"{device.LargestGroup:N0} |\n");
        }
    }

    private static void Tests(StringBuilder text, string[] names, XElement[] tests)
    {
        text.Append("\n| device | passed | failed | skipped |\n| --- | --- | --- | --- |\n");
        foreach (var name in names)
        {
            var own = tests.Where(test => test.Descendants("trait").Any(trait => (string?)trait.Attribute("value") == name))
                .ToLookup(test => (string?)test.Attribute("result"));
            text.Append(CultureInfo.InvariantCulture,
                $"| {name} | {own["Pass"].Count()} | {own["Fail"].Count()} | {own["Skip"].Count()} |\n");
        }
    }

    private static void Failures(StringBuilder text, XElement[] tests)
    {
        foreach (var test in tests.Where(test => (string?)test.Attribute("result") == "Fail"))
            text.Append($"\n- `{(string?)test.Attribute("name")}`\n\n  ```\n  "
                + $"{test.Descendants("message").FirstOrDefault()?.Value.Trim().ReplaceLineEndings("\n  ")}\n  ```\n");
    }

    private static string Times(string[] names)
    {
        var text = new StringBuilder("\n| device | what | time | rate |\n| --- | --- | --- | --- |\n");
        foreach (var name in names)
        {
            foreach (var (what, microseconds, rate) in GpuTimes.Measure(name))
                text.Append(CultureInfo.InvariantCulture, $"| {name} | {what} | {microseconds:N1} µs | {rate} |\n");
        }

        return text.ToString();
    }
}
