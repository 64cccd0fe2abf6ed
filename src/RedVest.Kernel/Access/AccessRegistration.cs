using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RedVest.Kernel.Storage;

namespace RedVest.Kernel.Access;

public static class AccessRegistration
{
    /// <summary>Users, grants, sessions, policies. What names no policy is refused.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddScoped<Caller>();
        services.AddSingleton<OperatorToken>();
        services.AddSingleton<Guesses>();
        services.AddSingleton<LongAnswers>();
        services.AddScoped<PasswordCheck>();
        services.AddScoped(s => new ConfirmPerson(s.GetRequiredService<PasswordCheck>(), s.GetRequiredService<RedVestDb>(), s.GetRequiredService<TimeProvider>()));
        services.AddScoped<UserStore>();
        services.AddScoped<IUserStore<User>>(s => s.GetRequiredService<UserStore>());
        services.AddScoped(s => new Accounts(
            s.GetRequiredService<RedVestDb>(), s.GetRequiredService<UserManager<User>>(), s.GetRequiredService<UserStore>(), s.GetRequiredService<TimeProvider>()));
        services.AddIdentityCore<User>(Rules).AddPasswordValidator<Passwords>();
        services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 210_000); // OWASP's number for PBKDF2 with SHA-512

        services.AddAuthenticationCore(authentication => authentication.DefaultScheme = Schemes.Any); // not AddAuthentication: it brings a key ring we have no use for
        services.AddWebEncoders();
        new AuthenticationBuilder(services)
            .AddPolicyScheme(Schemes.Any, null, any => any.ForwardDefaultSelector = Schemes.ChooseFor)
            .AddScheme<AuthenticationSchemeOptions, SessionScheme>(Schemes.Session, null)
            .AddScheme<AuthenticationSchemeOptions, OperatorScheme>(Schemes.Operator, null);
        services.AddSingleton<IAuthorizationHandler, AdmissionHandler>();
        services.AddSingleton<IAuthorizationHandler, NobodyHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, Refusals>();
        services.AddAuthorization(authorization =>
        {
            authorization.DefaultPolicy = authorization.FallbackPolicy = new AuthorizationPolicyBuilder().AddRequirements(new NobodyMayCall()).Build();
            foreach (var (name, admission) in Policies.Table)
                authorization.AddPolicy(name, policy => policy.RequireAuthenticatedUser().AddRequirements(admission));
        });
        return services;
    }

    /// <summary>Finds out who asks and whether they may. Stands after routing.</summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) => app.UseAuthentication().UseAuthorization();

    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        var self = routes.MapGroup("/api/v1").WithTags("Access");
        self.MapPost("/sign-in", SignIn.HandleAsync).AllowAnonymous();
        self.MapPost("/sign-out", SignOut.HandleAsync).RequireAuthorization(Policies.SignedIn);
        self.MapGet("/me", ShowMe.HandleAsync).RequireAuthorization(Policies.SignedIn);
        self.MapPost("/me/password", ChangePassword.HandleAsync).RequireAuthorization(Policies.SignedIn);

        var users = routes.MapGroup("/api/v1").WithTags("Users").RequireAuthorization(Policies.Administer);
        users.MapGet("/users", ListUsers.HandleAsync);
        users.MapPost("/users", CreateUser.HandleAsync);
        users.MapPost("/users/{id:guid}/disable", DisableUser.HandleAsync);
        users.MapPost("/users/{id:guid}/enable", DisableUser.EnableAsync);
        users.MapPost("/users/{id:guid}/password-reset", ResetPassword.HandleAsync);
        users.MapPost("/users/{id:guid}/grants", GiveGrant.HandleAsync);
        users.MapPost("/grants/{id:guid}/end", EndGrant.HandleAsync);
    }

    /// <summary>Identity's own rules give way to ours: its lock-out knows no growing locks and tells who exists.</summary>
    private static void Rules(IdentityOptions identity)
    {
        identity.User.AllowedUserNameCharacters = "";
        identity.Lockout.AllowedForNewUsers = false;
        identity.Password = new PasswordOptions
        {
            RequiredLength = Passwords.Shortest,
            RequiredUniqueChars = 1,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
    }
}
