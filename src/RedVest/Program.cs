using RedVest;

// The build asks for the API's description by running this program up to Build(): nothing on the disk may be touched then.
if (OpenApi.IsBeingDescribed)
{
    await RedVestServer.Build(OpenApi.OptionsForDescribing).RunAsync();
    return Exit.Ok;
}

return await CommandLine.RunAsync(args);
