//! The eight raw tables of Home Credit: their names and the columns that are read.
//!
//! Depends on the recipes. The names are those of the public tables.
//! Invariant: within a table every column is listed once, in the order of the public files, so that
//! the columns made from it always come in the same order.

use super::recipe::Recipe;

/// What identifies a client in every table but one.
pub(super) const CLIENT_ID: &str = "SK_ID_CURR";

/// What identifies a credit that another bank reported.
pub(super) const BUREAU_ID: &str = "SK_ID_BUREAU";

/// 1 for clients who had trouble to pay, 0 for the others.
pub(super) const TARGET: &str = "TARGET";

/// The columns of the application that become 0 and 1.
pub(super) const TWO_VALUED: [&str; 3] = ["CODE_GENDER", "FLAG_OWN_CAR", "FLAG_OWN_REALTY"];

/// A number of days (1 000 years) that Home Credit writes for "none".
pub(super) const NO_DAYS: f64 = 365_243.0;

/// The word that Home Credit writes for "not available". Among words it is a value like any other.
pub(super) const NOT_AVAILABLE: &str = "XNA";

/// A raw table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// Applicants whose outcome is known.
    ApplicationTrain,
    /// Applicants whose outcome is not known.
    ApplicationTest,
    /// Their credits at other banks, as the credit bureau reports them.
    Bureau,
    /// The monthly status of those credits.
    BureauBalance,
    /// Their earlier applications at this bank.
    PreviousApplication,
    /// The monthly balance of earlier point-of-sale and cash loans.
    PosCashBalance,
    /// What was due and what was paid on earlier credits.
    InstallmentsPayments,
    /// The monthly balance of earlier credit cards.
    CreditCardBalance,
}

/// The columns of a table that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Columns {
    /// Whole numbers that identify a row or the row that it belongs to.
    pub(super) keys: &'static [&'static str],
    /// Numbers, without the keys.
    pub(super) numbers: &'static [&'static str],
    /// Numbers that only the extended recipe reads.
    pub(super) extended: &'static [&'static str],
    /// Words.
    pub(super) words: &'static [&'static str],
}

/// The columns of a table that a recipe reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReadColumns {
    /// Numbers, keys among them.
    pub(super) numbers: Vec<&'static str>,
    /// Words.
    pub(super) words: Vec<&'static str>,
}

impl Table {
    /// All tables, the applications first, each side table after the table that it belongs to.
    pub const ALL: [Self; 8] = [
        Self::ApplicationTrain,
        Self::ApplicationTest,
        Self::Bureau,
        Self::BureauBalance,
        Self::PreviousApplication,
        Self::PosCashBalance,
        Self::InstallmentsPayments,
        Self::CreditCardBalance,
    ];

