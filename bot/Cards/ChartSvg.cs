using System.Globalization;
using System.Text;
using System.Xml;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>
/// A chart as an SVG picture, for clients that draw no charts. Written with an <see cref="XmlWriter"/>, so that no label can break out of
/// its place. A picture in a page loads nothing and takes the reader's own fonts, Chinese ones included.
/// </summary>
internal static class ChartSvg
{
    private const double Width = 560;

    /// <summary>Width of an average letter at 14 px in the widest of the fonts, and of a bold one.</summary>
    private const double Letter = 8.4;
    private const double BoldLetter = 9.4;

    private const int MaxBars = 24;
    private const string Font = "'Segoe UI',system-ui,-apple-system,'Helvetica Neue','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";
    private const string Accent = "#2f5fd0";
    private const string Second = "#b45309";
    private const string Ink = "#1f2937";
    private const string Faint = "#6b7280";
    private const string Rule = "#e5e7eb";

    public static string Draw(ChartReply chart)
    {
        var bars = chart.Bars.Take(MaxBars).ToList();
        return chart.Kind == ChartKind.HorizontalBar ? Horizontal(bars) : Upright(bars, line: chart.Kind == ChartKind.Line, [.. chart.Line.Take(bars.Count)]);
    }

    private static string Horizontal(List<ChartBar> bars)
    {
        const double row = 38;
        const double thick = 22;
        var labelRoom = Math.Min(190, bars.Max(b => TextWidth.Of(b.Label)) * Letter + 14);
        var valueRoom = Math.Min(190, bars.Max(b => TextWidth.Of(b.Shown)) * BoldLetter + 14);
        var high = Math.Max(bars.Max(b => b.Value), 0);
        var low = Math.Min(bars.Min(b => b.Value), 0);
        var room = Width - labelRoom - valueRoom;
        var scale = high == low ? 0 : room / (double)(high - low);
        var zero = labelRoom + (double)-low * scale;

        return Write(row * bars.Count + 8, svg =>
        {
            svg.Line(zero, 0, zero, row * bars.Count + 8, Rule);
            for (var i = 0; i < bars.Count; i++)
            {
                var (bar, middle) = (bars[i], 4 + row * i + row / 2);
                var length = Math.Abs((double)bar.Value) * scale;
                var left = bar.Value < 0 ? zero - length : zero;
                svg.Text(labelRoom - 10, middle, TextWidth.Fit(bar.Label, (labelRoom - 10) / Letter), "end", Ink);
                if (length > 0)
                    svg.Bar(left, middle - thick / 2, Math.Max(length, 2), thick);
                svg.Text(Math.Max(left + length, zero) + 8, middle, TextWidth.Fit(bar.Shown, valueRoom / BoldLetter), "start", Ink, bold: true);
            }
        });
    }

