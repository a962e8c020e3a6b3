using System.Diagnostics;
using ModelGen.Tests.Execution;
using ModelGen.Tests.Gpu;
using ModelGen.Tests.Models;
using ModelGen.Tests.Models.Layers;
using ModelGen.Tests.Models.Nets;

namespace ModelGen.Tests.Serving;

/// <summary>Predict and Evaluate of one model from many threads, and what has to be alone.</summary>
public class ServingTests
{
    private const int Threads = 32;

    private delegate void Call(ReadOnlySpan<float> x, Span<float> y);

    [Fact]
    public void ManyThreadsGetTheBitsOfOne()
    {
        using var model = Classifier.Create(Device.Cpu, seed: 1);
        Soak(model.Predict, rows => rows * 7, rows => rows * 3, times: 500);
    }

    [Fact]
    public void ManyThreadsGetTheBitsOfOneFromConvolutions()
    {
        using var model = LeNet.Create(Device.Cpu, seed: 1);
        Soak(model.Predict, rows => rows * 196, rows => rows * 5, times: 100);
    }

    [Fact]
    public void ManyThreadsGetTheBitsOfOneFromAttention()
    {
        using var model = AttentionModel.Create(Device.Cpu, seed: 1);
        Soak(model.Predict, rows => rows * 30, rows => rows * 30, times: 100);
    }

    [Fact]
    public void ManyThreadsGetTheBitsOfOneFromLoops()
    {
        using var model = GruModel.Create(Device.Cpu, seed: 1);
        Soak(model.Predict, rows => rows * 21, rows => rows * 32, times: 100);
    }

    [Fact]
    public void LossesOfManyThreadsAreThoseOfOne()
    {
        using var model = Classifier.Create(Device.Cpu, seed: 1);
        Soak((x, y) => y[0] = model.Evaluate(x, new int[x.Length / 7]), rows => rows * 7, _ => 1, times: 200);
    }

    /// <summary>Each call draws its own numbers: those of as many calls one after another, whichever thread gets which.</summary>
    [Fact]
    public void CallsDrawTheNumbersOfTheirOrder()
    {
        const int Times = 20, Count = 9;
        var draws = new List<string>();
        using var model = Noise.Create(Device.Cpu, seed: 5);
        var failures = Callers.Run(8, Times, (_, _) =>
        {
            var draw = Draw(model);
            lock (draws) draws.Add(draw);
        });
        Assert.Empty(failures);

        using var sequential = Noise.Create(Device.Cpu, seed: 5);
        Assert.Equal(Enumerable.Range(0, 8 * Times).Select(_ => Draw(sequential)).Order(), draws.Order());

        static string Draw(Noise model)
        {
            var normal = new float[Count];
            model.Predict(new float[Count], normal, new float[Count]);
            return string.Join(' ', normal);
        }
    }

    [Fact]
    public void WhatMustBeAloneIsRefusedBesidePredictionsAndGoesOnAfterThem()
    {
        using var model = TestModel.Create();
        float[] x = [1, 2, 3];
        var refusals = new List<string>();
        using (model.Executor.HoldBeside())
        {
            Assert.Equal(2, model.Evaluate(x).Loss, 1e-6);
            Assert.Equal(6, model.Parameters["weight"].ToArray().Length);
            Action[] alone = [() => model.TrainStep(x), () => model.Gradients(x), () => model.Parameters["bias"].CopyFrom([1f, 2f])];
            foreach (var call in alone) refusals.Add(Assert.Throws<InvalidOperationException>(call).Message);
            Assert.Throws<InvalidOperationException>(model.Dispose);
        }

        Assert.All(refusals, refusal => Assert.Equal(
            "TestModel is in 1 call on other threads, and this call must be alone. Predict, Evaluate, Save and reading parameters run "
                + "side by "
            + "side; TrainStep, Gradients, Load, changing parameters and calls that assign a [State] run alone. Wait until they have "
            + "ended, lock around the calls, "
            + "or make "
            + "a model of its own for training.",
            refusal));
        Assert.Equal(2, model.TrainStep(x).Loss, 1e-6);
    }