    /// The name of its file, without the ending.
    #[must_use]
    pub fn stem(self) -> &'static str {
        match self {
            Self::ApplicationTrain => "application_train",
            Self::ApplicationTest => "application_test",
            Self::Bureau => "bureau",
            Self::BureauBalance => "bureau_balance",
            Self::PreviousApplication => "previous_application",
            Self::PosCashBalance => "POS_CASH_balance",
            Self::InstallmentsPayments => "installments_payments",
            Self::CreditCardBalance => "credit_card_balance",
        }
    }

    /// The columns that it must have for a recipe; it may have others, which are not read.
    #[must_use]
    pub fn needed_columns(self, recipe: Recipe) -> Vec<&'static str> {
        let columns = self.read_by(recipe);
        [columns.numbers, columns.words].concat()
    }

    /// Whether it is one of the two tables of applicants.
    #[must_use]
    pub fn is_application(self) -> bool {
        matches!(self, Self::ApplicationTrain | Self::ApplicationTest)
    }

    pub(super) fn columns(self) -> Columns {
        match self {
            Self::ApplicationTrain | Self::ApplicationTest => APPLICATION,
            Self::Bureau => BUREAU,
            Self::BureauBalance => BUREAU_BALANCE,
            Self::PreviousApplication => PREVIOUS_APPLICATION,
            Self::PosCashBalance => POS_CASH_BALANCE,
            Self::InstallmentsPayments => INSTALLMENTS_PAYMENTS,
            Self::CreditCardBalance => CREDIT_CARD_BALANCE,
        }
    }

    /// The columns that a recipe reads: the keys, the numbers (the outcome among them) and the words.
    pub(super) fn read_by(self, recipe: Recipe) -> ReadColumns {
        let columns = self.columns();
        let extended = if recipe == Recipe::Extended { columns.extended } else { &[] };
        let outcome: &[&str] = if self == Self::ApplicationTrain { &[TARGET] } else { &[] };
        ReadColumns {
            numbers: [columns.keys, outcome, columns.numbers, extended].concat(),
            words: columns.words.to_vec(),
        }
    }

    /// The table that its rows belong to.
    pub(super) fn owner(self) -> Self {
        match self {
            Self::BureauBalance => Self::Bureau,
            _ => Self::ApplicationTrain,
        }
    }

    /// Columns that show that a file is another table, though it has all the columns of this one.
    pub(super) fn foreign_columns(self) -> &'static [(&'static str, Self)] {
        match self {
            Self::ApplicationTest => &[(TARGET, Self::ApplicationTrain)],
            Self::PosCashBalance => &[("AMT_BALANCE", Self::CreditCardBalance)],
            _ => &[],
        }
    }

    /// The table whose columns `names` are: of several, the one that needs the most of them.
    pub(super) fn recognise(names: &[String]) -> Option<Self> {
        let fits = |table: &Self| {
            let needed = table.columns();
            let mut all = needed.keys.iter().chain(needed.numbers).chain(needed.words);
            let target = names.iter().any(|name| name == TARGET);
            all.all(|column| names.iter().any(|name| name == column))
                && target == (*table == Self::ApplicationTrain)
        };
        let size = |table: &Self| {
            let needed = table.columns();
            needed.numbers.len() + needed.words.len()
        };
        Self::ALL.into_iter().filter(fits).max_by_key(size)
    }
}

