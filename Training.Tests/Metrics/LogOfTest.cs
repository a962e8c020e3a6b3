using Microsoft.Extensions.Logging;

namespace ModelGen.Tests.Metrics;

/// <summary>Keeps what it is told.</summary>
internal sealed class LogOfTest : ILogger
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
        => Lines.Add(formatter(state, exception));
}
