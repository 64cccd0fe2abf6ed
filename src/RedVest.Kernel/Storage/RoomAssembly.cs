using System.Reflection;

namespace RedVest.Kernel.Storage;

/// <summary>An assembly whose tables (<c>IEntityTypeConfiguration</c>) join the one model.</summary>
public sealed record RoomAssembly(Assembly Assembly);
