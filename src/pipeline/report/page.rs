//! Pages of headings, sentences and tables, for a terminal and for Markdown.
//!
//! Depends on nothing but `std`.

/// A page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Block {
    Title(String),
    Heading(String),
    Sentence(String),
    Fact(String),
    Code(String),
    Table(Table),
}

/// A table: a line of column names, and lines as wide as it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The names of the columns; empty names make no line of their own in a terminal.
    pub columns: Vec<String>,
    /// The cells, line by line.
    pub rows: Vec<Vec<String>>,
}

impl Page {
    /// Adds the name of the page.
    pub fn title(&mut self, text: &str) {
        self.blocks.push(Block::Title(text.to_owned()));
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: &str) {
        self.blocks.push(Block::Heading(text.to_owned()));
    }

    /// Adds a sentence, on a line of its own.
    pub fn sentence(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Sentence(text.into()));
    }

    /// Adds a fact, one of a list.
    pub fn fact(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Fact(text.into()));
    }

    /// Adds a text that must be copied letter by letter.
    pub fn code(&mut self, text: &str) {
        self.blocks.push(Block::Code(text.to_owned()));
    }

    /// Adds a table; nothing when it has no lines.
    pub fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    /// For a terminal: columns stand under each other.
    #[must_use]
    pub fn as_text(&self) -> String {
        let mut text = String::new();
        for (place, block) in self.blocks.iter().enumerate() {
            match block {
                Block::Title(line) | Block::Sentence(line) | Block::Fact(line) => {
                    push_line(&mut text, line);
                }
                Block::Code(line) => push_line(&mut text, &format!("  {line}")),
                Block::Heading(line) => {
                    if place > 0 {
                        text.push('\n');
                    }
                    push_line(&mut text, line);
                }
                Block::Table(table) => table.write_text(&mut text),
            }
        }
        text
    }

    /// As Markdown.
    #[must_use]
    pub fn as_markdown(&self) -> String {
        let mut text = String::new();
        let mut before: Option<&Block> = None;
        for block in &self.blocks {
            let goes_on = matches!(
                (before, block),
                (Some(Block::Sentence(_)), Block::Sentence(_))
                    | (Some(Block::Fact(_)), Block::Fact(_))
            );
            if before.is_some() && !goes_on {
                text.push('\n');
            }
            before = Some(block);
            match block {
                Block::Title(line) => push_line(&mut text, &format!("# {}", escaped(line))),
                Block::Heading(line) => push_line(&mut text, &format!("## {}", escaped(line))),
                Block::Sentence(line) => push_line(&mut text, &escaped(line)),
                Block::Fact(line) => push_line(&mut text, &format!("- {}", escaped(line))),
                Block::Code(line) => push_line(&mut text, &format!("```sh\n{line}\n```")),
                Block::Table(table) => table.write_markdown(&mut text),
            }
        }
        text
    }
}

impl Table {
    fn write_text(&self, text: &mut String) {
        let lines = std::iter::once(&self.columns).chain(&self.rows);
        let count = lines.clone().map(Vec::len).max().unwrap_or(0);
        let cell =
            |line: &Vec<String>, column: usize| line.get(column).cloned().unwrap_or_default();
        let width = |column: usize| {
            lines.clone().map(|line| cell(line, column).chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..count).map(width).collect();
        for (place, line) in lines.enumerate() {
            if place == 0 && line.iter().all(String::is_empty) {
                continue;
            }
            let mut written = String::new();
            for (column, width) in widths.iter().enumerate() {
                let cell = cell(line, column);
                let gap = " ".repeat(width - cell.chars().count());
                // Names stand to the left, figures to the right.
                let (before, after) =
                    if column == 0 { ("", gap.as_str()) } else { (gap.as_str(), "") };
                written.push_str("  ");
                written.push_str(before);
                written.push_str(&cell);
                written.push_str(after);
            }
            push_line(text, written.trim_end());
        }
    }

    fn write_markdown(&self, text: &mut String) {
        let line = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
            format!("| {} |", cells.join(" | "))
        };
        push_line(text, &line(&self.columns));
        let rule = |column: usize| if column == 0 { "---" } else { "---:" };
        let rules: Vec<&str> = (0..self.columns.len()).map(rule).collect();
        push_line(text, &format!("| {} |", rules.join(" | ")));
        for row in &self.rows {
            push_line(text, &line(row));
        }
    }
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// `text` without anything that Markdown or HTML would take for more than letters: names of columns
/// come from people's files.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => {
                out.push('\\');
                out.push(character);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page {
        let mut page = Page::default();
        page.title("T");
        page.fact("f");
        page.heading("A <b>");
        page.sentence("one");
        page.sentence("two_2");
        page.table(Table {
            columns: ["", "x"].map(str::to_owned).to_vec(),
            rows: vec![
                ["long name", "1"].map(str::to_owned).to_vec(),
                vec!["s".into(), "é22".into()],
            ],
        });
        page.table(Table::default());
        page.code("run it");
        page
    }

    #[test]
    fn a_terminal_gets_columns() {
        let text = page().as_text();
        let expected = "T\nf\n\nA <b>\none\ntwo_2\n               x\n  long name    1\n  s          é22\n  run it\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn markdown_gets_no_markup_from_outside() {
        let text = page().as_markdown();
        let expected = "# T\n\n- f\n\n## A &lt;b&gt;\n\none\ntwo\\_2\n\n|  | x |\n| --- | ---: |\n\
                        | long name | 1 |\n| s | é22 |\n\n```sh\nrun it\n```\n";
        assert_eq!(text, expected);
    }
}
