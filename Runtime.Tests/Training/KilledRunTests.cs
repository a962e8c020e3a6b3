using System.Diagnostics;
using System.Globalization;
using ModelGen.Tests.Checkpoints;
using static ModelGen.Tests.Training.ResumedRun;

namespace ModelGen.Tests.Training;

/// <summary>
/// A process that trains is killed at random moments and started again, until it has ended: its weights are those of a run in one piece.
/// MODELGEN_KILLS asks for more kills than a dozen.
/// </summary>
public sealed class KilledRunTests : IDisposable
{
    private const int UsualKills = 12;

    // A program starts and trains in this time or less, so that kills hit all of it.
    private const int MostMilliseconds = 900;

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(7);

    [Fact]
    public async Task ARunThatIsKilledEndsInTheSameBits()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("MODELGEN_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture,
            out var asked) ? asked : UsualKills;
        for (var run = 0; kills > 0; run++)
        {
            var form = (Form)(run % Enum.GetValues<Form>().Length);
            kills -= await RunToTheEnd(form, kills);
            using var whole = Create();
            Train(whole, form, KilledRun.Options(form, null));
            Assert.Equal(Bytes(whole), await File.ReadAllBytesAsync(_folder["end"], TestContext.Current.CancellationToken));
            Directory.Delete(_folder["run"], recursive: true);
            File.Delete(_folder["end"]);
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Starts a run again and again; only the last start is not killed.</summary>
    /// <returns>How often it was killed.</returns>
    private async Task<int> RunToTheEnd(Form form, int most)
    {
        for (var killed = 0; ; killed++)
        {
            using var process = Start(form);
            if (killed < most && killed < UsualKills)
            {
                await Task.Delay(_random.Next(MostMilliseconds), TestContext.Current.CancellationToken);
                if (!process.HasExited) process.Kill();
            }

            var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (process.ExitCode == 0) return Math.Max(killed, 1);
            Assert.True(errors.Length == 0, errors);
        }
    }

    private Process Start(Form form)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(KilledRun).Assembly.Location);
        foreach (var argument in (string[])[KilledRun.Argument, _folder["run"], _folder["end"], form.ToString()])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
