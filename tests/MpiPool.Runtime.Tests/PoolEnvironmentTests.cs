namespace MpiPool.Runtime.Tests;

/// <summary>How variables are read, and what holds where none is set. Under a name of their own: other tests open pools meanwhile.</summary>
public sealed class PoolEnvironmentTests
{
    private const string Variable = "MPIPOOL_TESTED_BY_POOLENVIRONMENTTESTS";

    [Theory]
    [InlineData("-3", -3)]
    [InlineData("5", 5)]
    [InlineData("+4", 4)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Read_NumberInRange_IsTheValue_AndNoneWhereThereIsNone(string? text, int? expected)
    {
        Set(text);
        Assert.Equal(expected, PoolEnvironment.ReadInt32(Variable, -3, 5));
        Assert.Equal(expected, PoolEnvironment.ReadInt64(Variable, -3, 5));
    }

    [Theory]
    [InlineData("-4")]
    [InlineData("6")]
    [InlineData("2147483648")]
    [InlineData("9223372036854775808")]
    [InlineData("1.5")]
    [InlineData("0x1")]
    [InlineData("1,0")]
    [InlineData(" ")]
    [InlineData("two")]
    public void Read_AnythingElse_IsAnErrorThatNamesVariableValueAndRange(string text)
    {
        Set(text);
        var error = Assert.Throws<ArgumentException>(static () => PoolEnvironment.ReadInt32(Variable, -3, 5));
        Assert.Equal($"The environment variable {Variable} is '{text}'; it must be a whole number from -3 to 5.", error.Message);
    }

    [Fact]
    public void Defaults_AreThoseOfTheDocumentation()
    {
        var options = new PoolOptions();
        Assert.Equal(TimeSpan.FromMilliseconds(9), options.MaximumIdleSleep);
        Assert.Equal((0, 0L, null, true, 0), (options.Workers, options.Seed, options.MainRank, options.Rejoin, options.MaximumPending));
        var call = new CallOptions();
        Assert.Equal((Timeout.InfiniteTimeSpan, 0, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30)), (call.Timeout, call.Retries, call.RetryDelay, call.MaximumRetryDelay));
        Assert.Equal((null, null, null, MapErrors.Throw), (new MapOptions().ChunkSize, new MapOptions().Window, new MapOptions().Timeout, new MapOptions().Errors));
    }

    private static void Set(string? text) => Environment.SetEnvironmentVariable(Variable, text);
}
