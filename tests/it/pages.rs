//! One client as a page, against references and by LIME: the real program, what it writes.

use std::{fs, path::Path};

use serde_json::Value;

use crate::terminal::{assert_bad_input, clairscore, json};

/// The tags of HTML that have no end.
const VOID: [&str; 1] = ["meta"];

fn page(arguments: &[&str]) -> String {
    let output = clairscore(&[&["explain", "--format", "html"], arguments].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What stands between the tags, in order, with the tags themselves.
fn tags(page: &str) -> Vec<&str> {
    let page = page.split_once("<html").unwrap().1;
    page.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag).collect()
}

/// Every element is closed, in order.
fn assert_well_formed(page: &str) {
    let mut open = Vec::new();
    for tag in tags(page) {
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap();
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed).filter(|name| *name != "html"), "</{closed}>");
        } else if !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name);
        }
        if open.is_empty() {
            break;
        }
    }
}

fn sum(explained: &Value) -> f64 {
    let contributions = explained["contributions"].as_array().unwrap();
    contributions.iter().map(|line| line["contribution"].as_f64().unwrap()).sum()
}

#[test]
fn a_page_needs_nothing_else_and_is_laid_out_for_everybody() {
    for language in ["fr", "en"] {
        let page = page(&["--id", "42", "--lang", language]);
        assert!(page.starts_with("<!DOCTYPE html>\n"));
        assert!(page.contains(&format!("<html lang=\"{language}\">")));
        assert!(page.contains("default-src 'none'"), "nothing may be fetched");
        assert!(page.contains("@page { size: A4;"));
        for foreign in ["<script", "http:", "https:", "//", "src=", "href=", "@import", "<link"] {
            assert!(!page.contains(foreign), "{language}: {foreign}");
        }
        assert_eq!(page.matches("url(").count(), page.matches("url(#").count());
        assert_well_formed(&page);
        let count = |tag: &str| tags(&page).iter().filter(|found| found.starts_with(tag)).count();
        assert_eq!((count("h1"), count("table"), count("caption")), (1, 2, 2));
        assert_eq!(count("svg"), count("title") - 1, "every drawing has a name");
        let headers = count("th ");
        assert_eq!(headers, page.matches("<th scope=").count(), "headers say what they head");
        assert!(headers > 10);
    }
}

#[cfg(feature = "gui")]
#[test]
fn a_page_has_the_colours_of_the_light_window() {
    use clairscore::ui::theme::Palette;
    let light = Palette::LIGHT;
    let window = [
        light.text,
        light.weak,
        light.panel,
        light.line,
        light.edge,
        light.up,
        light.up_zone,
        light.down,
        light.down_zone,
    ];
    let window: std::collections::BTreeSet<String> = window
        .iter()
        .map(|colour| format!("#{:02X}{:02X}{:02X}", colour.r(), colour.g(), colour.b()))
        .collect();
    let page = page(&["--id", "42"]);
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let used: std::collections::BTreeSet<String> = style
        .match_indices('#')
        .filter_map(|(at, _)| style.get(at..at + 7))
        .filter(|colour| colour.chars().skip(1).all(|sign| sign.is_ascii_hexdigit()))
        .map(str::to_owned)
        .collect();
    assert_eq!(used, window);
}

#[test]
fn a_page_says_what_the_terminal_says() {
    for language in ["fr", "en"] {
        let page = page(&["--id", "42", "--lang", language, "--top", "5"]);
        let output = clairscore(&["explain", "--id", "42", "--lang", language, "--top", "5"]);
        let text = String::from_utf8(output.stdout).unwrap();
        let sentences = text.lines().map(|line| line.trim_start_matches([' ', '+', '−']));
        let listed: Vec<&str> =
            sentences.filter(|line| line.contains("× ") || line.contains("×\u{a0}")).collect();
        assert_eq!(listed.len(), 7, "five reasons and two sums: {text}");
        for sentence in listed {
            assert!(page.contains(sentence), "{language}: the page lacks: {sentence}");
        }
        let advice = text.lines().nth(2).unwrap();
        assert!(page.contains(advice), "{language}: {advice}");
        let checked = json(&[
            "check",
            concat!(env!("CARGO_MANIFEST_DIR"), "/models/taiwan"),
            "--format",
            "json",
        ]);
        assert!(page.contains(checked["model"]["sha256"].as_str().unwrap()));
        assert!(page.contains(env!("CARGO_PKG_VERSION")));
    }
}

