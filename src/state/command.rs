//! What a person can ask for. The window and the tests speak in these words only.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::domain::{Clause, Condition, Language};

/// One intent of the person in front of the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Show another page.
    ShowTab(Tab),
    /// The search box now holds this text.
    Search(String),
    /// Take the first client that the search box finds.
    ConfirmSearch,
    /// Show the client in this row of the base.
    Select(u32),
    /// Go up or down the list by this many lines.
    MoveSelection(i32),
    /// Sort the list.
    Sort(SortKey),
    /// Put a condition on a column, and edit it.
    AddClause(String),
    /// Edit a condition.
    EditClause(usize),
    /// Change what a condition says.
    SetClause(usize, Condition),
    /// Close the editor.
    CloseEditor,
    /// Remove a condition.
    RemoveClause(usize),
    /// Remove all conditions.
    ClearFilter,
    /// Keep the conditions under a name.
    SaveFilter(String),
    /// Take the conditions that were kept under a name.
    LoadFilter(String),
    /// Forget the conditions that were kept under a name.
    DeleteFilter(String),
    /// List the reasons by feature or by theme.
    GroupReasons(Grouping),
    /// Compare along this column.
    Compare(String),
    /// Compare along a second column too, or along one only.
    CompareSecond(Option<String>),
    /// Compare with all clients, with the group, or with the look-alikes.
    CompareWith(Scope),
    /// Measure the client's reasons against these.
    MeasureAgainst(Against),
    /// Show or hide what a second, approximate method says about the client.
    ShowSecondMethod(bool),
    /// List what weighs most by factor or by theme.
    GroupWeights(Grouping),
    /// Show how the effect of the factor of this name follows its value.
    ShowEffect(String),
    /// Keep only the clients who meet this condition, whatever was asked of the same column before;
    /// all clients again when it is set already.
    KeepOnly(Clause),
    /// Show the dialog that opens a file.
    ShowOpen(OpenKind),
    /// Close it.
    CloseOpen,
    /// The dialog's path field now holds this text.
    SetOpenPath(String),
    /// Ask the system for a file, or for a folder.
    Browse(OpenKind, BrowseFor),
    /// Open this file or folder; `None` finds out what it is.
    Open(Option<OpenKind>, PathBuf),
    /// Go back to the demo that the program carries.
    OpenDemo,
    /// Take away one of the tables that describe the clients.
    RemoveTable(usize),
    /// Show or hide the kept copies of client bases.
    ShowKept(bool),
    /// Remove one kept copy.
    RemoveKept(usize),
    /// Remove all kept copies that no program is using.
    RemoveAllKept,
    /// Keep copies of large bases, or keep none.
    KeepBases(bool),
    /// Hold scores against this threshold, in `[0, 1]`; `None` for the model's own.
    SetThreshold(Option<f64>),
    /// Speak this language.
    SetLanguage(Language),
    /// Use this theme.
    SetTheme(ThemeChoice),
    /// Make everything larger or smaller.
    Zoom(ZoomStep),
    /// Explain every client after all, after this was stopped or failed.
    Contribute,
    /// Stop what runs.
    Cancel,
    /// Put away a notice.
    DismissNotice(usize),
    /// Show or hide the keyboard help.
    ShowHelp(bool),
}

/// The pages of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tab {
    /// One client.
    #[default]
    Client,
    /// All clients, or the group.
    Population,
    /// The model.
    Model,
}

/// How the list of clients is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortKey {
    /// In the order of the base, hold-out clients first when the base says who they are.
    #[default]
    Base,
    /// By identifier.
    ClientId,
    /// The riskiest first.
    HighestRisk,
    /// The safest first.
    LowestRisk,
    /// The closest to the threshold first.
    ClosestToThreshold,
}

/// How contributions are summed before they are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// One reason a factor; the columns of a one-hot encoded variable are one factor.
    #[default]
    Factors,
    /// One reason a theme.
    Themes,
}

/// Whom a client is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Scope {
    /// All clients of the base.
    #[default]
    All,
    /// The clients that the filter keeps.
    Group,
    /// The clients who have their score for the same reasons.
    LookAlikes,
}

/// Whom the reasons of a client are measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Against {
    /// The average of the training population.
    #[default]
    Average,
    /// The applicants whom the model accepts, and hardly.
    JustAccepted,
    /// The clients that the filter keeps.
    Group,
}

/// What a file is opened as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OpenKind {
    /// A model or a bundle.
    Model,
    /// A client base.
    Base,
    /// A table that describes the clients of the open base.
    Table,
}

/// What the system's dialog lets one choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BrowseFor {
    /// One file.
    File,
    /// One folder.
    Folder,
}

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A step of the zoom, between 50 % and 300 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ZoomStep {
    /// Larger.
    In,
    /// Smaller.
    Out,
    /// As it was made.
    Reset,
}
