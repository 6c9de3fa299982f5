using Microsoft.CodeAnalysis;
using MpiPool.Generators.Model;

namespace MpiPool.Generators.Parser;

internal sealed partial class ShapeParser
{
    /// <summary>Decides for each member of one type how it is read and how it gets its value back.</summary>
    private sealed class MemberParser
    {
        private readonly ShapeParser _parser;
        private readonly Compilation _compilation;
        private readonly ObjectLayout _layout;
        private readonly bool _isMemoryPackable;
        private readonly IMethodSymbol _constructor;

        public MemberParser(ShapeParser parser, INamedTypeSymbol type, ObjectLayout layout, bool isMemoryPackable, IMethodSymbol constructor)
        {
            _parser = parser;
            _compilation = parser._compilation;
            _layout = layout;
            _isMemoryPackable = isMemoryPackable;
            _constructor = constructor;
            Accessors = new Accessors(TypeNames.Identifier(type));
            if (IsConstructorHidden(type))
                Constructor = Accessors.ToConstructor(constructor);
        }

        public Accessors Accessors { get; }

        public List<MemberModel> Members { get; } = [];

        public List<ArgumentModel> Arguments { get; } = [];

        /// <summary>The accessor of the constructor; null where it can be named.</summary>
        public string? Constructor { get; }

        /// <summary>Adds a member; if it cannot travel, that is reported and the member is missing.</summary>
        public void Parse(ISymbol member, int place)
        {
            IParameterSymbol? parameter = ConstructorChooser.FindParameter(_constructor, member);
            if (parameter is not null)
                Arguments.Add(new ArgumentModel(parameter.Name, Members.Count));
            bool isSettable = ObjectMembers.IsSettable(member, _compilation);
            bool isReadable = ObjectMembers.IsReadable(member, _compilation);
            bool isReadOnly = ObjectMembers.IsReadOnly(member);
            if (!isReadable && !_isMemoryPackable)
            {
                _parser.FailMember(Rules.TypeNotAccessible, member);
                return;
            }
            // MemoryPack writes members that only tell, and drops what it reads; and it sets what only the type itself can set.
            if (parameter is null && !isSettable && !_isMemoryPackable)
            {
                _parser.FailMember(Rules.CannotRestore, member);
                return;
            }
            if (_parser.ParseMemberValue(member) is not { } value)
                return;
            string? getter = isReadable ? null : member is IFieldSymbol hidden ? Accessors.ToField(hidden) : Accessors.ToGetter((IPropertySymbol)member);
            MemberSetting setting = Setting(member, parameter is not null, isSettable, isReadOnly);
            string? setter = setting is MemberSetting.None or MemberSetting.Initializer ? null : Setter(member, isSettable);
            Members.Add(new MemberModel(member.Name, value, place, setting, getter, setter, !ObjectMembers.IsRequired(member) && !ObjectMembers.IsInitOnly(member)));
        }

        private bool IsConstructorHidden(INamedTypeSymbol type) =>
            !_compilation.IsSymbolAccessibleWithin(_constructor, _compilation.Assembly)
            // An object that is made before its members are read cannot be given those it requires.
            || (_layout == ObjectLayout.CircularReference && !ConstructorChooser.SetsRequiredMembers(_constructor) && ObjectMembers.Collect(type, true, false).Exists(ObjectMembers.IsRequired));

        private MemberSetting Setting(ISymbol member, bool isArgument, bool isSettable, bool isReadOnly)
        {
            if (isReadOnly)
                return MemberSetting.None;
            bool mustBeSet = ObjectMembers.IsRequired(member) && !ConstructorChooser.SetsRequiredMembers(_constructor) && Constructor is null;
            if (isArgument && !mustBeSet)
                return MemberSetting.None;
            if (_isMemoryPackable && MemoryPackAttributes.Has(member, "SuppressDefaultInitialization") && !mustBeSet)
                return MemberSetting.AssignmentWherePresent;
            return _layout == ObjectLayout.CircularReference || Constructor is not null || !isSettable ? MemberSetting.Assignment : MemberSetting.Initializer;
        }

        private string? Setter(ISymbol member, bool isSettable)
        {
            if (isSettable && !ObjectMembers.IsInitOnly(member))
                return null;
            return member is IFieldSymbol field ? Accessors.ToField(field) : Accessors.ToSetter((IPropertySymbol)member);
        }
    }
}
