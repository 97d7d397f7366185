//! What a training came to, for the terminal.

use std::{fmt::Write as _, path::Path};

use crate::{
    model::bundle::Card,
    pipeline::{
        Evaluation, GroupColumn, GroupFigures, GroupLabel, TrainOptions, TrainedModel,
        metrics::Estimate,
    },
};

/// The report of `trained`, whose bundle was written to `place`.
pub(super) fn report(
    trained: &TrainedModel,
    card: &Card,
    options: &TrainOptions,
    place: &Path,
) -> String {
    let mut text = Text(String::new());
    text.line(&format!("{} {}, {}", card.name, card.version, card.date));
    for size in &trained.sizes {
        text.line(&format!(
            "  {:<10} {:>8} clients, {:>7} defaults ({})",
            size.part.name(),
            size.clients,
            size.defaults,
            percent(size.defaults as f64 / size.clients.max(1) as f64),
        ));
    }
    text.line(&format!(
        "  {} features, {} trees, {} leaves",
        trained.forest.features().len(),
        trained.forest.trees().len(),
        trained.forest.summary().leaves,
    ));
    for leak in &trained.suspected_leaks {
        text.line(&format!(
            "SUSPECTED LEAK: `{}` alone has an AUC of {:.4}: is it known on the day of the \
             decision? If not, leave it out with --exclude",
            leak.feature, leak.auc,
        ));
    }
    threshold(&mut text, trained, options);
    hold_out(&mut text, &trained.hold_out, trained.validation.auc);
    calibration(&mut text, &trained.hold_out);
    for column in &trained.groups {
        groups(&mut text, column);
    }
    text.line("");
    text.line(&format!("written: {}", place.display()));
    text.0
}

fn threshold(text: &mut Text, trained: &TrainedModel, options: &TrainOptions) {
    let threshold = trained.threshold;
    text.line("");
    text.line(&format!(
        "Threshold {:.4}: cheapest on the validation clients when an accepted default costs {} \
         refused clients who would have repaid",
        threshold.best.threshold.get(),
        options.cost_ratio,
    ));
    text.line(&format!(
        "  from {:.4} to {:.4} the cost is at most 1 % higher; exact probabilities would make it {:.4}",
        threshold.flat_from.get(),
        threshold.flat_to.get(),
        options.cost_ratio.ideal_threshold(),
    ));
}

fn hold_out(text: &mut Text, evaluation: &Evaluation, validation_auc: Estimate) {
    text.line("");
    text.line("On the hold-out clients, whom nothing was chosen on (95 % intervals):");
    for (name, estimate) in [
        ("AUC", evaluation.auc),
        ("average precision", evaluation.average_precision),
        ("Kolmogorov-Smirnov", evaluation.kolmogorov_smirnov),
        ("Brier score", evaluation.brier),
        ("log loss", evaluation.log_loss),
        ("calibration error", evaluation.calibration_error),
        ("cost per client", evaluation.cost),
        ("accepted", evaluation.acceptance_rate),
    ] {
        text.line(&format!("  {name:<20} {}", interval(estimate)));
    }
    let confusion = evaluation.confusion;
    text.line(&format!("  cost without model   {:.4}", evaluation.cost_without_model));
    text.line(&format!(
        "  accepted: {} repaid, {} defaulted; refused: {} would have repaid, {} defaulted",
        confusion.accepted_repaid,
        confusion.accepted_defaults,
        confusion.refused_repaid,
        confusion.refused_defaults,
    ));
    text.line(&format!("  (validation AUC      {})", interval(validation_auc)));
}

fn calibration(text: &mut Text, evaluation: &Evaluation) {
    text.line("");
    text.line("Promised and observed risk, hold-out clients in ten groups:");
    for bin in &evaluation.calibration {
        text.line(&format!(
            "  {:>6} clients  promised {:>6}  observed {:>6}",
            bin.clients,
            percent(bin.mean_probability),
            percent(bin.default_rate),
        ));
    }
}

fn groups(text: &mut Text, column: &GroupColumn) {
    text.line("");
    text.line(&format!("Hold-out clients by {}:", column.name));
    text.line("                   clients  defaults  promised  accepted  accepted of repaid  AUC");
    for group in &column.groups {
        text.line(&group_line(group));
    }
}

fn group_line(group: &GroupFigures) -> String {
    let label = match &group.label {
        GroupLabel::Value(value) => value.as_str(),
        GroupLabel::Missing => "(missing)",
        GroupLabel::Rare => "(rare values)",
    };
    format!(
        "  {label:<16} {:>7}  {:>8}  {:>8}  {:>8}  {:>18}  {}",
        group.clients,
        percent(group.default_rate),
        percent(group.mean_probability),
        percent(group.acceptance_rate),
        group.acceptance_rate_of_repaid.map_or_else(|| "-".to_owned(), percent),
        group.auc.map_or_else(|| "-".to_owned(), interval),
    )
}

fn interval(estimate: Estimate) -> String {
    format!("{:.4} ({:.4} to {:.4})", estimate.value, estimate.lower, estimate.upper)
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

struct Text(String);

impl Text {
    fn line(&mut self, line: &str) {
        // Writing into a text cannot fail.
        let _ = writeln!(self.0, "{line}");
    }
}
