using System.Text.Json;
using Lecture.Lessons;
using Spectre.Console;

namespace Lecture;

/// <summary>One lesson: a small program whose numbers stand beside PyTorch's.</summary>
/// <param name="Name">As the command line names it.</param>
/// <param name="About">What it shows.</param>
/// <param name="Run">Runs it.</param>
internal sealed record Lesson(string Name, string About, Action<Report> Run)
{
    public static readonly IReadOnlyList<Lesson> All =
    [
        new("graph", "a = x*y; b = a+z; c = sum(b), and the gradients of x, y and z", GraphLesson.Run),
        new("two-layer", "two raw weight matrices, trained by descent where they lie", TwoLayerLesson.Run),
        new("optimizer", "the same net by SGD, Adam, RMSprop and Adagrad", OptimizerLesson.Run),
        new("layers", "Linear layers, He's initialisation and a loss", LayersLesson.Run),
        new("sequential", "layers in a row, as in Keras, and Fit with its history", SequentialLesson.Run),
        new("module", "a net as a module with a Forward of its own", ModuleLesson.Run),
        new("parallel-block", "a block of two layers multiplied, stacked in a Sequential", ParallelBlockLesson.Run),
        new("data-loader", "batches of a data set of one's own, shuffled, read ahead by worker threads", DataLoaderLesson.Run),
        new("static-graph", "what a static graph allows: fusion, and a compiled model that runs without its source", StaticGraphLesson.Run),
        new("conditional", "an 'if' on a run-time value chooses the weights", ConditionalLesson.Run),
        new("recurrence", "y[t] = (y[t-1] + x[t]) * w, and a recurrent net, over any number of steps", RecurrenceLesson.Run),
    ];

    private static readonly Lazy<JsonElement> Numbers =
        new(() => JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", "lecture.json"))).RootElement);

    /// <summary>Runs the lesson and shows its numbers.</summary>
    /// <returns>Whether they are PyTorch's.</returns>
    public bool Teach()
    {
        AnsiConsole.Write(new Rule($"[bold]{Name}[/]: {About.EscapeMarkup()}").LeftJustified());
        var report = new Report(Numbers.Value.TryGetProperty(Name.Replace('-', '_'), out var numbers) ? numbers : default);
        Run(report);
        return report.Show();
    }
}
