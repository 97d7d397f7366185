//! `application_train` and `application_test`: one row a client, what was asked and by whom.
//!
//! Column names are those of the public schema; shares and quantiles are rounded from public
//! statistics of these tables.

use super::{
    applicant::{Applicant, Dwelling},
    dwelling::{FONDS, WALLS},
};
use crate::pipeline::synth::{
    column::{Cell, Column, Spread},
    person::Standing::{Debt, Overall, Payments, Situation},
};

/// The column that the test table does not have.
pub(super) const TARGET: &str = "TARGET";

type C = Column<Applicant>;

fn yes_no(yes: bool) -> Cell {
    Cell::Word(if yes { "Y" } else { "N" })
}

fn flag(yes: bool) -> Cell {
    Cell::Whole(i64::from(yes))
}

fn known(value: f64) -> Cell {
    Cell::Number(value)
}

/// One of the measures of a client's building: its average, its mode or its median.
fn part<const PART: usize, const STATISTIC: usize>(applicant: &Applicant) -> Cell {
    Cell::Number(applicant.dwelling.part(PART, STATISTIC))
}

fn word_of_dwelling(applicant: &Applicant, word: fn(&Dwelling) -> Option<&'static str>) -> Cell {
    word(&applicant.dwelling).map_or(Cell::Missing, Cell::Word)
}

/// Shares of 0, 1, 2 ... other clients known around this one.
const KNOWN_AROUND: [f64; 12] =
    [0.54, 0.16, 0.095, 0.065, 0.045, 0.032, 0.022, 0.015, 0.01, 0.007, 0.005, 0.004];
/// Shares of 0, 1, 2 ... of those in default.
const IN_DEFAULT_AROUND: [f64; 5] = [0.885, 0.089, 0.021, 0.004, 0.001];
/// The share of clients about whom the credit bureau was not asked.
const NOT_ASKED: f64 = 0.135;

