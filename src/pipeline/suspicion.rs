//! Results that are too good to be believed.
//!
//! Depends on nothing but `std`.

/// A result that is better than anybody's honest one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suspicion {
    /// The area under the ROC curve.
    pub auc: f64,
    /// The best that is believed on these data.
    pub best_honest: f64,
}

/// The best area that is believed on Home Credit's data: the winners of its competition, seven
/// thousand teams in 2018, reached 0.806 on the private test, and no later work exceeds 0.82.
const BEST_ON_HOME_CREDIT: f64 = 0.82;

/// Columns that only tables made from Home Credit's data have; the identifier alone would do, but
/// people rename it.
const HOME_CREDIT_COLUMNS: [&str; 3] = ["EXT_SOURCE_2", "AMT_CREDIT", "DAYS_BIRTH"];

/// Whether an area on a base of these columns is better than what is believed of its data.
#[must_use]
pub fn suspicion<'a>(columns: impl IntoIterator<Item = &'a str>, auc: f64) -> Option<Suspicion> {
    let mut missing = HOME_CREDIT_COLUMNS.to_vec();
    for column in columns {
        missing.retain(|wanted| *wanted != column);
    }
    (missing.is_empty() && auc > BEST_ON_HOME_CREDIT)
        .then_some(Suspicion { auc, best_honest: BEST_ON_HOME_CREDIT })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_home_credit_above_its_best_is_suspect() {
        let columns = ["SK_ID_CURR", "AMT_CREDIT", "EXT_SOURCE_2", "DAYS_BIRTH"];
        assert_eq!(suspicion(columns, 0.83).unwrap().best_honest, 0.82);
        assert_eq!(suspicion(columns, 0.82), None);
        assert_eq!(suspicion(["AMT_CREDIT", "age"], 0.99), None);
    }
}
