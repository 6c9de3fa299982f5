using MemoryPack;

namespace MpiPool.Shapes.Tests;

/// <summary>Tasks over types whose state is private; each returns what it gets.</summary>
public static class HiddenTasks
{
    [MpiTask] public static Account? Class(Account? value) => value;

    [MpiTask] public static Secret Struct(Secret value) => value;

    [MpiTask] public static Sealed<int, string> Generic(Sealed<int, string> value) => value;

    [MpiTask] public static Sealed<Secret, List<double>>? GenericOfOthers(Sealed<Secret, List<double>>? value) => value;

    [MpiTask] public static Savings Derived(Savings value) => value;

    [MpiTask] public static Single Single(Single value) => value;
}

[MemoryPackable]
public partial class Account
{
    [MemoryPackInclude]
    private int _balance;

    [MemoryPackInclude]
    private readonly string _owner;

    [MemoryPackInclude]
    private string? Note { get; set; }

    public int Writes { get; private set; }

    public string? Bank { get; private init; }

    [MemoryPackInclude]
    internal double Rate { get; set; }

    public Account(string owner, int balance, string? note)
    {
        _owner = owner;
        _balance = balance;
        Note = note;
        Bank = "bank of " + owner;
    }

    [MemoryPackConstructor]
    private Account(string owner) => _owner = owner;

    public string Tell() => $"{_owner} {_balance} {Note} {Writes} {Bank} {Rate}";

    public void Deposit(int amount)
    {
        _balance += amount;
        Writes++;
    }
}

[MemoryPackable]
public partial struct Secret
{
    [MemoryPackInclude]
    private string? _text;

    [MemoryPackInclude]
    private int Count { get; set; }

    public static Secret Of(string text) => new() { _text = text, Count = text.Length };

    public readonly string Tell() => $"{_text} {Count}";

    // A struct's own ToString asks for the name of its type, which not every program has.
    public override readonly string ToString() => Tell();
}

[MemoryPackable]
public partial class Sealed<T, TOther> where T : notnull where TOther : class
{
    [MemoryPackInclude]
    private T? _value;

    [MemoryPackInclude]
    private Dictionary<string, TOther?>? Others { get; set; }

    public Sealed(T value, TOther other)
    {
        _value = value;
        Others = new() { ["only"] = other };
    }

    [MemoryPackConstructor]
    private Sealed()
    {
    }

    // A list's own ToString is the name of its type, which not every program has.
    public string Tell() => $"{_value} {Others?["only"] as string}{(Others?["only"] as List<double>)?[0]}";
}

[MemoryPackable]
public partial class Saving
{
    [MemoryPackInclude]
    protected int Months { get; set; }
}

[MemoryPackable]
public partial class Savings : Saving
{
    [MemoryPackInclude]
    private string? _plan;

    public static Savings Of(int months, string plan) => new() { Months = months, _plan = plan };

    public string Tell() => $"{Months} {_plan}";
}

/// <summary>The only constructor is private, and MemoryPack calls it without being told to.</summary>
[MemoryPackable]
public partial class Single
{
    public int Value { get; set; }

    private Single()
    {
    }

    public static Single Of(int value) => new() { Value = value };
}
