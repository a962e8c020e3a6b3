using Microsoft.CodeAnalysis;
using ModelGen.Generator.Tests.Backends;
using ModelGen.Generator.Tests.FrontEnd;
using ModelGen.Generator.Tests.House;

namespace ModelGen.Generator.Tests.Pictures;

/// <summary>The picture of the README is what the compiler says and makes of the README's class today.</summary>
public class ReadmePictureTests
{
    private const string Kernel = "HiddenWeightUpdate";

    private const string RightSize = "new(128, 10)";

    private const string WrongSize = "new(100, 10)";

    /// <summary>So many launches are shown before the last one.</summary>
    private const int FirstLaunches = 3;

    private static readonly string Folder = Path.Combine(HouseTests.Root, "docs", "pictures");

    [Fact]
    public void ItShowsAMistakeAndKernels()
    {
        var picture = new CodePicture();
        DrawMistake(picture);
        var compilation = Compile(SourceProgram.DigitClassifier);
        SourceProgram.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _,
            TestContext.Current.CancellationToken);
        DrawStep(picture, generated);
        DrawKernel(picture, generated);
        Snapshot.MatchFile(picture.ToString(), Path.Combine(Folder, "model.svg"), Path.Combine(Folder, "model.received.svg"));
    }

    private static Compilation Compile(string text)
        => EmittedCode.Compilation("Digits", [("usings.cs", SourceProgram.Usings), ("DigitClassifier.cs", text)]);

    private static void DrawMistake(CodePicture picture)
    {
        var compilation = Compile(SourceProgram.DigitClassifier.Replace(RightSize, WrongSize, StringComparison.Ordinal));
        var diagnostic = Assert.Single(SourceProgram.Analyze(compilation));
        var place = diagnostic.Location.GetLineSpan().StartLinePosition;
        string[] message = $"{diagnostic.Id}: {diagnostic.GetMessage()}".Split("; ");
        var lines = ColoredCode.Lines(compilation, diagnostic.Location.SourceTree!);
        picture.Window("DigitClassifier.cs", lines.Count + message.Length);
        for (var number = 0; number < lines.Count; number++)
        {
            picture.Line(lines[number]);
            if (number != place.Line) continue;
            picture.Squiggle(place.Character, diagnostic.Location.SourceSpan.Length);
            picture.Message(message);
        }

        picture.End();
    }

    private static void DrawStep(CodePicture picture, Compilation generated)
    {
        var lines = Lines(generated, "DigitClassifier.Cpu.g.cs");
        var start = lines.FindIndex(line => Plain(line).Contains("void RunTrainStep(", StringComparison.Ordinal));
        var step = lines.Skip(start).TakeWhile((line, number) => number < 2 || Plain(line) != "    }")
            .Where(line => IsRemark(line) || IsLaunch(line)).ToList();
        var launches = Enumerable.Range(0, step.Count).Where(number => IsLaunch(step[number])).ToList();
        Draw(picture, "DigitClassifier.Cpu.g.cs: what one call of TrainStep launches",
            [lines[start], .. step.Take(launches[FirstLaunches - 1] + 1), Dots, .. step.Skip(launches[^2] + 1)]);
    }

    private static void DrawKernel(CodePicture picture, Compilation generated)
    {
        var lines = Lines(generated, $"DigitClassifier.Cpu.{Kernel}.g.cs");
        var end = lines.FindIndex(line => Plain(line).Contains($"class {Kernel}", StringComparison.Ordinal));
        var start = lines.FindLastIndex(end, line => Plain(line).Length == 0) + 1;
        Draw(picture, "DigitClassifier.Cpu.HiddenWeightUpdate.g.cs: the gradient of a weight, and Adam's step with it",
            [.. lines.Skip(start).Take(end - start + 1)]);
    }

    private static IReadOnlyList<ColoredPiece> Dots => [new("        ...", "#d4d4d4")];

    private static bool IsRemark(IReadOnlyList<ColoredPiece> line) => Plain(line).TrimStart().StartsWith("// ", StringComparison.Ordinal);

    private static bool IsLaunch(IReadOnlyList<ColoredPiece> line) => Plain(line).TrimStart().StartsWith("Cpu.", StringComparison.Ordinal);

    private static void Draw(CodePicture picture, string title, IReadOnlyList<IReadOnlyList<ColoredPiece>> lines)
    {
        picture.Window(title, lines.Count);
        foreach (var line in lines) picture.Line(line);
        picture.End();
    }

    private static List<IReadOnlyList<ColoredPiece>> Lines(Compilation generated, string file)
        => ColoredCode.Lines(generated, generated.SyntaxTrees.Single(tree => Path.GetFileName(tree.FilePath) == file));

    private static string Plain(IReadOnlyList<ColoredPiece> line) => string.Concat(line.Select(piece => piece.Text));
}
