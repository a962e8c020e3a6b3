namespace ModelGen.Tests.Models.Programs;

/// <summary>The net of <see cref="GanNet"/>, whose steps centralise gradients of weights; one of them averages.</summary>
[Model(Precision = Precision.Double)]
public partial class CentralizedGanNet
{
    private readonly Linear painter = new(5, 7);
    private readonly Linear critic = new(7, 4);
    private readonly Linear judge = new(4, 1);

    [Program]
    public Tensor Paint([Shape("N", 5)] Tensor noise) => painter.Forward(noise).Tanh();

    [TrainingProgram("critic.*", "judge.*"), AdamW(LearningRate = 0.02, Beta1 = 0.5, Beta2 = 0.9, WeightDecay = 0.1)]
    [ClipGradients(Norm = 0.1), ParameterGroup("*.bias", WeightDecay = 0, LearningRateScale = 2)]
    public Tensor TrainCritic([Shape("N", 5)] Tensor noise, [Shape("M", 7)] Tensor real)
        => (-Judge(real)).Softplus().Mean() + Judge(Paint(noise)).Softplus().Mean();

    [TrainingProgram("painter.*"), Sgd(LearningRate = 0.05, Momentum = 0.9), MovingAverage(0.9)]
    public Tensor TrainPainter([Shape("N", 5)] Tensor noise) => (-Judge(Paint(noise))).Softplus().Mean();

    [GradientTransform("*.weight")]
    private static Tensor Centralize(Tensor gradient) => gradient - gradient.Mean(1, keepDimension: true);

    private Tensor Judge(Tensor images) => judge.Forward(critic.Forward(images).Tanh());
}
