using System.Diagnostics;
using System.Globalization;
using Lecture.Compiled;
using ModelGen;

namespace Lecture.Lessons;

/// <summary>
/// A graph that is known before it runs can be improved: the rectifier rides on the convolution, bias and rectifier on the product. And it
/// can be saved: the compiled model is an assembly, its weights are a file, and together they run in a program that has no source of the
/// model.
/// </summary>
internal static class StaticGraphLesson
{
    private const int Images = 16;

    public static void Run(Report report)
    {
        ShowPlan(report);
        using var model = StaticNet.Create(Device.Cpu);
        Sizes.Start(model.Parameters, 0.2f);
        float[] x = Draw.Numbers(1, Images * 64), y = Draw.Numbers(2, Images * 10);
        report.Losses("losses", [.. Enumerable.Range(0, 50).Select(_ => (float)model.TrainStep(x, y))]);
        var prediction = Elsewhere(model, x);
        report.Compare("prediction", prediction);
        var own = new float[Images * 10];
        model.Predict(x, own);
        report.Note($"The program without the source "
            + $"predicts "
            + $"{(own.SequenceEqual(prediction) ? "the same bits" : throw new InvalidOperationException("The other program predicts "
                + "other numbers."))}.");
    }

    private static void ShowPlan(Report report)
    {
        report.Note("The graph of Forward and Loss before any pass:");
        report.Note(string.Join("\n",
            StaticNet.Plan.Graph.Split('\n').Where(line => line.TrimStart().StartsWith('%')).Select(line => "  " + line)));
        foreach (var call in StaticNet.Plan.Kernels.GroupBy(kernel => kernel.Call).Where(call => call.Key is "Predict" or "TrainStep"))
        {
            report.Note($"{call.Key} after fusion: {call.Count()} kernels");
            report.Note(string.Join("\n", call.Select(kernel => $"  {kernel.Kernel}: {kernel.Operations}")));
        }
    }

    /// <summary>What the other program predicts with the model's weights.</summary>
    private static float[] Elsewhere(StaticNet model, float[] x)
    {
        var folder = Directory.CreateTempSubdirectory("lecture");
        try
        {
            var weights = Path.Combine(folder.FullName, "static-net.safetensors");
            model.Save(weights);
            using var player = Process.Start(new ProcessStartInfo("dotnet",
                [Path.Combine(AppContext.BaseDirectory, "Lecture.Player.dll"), weights])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true
            })!;
            foreach (var number in x) player.StandardInput.WriteLine(number.ToString("R", CultureInfo.InvariantCulture));
            player.StandardInput.Close();
            var lines = player.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            player.WaitForExit();
            if (player.ExitCode != 0)
                throw new InvalidOperationException($"The program without the source ended with exit code {player.ExitCode}.");
            return [.. lines.Select(line => float.Parse(line, CultureInfo.InvariantCulture))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
