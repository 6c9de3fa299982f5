using MpiPool.Wire;

namespace MpiPool.Shapes.Tests;

/// <summary>Exceptions as arguments, results and members.</summary>
public class ExceptionTests
{
    public static TheoryData<Exception> Exceptions =>
    [
        new InvalidOperationException("text"),
        new InvalidOperationException(""),
        new TimeoutException("late", new IOException("disk", 7)),
        new ArgumentNullException("name"),
        new ArgumentException("bad", "name", new FormatException("form")),
        new ArgumentOutOfRangeException("count", 5, "too many"),
        new AggregateException("several", new IOException("a"), new AggregateException(new TimeoutException("b"))),
        new OperationCanceledException("stopped"),
        new ObjectDisposedException("thing"),
    ];

    [Fact]
    public void Null_ComesBack() => Assert.Null(RoundTrip.Run(ExceptionTasks.Tasks.Any(null)));

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void Exception_ComesBack(Exception value) => AssertSame(value, RoundTrip.Run(ExceptionTasks.Tasks.Any(value)));

    [Fact]
    public void EveryWellKnownType_ComesBackAsItself()
    {
        foreach (string name in WellKnownExceptions.Names)
        {
            Exception value = WellKnownExceptions.TryCreate(new RemoteError(name, "text", "", null, null), [new IOException("inner")])!;
            Assert.Equal(name, value.GetType().FullName);
            AssertSame(value, RoundTrip.Run(ExceptionTasks.Tasks.Any(value)));
        }
    }

    [Fact]
    public void StackTrace_Travels()
    {
        Exception back = RoundTrip.Run(ExceptionTasks.Tasks.Any(Thrown()))!;
        Assert.Contains(nameof(Thrown), back.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void OwnType_ArrivesAsItsNearestBase()
    {
        Exception back = RoundTrip.Run(ExceptionTasks.Tasks.Any(new SolverException("diverged")))!;
        Assert.IsType<ArithmeticException>(back);
        Assert.Equal("MpiPool.Shapes.Tests.SolverException: diverged", back.Message);
    }

    [Fact]
    public void DerivedType_OfTheDeclaredOne_IsKept() =>
        Assert.Equal("name", Assert.IsType<ArgumentNullException>(RoundTrip.Run(ExceptionTasks.Tasks.Argument(new ArgumentNullException("name")))).ParamName);

    [Fact]
    public void OtherType_ThanTheDeclaredOne_IsAnErrorAtTheReceiver()
    {
        byte[] bytes = RoundTrip.Arguments(ExceptionTasks.Tasks.Any(new TimeoutException("late")));
        Assert.Throws<WireFormatException>(() => RoundTrip.Invoke(ExceptionTasks.Tasks.Argument(null!).Entry, bytes));
    }

    [Fact]
    public void Member_Travels()
    {
        Failure back = RoundTrip.Run(ExceptionTasks.Tasks.Member(new Failure(3, new SolverException("diverged"), [new EndOfStreamException("short")])));
        Assert.Equal(3, back.Code);
        Assert.IsType<ArithmeticException>(back.Cause);
        AssertSame(new EndOfStreamException("short"), Assert.Single(back.Others));
    }

    private static TimeoutException Thrown()
    {
        try
        {
            throw new TimeoutException("late");
        }
        catch (TimeoutException error)
        {
            return error;
        }
    }

    private static void AssertSame(Exception? expected, Exception? actual)
    {
        Assert.Equal(expected?.GetType(), actual?.GetType());
        if (expected is null || actual is null)
            return;
        Assert.Equal(expected.Message, actual.Message);
        Assert.Equal(expected.HResult, actual.HResult);
        Exception[] inner = InnerOf(expected);
        Exception[] back = InnerOf(actual);
        Assert.Equal(inner.Length, back.Length);
        for (int i = 0; i < inner.Length; i++)
            AssertSame(inner[i], back[i]);
    }

    private static Exception[] InnerOf(Exception exception) => exception switch
    {
        AggregateException aggregate => [.. aggregate.InnerExceptions],
        { InnerException: { } inner } => [inner],
        _ => [],
    };
}
