using System.Net;
using System.Security.Cryptography;
using RedVest.Integration.Tests.Access;
using RedVest.Integration.Tests.Lanes;
using RedVest.Kernel.Access;
using RedVest.Kernel.Storage;
using Xunit;

namespace RedVest.Integration.Tests.Files;

public sealed class FileTests
{
    private static byte[] Photo(int size = 2000) => [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[size]];

    [Fact]
    public async Task A_photo_is_stored_once_encrypted_and_shown_to_who_may_see_its_post()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var (id, photo) = (post.Clock.NewId(), Photo());

        Assert.Equal(HttpStatusCode.Created, (await PutAsync(phone, id, photo)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await PutAsync(phone, id, photo)).Status);
        Assert.Equal((HttpStatusCode.Conflict, "file-changed"), await PutAsync(phone, id, Photo(3000)));

        var leader = await post.Host.SignInAsync(Role.ShiftLeader);
        using var seen = await leader.GetAsync($"/api/v1/files/{id}", RedVestHost.Stop);
        Assert.Equal(photo, await seen.Content.ReadAsByteArrayAsync(RedVestHost.Stop));
        Assert.Equal("image/jpeg", seen.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", seen.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task What_is_no_picture_too_large_or_damaged_is_refused()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "file-type-wrong"), await PutAsync(phone, post.Clock.NewId(), "<svg onload='x'/>"u8.ToArray()));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "file-too-large"), await PutAsync(phone, post.Clock.NewId(), Photo(400 * 1024)));
        Assert.Equal((HttpStatusCode.BadRequest, "digest-wrong"), await PutAsync(phone, post.Clock.NewId(), Photo(), Photo(1)));
        Assert.Equal((HttpStatusCode.BadRequest, "digest-missing"), await PutAsync(phone, post.Clock.NewId(), Photo(), digest: "md5=:AAAA:"));
        Assert.Equal((HttpStatusCode.BadRequest, "file-id-wrong"), await PutAsync(phone, Guid.Empty, Photo()));
    }

    [Fact]
    public async Task Nobody_outside_of_the_post_sees_it_and_a_lane_officer_does_not_either()
    {
        await using var post = await Post.OpenAsync();
        var phone = await post.EnrolAsync();
        var id = post.Clock.NewId();
        await PutAsync(phone, id, Photo());
        var stranger = await post.Host.SignInAsync(Role.ShiftLeader, scopeKind: ScopeKind.Place, scope: post.Clock.NewId().ToString());
        var neighbour = await post.Host.SignInAsync(Role.Headquarters, home: Personas.Wenshui);
        var officer = await post.Host.SignInAsync(Role.LaneOfficer);

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(stranger, id));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(neighbour, id));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(officer, id));
        using var device = phone.Client();
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(device, id));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient who, Guid id)
    {
        using var answer = await who.GetAsync($"/api/v1/files/{id}", RedVestHost.Stop);
        return answer.StatusCode;
    }

    private static async Task<(HttpStatusCode Status, string? Code)> PutAsync(Phone phone, Guid id, byte[] photo, byte[]? digestOf = null, string? digest = null)
    {
        using var client = phone.Client();
        using var content = new ByteArrayContent(photo);
        content.Headers.Add("Content-Digest", digest ?? $"sha-256=:{Convert.ToBase64String(SHA256.HashData(digestOf ?? photo))}:");
        using var answer = await client.PutAsync($"/api/v1/files/{id}", content, RedVestHost.Stop);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? null : await answer.ProblemCodeAsync());
    }
}
