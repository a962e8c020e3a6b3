using Microsoft.CodeAnalysis;
using ModelGen.Generator.FrontEnd.Words;

namespace ModelGen.Generator.Tests.FrontEnd;

/// <summary>Names of other libraries are answered at their token with what to write; code that compiles is left alone.</summary>
public class ForeignWordTests
{
    /// <summary>What Forward gives of x [N, 8], and a part of the answer.</summary>
    public static TheoryData<string, string> Expressions { get; } = new()
    {
        { "x.«View»(-1, 8)", "write x.Reshape(-1, 8)" },
        { "x.«T»", "write x.Transpose()" },
        { "x.Reshape(x.«shape»[0], 8)", "write x.Size(0)" },
        { "x.«ReLU»()", "write x.Relu()" },
        { "x.«relu_»()", "use the result: write x.Relu()" },
        { "x.«log_softmax»(1)", "write x.LogSoftmax()" },
        { "x.«Sofmax»()", "the nearest that there is is x.Softmax" },
        { "x.«gt»(0)", "write x > other" },
        { "x.«mm»(x)", "write x.MatMul(other)" },
        { "x.«Std»()", "write x.StandardDeviation(axis)" },
        { "x.«masked_fill»(x > 0, 1)", "write Tensor.Where(mask, value, x)" },
        { "x.«ToArray»()", "Predict gives the result's numbers" },
        { "x.«cuda»()", "where Create puts it" },
        { "x.«backward»()", "by itself, from Loss" },
        { "Tensor.«Cat»(1, x, x)", "write Tensor.Concat(1, a, b)" },
        { "Tensor.«Relu»(x)", "it is a method of a tensor: write x.Relu()" },
        { "x.Softmax(«dim»: 1)", "write axis:" },
        { "x.Sum(1, «keepdim»: true)", "write keepDimension:" },
        { "x.Dropout(«p»: 0.5)", "write probability:" },
        { "x.Reshape(x.«Size»(), 8)", "write x.Size(0)" },
        { "«torch».relu(x)", "write x.Relu()" },
        { "«torch».nn.functional.dropout(x, 0.5)", "write x.Dropout()" },
        { "«F».softmax(x, 1)", "write x.Softmax()" },
        { "«np».maximum(x, 0)", "write x.Maximum(0)" },
        { "«sigmoid»(x)", "write x.Sigmoid()" },
        { "Math.Exp(«x»)", "write x.Exp()" },
        { "MathF.Max(«x», 0)", "write x.Maximum(0)" },
        { "MathF.Pow(«x», 2)", "write x.Pow(2)" },
        { "«_layer»(x)", "write _layer.Forward(x)" },
        { "«_layers[0]»(x)", "write _layers[0].Forward(x)" },
        { "_layer.«forward»(x)", "write _layer.Forward" },
        { "_layer.«Weights»", "write _layer.weight" },
        { "x «%» 2", "write x - (x / 2).Floor() * 2" },
        { "x «^» 2", "write x.Pow(2)" },
        { "x «*» (x > 0)", "write (x > 0).ToTensor()" },
        { "x «*» 0.5m", "write 0.5" },
        { "_layer.Forward(«\"1\"»)", "take the quotes away" },
        { "_embedding.Forward(«x»)", "declare '[Shape(\"N\", ...)] IndexTensor x'" },
        { "_layer.Forward(«_lstm.Forward(x)»)", "write _lstm.Forward(x).Output" },
        { "_attention.«Forward»(x)", "write _attention.Forward(x, key, value)" },
        { "x.«OneHot»(8)", "OneHot is a method of an IndexTensor" },
        { "x.MeanSquared(x, «\"sum\"»)", "write Reduction.Sum" },
    };

    [Theory]
    [MemberData(nameof(Expressions))]
    public void AWordInForwardIsAnswered(string expression, string answer)
        => Answered("[Model] public partial class M { private readonly Linear _layer = new(8, 8); private readonly Linear[] _layers = "
            + "[new(8, 8)]; private readonly Embedding _embedding = new(8, 8); private readonly Lstm _lstm = new(8, 8); "
            + "private readonly MultiHeadAttention _attention = new(8, 2); public Tensor Forward([Shape(\"N\", 8)] Tensor x) => "
            + expression + "; }", answer);

