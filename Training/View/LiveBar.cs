using Spectre.Console;

namespace ModelGen;

/// <summary>The bar of an epoch, which a thread of its own draws until it is disposed.</summary>
internal sealed class LiveBar : IDisposable
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ProgressTask> _begin = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _drawing;

    public LiveBar(IAnsiConsole console, long total, string text)
    {
        var progress = console.Progress().AutoClear(true).Columns(new ProgressBarColumn { Width = 20 }, new PercentageColumn(),
            new TaskDescriptionColumn { Alignment = Justify.Left });
        _drawing = Task.Run(() => progress.StartAsync(async context =>
        {
            _begin.SetResult(context.AddTask(Markup.Escape(text), maxValue: Math.Max(total, 1)));
            await _end.Task.ConfigureAwait(false);
        }));
    }

    /// <summary>Moves the bar, and says something beside it.</summary>
    public void Show(long done, string text)
    {
        // Drawing that could not begin has failed, which is thrown here.
        if (Task.WhenAny(_begin.Task, _drawing).GetAwaiter().GetResult() == _drawing) _drawing.GetAwaiter().GetResult();
        var task = _begin.Task.Result;
        task.Description = Markup.Escape(text);
        task.Value = done;
    }

    /// <summary>Takes the bar away.</summary>
    public void Dispose()
    {
        _end.TrySetResult();
        _drawing.GetAwaiter().GetResult();
    }
}
