System.Console.WriteLine("redvest");
