//! The clients that LIME draws values from, and the bins that their values fall into.
//!
//! **Invariant**: every value falls into exactly one bin, missing included.

/// A sample of clients, and the quartiles of each feature.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    columns: Vec<Column>,
    clients: usize,
}

#[derive(Debug, Clone, PartialEq)]
struct Column {
    values: Vec<f64>,
    /// The distinct quartiles of the numbers, ascending; `None` for categories.
    quartiles: Option<Vec<f64>>,
}

/// What a value falls into.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bin {
    /// No value.
    Missing,
    /// A number above the one and up to the other; open where there is none.
    Between {
        /// The value is above this.
        above: Option<f64>,
        /// The value is at most this.
        up_to: Option<f64>,
    },
    /// A category of its own, by its code.
    Category(f64),
}

/// A bin within its feature, quick to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BinPlace {
    Missing,
    Quarter(usize),
    /// The bits of the code.
    Category(u64),
}

impl Reference {
    /// From the clients in `rows`, row after row with one value per feature, NaN for missing;
    /// `is_category` says of each feature whether its values are codes of categories.
    #[must_use]
    pub fn new(rows: &[f64], is_category: &[bool]) -> Self {
        let width = is_category.len().max(1);
        let clients = rows.len() / width;
        let column = |(feature, is_category): (usize, &bool)| {
            let values: Vec<f64> =
                rows.iter().skip(feature).step_by(width).copied().take(clients).collect();
            let quartiles = (!is_category).then(|| quartiles(&values));
            Column { values, quartiles }
        };
        Self { columns: is_category.iter().enumerate().map(column).collect(), clients }
    }

    /// How many features there are.
    #[must_use]
    pub fn features(&self) -> usize {
        self.columns.len()
    }

    /// How many clients there are.
    #[must_use]
    pub fn clients(&self) -> usize {
        self.clients
    }

    /// The bin of a value.
    #[must_use]
    pub fn bin(&self, feature: usize, value: f64) -> Bin {
        match self.place(feature, value) {
            BinPlace::Missing => Bin::Missing,
            BinPlace::Category(_) => Bin::Category(value),
            BinPlace::Quarter(quarter) => {
                let quartiles = self.columns.get(feature).and_then(|it| it.quartiles.as_deref());
                let quartile = |place: Option<usize>| quartiles?.get(place?).copied();
                Bin::Between {
                    above: quartile(quarter.checked_sub(1)),
                    up_to: quartile(Some(quarter)),
                }
            }
        }
    }

    /// The value of a feature of one of the clients.
    pub(super) fn value(&self, feature: usize, client: usize) -> f64 {
        let column = self.columns.get(feature);
        column.and_then(|column| column.values.get(client)).copied().unwrap_or(f64::NAN)
    }

    /// The bin of a value, for comparing.
    pub(super) fn place(&self, feature: usize, value: f64) -> BinPlace {
        if value.is_nan() {
            return BinPlace::Missing;
        }
        match self.columns.get(feature).map(|column| &column.quartiles) {
            Some(Some(quartiles)) => {
                BinPlace::Quarter(quartiles.iter().filter(|quartile| **quartile < value).count())
            }
            _ => BinPlace::Category((value + 0.0).to_bits()),
        }
    }

    /// The bins of one client.
    pub(super) fn places(&self, row: &[f64]) -> Vec<BinPlace> {
        row.iter().enumerate().map(|(feature, value)| self.place(feature, *value)).collect()
    }
}

/// The distinct quartiles of the numbers among `values`, interpolated as `numpy.percentile` does.
fn quartiles(values: &[f64]) -> Vec<f64> {
    let mut numbers: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
    numbers.sort_unstable_by(f64::total_cmp);
    let Some(last) = numbers.len().checked_sub(1) else { return Vec::new() };
    let at = |share: f64| {
        let place = share * last as f64;
        let (low, part) = (place.floor() as usize, place.fract());
        let (low, high) = (numbers.get(low), numbers.get((low + 1).min(last)));
        match (low, high) {
            // Equal neighbours as they are: infinity minus infinity is no number.
            (Some(low), Some(high)) if part > 0.0 && low != high => low + part * (high - low),
            (low, _) => low.copied().unwrap_or(f64::NAN),
        }
    };
    let mut quartiles: Vec<f64> = [0.25, 0.5, 0.75].into_iter().map(at).collect();
    quartiles.dedup();
    quartiles
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAN: f64 = f64::NAN;

    /// Reference: `numpy.percentile([1, 2, 3, 4, 10], [25, 50, 75])` is `[2, 3, 4]`, and of
    /// `[1, 2, 3, 4]` it is `[1.75, 2.5, 3.25]`.
    #[test]
    fn quartiles_are_numpys_and_leave_out_the_missing() {
        assert_eq!(quartiles(&[10.0, NAN, 2.0, 1.0, 4.0, 3.0]), [2.0, 3.0, 4.0]);
        assert_eq!(quartiles(&[4.0, 2.0, 1.0, 3.0]), [1.75, 2.5, 3.25]);
        assert_eq!(quartiles(&[0.0, 0.0, 0.0, 0.0, 1.0]), [0.0]);
        assert_eq!(quartiles(&[NAN]), [] as [f64; 0]);
    }

    #[test]
    fn every_value_has_one_bin() {
        let rows = [1.0, 5.0, 2.0, 6.0, 3.0, 5.0, 4.0, NAN];
        let reference = Reference::new(&rows, &[false, true]);
        assert_eq!((reference.features(), reference.clients()), (2, 4));
        let between = |above, up_to| Bin::Between { above, up_to };
        assert_eq!(reference.bin(0, 1.75), between(None, Some(1.75)));
        assert_eq!(reference.bin(0, 2.0), between(Some(1.75), Some(2.5)));
        assert_eq!(reference.bin(0, 99.0), between(Some(3.25), None));
        assert_eq!(reference.bin(0, NAN), Bin::Missing);
        assert_eq!(reference.bin(1, 6.0), Bin::Category(6.0));
        assert_eq!(reference.place(1, 0.0), reference.place(1, -0.0));
        assert_eq!(reference.bin(1, NAN), Bin::Missing);
    }
}