#[rustfmt::skip]
const APPLICATION: Columns = Columns {
    keys: &[CLIENT_ID],
    numbers: &[
        "CNT_CHILDREN", "AMT_INCOME_TOTAL", "AMT_CREDIT", "AMT_ANNUITY", "AMT_GOODS_PRICE",
        "REGION_POPULATION_RELATIVE", "DAYS_BIRTH", "DAYS_EMPLOYED", "DAYS_REGISTRATION",
        "DAYS_ID_PUBLISH", "OWN_CAR_AGE", "FLAG_MOBIL", "FLAG_EMP_PHONE", "FLAG_WORK_PHONE",
        "FLAG_CONT_MOBILE", "FLAG_PHONE", "FLAG_EMAIL", "CNT_FAM_MEMBERS", "REGION_RATING_CLIENT",
        "REGION_RATING_CLIENT_W_CITY", "HOUR_APPR_PROCESS_START", "REG_REGION_NOT_LIVE_REGION",
        "REG_REGION_NOT_WORK_REGION", "LIVE_REGION_NOT_WORK_REGION", "REG_CITY_NOT_LIVE_CITY",
        "REG_CITY_NOT_WORK_CITY", "LIVE_CITY_NOT_WORK_CITY", "EXT_SOURCE_1", "EXT_SOURCE_2",
        "EXT_SOURCE_3", "APARTMENTS_AVG", "BASEMENTAREA_AVG", "YEARS_BEGINEXPLUATATION_AVG",
        "YEARS_BUILD_AVG", "COMMONAREA_AVG", "ELEVATORS_AVG", "ENTRANCES_AVG", "FLOORSMAX_AVG",
        "FLOORSMIN_AVG", "LANDAREA_AVG", "LIVINGAPARTMENTS_AVG", "LIVINGAREA_AVG",
        "NONLIVINGAPARTMENTS_AVG", "NONLIVINGAREA_AVG", "APARTMENTS_MODE", "BASEMENTAREA_MODE",
        "YEARS_BEGINEXPLUATATION_MODE", "YEARS_BUILD_MODE", "COMMONAREA_MODE", "ELEVATORS_MODE",
        "ENTRANCES_MODE", "FLOORSMAX_MODE", "FLOORSMIN_MODE", "LANDAREA_MODE",
        "LIVINGAPARTMENTS_MODE", "LIVINGAREA_MODE", "NONLIVINGAPARTMENTS_MODE",
        "NONLIVINGAREA_MODE", "APARTMENTS_MEDI", "BASEMENTAREA_MEDI",
        "YEARS_BEGINEXPLUATATION_MEDI", "YEARS_BUILD_MEDI", "COMMONAREA_MEDI", "ELEVATORS_MEDI",
        "ENTRANCES_MEDI", "FLOORSMAX_MEDI", "FLOORSMIN_MEDI", "LANDAREA_MEDI",
        "LIVINGAPARTMENTS_MEDI", "LIVINGAREA_MEDI", "NONLIVINGAPARTMENTS_MEDI",
        "NONLIVINGAREA_MEDI", "TOTALAREA_MODE", "OBS_30_CNT_SOCIAL_CIRCLE",
        "DEF_30_CNT_SOCIAL_CIRCLE", "OBS_60_CNT_SOCIAL_CIRCLE", "DEF_60_CNT_SOCIAL_CIRCLE",
        "DAYS_LAST_PHONE_CHANGE", "FLAG_DOCUMENT_2", "FLAG_DOCUMENT_3", "FLAG_DOCUMENT_4",
        "FLAG_DOCUMENT_5", "FLAG_DOCUMENT_6", "FLAG_DOCUMENT_7", "FLAG_DOCUMENT_8",
        "FLAG_DOCUMENT_9", "FLAG_DOCUMENT_10", "FLAG_DOCUMENT_11", "FLAG_DOCUMENT_12",
        "FLAG_DOCUMENT_13", "FLAG_DOCUMENT_14", "FLAG_DOCUMENT_15", "FLAG_DOCUMENT_16",
        "FLAG_DOCUMENT_17", "FLAG_DOCUMENT_18", "FLAG_DOCUMENT_19", "FLAG_DOCUMENT_20",
        "FLAG_DOCUMENT_21", "AMT_REQ_CREDIT_BUREAU_HOUR", "AMT_REQ_CREDIT_BUREAU_DAY",
        "AMT_REQ_CREDIT_BUREAU_WEEK", "AMT_REQ_CREDIT_BUREAU_MON", "AMT_REQ_CREDIT_BUREAU_QRT",
        "AMT_REQ_CREDIT_BUREAU_YEAR",
    ],
    extended: &[],
    words: &[
        "NAME_CONTRACT_TYPE", "CODE_GENDER", "FLAG_OWN_CAR", "FLAG_OWN_REALTY", "NAME_TYPE_SUITE",
        "NAME_INCOME_TYPE", "NAME_EDUCATION_TYPE", "NAME_FAMILY_STATUS", "NAME_HOUSING_TYPE",
        "OCCUPATION_TYPE", "WEEKDAY_APPR_PROCESS_START", "ORGANIZATION_TYPE", "FONDKAPREMONT_MODE",
        "HOUSETYPE_MODE", "WALLSMATERIAL_MODE", "EMERGENCYSTATE_MODE",
    ],
};

#[rustfmt::skip]
const BUREAU: Columns = Columns {
    keys: &[CLIENT_ID, BUREAU_ID],
    numbers: &[
        "DAYS_CREDIT", "CREDIT_DAY_OVERDUE", "DAYS_CREDIT_ENDDATE", "AMT_CREDIT_MAX_OVERDUE",
        "CNT_CREDIT_PROLONG", "AMT_CREDIT_SUM", "AMT_CREDIT_SUM_DEBT", "AMT_CREDIT_SUM_LIMIT",
        "AMT_CREDIT_SUM_OVERDUE", "DAYS_CREDIT_UPDATE", "AMT_ANNUITY",
    ],
    extended: &["DAYS_ENDDATE_FACT"],
    words: &["CREDIT_ACTIVE", "CREDIT_CURRENCY", "CREDIT_TYPE"],
};

#[rustfmt::skip]
const BUREAU_BALANCE: Columns = Columns {
    keys: &[BUREAU_ID],
    numbers: &["MONTHS_BALANCE"],
    extended: &[],
    words: &["STATUS"],
};