    private static string Upright(List<ChartBar> bars, bool line, List<ChartBar> over)
    {
        const double height = 260;
        const double top = 30;
        const double bottom = 214;
        const double side = 24;
        var high = Math.Max(bars.Max(b => b.Value), 0);
        var low = Math.Min(bars.Min(b => b.Value), 0);
        var scale = high == low ? 0 : (bottom - top) / (double)(high - low);
        var step = (Width - 2 * side) / bars.Count;
        var zero = bottom + (double)low * scale;
        double X(int i) => side + step * (i + 0.5);
        double Y(ChartBar bar) => zero - (double)bar.Value * scale;

        return Write(height, svg =>
        {
            for (var i = 0; i <= 4; i++)
            {
                var y = top + (bottom - top) * i / 4;
                svg.Line(side, y, Width - side, y, Rule);
            }

            if (line)
                svg.Polyline([.. bars.Select((bar, i) => (X(i), Y(bar)))]);
            for (var i = 0; i < bars.Count; i++)
            {
                var (bar, y) = (bars[i], Y(bars[i]));
                var thick = Math.Min(56, step * 0.6);
                if (line)
                    svg.Dot(X(i), y);
                else if (bar.Value != 0)
                    svg.Bar(X(i) - thick / 2, Math.Min(y, zero), thick, Math.Max(Math.Abs(y - zero), 2));
                var label = bar.Value < 0 && !line ? y + 12 : y - 12;
                svg.Text(X(i), label, TextWidth.Fit(bar.Shown, step / BoldLetter + 2), "middle", Ink, bold: true);
                svg.Text(X(i), height - 22, TextWidth.Fit(bar.Label, step / Letter), "middle", Faint);
            }

            var most = over.Count == 0 ? 0 : over.Max(point => point.Value);
            if (most <= 0)
                return;
            var points = over.Select((point, i) => (X: X(i), Y: bottom - (bottom - top) * 0.85 * (double)(point.Value / most))).ToList();
            svg.Polyline(points, Second);
            for (var i = 0; i < points.Count; i++)
            {
                svg.Dot(points[i].X, points[i].Y, Second);
                svg.Text(points[i].X + 8, points[i].Y - 10, TextWidth.Fit(over[i].Shown, step / Letter), "start", Second);
            }
        });
    }

    private static string Write(double height, Action<Pen> draw)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("svg", "http://www.w3.org/2000/svg");
            xml.WriteAttributeString("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width:0} {height:0}"));
            // Without a size of its own an SVG in an <img> may be drawn at 0 by 0.
            xml.WriteAttributeString("width", Width.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("height", height.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("font-family", Font);
            xml.WriteAttributeString("font-size", "14");
            draw(new Pen(xml));
            xml.WriteEndElement();
        }

        return text.ToString();
    }

    private sealed class Pen(XmlWriter xml)
    {
        public void Bar(double x, double y, double width, double height) =>
            Element("rect", ("x", N(x)), ("y", N(y)), ("width", N(width)), ("height", N(height)), ("rx", "3"), ("fill", Accent));

        public void Line(double x1, double y1, double x2, double y2, string color) =>
            Element("line", ("x1", N(x1)), ("y1", N(y1)), ("x2", N(x2)), ("y2", N(y2)), ("stroke", color));

        public void Dot(double x, double y, string color = Accent) => Element("circle", ("cx", N(x)), ("cy", N(y)), ("r", "4"), ("fill", color));

        public void Polyline(IReadOnlyList<(double X, double Y)> points, string color = Accent) => Element(
            "polyline",
            ("points", string.Join(' ', points.Select(p => N(p.X) + "," + N(p.Y)))),
            ("fill", "none"), ("stroke", color), ("stroke-width", "2.5"), ("stroke-linejoin", "round"));

        public void Text(double x, double y, string text, string anchor, string color, bool bold = false)
        {
            xml.WriteStartElement("text");
            xml.WriteAttributeString("x", N(x));
            // Not dominant-baseline: not every drawer of SVG pictures knows it.
            xml.WriteAttributeString("y", N(y + 5));
            xml.WriteAttributeString("text-anchor", anchor);
            xml.WriteAttributeString("fill", color);
            if (bold)
                xml.WriteAttributeString("font-weight", "600");
            xml.WriteString(XmlSafe(CardText.Clean(CardText.OneLine(text))));
            xml.WriteEndElement();
        }

        private void Element(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
        {
            xml.WriteStartElement(name);
            foreach (var (attribute, value) in attributes)
                xml.WriteAttributeString(attribute, value);
            xml.WriteEndElement();
        }

        /// <summary>A lone surrogate or a non-character would make the whole picture unreadable.</summary>
        private static string XmlSafe(string text)
        {
            var kept = new StringBuilder(text.Length);
            foreach (var rune in text.EnumerateRunes())
            {
                if (rune.Value is not (0xFFFE or 0xFFFF))
                    kept.Append(rune);
            }

            return kept.ToString();
        }

        private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
    }
}
