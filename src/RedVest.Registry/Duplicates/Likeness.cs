using RedVest.Registry.Identifiers;

namespace RedVest.Registry.Duplicates;

/// <summary>What is compared of two entries that are called alike.</summary>
/// <param name="Name">As written.</param>
/// <param name="Document">Canonical.</param>
/// <param name="Phone">Canonical; null when nobody knows it.</param>
/// <param name="Birth">From the document; null when it tells none.</param>
internal sealed record Face(string Name, string DocumentKind, string Document, bool Unusual, string? Phone, DateOnly? Birth)
{
    public static Face Of(string name, DocumentNumber document, string? phone) => new(name, document.Kind, document.Number, document.Unusual, phone, document.BirthDate);
}

/// <summary>
/// Whether two entries of people who are called alike may be one person, and why. A name and a birthday alone prove nothing between two resident ids that are
/// in order, since each person has one; they do where one of the two documents is of another kind or breaks its standard.
/// </summary>
internal static class Likeness
{
    public const string SamePhone = "same-phone";
    public const string SameBirth = "same-birth";
    public const string NearDocument = "near-document";
    public const string OtherWriting = "other-writing";

    /// <returns>The reasons; empty when nothing says that they are one.</returns>
    public static IReadOnlyList<string> Of(Face a, Face b)
    {
        var samePhone = a.Phone is not null && a.Phone == b.Phone;
        var sameBirth = a.Birth is not null && a.Birth == b.Birth;
        var near = a.DocumentKind == b.DocumentKind && IsNear(a.Document, b.Document) && (a.Unusual || b.Unusual || samePhone);
        var bothCertain = a.DocumentKind == "resident-id" && b.DocumentKind == "resident-id" && !a.Unusual && !b.Unusual;
        var differentBirth = a.Birth is not null && b.Birth is not null && !sameBirth;
        // Father and son may share a phone, and villagers a name: two documents in order with two birthdays are two people.
        if (!near && ((bothCertain && (differentBirth || !samePhone)) || (!samePhone && !sameBirth)))
            return [];
        if (a.Name != b.Name && !near && !(samePhone && sameBirth) && !(samePhone && !differentBirth))
            return [];
        return [.. Said(samePhone, SamePhone), .. Said(sameBirth, SameBirth), .. Said(near, NearDocument), .. Said(a.Name != b.Name, OtherWriting)];
    }

    /// <summary>One character was mistaken, left out or added, or two neighbours changed places: how numbers are mistyped.</summary>
    internal static bool IsNear(string a, string b)
    {
        if (a == b || Math.Abs(a.Length - b.Length) > 1)
            return false;
        var start = 0;
        while (start < Math.Min(a.Length, b.Length) && a[start] == b[start])
            start++;
        var (restA, restB) = (a[start..], b[start..]);
        if (restA.Length != restB.Length)
            return restA.Length > restB.Length ? restA[1..] == restB : restB[1..] == restA;
        return restA[1..] == restB[1..] || (restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..] == restB[2..]);
    }

    private static string[] Said(bool holds, string reason) => holds ? [reason] : [];
}
