using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MpiPool.Aot.Tests;

/// <summary>Reads from compiled code which members of other assemblies it uses.</summary>
internal static class MemberReferences
{
    /// <summary>The members, as <c>Namespace.Type.Member</c>; types that are referenced without a member end with a dot.</summary>
    public static IReadOnlyList<(string Type, string Member)> Of(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        var found = new List<(string, string)>();
        foreach (TypeReferenceHandle handle in metadata.TypeReferences)
            found.Add((NameOf(metadata, handle), ""));
        foreach (MemberReferenceHandle handle in metadata.MemberReferences)
        {
            MemberReference member = metadata.GetMemberReference(handle);
            found.Add((NameOf(metadata, member.Parent), metadata.GetString(member.Name)));
        }
        return found;
    }

    private static string NameOf(MetadataReader metadata, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeSpecification)
            handle = DefinitionOf(metadata, (TypeSpecificationHandle)handle);
        if (handle.Kind != HandleKind.TypeReference)
            return "";
        TypeReference type = metadata.GetTypeReference((TypeReferenceHandle)handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    // Of a generic type with its arguments, the type that they were given to.
    private static EntityHandle DefinitionOf(MetadataReader metadata, TypeSpecificationHandle handle)
    {
        BlobReader signature = metadata.GetBlobReader(metadata.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            return default;
        signature.ReadByte();
        return signature.ReadTypeHandle();
    }
}