/// The columns, `TARGET` included.
#[rustfmt::skip]
pub(super) static COLUMNS: [C; 122] = [
    C::whole("SK_ID_CURR", |a| Cell::Whole(a.client_id)),
    C::whole(TARGET, |a| flag(a.defaulted)),
    C::word("NAME_CONTRACT_TYPE", |a| Cell::Word(if a.revolving { "Revolving loans" } else { "Cash loans" })),
    C::word("CODE_GENDER", |a| Cell::Word(a.gender)),
    C::word("FLAG_OWN_CAR", |a| yes_no(a.owns_car)),
    C::word("FLAG_OWN_REALTY", |a| yes_no(a.owns_home)),
    C::whole("CNT_CHILDREN", |a| Cell::Whole(a.children)),
    C::number("AMT_INCOME_TOTAL", |a| Cell::Number(a.income)),
    C::number("AMT_CREDIT", |a| Cell::Number(a.credit)),
    C::number("AMT_ANNUITY", |a| known(a.annuity)),
    C::number("AMT_GOODS_PRICE", |a| known(a.goods_price)),
    C::words("NAME_TYPE_SUITE", &[("Unaccompanied", 0.811), ("Family", 0.131), ("Spouse, partner", 0.037), ("Children", 0.011), ("Other_B", 0.006), ("Other_A", 0.003), ("Group of people", 0.001)]).missing(0.004),
    C::word("NAME_INCOME_TYPE", |a| Cell::Word(a.income_type)),
    C::words("NAME_EDUCATION_TYPE", &[("Academic degree", 0.0005), ("Higher education", 0.243), ("Incomplete higher", 0.033), ("Secondary / secondary special", 0.711), ("Lower secondary", 0.0125)]).leaning(Situation, 0.3),
    C::word("NAME_FAMILY_STATUS", |a| Cell::Word(a.family_status)),
    C::words("NAME_HOUSING_TYPE", &[("Office apartment", 0.009), ("House / apartment", 0.887), ("Co-op apartment", 0.004), ("Municipal apartment", 0.036), ("With parents", 0.048), ("Rented apartment", 0.016)]).leaning(Situation, 0.25),
    C::spread("REGION_POPULATION_RELATIVE", Spread { points: &[(0.0, 0.0003), (0.05, 0.005), (0.25, 0.010_006), (0.5, 0.018_85), (0.75, 0.028_663), (0.95, 0.046_22), (1.0, 0.072_508)], step: 0.000_001 }).leaning(Overall, -0.12),
    C::whole("DAYS_BIRTH", |a| Cell::Whole(a.days_birth)),
    C::whole("DAYS_EMPLOYED", |a| Cell::Whole(a.days_employed)),
    C::number("DAYS_REGISTRATION", |a| Cell::Number(a.days_registration)),
    C::whole_spread("DAYS_ID_PUBLISH", &[(0.0, -6_300.0), (0.05, -4_955.0), (0.25, -4_300.0), (0.5, -3_250.0), (0.75, -1_700.0), (0.95, -370.0), (1.0, 0.0)]).leaning(Situation, 0.2),
    C::number("OWN_CAR_AGE", |a| known(a.car_age_years)),
    C::flag("FLAG_MOBIL", 0.999_997),
    C::whole("FLAG_EMP_PHONE", |a| flag(a.is_employed())),
    C::flag("FLAG_WORK_PHONE", 0.199).leaning(Situation, 0.1),
    C::flag("FLAG_CONT_MOBILE", 0.998),
    C::flag("FLAG_PHONE", 0.281).leaning(Situation, -0.1),
    C::flag("FLAG_EMAIL", 0.057),
    C::word("OCCUPATION_TYPE", |a| a.occupation.map_or(Cell::Missing, Cell::Word)),
    C::number("CNT_FAM_MEMBERS", |a| known(a.family_members)),
    C::whole("REGION_RATING_CLIENT", |a| Cell::Whole(a.region_rating)),
    C::whole("REGION_RATING_CLIENT_W_CITY", |a| Cell::Whole(a.region_rating_with_city)),
    C::words("WEEKDAY_APPR_PROCESS_START", &[("TUESDAY", 0.175), ("WEDNESDAY", 0.169), ("MONDAY", 0.165), ("THURSDAY", 0.165), ("FRIDAY", 0.164), ("SATURDAY", 0.11), ("SUNDAY", 0.052)]),
    C::whole_spread("HOUR_APPR_PROCESS_START", &[(0.0, 0.0), (0.05, 7.0), (0.25, 10.0), (0.5, 12.0), (0.75, 14.0), (0.95, 17.0), (1.0, 23.0)]).leaning(Situation, -0.08),
    C::flag("REG_REGION_NOT_LIVE_REGION", 0.015),
    C::flag("REG_REGION_NOT_WORK_REGION", 0.051),
    C::flag("LIVE_REGION_NOT_WORK_REGION", 0.041),
    C::flag("REG_CITY_NOT_LIVE_CITY", 0.078).leaning(Situation, 0.2),
    C::flag("REG_CITY_NOT_WORK_CITY", 0.23).leaning(Situation, 0.2),
    C::flag("LIVE_CITY_NOT_WORK_CITY", 0.18).leaning(Situation, 0.12),
    C::word("ORGANIZATION_TYPE", |a| Cell::Word(a.organization)),
    C::spread("EXT_SOURCE_1", Spread { points: &[(0.0, 0.0145), (0.01, 0.083), (0.05, 0.152), (0.25, 0.334), (0.5, 0.506), (0.75, 0.675), (0.95, 0.832), (0.99, 0.885), (1.0, 0.963)], step: 0.0 }).missing(0.564).leaning(Overall, -0.55),
    C::spread("EXT_SOURCE_2", Spread { points: &[(0.0, 0.0), (0.01, 0.031), (0.05, 0.135), (0.25, 0.392), (0.5, 0.566), (0.75, 0.664), (0.95, 0.747), (0.99, 0.781), (1.0, 0.855)], step: 0.0 }).missing(0.002).leaning(Overall, -0.52),
    C::spread("EXT_SOURCE_3", Spread { points: &[(0.0, 0.0005), (0.01, 0.06), (0.05, 0.15), (0.25, 0.371), (0.5, 0.535), (0.75, 0.669), (0.95, 0.788), (0.99, 0.833), (1.0, 0.896)], step: 0.0 }).missing(0.198).leaning(Payments, -0.6),
    C::number("APARTMENTS_AVG", part::<0, 0>),
    C::number("BASEMENTAREA_AVG", part::<1, 0>),
    C::number("YEARS_BEGINEXPLUATATION_AVG", part::<2, 0>),
    C::number("YEARS_BUILD_AVG", part::<3, 0>),
    C::number("COMMONAREA_AVG", part::<4, 0>),
    C::number("ELEVATORS_AVG", part::<5, 0>),
    C::number("ENTRANCES_AVG", part::<6, 0>),
    C::number("FLOORSMAX_AVG", part::<7, 0>),
    C::number("FLOORSMIN_AVG", part::<8, 0>),
    C::number("LANDAREA_AVG", part::<9, 0>),
    C::number("LIVINGAPARTMENTS_AVG", part::<10, 0>),
    C::number("LIVINGAREA_AVG", part::<11, 0>),
    C::number("NONLIVINGAPARTMENTS_AVG", part::<12, 0>),
    C::number("NONLIVINGAREA_AVG", part::<13, 0>),
    C::number("APARTMENTS_MODE", part::<0, 1>),
    C::number("BASEMENTAREA_MODE", part::<1, 1>),
    C::number("YEARS_BEGINEXPLUATATION_MODE", part::<2, 1>),
    C::number("YEARS_BUILD_MODE", part::<3, 1>),
    C::number("COMMONAREA_MODE", part::<4, 1>),
    C::number("ELEVATORS_MODE", part::<5, 1>),
    C::number("ENTRANCES_MODE", part::<6, 1>),
    C::number("FLOORSMAX_MODE", part::<7, 1>),
    C::number("FLOORSMIN_MODE", part::<8, 1>),
    C::number("LANDAREA_MODE", part::<9, 1>),
    C::number("LIVINGAPARTMENTS_MODE", part::<10, 1>),
    C::number("LIVINGAREA_MODE", part::<11, 1>),
    C::number("NONLIVINGAPARTMENTS_MODE", part::<12, 1>),
    C::number("NONLIVINGAREA_MODE", part::<13, 1>),
    C::number("APARTMENTS_MEDI", part::<0, 2>),
    C::number("BASEMENTAREA_MEDI", part::<1, 2>),
    C::number("YEARS_BEGINEXPLUATATION_MEDI", part::<2, 2>),
    C::number("YEARS_BUILD_MEDI", part::<3, 2>),
    C::number("COMMONAREA_MEDI", part::<4, 2>),
    C::number("ELEVATORS_MEDI", part::<5, 2>),
    C::number("ENTRANCES_MEDI", part::<6, 2>),
    C::number("FLOORSMAX_MEDI", part::<7, 2>),
    C::number("FLOORSMIN_MEDI", part::<8, 2>),
    C::number("LANDAREA_MEDI", part::<9, 2>),
    C::number("LIVINGAPARTMENTS_MEDI", part::<10, 2>),
    C::number("LIVINGAREA_MEDI", part::<11, 2>),
    C::number("NONLIVINGAPARTMENTS_MEDI", part::<12, 2>),
    C::number("NONLIVINGAREA_MEDI", part::<13, 2>),
    C::words("FONDKAPREMONT_MODE", &FONDS).missing(0.684),
    C::word("HOUSETYPE_MODE", |a| word_of_dwelling(a, |dwelling| dwelling.house)),
    C::number("TOTALAREA_MODE", |a| known(a.dwelling.total_area)),
    C::words("WALLSMATERIAL_MODE", &WALLS).missing(0.508),
    C::word("EMERGENCYSTATE_MODE", |a| word_of_dwelling(a, |dwelling| dwelling.emergency)),
    C::counts("OBS_30_CNT_SOCIAL_CIRCLE", &KNOWN_AROUND).missing(0.003),
    C::counts("DEF_30_CNT_SOCIAL_CIRCLE", &IN_DEFAULT_AROUND).missing(0.003).leaning(Overall, 0.1),
    C::counts("OBS_60_CNT_SOCIAL_CIRCLE", &KNOWN_AROUND).missing(0.003),
    C::counts("DEF_60_CNT_SOCIAL_CIRCLE", &[0.916, 0.068, 0.013, 0.002, 0.001]).missing(0.003).leaning(Overall, 0.1),
    C::spread("DAYS_LAST_PHONE_CHANGE", Spread { points: &[(0.0, -4_200.0), (0.01, -3_100.0), (0.05, -2_520.0), (0.25, -1_570.0), (0.5, -757.0), (0.75, -274.0), (0.871, 0.0), (1.0, 0.0)], step: 1.0 }).leaning(Situation, 0.2),
    C::flag("FLAG_DOCUMENT_2", 0.000_04),
    C::flag("FLAG_DOCUMENT_3", 0.71).leaning(Overall, 0.1),
    C::flag("FLAG_DOCUMENT_4", 0.000_08),
    C::flag("FLAG_DOCUMENT_5", 0.0151),
    C::flag("FLAG_DOCUMENT_6", 0.0881).leaning(Situation, -0.1),
    C::flag("FLAG_DOCUMENT_7", 0.0002),
    C::flag("FLAG_DOCUMENT_8", 0.0814),
    C::flag("FLAG_DOCUMENT_9", 0.0039),
    C::flag("FLAG_DOCUMENT_10", 0.000_02),
    C::flag("FLAG_DOCUMENT_11", 0.0039),
    C::flag("FLAG_DOCUMENT_12", 0.000_01),
    C::flag("FLAG_DOCUMENT_13", 0.0035),
    C::flag("FLAG_DOCUMENT_14", 0.0029),
    C::flag("FLAG_DOCUMENT_15", 0.0012),
    C::flag("FLAG_DOCUMENT_16", 0.0099),
    C::flag("FLAG_DOCUMENT_17", 0.0003),
    C::flag("FLAG_DOCUMENT_18", 0.0081),
    C::flag("FLAG_DOCUMENT_19", 0.0006),
    C::flag("FLAG_DOCUMENT_20", 0.0005),
    C::flag("FLAG_DOCUMENT_21", 0.0003),
    C::counts("AMT_REQ_CREDIT_BUREAU_HOUR", &[0.9939, 0.0059, 0.0002]).missing(NOT_ASKED),
    C::counts("AMT_REQ_CREDIT_BUREAU_DAY", &[0.9944, 0.0049, 0.0004, 0.0002, 0.0001]).missing(NOT_ASKED),
    C::counts("AMT_REQ_CREDIT_BUREAU_WEEK", &[0.9678, 0.0308, 0.0008, 0.0004, 0.0002]).missing(NOT_ASKED),
    C::counts("AMT_REQ_CREDIT_BUREAU_MON", &[0.836, 0.124, 0.02, 0.008, 0.004, 0.003, 0.002, 0.001, 0.001, 0.001]).missing(NOT_ASKED),
    C::counts("AMT_REQ_CREDIT_BUREAU_QRT", &[0.809, 0.127, 0.054, 0.007, 0.002, 0.001]).missing(NOT_ASKED),
    C::counts("AMT_REQ_CREDIT_BUREAU_YEAR", &[0.27, 0.239, 0.189, 0.127, 0.078, 0.045, 0.026, 0.014, 0.008, 0.003, 0.001]).missing(NOT_ASKED).leaning(Debt, 0.25),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_column_has_its_own_name() {
        let names: BTreeSet<&str> = COLUMNS.iter().map(|column| column.name).collect();
        assert_eq!(names.len(), COLUMNS.len());
    }
}
