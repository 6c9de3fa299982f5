using MpiPool.Library.Tasks;

namespace MpiPool.Shapes.Tests;

/// <summary>Types of a referenced assembly as parameters and results of this one's tasks, and that assembly's own tasks.</summary>
public class LibraryTests
{
    [Fact]
    public void Types_OfAnotherAssembly_Travel()
    {
        var instrument = new Instrument { Name = "i", Measurements = [new Measurement("m", 1.5)] };
        RoundTrip.Check<Instrument?>(LibraryTypeTasks.Tasks.Class, [null, instrument]);
        RoundTrip.Check<Slot<Slot<Measurement>>?>(LibraryTypeTasks.Tasks.Generic, [null, new Slot<Slot<Measurement>> { Value = new() { Value = new Measurement("m", 2) } }]);
        RoundTrip.Check(LibraryTypeTasks.Tasks.Tolerant, [new Dictionary<string, Calibration> { ["a"] = new Calibration { Offset = 1, By = "b" } }]);
        Assert.Equal([new SwitchedOn(3), new SwitchedOff()], RoundTrip.Run(LibraryTypeTasks.Tasks.Union([new SwitchedOn(3), new SwitchedOff()])));
    }

    [Fact]
    public void Tasks_OfAnotherAssembly_AreCalled()
    {
        Assert.Equal(3, RoundTrip.Run(LibraryTasks.Tasks.Add(1, 2)));
        Assert.Equal(new Measurement("m", 6), RoundTrip.Run(LibraryTasks.Tasks.Scale(new Measurement("m", 2), 3)));
    }
}

/// <summary>One task a type; each returns what it gets.</summary>
public static class LibraryTypeTasks
{
    [MpiTask] public static Instrument? Class(Instrument? value) => value;

    [MpiTask] public static Slot<Slot<Measurement>>? Generic(Slot<Slot<Measurement>>? value) => value;

    [MpiTask] public static Dictionary<string, Calibration> Tolerant(Dictionary<string, Calibration> value) => value;

    [MpiTask] public static ISwitch[] Union(ISwitch[] value) => value;
}
