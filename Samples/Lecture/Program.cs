using Lecture;
using Spectre.Console;

if (args.Length == 0)
{
    AnsiConsole.WriteLine("The lessons; run one by its name, or all of them by 'all':");
    foreach (var lesson in Lesson.All) AnsiConsole.MarkupLine($"  [bold]{lesson.Name,-16}[/]{lesson.About.EscapeMarkup()}");
    return 0;
}

var chosen = args is ["all"] ? Lesson.All : Lesson.All.Where(lesson => args.Contains(lesson.Name)).ToList();
if (chosen.Count < args.Distinct().Count())
{
    Console.Error.WriteLine(
        $"There is no lesson '{args.First(name => Lesson.All.All(lesson => lesson.Name != name))}': the lessons "
            + $"are {string.Join(", ", Lesson.All.Select(lesson => lesson.Name))}, and 'all'.");
    return 2;
}

var differ = chosen.Where(lesson => !lesson.Teach()).Select(lesson => lesson.Name).ToList();
if (differ.Count == 0) return 0;
Console.Error.WriteLine($"These differ from PyTorch's numbers: {string.Join(", ", differ)}.");
return 1;
