using System.Collections.Frozen;

namespace BotCrm.Core.Primitives;

/// <summary>
/// The active ISO 4217 codes in which something can be sold (funds codes, precious metals and test codes are left out). A table of our own,
/// because what RegionInfo knows depends on the machine's culture data.
/// </summary>
internal static class Currencies
{
    private static readonly FrozenSet<string> Codes = (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK " +
        "DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS " +
        "KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD " +
        "OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP " +
        "TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // ISO 4217 minor units: these have none. Those with three (BHD, IQD, JOD, KWD, LYD, OMR, TND) are kept in hundredths like all others.
    private static readonly FrozenSet<string> WithoutDecimals =
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static bool Knows(string code) => Codes.Contains(code);

    /// <summary>How many decimals an amount of the currency may have here: none or two (see docs/metrics.md, money).</summary>
    public static int Decimals(string code) => WithoutDecimals.Contains(code) ? 0 : 2;

    /// <summary>To the currency's smallest amount, halves away from zero.</summary>
    public static decimal Round(decimal amount, string code) => decimal.Round(amount, Decimals(code), MidpointRounding.AwayFromZero);
}