/// The demo's model with markup in its dictionary, over a base with markup wherever a file allows
/// it.
fn hostile(folder: &Path) -> [String; 2] {
    let bundle = folder.join("bundle");
    fs::create_dir(&bundle).unwrap();
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/taiwan");
    fs::copy(models.join("model.txt"), bundle.join("model.txt")).unwrap();
    let dictionary = fs::read_to_string(models.join("dictionary.csv")).unwrap();
    let dictionary: String = dictionary
        .lines()
        .map(|line| match line.strip_prefix("LIMIT_BAL,") {
            Some(_) => "LIMIT_BAL,<script>a</script>,<script>b</script>,<i>€</i>,amount,\
                        <u>t</u>|<u>t</u>,yes,no,a & b,a & b\n"
                .to_owned(),
            None => format!("{line}\n"),
        })
        .collect();
    fs::write(bundle.join("dictionary.csv"), dictionary).unwrap();
    let text = fs::read_to_string(models.join("model.txt")).unwrap();
    let names = text.lines().find_map(|line| line.strip_prefix("feature_names=")).unwrap();
    let row = vec!["1"; names.split(' ').count()].join(",");
    let header = names.replace(' ', ",");
    let base = folder.join("a<b>&'c.csv");
    fs::write(&base, format!("ID,{header}\n<img src=x>&amp;,{row}\n2,{row}\n")).unwrap();
    [bundle.to_str().unwrap().to_owned(), base.to_str().unwrap().to_owned()]
}

#[cfg(unix)]
#[test]
fn whatever_the_files_hold_is_text_on_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let [model, base] = hostile(folder.path());
    let page = page(&[
        "--model",
        &model,
        "--base",
        &base,
        "--id",
        "<img src=x>&amp;",
        "--lang",
        "en",
        "--top",
        "30",
    ]);
    assert!(page.contains("&lt;img src=x&gt;&amp;amp;"), "the identifier");
    assert!(page.contains("a&lt;b&gt;&amp;&#39;c"), "the name of the base");
    assert!(page.contains("&lt;script&gt;b&lt;/script&gt;"), "a name in the dictionary");
    for markup in ["<script", "<img", "<u>", "<i>"] {
        assert!(!page.contains(markup), "{markup}");
    }
    assert_well_formed(&page);
}

#[test]
fn a_page_is_written_whole_and_never_over_its_sources() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("client.html");
    let path = path.to_str().unwrap();
    let output = clairscore(&["explain", "--id", "42", "--format", "html", "-o", path]);
    assert!(output.status.success() && output.stdout.is_empty());
    assert!(fs::read_to_string(path).unwrap().ends_with("</html>\n"));
    let [model, base] = hostile(folder.path());
    let base = base.as_str();
    assert_bad_input(
        &[
            "explain", "--model", &model, "--base", base, "--id", "2", "--format", "html", "-o",
            base,
        ],
        &["replace a file that is read"],
    );
}

#[test]
fn contributions_against_the_just_accepted_sum_to_the_difference_of_scores() {
    let arguments = ["explain", "--id", "42", "--format", "json", "--reference", "just-accepted"];
    let explained = json(&arguments);
    let (raw, base) =
        (explained["raw_score"].as_f64().unwrap(), explained["base_value"].as_f64().unwrap());
    assert!((base + sum(&explained) - raw).abs() < 1e-9);
    // The 500 riskiest of those at or under the threshold, scored by another way.
    let all = json(&["score", "--all", "--format", "json"]);
    let threshold = explained["threshold"].as_f64().unwrap();
    let mut accepted: Vec<(f64, f64)> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|line| ["probability", "raw_score"].map(|key| line[key].as_f64().unwrap()))
        .map(|[probability, raw]| (probability, raw))
        .filter(|(probability, _)| *probability <= threshold)
        .collect();
    accepted.sort_by(|left, right| right.1.total_cmp(&left.1));
    accepted.truncate(500);
    let mean = accepted.iter().map(|(_, raw)| raw).sum::<f64>() / 500.0;
    assert!((mean - base).abs() < 1e-9, "{mean} {base}");
    let reference = &explained["reference"];
    assert_eq!((&reference["kind"], &reference["clients"]), (&"just_accepted".into(), &500.into()));
    assert_eq!(reference["highest_probability"].as_f64().unwrap(), accepted[0].0);
    assert_eq!(reference["lowest_probability"].as_f64().unwrap(), accepted[499].0);
}

