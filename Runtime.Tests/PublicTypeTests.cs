using System.ComponentModel;
using System.Reflection;
using ModelGen.Gpu;

namespace ModelGen.Tests;

/// <summary>Public types that only emitted code uses, which is in the user's assembly, are hidden from whoever writes a model.</summary>
public class PublicTypeTests
{
    private static readonly Type[] Users = [typeof(IlgpuDevices)];

    [Theory]
    [InlineData(typeof(Device), "ModelGen.Runtime")]
    [InlineData(typeof(IlgpuDevices), "ModelGen.Gpu")]
    public void WhatOnlyEmittedCodeUsesIsHidden(Type place, string space)
    {
        var types = place.Assembly.GetExportedTypes().Where(type => type.Namespace == space && !type.IsNested).Except(Users).ToArray();
        Assert.NotEmpty(types);
        Assert.DoesNotContain(types, type => type.GetCustomAttribute<EditorBrowsableAttribute>()?.State != EditorBrowsableState.Never);
    }

    /// <summary>A namespace of a runtime's folder is no public one by mistake.</summary>
    [Fact]
    public void NoOtherNamespaceIsPublic()
    {
        Assembly[] assemblies = [typeof(Tensor).Assembly, typeof(Device).Assembly, typeof(IlgpuDevices).Assembly];
        Assert.Equal(
            ["ModelGen", "ModelGen.Gpu", "ModelGen.Runtime"],
            assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Select(type => type.Namespace).Distinct().Order());
    }
}
