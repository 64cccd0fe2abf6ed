using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using RedVest.Kernel.Access;

namespace RedVest.Checkpoints;

/// <summary>The door to posts: what they are made of, and which of their lanes are open.</summary>
internal static class PostsDoor
{
    public static void Map(RouteGroupBuilder office)
    {
        office.MapGet("/posts", ListPosts.HandleAsync).RequireAuthorization(Policies.SeeBoard);
        office.MapPost("/posts", AddPost.HandleAsync).RequireAuthorization(Policies.KeepPosts);
        office.MapPut("/posts/{id}", ChangePost.HandleAsync).RequireAuthorization(Policies.KeepPosts);
        office.MapPut("/posts/{id}/lanes/{lane}", KeepLane.HandleAsync).RequireAuthorization(Policies.KeepPosts);
        office.MapPut("/posts/{id}/stations/{station}", KeepStation.HandleAsync).RequireAuthorization(Policies.KeepPosts);
        office.MapPost("/posts/{id}/lanes/{lane}/state", OpenOrCloseLane.HandleAsync).RequireAuthorization(Policies.SignShifts);
        office.MapGet("/gates", ListGates.HandleAsync).RequireAuthorization(Policies.SeeBoard);
        office.MapPost("/gates", AddGate.HandleAsync).RequireAuthorization(Policies.KeepPosts);
        office.MapPost("/posts/{id}/gate", AssignGate.HandleAsync).RequireAuthorization(Policies.KeepPosts);
    }
}
