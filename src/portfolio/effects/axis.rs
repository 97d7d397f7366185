//! The bands of a factor's values: those of its column, or the values of a variable that was spread
//! over one-hot columns.
//!
//! **Invariant**: every client is in one band or has no value; the values are those that people see
//! ([`crate::base::ClientBase::columns`]), whatever the model reads.

use crate::{
    base::{ClientBase, Placed},
    domain::{BandKind, Clause, Condition, Value},
    explain::FactorOutline,
    portfolio::Portfolio,
};

/// The most bands of an axis: more could not be labelled side by side.
pub const MOST_AXIS_BANDS: usize = 12;

/// A one-hot column holds 0 or 1; missing is neither.
const BETWEEN_ZERO_AND_ONE: f64 = 0.5;

/// Distinct values of a one-hot column that are looked at for the ones: it has two.
const LOOKED_AT: usize = 50;

/// Rows that are read in one go.
const ROWS_AT_ONCE: usize = 16_384;

/// The values of one factor, in bands.
#[derive(Debug, Clone, PartialEq)]
pub struct FactorAxis {
    /// In the order of the axis.
    pub bands: Vec<AxisBand>,
    /// For each band the condition that keeps its clients; `None` when there is none.
    pub clauses: Vec<Option<Clause>>,
    /// The condition that keeps the clients without a value.
    pub missing: Option<Clause>,
    /// The band of each client, [`Placed::MISSING`] without a value.
    pub by_row: Vec<u8>,
}

/// Which values a band holds.
#[derive(Debug, Clone, PartialEq)]
pub enum AxisBand {
    /// These values of the factor's column.
    Values(BandKind),
    /// The one-hot column of this feature is 1.
    Is(usize),
    /// One of so many other one-hot columns is 1.
    IsOther(usize),
    /// None of the one-hot columns is 1.
    IsNone,
    /// More than one of them is.
    IsSeveral,
}

impl Portfolio {
    /// The bands of a factor's values.
    #[must_use]
    pub fn axis(&self, factor: &FactorOutline) -> FactorAxis {
        match (&factor.variable, factor.features.as_slice()) {
            (None, [feature]) => self.axis_of_column(*feature),
            (_, members) => self.axis_of_variable(members),
        }
    }

    fn axis_of_column(&self, feature: usize) -> FactorAxis {
        let base = self.base();
        let place = self.binding().column_of(feature).unwrap_or(usize::MAX);
        let name = base.columns().get(place).map_or("", |column| column.name());
        let clause = |condition| Clause { column: name.to_owned(), condition };
        let placed = base.placed(place, MOST_AXIS_BANDS);
        let conditions = base.conditions(place, placed.bands());
        FactorAxis {
            bands: placed.bands().kinds().iter().cloned().map(AxisBand::Values).collect(),
            clauses: conditions.into_iter().map(|condition| condition.map(clause)).collect(),
            missing: Some(clause(Condition::Missing)),
            by_row: placed.into_by_row(),
        }
    }

    /// The columns that the most clients have get a band each.
    fn axis_of_variable(&self, members: &[usize]) -> FactorAxis {
        let base = self.base();
        let places: Vec<usize> = members
            .iter()
            .map(|feature| self.binding().column_of(*feature).unwrap_or(usize::MAX))
            .collect();
        let active = Active::of(base, &places);
        let mut by_clients: Vec<(usize, u64)> =
            active.clients(members.len()).into_iter().enumerate().collect();
        by_clients.sort_by_key(|(_, clients)| std::cmp::Reverse(*clients));
        // Room is left for the clients with none of them, and for those with several.
        let own =
            if members.len() + 2 > MOST_AXIS_BANDS { MOST_AXIS_BANDS - 3 } else { members.len() };
        // Whoever has several of them would be kept by the condition of each.
        let can_keep = !active.0.contains(&Active::SEVERAL);
        let mut bands = Vec::new();
        let mut clauses = Vec::new();
        let mut band_of = vec![u8::MAX; members.len()];
        for (member, _) in by_clients.iter().take(own) {
            if let Some(band) = band_of.get_mut(*member) {
                *band = bands.len() as u8;
            }
            bands.push(AxisBand::Is(members.get(*member).copied().unwrap_or_default()));
            let place = places.get(*member).copied().unwrap_or(usize::MAX);
            clauses.push(clause_of_one(base, place).filter(|_| can_keep));
        }
        let mut add = |band: AxisBand, is_there: bool| {
            is_there.then(|| {
                bands.push(band);
                clauses.push(None);
                (bands.len() - 1) as u8
            })
        };
        let other = add(AxisBand::IsOther(members.len() - own), own < members.len());
        let none = add(AxisBand::IsNone, active.0.contains(&Active::NONE));
        let several = add(AxisBand::IsSeveral, active.0.contains(&Active::SEVERAL));
        let band = |active: &u16| match *active {
            Active::MISSING => Placed::MISSING,
            Active::NONE => none.unwrap_or(Placed::MISSING),
            Active::SEVERAL => several.unwrap_or(Placed::MISSING),
            member => match band_of.get(usize::from(member)) {
                Some(&u8::MAX) | None => other.unwrap_or(Placed::MISSING),
                Some(band) => *band,
            },
        };
        let by_row = active.0.iter().map(band).collect();
        FactorAxis { bands, clauses, missing: None, by_row }
    }
}

/// The condition that keeps the clients whose one-hot column is 1.
fn clause_of_one(base: &ClientBase, place: usize) -> Option<Clause> {
    let column = base.columns().get(place)?;
    let is_one =
        |value: &Value| matches!(value, Value::Number(number) if *number > BETWEEN_ZERO_AND_ONE);
    let ones: Vec<Value> =
        column.values(LOOKED_AT).into_iter().map(|(value, _)| value).filter(is_one).collect();
    let column = column.name().to_owned();
    (!ones.is_empty()).then_some(Clause { column, condition: Condition::AnyOf(ones) })
}

/// Which of some one-hot columns is 1 for each client, by its place among them.
struct Active(Vec<u16>);

impl Active {
    const NONE: u16 = u16::MAX;
    const SEVERAL: u16 = u16::MAX - 1;
    const MISSING: u16 = u16::MAX - 2;

    fn of(base: &ClientBase, places: &[usize]) -> Self {
        let mut active = vec![Self::MISSING; base.rows()];
        let mut numbers = vec![f64::NAN; ROWS_AT_ONCE.min(base.rows())];
        for (member, place) in (0..Self::MISSING).zip(places) {
            let Some(column) = base.columns().get(*place) else { continue };
            for (block, active) in active.chunks_mut(ROWS_AT_ONCE).enumerate() {
                let first = block * ROWS_AT_ONCE;
                column.copy_numbers(first..first + active.len(), &mut numbers);
                for (active, number) in active.iter_mut().zip(&numbers) {
                    *active = match *active {
                        before if number.is_nan() => before,
                        Self::MISSING | Self::NONE if *number > BETWEEN_ZERO_AND_ONE => member,
                        Self::MISSING => Self::NONE,
                        _ if *number > BETWEEN_ZERO_AND_ONE => Self::SEVERAL,
                        before => before,
                    };
                }
            }
        }
        Self(active)
    }

    /// How many clients have each member alone.
    fn clients(&self, members: usize) -> Vec<u64> {
        let mut clients = vec![0; members];
        for active in &self.0 {
            if let Some(count) = clients.get_mut(usize::from(*active)) {
                *count += 1;
            }
        }
        clients
    }
}