    [Theory]
    [InlineData("private readonly «Dense» _layer = new(8, 8);", "write Linear")]
    [InlineData("private readonly «nn».Linear _layer = new(8, 8);", "write Linear")]
    [InlineData("private readonly «LSTM» _layer = new(8, 8);", "write Lstm")]
    [InlineData("private readonly «ModuleList» _layer = new(8, 8);", "modules stand in an array")]
    [InlineData("private readonly «CrossEntropyLoss» _layer = new();", "logits.CrossEntropy(labels) in Loss")]
    [InlineData("private readonly Linear _layer = new(«in_features»: 8, outFeatures: 8);", "write inFeatures:")]
    [InlineData("private readonly Linear _layer = new(8, 8, «use_bias»: false);", "write bias:")]
    [InlineData("private readonly Linear _layer = new(«\"8\"», 8);", "take the quotes away")]
    [InlineData("private readonly Linear _layer = «new»(8);", "write new(8, outFeatures)")]
    [InlineData("[Parameter(«width»)] private readonly Tensor _width;", "write \"width\"")]
    public void AWordInAFieldIsAnswered(string field, string answer)
        => Answered("[Model] public partial class M { " + field + " public Tensor Forward([Shape(\"N\", 8)] Tensor x) => x; }", answer);

    [Theory]
    [InlineData("Adam(«lr» = 0.1)", "write LearningRate")]
    [InlineData("Adam(«eps» = 0.1)", "write Epsilon")]
    [InlineData("Adam(«weight_decay» = 0.1)", "write WeightDecay")]
    [InlineData("Sgd(«momentun» = 0.1)", "write Momentum")]
    [InlineData("Adam(LearningRate = «0.1m»)", "write 0.1")]
    [InlineData("Adam(«0.1»)", "write LearningRate = 0.1")]
    public void AWordInASettingIsAnswered(string attribute, string answer)
        => Answered("[Model, " + attribute + "] public partial class M { [Parameter(8)] Tensor w; public Tensor Forward([Shape(\"N\", 8)] "
            + "Tensor x) => x * w; public Tensor Loss(Tensor y) => y.Mean(); }", answer);

    /// <summary>A loss that is called the wrong way round.</summary>
    [Theory]
    [InlineData("labels.«CrossEntropy»(y)", "write y.CrossEntropy(labels)")]
    [InlineData("y.«NLLLoss»(labels)", "write y.NegativeLogLikelihood(labels)")]
    [InlineData("«CrossEntropy»(y, labels)", "write y.CrossEntropy(labels)")]
    public void AWordInLossIsAnswered(string loss, string answer)
        => Answered("[Model] public partial class M { public Tensor Forward([Shape(\"N\", 8)] Tensor x) => x; public Tensor Loss(Tensor y, "
            + "[Shape(\"N\")] IndexTensor labels) => " + loss + "; }", answer);

    /// <summary>Errors of code that has nothing to do with tensors are C#'s alone.</summary>
    [Theory]
    [InlineData("static class P { static int M(string text) => text.View(); }")]
    [InlineData("static class P { static int M() => torch.relu(3); }")]
    [InlineData("static class P { static double M(string text) => Math.Exp(text); }")]
    [InlineData("static class P { private static readonly Dense _layer = new(); }")]
    [InlineData("[AttributeUsage(AttributeTargets.All)] class A : Attribute { } [A(lr = 3)] class P { }")]
    public void OtherErrorsAreLeftAlone(string program) => Assert.Empty(SourceProgram.Analyze(SourceProgram.Compile(program)));

    /// <summary>No word stands for something that a tensor has by that very name.</summary>
    [Fact]
    public void NoRowIsInVain()
        => Assert.Empty(TensorWords.All.Intersect(typeof(Tensor).GetMethods().Select(method => Spelling.Plain(method.Name))));

    /// <summary>Asks for one answer at the token; of a field that nobody uses nothing is asked.</summary>
    private static void Answered(string source, string answer)
    {
        var (start, end) = (source.IndexOf('«'), source.IndexOf('»') - 1);
        var text = source.Replace("«", "").Replace("»", "");
        var diagnostic = Assert.Single(SourceProgram.Analyze(SourceProgram.Compile(text)), item => item.Id is not ("MG0401" or "MG0402"));
        Assert.Equal("MG0306", diagnostic.Id);
        Assert.Equal(text[start..end], text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);
        Assert.Contains(answer, diagnostic.GetMessage());
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
    }
}
