namespace MpiPool.Shapes.Tests;

/// <summary>Private members, setters and constructors of types that MemoryPack's attributes open, with MemoryPack's bytes.</summary>
public class HiddenTests
{
    [Fact]
    public void Class_ComesBack()
    {
        var account = new Account("o", 5, "note") { Rate = 0.5 };
        account.Deposit(2);
        RoundTrip.CheckLikeMemoryPack<Account?>(HiddenTasks.Tasks.Class, [null, account]);
        Assert.Equal("o 7 note 1 bank of o 0.5", RoundTrip.Run(HiddenTasks.Tasks.Class(account))!.Tell());
    }

    [Fact]
    public void Struct_ComesBack()
    {
        RoundTrip.CheckLikeMemoryPack(HiddenTasks.Tasks.Struct, [default, Secret.Of("text")]);
        Assert.Equal("text 4", RoundTrip.Run(HiddenTasks.Tasks.Struct(Secret.Of("text"))).Tell());
    }

    [Fact]
    public void GenericType_ComesBack()
    {
        RoundTrip.CheckLikeMemoryPack(HiddenTasks.Tasks.Generic, [new Sealed<int, string>(1, "a")]);
        Assert.Equal("1 a", RoundTrip.Run(HiddenTasks.Tasks.Generic(new Sealed<int, string>(1, "a"))).Tell());
        Sealed<Secret, List<double>> other = new(Secret.Of("s"), [1]);
        RoundTrip.CheckLikeMemoryPack<Sealed<Secret, List<double>>?>(HiddenTasks.Tasks.GenericOfOthers, [null, other]);
        Assert.Equal(other.Tell(), RoundTrip.Run(HiddenTasks.Tasks.GenericOfOthers(other))!.Tell());
    }

    [Fact]
    public void ProtectedMemberOfTheBase_ComesBack()
    {
        RoundTrip.CheckLikeMemoryPack(HiddenTasks.Tasks.Derived, [Savings.Of(3, "p")]);
        Assert.Equal("3 p", RoundTrip.Run(HiddenTasks.Tasks.Derived(Savings.Of(3, "p"))).Tell());
    }

    [Fact]
    public void OnlyConstructor_IsCalledThoughPrivate() => RoundTrip.CheckLikeMemoryPack(HiddenTasks.Tasks.Single, [Single.Of(4)]);
}