#[rustfmt::skip]
const PREVIOUS_APPLICATION: Columns = Columns {
    keys: &[CLIENT_ID],
    numbers: &[
        "AMT_ANNUITY", "AMT_APPLICATION", "AMT_CREDIT", "AMT_DOWN_PAYMENT", "AMT_GOODS_PRICE",
        "HOUR_APPR_PROCESS_START", "RATE_DOWN_PAYMENT", "DAYS_DECISION", "CNT_PAYMENT",
    ],
    extended: &[
        "DAYS_FIRST_DRAWING", "DAYS_FIRST_DUE", "DAYS_LAST_DUE_1ST_VERSION", "DAYS_LAST_DUE",
        "DAYS_TERMINATION",
    ],
    words: &[
        "NAME_CONTRACT_TYPE", "WEEKDAY_APPR_PROCESS_START", "FLAG_LAST_APPL_PER_CONTRACT",
        "NAME_CASH_LOAN_PURPOSE", "NAME_CONTRACT_STATUS", "NAME_PAYMENT_TYPE",
        "CODE_REJECT_REASON", "NAME_TYPE_SUITE", "NAME_CLIENT_TYPE", "NAME_GOODS_CATEGORY",
        "NAME_PORTFOLIO", "NAME_PRODUCT_TYPE", "CHANNEL_TYPE", "NAME_SELLER_INDUSTRY",
        "NAME_YIELD_GROUP", "PRODUCT_COMBINATION",
    ],
};

#[rustfmt::skip]
const POS_CASH_BALANCE: Columns = Columns {
    keys: &[CLIENT_ID],
    numbers: &["MONTHS_BALANCE", "SK_DPD", "SK_DPD_DEF"],
    extended: &["CNT_INSTALMENT", "CNT_INSTALMENT_FUTURE"],
    words: &["NAME_CONTRACT_STATUS"],
};

#[rustfmt::skip]
const INSTALLMENTS_PAYMENTS: Columns = Columns {
    keys: &[CLIENT_ID],
    numbers: &[
        "NUM_INSTALMENT_VERSION", "DAYS_INSTALMENT", "DAYS_ENTRY_PAYMENT", "AMT_INSTALMENT",
        "AMT_PAYMENT",
    ],
    extended: &[],
    words: &[],
};

#[rustfmt::skip]
const CREDIT_CARD_BALANCE: Columns = Columns {
    keys: &[CLIENT_ID],
    numbers: &[
        "MONTHS_BALANCE", "AMT_BALANCE", "AMT_CREDIT_LIMIT_ACTUAL", "AMT_DRAWINGS_ATM_CURRENT",
        "AMT_DRAWINGS_CURRENT", "AMT_DRAWINGS_OTHER_CURRENT", "AMT_DRAWINGS_POS_CURRENT",
        "AMT_INST_MIN_REGULARITY", "AMT_PAYMENT_CURRENT", "AMT_PAYMENT_TOTAL_CURRENT",
        "AMT_RECEIVABLE_PRINCIPAL", "AMT_RECIVABLE", "AMT_TOTAL_RECEIVABLE",
        "CNT_DRAWINGS_ATM_CURRENT", "CNT_DRAWINGS_CURRENT", "CNT_DRAWINGS_OTHER_CURRENT",
        "CNT_DRAWINGS_POS_CURRENT", "CNT_INSTALMENT_MATURE_CUM", "SK_DPD", "SK_DPD_DEF",
    ],
    extended: &[],
    words: &["NAME_CONTRACT_STATUS"],
};

#[cfg(test)]
mod tests {
    use super::*;

    fn names(table: Table) -> Vec<String> {
        let columns = table.read_by(Recipe::Extended);
        columns.numbers.iter().chain(&columns.words).map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn every_table_is_recognised_by_its_own_columns() {
        for table in Table::ALL {
            let names = names(table);
            let mut distinct = names.clone();
            distinct.sort_unstable();
            distinct.dedup();
            assert_eq!(distinct.len(), names.len(), "{table:?}");
            assert_eq!(Table::recognise(&names), Some(table));
        }
        assert_eq!(Table::recognise(&["SK_ID_CURR".to_owned()]), None);
    }

    #[test]
    fn the_application_has_the_columns_of_the_public_table() {
        let columns = Table::ApplicationTest.columns();
        assert_eq!(columns.keys.len() + columns.numbers.len() + columns.words.len(), 121);
        assert!(TWO_VALUED.iter().all(|column| columns.words.contains(column)));
    }
}
