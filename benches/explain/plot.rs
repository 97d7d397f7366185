//! Lines on logarithmic axes, as SVG.

use std::fmt::Write as _;

/// One panel.
pub(super) struct Line {
    /// What the horizontal axis counts.
    pub(super) across: &'static str,
    /// Count and seconds, ascending.
    pub(super) points: Vec<(f64, f64)>,
}

const PANEL_WIDTH: f64 = 420.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 48.0;

/// The panels side by side.
pub(super) fn draw(lines: &[Line]) -> String {
    let width = PANEL_WIDTH * lines.len() as f64;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {HEIGHT}\" \
         font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n\
         <title>Seconds to explain a population, by clients and by trees</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
    );
    for (index, line) in lines.iter().enumerate() {
        let _ = writeln!(svg, "<g transform=\"translate({} 0)\">", index as f64 * PANEL_WIDTH);
        panel(&mut svg, line);
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

fn panel(svg: &mut String, line: &Line) {
    let across = Axis::over(line.points.iter().map(|point| point.0), LEFT, PANEL_WIDTH - RIGHT);
    let up = Axis::over(line.points.iter().map(|point| point.1), HEIGHT - BOTTOM, TOP);
    let (bottom, right) = (HEIGHT - BOTTOM, PANEL_WIDTH - RIGHT);
    for tick in across.ticks() {
        let x = across.place(tick);
        let _ = writeln!(
            svg,
            "<path d=\"M{x:.1} {TOP}V{bottom}\" stroke=\"#dddddd\"/>\
             <text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            bottom + 18.0,
            grouped(tick)
        );
    }
    for tick in up.ticks() {
        let y = up.place(tick);
        let _ = writeln!(
            svg,
            "<path d=\"M{LEFT} {y:.1}H{right}\" stroke=\"#dddddd\"/>\
             <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{tick}</text>",
            LEFT - 6.0,
            y + 4.0
        );
    }
    let places: Vec<String> = line
        .points
        .iter()
        .map(|&(count, seconds)| format!("{:.1},{:.1}", across.place(count), up.place(seconds)))
        .collect();
    let _ = writeln!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#0072b2\" stroke-width=\"2\"/>",
        places.join(" ")
    );
    for (place, (_, seconds)) in places.iter().zip(&line.points) {
        let (x, y) = place.split_once(',').unwrap_or_default();
        let _ = writeln!(
            svg,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"3.5\" fill=\"#0072b2\"/>\
             <text x=\"{x}\" y=\"{y}\" dx=\"-6\" dy=\"-7\" text-anchor=\"end\">{seconds:.2} s</text>"
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>\
         <text x=\"{LEFT}\" y=\"14\">seconds</text>",
        f64::midpoint(LEFT, right),
        HEIGHT - 10.0,
        line.across
    );
}

/// A logarithmic axis over whole powers of ten.
struct Axis {
    first: i32,
    last: i32,
    from: f64,
    to: f64,
}

impl Axis {
    fn over(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let (least, most) = values.fold((f64::INFINITY, 0.0_f64), |(least, most), value| {
            (least.min(value), most.max(value))
        });
        let first = least.max(1e-6).log10().floor() as i32;
        let last = (most.max(1e-6).log10().ceil() as i32).max(first + 1);
        Self { first, last, from, to }
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        (self.first..=self.last).map(|power| 10_f64.powi(power))
    }

    fn place(&self, value: f64) -> f64 {
        let share = (value.log10() - f64::from(self.first)) / f64::from(self.last - self.first);
        self.from + share * (self.to - self.from)
    }
}

/// A power of ten with its thousands apart.
fn grouped(number: f64) -> String {
    let digits = format!("{number}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}
