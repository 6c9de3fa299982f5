using System.Runtime.InteropServices;
using MpiPool.Transports;

namespace MpiPool.Runtime.Tests;

/// <summary>Memory that the processes of a host share.</summary>
public class HostMappingTests
{
    [Fact]
    public void TryOpen_WhatWasWritten_IsThere()
    {
        using HostMapping made = HostMapping.TryCreate("shared", 10_000, mapped: false)!;
        made.Write([1, 2, 3], 5000);
        using HostMapping opened = HostMapping.TryOpen(made.Reference)!;
        Assert.Equal(10_000, opened.Length);
        Assert.Equal([0, 1, 2, 3, 0], Enumerable.Range(4999, 5).Select(i => Marshal.ReadByte(opened.Address, i)));
        // Passed on: the second one finds it in the process that opened it.
        using HostMapping again = HostMapping.TryOpen(opened.Reference)!;
        Assert.Equal(2, Marshal.ReadByte(again.Address, 5001));
    }

    [Fact]
    public void TryOpen_AfterTheMakerHasGivenItUp_FindsNothing_AndOthersKeepIt()
    {
        HostMapping made = HostMapping.TryCreate("shared", 5000, mapped: false)!;
        made.Write([7], 4999);
        MappingReference reference = made.Reference;
        using HostMapping opened = HostMapping.TryOpen(reference)!;
        made.Dispose();
        Assert.Null(HostMapping.TryOpen(reference));
        Assert.Equal(7, Marshal.ReadByte(opened.Address, 4999));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, false)]
    [InlineData(1, 0, false)]
    public void TryOpen_AnotherFileOfTheSameNumber_IsRefused(int nonce, int length, bool isOpened)
    {
        using HostMapping made = HostMapping.TryCreate("shared", 5000, mapped: true)!;
        MappingReference reference = made.Reference;
        reference.Length += length;
        if (nonce != 0)
            reference.Nonce = Guid.NewGuid();
        using HostMapping? opened = HostMapping.TryOpen(reference);
        Assert.Equal(isOpened, opened is not null);
        Assert.Null(HostMapping.TryOpen(new MappingReference { ProcessId = int.MaxValue, Length = 5000 }));
        Assert.Null(HostMapping.TryOpen(new MappingReference { Length = -1 }));
    }

    [Fact]
    public void Made_HasNoNameThatCouldBeLeftBehind()
    {
        using HostMapping made = HostMapping.TryCreate("shared", 5000, mapped: true)!;
        Assert.DoesNotContain(Directory.GetFiles("/dev/shm"), static file => Path.GetFileName(file).StartsWith("mpipool", StringComparison.Ordinal));
    }
}
