return await BotCrm.Bot.Commands.CommandLine.RunAsync(args);