    [Fact]
    public void PredictionsMeetNoFailureWhereTrainingWaitsForThem()
    {
        using var model = Classifier.Create(Device.Cpu, seed: 1);
        var turn = new ReaderWriterLockSlim();
        var failures = Callers.Run(8, 100, (number, time) =>
        {
            if (number == 0)
            {
                turn.EnterWriteLock();
                model.TrainStep(new float[14], [0, time % 3]);
                turn.ExitWriteLock();
            }
            else
            {
                turn.EnterReadLock();
                model.Predict(new float[7 * number], new float[3 * number]);
                turn.ExitReadLock();
            }
        });
        Assert.Empty(failures);
    }

    [Theory, OnDevices(DriversOnly = true)]
    public void DevicesServeManyThreadsTheNewestWeights(string device)
    {
        using var model = Classifier.Create(TestDevices.Model(device), seed: 1);
        var (x, labels) = (Values(28), new[] { 0, 1, 2, 1 });
        for (var round = 0; round < 3; round++)
        {
            float loss = model.TrainStep(x, labels);
            var expected = (Loss: model.Evaluate(x, labels).Loss, Logits: new float[12]);
            model.TrainStep(x, labels);
            expected.Loss = model.Evaluate(x, labels).Loss;
            model.Predict(x, expected.Logits);
            var failures = Callers.Run(4, 5, (_, _) =>
            {
                var logits = new float[12];
                model.Predict(x, logits);
                Assert.Equal(expected.Logits, logits);
                Assert.Equal(expected.Loss, model.Evaluate(x, labels).Loss);
            });
            Assert.Empty(failures);
            Assert.True(float.IsFinite(loss));
        }
    }

    /// <summary>Each further pool of 40 threads would show.</summary>
    [Fact]
    public void ManyModelsShareTheThreadsOfOne()
    {
        var before = WorkersNow();
        var models = Enumerable.Range(0, 16).Select(seed => Classifier.Create(Device.CpuWith(40), seed)).ToList();
        Assert.InRange(WorkersNow() - before, 30, 60);
        foreach (var model in models) model.Predict(new float[7], new float[3]);
        foreach (var model in models) model.Dispose();
        Assert.InRange(WorkersNow() - before, -20, 20);

        // Linux keeps the first 15 characters of a thread's name; elsewhere all of the process's threads are counted.
        static int WorkersNow()
        {
            if (OperatingSystem.IsLinux())
                return Directory.GetDirectories("/proc/self/task").Count(IsWorker);
            using var process = Process.GetCurrentProcess();
            return process.Threads.Count;
        }

        static bool IsWorker(string thread)
        {
            try
            {
                return File.ReadAllText(Path.Combine(thread, "comm")).StartsWith("ModelGen worker", StringComparison.Ordinal);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
                return false;
            }
        }
    }

    [Fact]
    public void AProfileSumsTheCallsOfAllThreads()
    {
        using var model = Classifier.Create(Device.Cpu, seed: 1);
        var profile = model.Profile = new();
        Assert.Empty(Callers.Run(8, 50, (_, _) => model.Predict(new float[7], new float[3])));
        Assert.All(profile.Times, time => Assert.Equal(400, time.Launches));
        Assert.All(profile.Times, time => Assert.InRange(time.Time, TimeSpan.Zero, TimeSpan.FromMinutes(1)));
    }

    /// <summary>Each thread has inputs of its own, of its own number of rows.</summary>
    private static void Soak(Call call, Func<int, int> inputs, Func<int, int> outputs, int times)
    {
        var x = Enumerable.Range(1, Threads).Select(rows => Values(inputs(rows))).ToList();
        var expected = x.Select((values, number) => Run(number)).ToList();
        var wrong = 0;
        var failures = Callers.Run(Threads, times, (number, _) =>
        {
            if (!Run(number).AsSpan().SequenceEqual(expected[number])) Interlocked.Increment(ref wrong);
        });
        Assert.Empty(failures);
        Assert.Equal(0, wrong);

        float[] Run(int number)
        {
            var y = new float[outputs(number + 1)];
            call(x[number], y);
            return y;
        }
    }

    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(number => MathF.Sin(number))];
}
