//! A page as HTML.
//!
//! Depends on nothing but the page. **Invariant**: one file that needs nothing else, with headings,
//! captions and row headers that a screen reader can walk through.

use crate::domain::{Decision, Language};

use super::{
    DataLine, Page, ReasonLine,
    bars::{self, Scale},
    gauge,
    html::Html,
};

/// Lines that a sheet holds beyond those of a page in which nothing is broken into two.
const SPARE_LINES: usize = 4;

impl Page {
    /// The page as one HTML file.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut html = Html::default();
        self.head(&mut html);
        html.markup(if self.is_dense() { "<body class=\"dense\">\n" } else { "<body>\n" });
        html.markup("<main>\n");
        self.header(&mut html);
        self.answer(&mut html);
        self.reasons(&mut html);
        self.comparisons(&mut html);
        self.data(&mut html);
        html.markup("</main>\n");
        self.origin(&mut html);
        html.markup("</body>\n</html>\n");
        html.finish()
    }

    /// Whether long names and sentences take so many lines that the sheet needs smaller letters.
    fn is_dense(&self) -> bool {
        let more = |text: &str, room: usize| text.chars().count().saturating_sub(1) / room;
        let reasons = self.reasons.lines.iter();
        let reasons: usize =
            reasons.map(|line| more(&line.label, 44) + more(&line.detail, 50)).sum();
        let comparisons = self.comparisons.iter();
        let comparisons: usize =
            comparisons.map(|(label, sentence)| more(label, 34).max(more(sentence, 72))).sum();
        let data: usize = self
            .data
            .iter()
            .map(|line| {
                let cells = [&line.label, &line.value, &line.column, &line.remark];
                cells.into_iter().map(|cell| more(cell, 28)).max().unwrap_or(0)
            })
            .sum();
        let answer = more(&self.answer.note, 130) + more(&self.facts, 110);
        let warnings: usize = self.answer.warnings.iter().map(|text| 1 + more(text, 64)).sum();
        reasons + comparisons + data + answer + warnings > SPARE_LINES
    }

    fn head(&self, html: &mut Html) {
        html.markup(match self.language {
            Language::French => "<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n",
            Language::English => "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n",
        });
        html.markup(
            "<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" \
             content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light\">\n\
             <meta name=\"robots\" content=\"noindex\">\n",
        );
        html.within("<title>", &self.title, " · Clairscore</title>\n<style>\n");
        html.markup(include_str!("../../assets/page.css")).markup("</style>\n</head>\n");
    }

    fn header(&self, html: &mut Html) {
        html.within("<header>\n<p class=\"kind\">", &self.labels.kind, "</p>\n");
        html.within("<h1>", &self.title, "</h1>\n");
        if !self.facts.is_empty() {
            html.within("<p class=\"facts\">", &self.facts, "</p>\n");
        }
        html.markup("</header>\n");
    }

    fn answer(&self, html: &mut Html) {
        let answer = &self.answer;
        html.markup("<section class=\"answer\">\n<div>\n<p class=\"numbers\">");
        for (label, number) in &answer.numbers {
            html.within("<span>", label, "\u{a0}<b>").text(number).markup("</b></span> ");
        }
        html.markup(match answer.decision {
            Decision::Accept => {
                "</p>\n<h2 class=\"advice down\"><span aria-hidden=\"true\">● </span>"
            }
            Decision::Refuse => {
                "</p>\n<h2 class=\"advice up\"><span aria-hidden=\"true\">▲ </span>"
            }
        });
        html.text(&answer.advice).within("</h2>\n<p class=\"weak\">", &answer.note, "</p>\n");
        for warning in &answer.warnings {
            html.markup("<p class=\"warning\"><span class=\"up\" aria-hidden=\"true\">▲ </span>");
            html.text(warning).markup("</p>\n");
        }
        html.markup("</div>\n");
        gauge::gauge(html, answer, &self.labels);
        html.markup("\n</section>\n");
    }

    fn reasons(&self, html: &mut Html) {
        let (reasons, labels) = (&self.reasons, &self.labels);
        html.within("<section>\n<h2>", &labels.reasons, "</h2>\n");
        html.within("<p class=\"reference weak\">", &reasons.measured_against, "</p>\n");
        html.within("<p>", &reasons.summary, "</p>\n");
        html.within("<table class=\"reasons\">\n<caption class=\"unseen\">", &labels.reasons, "");
        let [factor, effect, odds] = &labels.reason_columns;
        html.within("</caption>\n<thead><tr><th scope=\"col\">", factor, "</th>");
        html.within("<th scope=\"col\" class=\"effect\">", effect, "</th>");
        html.within("<th scope=\"col\" class=\"bar\"><span class=\"down\">◀ ", &labels.lowers, "");
        html.within("</span><span class=\"up\">", &labels.raises, " ▶</span></th>");
        html.within("<th scope=\"col\" class=\"odds\">", odds, "</th></tr></thead>\n<tbody>\n");
        let scale = Scale::new(&reasons.lines);
        for line in &reasons.lines {
            reason(html, line, scale);
        }
        html.markup("</tbody>\n</table>\n");
        for note in &reasons.notes {
            html.within("<p class=\"note weak\">", note, "</p>\n");
        }
        html.markup("</section>\n");
    }

    fn comparisons(&self, html: &mut Html) {
        if self.comparisons.is_empty() {
            return;
        }
        html.within("<section>\n<h2>", &self.labels.comparisons, "</h2>\n<dl class=\"stands\">\n");
        for (label, sentence) in &self.comparisons {
            html.within("<div><dt>", label, "</dt>").within("<dd>", sentence, "</dd></div>\n");
        }
        html.markup("</dl>\n</section>\n");
    }

    fn data(&self, html: &mut Html) {
        let labels = &self.labels;
        html.within("<section>\n<h2>", &labels.data, "</h2>\n<table class=\"data\">\n");
        html.within("<caption class=\"unseen\">", &labels.data, "</caption>\n<thead><tr>");
        for column in &labels.data_columns {
            html.within("<th scope=\"col\">", column, "</th>");
        }
        html.markup("</tr></thead>\n<tbody>\n");
        for DataLine { label, column, value, remark } in &self.data {
            html.within("<tr><th scope=\"row\">", label, "</th>");
            html.within("<td>", value, "</td>").within("<td class=\"code\">", column, "</td>");
            html.within("<td class=\"weak\">", remark, "</td></tr>\n");
        }
        html.markup("</tbody>\n</table>\n</section>\n");
    }

    fn origin(&self, html: &mut Html) {
        html.within("<footer>\n<h2 class=\"unseen\">", &self.labels.origin, "</h2>\n<dl>\n");
        for (label, content) in &self.origin {
            html.within("<div><dt>", label, "</dt>").within("<dd>", content, "</dd></div>\n");
        }
        html.within("</dl>\n<p>", &self.labels.private, "</p>\n</footer>\n");
    }
}

fn reason(html: &mut Html, line: &ReasonLine, scale: Scale) {
    if line.is_remainder {
        html.within("<tr class=\"rest\"><th scope=\"row\" colspan=\"2\">", &line.label, "</th>");
    } else {
        html.within("<tr><th scope=\"row\">", &line.label, "");
        html.within("<span class=\"detail\">", &line.detail, "</span></th>");
        html.markup(match line.contribution {
            raised if raised > 0.0 => "<td class=\"effect up\">",
            lowered if lowered < 0.0 => "<td class=\"effect down\">",
            _ => "<td class=\"effect\">",
        });
        html.text(&line.effect).markup("</td>");
    }
    html.markup("<td class=\"bar\">");
    bars::bar(html, line, scale);
    html.within("</td><td class=\"odds\">", &line.odds_factor, "</td></tr>\n");
}
