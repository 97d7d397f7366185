//! Which column identifies the clients, and which one says who defaulted.

use super::{
    error::BaseFault,
    names::{Named, Names},
    note::ChoiceReason,
    options::{ColumnChoice, ReadOptions},
};

/// Usual names of the column that identifies a client, without case, accents and punctuation; the
/// first one found wins.
const ID_NAMES: [&str; 35] = [
    "skidcurr",
    "clientid",
    "idclient",
    "customerid",
    "idcustomer",
    "applicantid",
    "borrowerid",
    "memberid",
    "applicationid",
    "loanid",
    "idpret",
    "accountid",
    "contractid",
    "caseid",
    "dossierid",
    "iddossier",
    "id",
    "uid",
    "uuid",
    "identifiant",
    "identifiantclient",
    "identifier",
    "clientidentifier",
    "numeroclient",
    "numclient",
    "noclient",
    "clientnumber",
    "customernumber",
    "clientno",
    "customerno",
    "numerodossier",
    "numdossier",
    "accountnumber",
    "matricule",
    "numero",
];

/// Usual names of the column that is 1 for a default, in the same spelling. Names that some tables
/// use the other way round (`credit_risk`, `good`, `y`) are left out.
const OUTCOME_NAMES: [&str; 14] = [
    "target",
    "default",
    "defaultpaymentnextmonth",
    "defaulted",
    "isdefault",
    "defaultflag",
    "loandefault",
    "baddefault",
    "seriousdlqin2yrs",
    "defaut",
    "endefaut",
    "cible",
    "class",
    "outcome",
];

/// How often another column is tried when a guessed identifier turns out to stand twice.
pub(super) const MOST_ID_GUESSES: usize = 5;

/// A special column, and why it was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chosen {
    /// Its place in the table.
    pub(super) column: usize,
    /// Why this one.
    pub(super) reason: ChoiceReason,
}

/// The column that identifies the clients; `None` when they are to be numbered.
///
/// `differs` says whether a column seems to hold another whole number or word for each client;
/// it is asked only when no name tells.
pub(super) fn choose_id(
    columns: &[String],
    options: &ReadOptions,
    differs: impl Fn(usize) -> bool,
) -> Result<Option<Chosen>, BaseFault> {
    if options.number_clients {
        return Ok(None);
    }
    let names = Names::new(columns.iter().map(String::as_str));
    if let Some(chosen) = spoken_of(&options.id_column, &names, columns)? {
        return Ok(Some(chosen));
    }
    let mut is_feature = vec![false; columns.len()];
    for feature in options.feature_names() {
        if let Named::Column(column) = names.find(feature)
            && let Some(is_feature) = is_feature.get_mut(column)
        {
            *is_feature = true;
        }
    }
    let free = |column: &usize| !is_feature.get(*column).copied().unwrap_or(false);
    let begins_or_ends_with_id =
        || (0..columns.len()).filter(free).find(|at| columns.get(*at).is_some_and(|n| has_id(n)));
    if let Some(column) = usual(columns, &ID_NAMES).or_else(begins_or_ends_with_id) {
        return Ok(Some(Chosen { column, reason: ChoiceReason::Name }));
    }
    let outcome = usual(columns, &OUTCOME_NAMES);
    (0..columns.len())
        .filter(free)
        .find(|column| Some(*column) != outcome && differs(*column))
        .map(|column| Some(Chosen { column, reason: ChoiceReason::Distinct }))
        .ok_or_else(|| BaseFault::NoIdColumn { columns: columns.to_vec() })
}

/// The column that says who defaulted, if any; what it holds is still to be seen.
pub(super) fn choose_outcome(
    columns: &[String],
    options: &ReadOptions,
) -> Result<Option<Chosen>, BaseFault> {
    let names = Names::new(columns.iter().map(String::as_str));
    if let Some(chosen) = spoken_of(&options.outcome_column, &names, columns)? {
        return Ok(Some(chosen));
    }
    let is_feature = |column: usize| {
        options.feature_names().any(|feature| names.find(feature) == Named::Column(column))
    };
    Ok(usual(columns, &OUTCOME_NAMES)
        .filter(|column| !is_feature(*column))
        .map(|column| Chosen { column, reason: ChoiceReason::Name }))
}