#[test]
fn a_band_or_a_group_may_be_the_reference_and_says_how_many_are_counted() {
    let explain = |reference: &[&str]| {
        json(&[&["explain", "--id", "42", "--format", "json", "--reference"], reference].concat())
    };
    let band = explain(&["just-accepted:0.01"]);
    let [low, high] = ["lowest_probability", "highest_probability"]
        .map(|key| band["reference"][key].as_f64().unwrap());
    let threshold = band["threshold"].as_f64().unwrap();
    assert!(threshold - 0.01 <= low && low < high && high <= threshold);
    let group = explain(&["group", "--where", "AGE=..25", "--where", "SEX=2"]);
    let reference = &group["reference"];
    assert!(reference["chosen"].as_u64() > Some(1_000));
    assert_eq!(reference["clients"], 1_000, "a large group is thinned out");
    for explained in [&band, &group] {
        let base = explained["base_value"].as_f64().unwrap();
        let raw = explained["raw_score"].as_f64().unwrap();
        assert!((base + sum(explained) - raw).abs() < 1e-9);
    }
    let page = page(&["--id", "42", "--lang", "en", "--reference", "group", "--where", "AGE=..25"]);
    assert!(page.contains("clients of the group") && page.contains("1,000 of them"));
}

#[test]
fn a_reference_without_anybody_is_bad_input() {
    let explain = |more: &[&'static str]| [&["explain", "--id", "42"], more].concat();
    assert_bad_input(&explain(&["--where", "AGE=1..2"]), &["--where", "--reference"]);
    let alone = ["--reference", "just-accepted", "--where", "AGE=1..2"];
    assert_bad_input(&explain(&alone), &["--where", "--reference group"]);
    let nobody = ["--reference", "just-accepted", "--threshold", "0"];
    assert_bad_input(&explain(&nobody), &["nobody", "--threshold"]);
    let nobody = ["--reference", "group", "--where", "AGE=900.."];
    assert_bad_input(&explain(&nobody), &["no client meets"]);
    let unknown = ["--reference", "group", "--where", "COLOUR=1"];
    assert_bad_input(&explain(&unknown), &["COLOUR=1", "column"]);
}

#[test]
fn lime_says_how_far_it_can_be_trusted_and_a_seed_settles_it() {
    let lime = |seed: &str| {
        let arguments =
            ["explain", "--id", "42", "--method", "lime", "--seed", seed, "--format", "json"];
        json(&arguments)
    };
    let (first, again, other) = (lime("1"), lime("1"), lime("2"));
    assert_eq!(first, again);
    assert_ne!(first["weights"], other["weights"]);
    assert_eq!(first["weights"].as_array().unwrap().len(), 20);
    let fit = first["fit"].as_f64().unwrap();
    assert!(fit > 0.0 && fit <= 1.0, "{fit}");
    let agreement = &first["agreement"];
    assert!(agreement["shared"].as_u64() <= agreement["strongest"].as_u64());
    let output = clairscore(&["explain", "--id", "42", "--method", "lime", "--lang", "en"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("Local fit") && text.contains("rank correlation"), "{text}");
    let page = ["explain", "--id", "42", "--method", "lime", "--format", "html"];
    assert_bad_input(&page, &["exact reasons"]);
}

#[test]
fn a_check_tells_how_training_used_the_features() {
    let model = concat!(env!("CARGO_MANIFEST_DIR"), "/models/taiwan");
    let checked = json(&["check", model, "--format", "json"]);
    let importances = checked["model"]["importances"].as_array().unwrap();
    assert_eq!(importances.len() as u64, checked["model"]["used_features"].as_u64().unwrap());
    let gains: Vec<f64> = importances.iter().map(|line| line["gain"].as_f64().unwrap()).collect();
    assert!(gains.is_sorted_by(|left, right| left >= right));
}
