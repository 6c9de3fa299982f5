using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MpiPool.Generators.Analyzers;

/// <summary>Finds out whether code is reached by the main rank alone, from the conditions around it and the exits before it.</summary>
internal static class MainGuard
{
    /// <summary>Whether only the main rank of the pool in the variable reaches the operation.</summary>
    public static bool IsAround(IOperation operation, ILocalSymbol pool)
    {
        for (IOperation child = operation; child.Parent is { } parent; child = parent)
        {
            bool guarded = parent switch
            {
                IConditionalOperation choice => IsGuarded(choice, child, pool),
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => child == both.RightOperand && Implies(both.LeftOperand, outcome: true, pool),
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either => child == either.RightOperand && Implies(either.LeftOperand, outcome: false, pool),
                IBlockOperation block => block.Operations.TakeWhile(statement => statement != child).Any(statement => LeavesWorkers(statement, pool)),
                _ => false,
            };
            if (guarded)
                return true;
        }
        return false;
    }

    private static bool IsGuarded(IConditionalOperation choice, IOperation branch, ILocalSymbol pool) =>
        branch != choice.Condition && Implies(choice.Condition, outcome: branch == choice.WhenTrue, pool);

    /// <summary>Whether no worker gets past the statement.</summary>
    private static bool LeavesWorkers(IOperation statement, ILocalSymbol pool) =>
        statement is IConditionalOperation choice
        && ((Exits(choice.WhenTrue) && Implies(choice.Condition, outcome: false, pool))
            || (choice.WhenFalse is { } otherwise && Exits(otherwise) && Implies(choice.Condition, outcome: true, pool)));

    private static bool Exits(IOperation statement) => statement switch
    {
        IBlockOperation block => block.Operations.Any(Exits),
        IReturnOperation { Kind: OperationKind.Return } or IBranchOperation => true,
        IThrowOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: { Name: "Exit", ContainingType.Name: "Environment" } } } => true,
        _ => false,
    };

    /// <summary>Whether the condition can have this outcome on the main rank alone.</summary>
    private static bool Implies(IOperation condition, bool outcome, ILocalSymbol pool) => PoolOperations.Origin(condition) switch
    {
        IPropertyReferenceOperation { Property.Name: "IsMain", Instance: { } instance } => outcome && IsPool(instance, pool),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Implies(not.Operand, !outcome, pool),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => outcome && (Implies(both.LeftOperand, true, pool) || Implies(both.RightOperand, true, pool)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either => !outcome && (Implies(either.LeftOperand, false, pool) || Implies(either.RightOperand, false, pool)),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equal => outcome && ComparesRankWithMain(equal, pool),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } unequal => !outcome && ComparesRankWithMain(unequal, pool),
        IIsPatternOperation { Value: IPropertyReferenceOperation { Property.Name: "IsMain", Instance: { } instance }, Pattern: IConstantPatternOperation { Value.ConstantValue.Value: bool expected } } =>
            outcome == expected && IsPool(instance, pool),
        _ => false,
    };

    private static bool ComparesRankWithMain(IBinaryOperation comparison, ILocalSymbol pool) =>
        comparison is { LeftOperand: IPropertyReferenceOperation { Property.Name: "Rank", Instance: { } instance }, RightOperand.ConstantValue: { HasValue: true, Value: 0 } } && IsPool(instance, pool);

    private static bool IsPool(IOperation operation, ILocalSymbol pool) =>
        operation is ILocalReferenceOperation { Local: var local } && SymbolEqualityComparer.Default.Equals(local, pool);
}