/// The column that somebody named.
fn spoken_of(
    choice: &ColumnChoice,
    names: &Names,
    columns: &[String],
) -> Result<Option<Chosen>, BaseFault> {
    let (name, reason) = match choice {
        ColumnChoice::Detect => return Ok(None),
        ColumnChoice::Suggested(name) => (name, ChoiceReason::Suggested),
        ColumnChoice::Named(name) => (name, ChoiceReason::Named),
    };
    match (names.find(name), reason) {
        (Named::Column(column), _) => Ok(Some(Chosen { column, reason })),
        (_, ChoiceReason::Named) => {
            Err(BaseFault::NoSuchColumn { name: name.clone(), columns: columns.to_vec() })
        }
        _ => Ok(None),
    }
}

fn usual(columns: &[String], usual_names: &[&str]) -> Option<usize> {
    let bare: Vec<String> = columns.iter().map(|name| bare(name)).collect();
    usual_names.iter().find_map(|usual| bare.iter().position(|name| name == usual))
}

/// `name` in lower case, without accents and punctuation.
fn bare(name: &str) -> String {
    name.chars()
        .flat_map(char::to_lowercase)
        .map(|character| match character {
            'à' | 'â' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            other => other,
        })
        .filter(|character| character.is_alphanumeric())
        .collect()
}

/// Whether the first or the last word of `name` is `id`.
fn has_id(name: &str) -> bool {
    let mut words =
        name.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next();
    let last = words.next_back();
    [first, last].into_iter().flatten().any(|word| word.eq_ignore_ascii_case("id"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(columns: &[&str], options: &ReadOptions, differs: &[usize]) -> Option<Chosen> {
        let columns: Vec<String> = columns.iter().map(ToString::to_string).collect();
        choose_id(&columns, options, |column| differs.contains(&column)).unwrap()
    }

    #[test]
    fn usual_names_are_known_in_two_languages_and_any_spelling() {
        for name in ["SK_ID_CURR", "id", "Client ID", "Identifiant", "Numéro client", "loan_id"] {
            let chosen = id(&["amount", name, "age"], &ReadOptions::default(), &[]);
            assert_eq!(chosen, Some(Chosen { column: 1, reason: ChoiceReason::Name }), "{name}");
        }
        let both = id(&["ID", "SK_ID_CURR"], &ReadOptions::default(), &[]).unwrap();
        assert_eq!(both.column, 1);
    }

    #[test]
    fn a_person_wins_over_the_card_which_wins_over_a_name() {
        let columns = ["ID", "ref", "x"];
        let named = |id_column| ReadOptions { id_column, ..ReadOptions::default() };
        let card = named(ColumnChoice::Suggested("ref".into()));
        assert_eq!(id(&columns, &card, &[]).unwrap().column, 1);
        let stale_card = named(ColumnChoice::Suggested("gone".into()));
        assert_eq!(id(&columns, &stale_card, &[]).unwrap().column, 0);
        let person = named(ColumnChoice::Named("gone".into()));
        let columns: Vec<String> = columns.iter().map(ToString::to_string).collect();
        assert!(matches!(
            choose_id(&columns, &person, |_| true),
            Err(BaseFault::NoSuchColumn { .. })
        ));
    }

    #[test]
    fn without_a_name_the_first_column_that_differs_is_taken_but_never_a_feature() {
        let options = ReadOptions { numeric: vec!["a".into()], ..ReadOptions::default() };
        let chosen = id(&["a", "b", "c"], &options, &[0, 2]).unwrap();
        assert_eq!((chosen.column, chosen.reason), (2, ChoiceReason::Distinct));
        let columns = vec!["a".to_owned()];
        assert!(matches!(
            choose_id(&columns, &options, |_| true),
            Err(BaseFault::NoIdColumn { .. })
        ));
    }

    #[test]
    fn the_outcome_is_not_a_feature_and_not_a_name_that_may_mean_the_opposite() {
        let columns: Vec<String> =
            ["credit_risk", "default payment next month"].map(str::to_owned).to_vec();
        let chosen = choose_outcome(&columns, &ReadOptions::default()).unwrap();
        assert_eq!(chosen.unwrap().column, 1);
        let options = ReadOptions {
            numeric: vec!["default_payment_next_month".into()],
            ..ReadOptions::default()
        };
        assert_eq!(choose_outcome(&columns, &options).unwrap(), None);
    }
}
