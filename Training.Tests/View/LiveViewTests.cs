using System.Globalization;
using Spectre.Console;

namespace ModelGen.Tests.View;

/// <summary>A view shows bars in a terminal and plain lines elsewhere.</summary>
public class LiveViewTests
{
    [Fact]
    public void ElsewhereThereIsALineForEachEpoch()
    {
        var (console, output) = Console(isTerminal: false);
        using (var view = new LiveView(console))
        {
            for (var epoch = 1; epoch <= 2; epoch++)
            {
                for (var done = 0; done <= 64; done += 16)
                    view.Show(epoch, 2, done, 64, 0.5 / epoch, [("accuracy", 0.75), ("validation loss", 12345.678)], 1234.5);
            }
        }

        Assert.Equal(
            "epoch 1/2  loss 0.5000  accuracy 0.7500  validation loss 1.235E+04  1,234 samples/s  0:00:01 left\n"
                + "epoch 2/2  loss 0.2500  accuracy 0.7500  validation loss 1.235E+04  1,234 samples/s\n",
            output.ToString());
    }

    [Fact]
    public void ATerminalShowsABarAndLeavesLines()
    {
        var (console, output) = Console(isTerminal: true);
        using (var view = new LiveView(console))
        {
            view.Show(1, 2, 32, 64, 0.9, null, 0);
            view.Show(1, 2, 64, 64, 0.5, [("accuracy [0]", 0.75)], 100);
            view.Show(2, 2, 16, 64, 0.25, null, 100);
        }

        var text = output.ToString();
        Assert.Contains("epoch 1/2  loss 0.5000  accuracy [0] 0.7500  100 samples/s  0:00:01 left\n", text, StringComparison.Ordinal);
        Assert.Contains(" 50% epoch 1/2  loss 0.9000", text, StringComparison.Ordinal);
        Assert.Contains(" 25% epoch 2/2", text, StringComparison.Ordinal);
        Assert.EndsWith("epoch 2/2  loss 0.2500  100 samples/s  0:00:01 left\n", text);
        Assert.Contains("━", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("epoch 1/2", StringComparison.Ordinal) < text.IndexOf("epoch 2/2", StringComparison.Ordinal));
    }

    [Fact]
    public void StepsThatFollowAtOnceAreNotAllDrawn()
    {
        var (console, output) = Console(isTerminal: true);
        using (var view = new LiveView(console, new StandingClock()))
        {
            for (var done = 0; done < 1000; done++) view.Show(1, 1, done, 1000, done, null, 0);
        }

        Assert.Contains("loss 0", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("loss 9", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 10, 0, 3600, 1, "10:00:00")]
    [InlineData(10, 10, 3599, 3600, 1, "0:00:01")]
    [InlineData(1, 100, 0, 36000, 1, "1000:00:00")]
    [InlineData(1, 1, 0, 90, 1.5, "0:01:00")]
    public void TheTimeThatIsLeftIsThatOfAllEpochs(int epoch, int epochs, long done, long total, double speed, string expected)
    {
        var left = LiveText.Left(epoch, epochs, done, total, speed);
        Assert.EndsWith($"  {expected} left", LiveText.Line(epoch, epochs, 1, [], speed, left));
    }

    [Fact]
    public void NumbersThatAreNotFiniteAreShown()
    {
        Assert.Equal("epoch   7/100  loss NaN  f1 0", LiveText.Line(7, 100, double.NaN, [("f1", 0)], 0, LiveText.Left(7, 100, 0, 9, 0)));
        Assert.Null(LiveText.Left(1, 1, 9, 9, 0));
    }

    [Fact]
    public void WrongPlacesAreTold()
    {
        using var view = new LiveView(Console(isTerminal: false).Console);
        Assert.Throws<ArgumentOutOfRangeException>(() => view.Show(0, 1, 0, 1, 0, null, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => view.Show(2, 1, 0, 1, 0, null, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => view.Show(1, 1, 2, 1, 0, null, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => view.Show(1, 1, -1, 1, 0, null, 0));
    }

    private static (IAnsiConsole Console, StringWriter Output) Console(bool isTerminal)
    {
        var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var console = AnsiConsole.Create(new()
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 140;
        return (console, output);
    }

    private sealed class StandingClock : TimeProvider
    {
        public override long GetTimestamp() => 5;
    }
}
