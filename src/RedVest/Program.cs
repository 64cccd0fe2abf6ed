using RedVest;

// The build asks for the API's description by running this program up to Build(): nothing on the disk may be touched then.
if (OpenApi.IsBeingDescribed)
{
    await RedVestServer.Build(OpenApi.OptionsForDescribing, builder => OpenApi.LeaveOutJobs(builder.Services)).RunAsync();
    return Exit.Ok;
}

return await CommandLine.RunAsync(args);
