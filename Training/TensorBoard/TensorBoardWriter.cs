using System.Globalization;
using System.Numerics;

namespace ModelGen;

/// <summary>
/// Writes an event file that <a href="https://www.tensorflow.org/tensorboard">TensorBoard</a> shows: <c>tensorboard --logdir FOLDER</c>.
/// What was written is there when the process is killed, and TensorBoard shows it while the training runs. As a callback of Fit it writes
/// each epoch. Several threads may write.
/// </summary>
public sealed class TensorBoardWriter : IFitCallback, IDisposable
{
    // Fields of Event, Summary and Summary.Value: tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto.
    private const int WallTime = 1;
    private const int Step = 2;
    private const int FileVersion = 3;
    private const int Summary = 5;
    private const int Value = 1;
    private const int Tag = 1;
    private const int SimpleValue = 2;
    private const int Image = 4;
    private const int Histogram = 5;

    private static int _writers;

    private readonly RecordFile _file;
    private readonly TimeProvider _time;

    /// <summary>Makes a new event file.</summary>
    /// <param name="folder">The run's folder, which is made where there is none; TensorBoard calls the run by its name.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="IOException">The file could not be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    public TensorBoardWriter(string folder, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _time = time ?? TimeProvider.System;
        Directory.CreateDirectory(folder);
        var name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{_time.GetUtcNow().ToUnixTimeSeconds():0000000000}."
            + $"{Environment.MachineName}.{Environment.ProcessId}.{Interlocked.Increment(ref _writers)}");
        FilePath = Path.Combine(folder, name);
        _file = new(FilePath);
        _file.Write(Event(0).Text(FileVersion, "brain.Event:2").Written);
    }

    /// <summary>The event file.</summary>
    public string FilePath { get; }

    /// <summary>Writes a number of a step, such as a loss.</summary>
    /// <param name="tag">What it is; a slash groups, as in <c>loss/train</c>.</param>
    /// <param name="value">The number; TensorBoard keeps it as a float.</param>
    /// <param name="step">The step or the epoch.</param>
    /// <exception cref="ArgumentException">There is no tag.</exception>
    /// <exception cref="ObjectDisposedException">The writer was disposed.</exception>
    public void AddScalar(string tag, double value, long step)
        => Write(step, Tagged(tag).Float(SimpleValue, (float)value));

    /// <summary>Writes how numbers are distributed, such as a layer's weights. Those that are not finite are left out.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="tag">What they are.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="step">The step or the epoch.</param>
    /// <exception cref="ArgumentException">There is no tag.</exception>
    /// <exception cref="ObjectDisposedException">The writer was disposed.</exception>
    public void AddHistogram<T>(string tag, ReadOnlySpan<T> values, long step)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Write(step, Tagged(tag).Message(Histogram, ExponentialHistogram.Of(values).ToProto()));

    /// <summary>Writes a picture, such as a file of <see cref="Curves"/> or <see cref="ConfusionPlot"/>.</summary>
    /// <param name="tag">What it shows.</param>
    /// <param name="png">The bytes of a PNG file.</param>
    /// <param name="step">The step or the epoch.</param>
    /// <exception cref="ArgumentException">There is no tag, or the bytes are no PNG file.</exception>
    /// <exception cref="ObjectDisposedException">The writer was disposed.</exception>
    public void AddImage(string tag, ReadOnlySpan<byte> png, long step)
        => Write(step, Tagged(tag).Message(Image, PngImage.ToProto(png)));

    /// <summary>
    /// Writes what an epoch gave, with its number as the step: <c>loss/train</c>, <c>loss/validation</c> where there is one,
    /// <c>learning rate</c>, <c>seconds</c>, and each metric by its name.
    /// </summary>
    /// <param name="epoch">The epoch, as Fit's onEpoch gets it.</param>
    /// <exception cref="ArgumentNullException">There is no epoch.</exception>
    /// <exception cref="ObjectDisposedException">The writer was disposed.</exception>
    public void AddEpoch(EpochResult epoch)
    {
        ArgumentNullException.ThrowIfNull(epoch);
        AddScalar("loss/train", epoch.Loss, epoch.Epoch);
        if (epoch.ValidationLoss is { } loss) AddScalar("loss/validation", loss, epoch.Epoch);
        AddScalar("learning rate", epoch.LearningRate, epoch.Epoch);
        AddScalar("seconds", epoch.Seconds, epoch.Epoch);
        foreach (var (name, value) in epoch.Metrics) AddScalar(name, value, epoch.Epoch);
    }

    /// <summary>Whether the parameters' histograms are written after each epoch of Fit; false by default.</summary>
    public bool WritesHistograms { get; init; }

    /// <inheritdoc/>
    public void OnEpochEnd(FitContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        AddEpoch(context.History[^1]);
        if (!WritesHistograms) return;
        foreach (var parameter in context.Model.Parameters)
            AddHistogram<float>(parameter.Name, parameter.ToArray(), context.History[^1].Epoch);
    }

    /// <summary>Waits until all that was written is on the disk, to outlive a power failure too.</summary>
    /// <exception cref="ObjectDisposedException">The writer was disposed.</exception>
    public void Flush() => _file.Flush();

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private void Write(long step, ProtoMessage value)
        => _file.Write(Event(step).Message(Summary, new ProtoMessage().Message(Value, value)).Written);

    private static ProtoMessage Tagged(string tag)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        return new ProtoMessage().Text(Tag, tag);
    }

    private ProtoMessage Event(long step)
        => new ProtoMessage().Double(WallTime, (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds).Int64(Step, step);
}
