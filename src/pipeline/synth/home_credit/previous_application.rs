//! `previous_application`: one row for each earlier application to this lender.
//!
//! The story is in `previous.rs`; here it is laid out in columns.

use super::previous::PreviousApplication;
use crate::pipeline::synth::column::{Cell, Column, Spread};

type C = Column<PreviousApplication>;

/// A day of the contract's life, known only when there is a contract; what never came is far away.
fn day(previous: &PreviousApplication, day: f64) -> Cell {
    if previous.is_contract() { Cell::Number(day.round()) } else { Cell::Missing }
}

/// The columns.
#[rustfmt::skip]
pub(super) static COLUMNS: [C; 37] = [
    C::whole("SK_ID_PREV", |p| Cell::Whole(p.previous_id)),
    C::whole("SK_ID_CURR", |p| Cell::Whole(p.client_id)),
    C::word("NAME_CONTRACT_TYPE", |p| Cell::Word(p.contract_type())),
    C::number("AMT_ANNUITY", |p| Cell::Number(p.annuity)),
    C::number("AMT_APPLICATION", |p| Cell::Number(p.asked)),
    C::number("AMT_CREDIT", |p| Cell::Number(p.credit)),
    C::number("AMT_DOWN_PAYMENT", |p| Cell::Number(p.down_payment)),
    C::number("AMT_GOODS_PRICE", |p| Cell::Number(p.goods_price())),
    C::words("WEEKDAY_APPR_PROCESS_START", &[("TUESDAY", 0.153), ("WEDNESDAY", 0.153), ("MONDAY", 0.152), ("FRIDAY", 0.151), ("THURSDAY", 0.149), ("SATURDAY", 0.144), ("SUNDAY", 0.099)]),
    C::whole_spread("HOUR_APPR_PROCESS_START", &[(0.0, 0.0), (0.01, 5.0), (0.05, 7.0), (0.25, 10.0), (0.5, 12.0), (0.75, 15.0), (0.95, 18.0), (1.0, 23.0)]),
    C::words("FLAG_LAST_APPL_PER_CONTRACT", &[("Y", 0.995), ("N", 0.005)]),
    C::flag("NFLAG_LAST_APPL_IN_DAY", 0.996),
    C::number("RATE_DOWN_PAYMENT", |p| Cell::Number(p.down_payment_rate())),
    C::spread("RATE_INTEREST_PRIMARY", Spread { points: &[(0.0, 0.035), (0.25, 0.161), (0.5, 0.189), (0.75, 0.193), (1.0, 1.0)], step: 0.0 }).missing(0.9964),
    C::spread("RATE_INTEREST_PRIVILEGED", Spread { points: &[(0.0, 0.373), (0.25, 0.716), (0.5, 0.835), (0.75, 0.853), (1.0, 1.0)], step: 0.0 }).missing(0.9964),
    C::word("NAME_CASH_LOAN_PURPOSE", |p| Cell::Word(p.purpose)),
    C::word("NAME_CONTRACT_STATUS", |p| Cell::Word(p.status)),
    C::whole("DAYS_DECISION", |p| Cell::Whole(-p.decided_days_ago as i64)),
    C::words("NAME_PAYMENT_TYPE", &[("Cash through the bank", 0.619), ("XNA", 0.3755), ("Non-cash from your account", 0.0049), ("Cashless from the account of the employer", 0.0006)]),
    C::word("CODE_REJECT_REASON", |p| Cell::Word(p.reject_reason)),
    C::words("NAME_TYPE_SUITE", &[("Unaccompanied", 0.599), ("Family", 0.251), ("Spouse, partner", 0.079), ("Children", 0.037), ("Other_B", 0.021), ("Other_A", 0.01), ("Group of people", 0.003)]).missing(0.491),
    C::words("NAME_CLIENT_TYPE", &[("Repeater", 0.737), ("New", 0.1805), ("Refreshed", 0.0813), ("XNA", 0.0012)]),
    C::word("NAME_GOODS_CATEGORY", |p| Cell::Word(p.goods)),
    C::word("NAME_PORTFOLIO", |p| Cell::Word(p.portfolio())),
    C::word("NAME_PRODUCT_TYPE", |p| Cell::Word(p.product_type)),
    C::words("CHANNEL_TYPE", &[("Credit and cash offices", 0.431), ("Country-wide", 0.296), ("Stone", 0.127), ("Regional / Local", 0.065), ("Contact center", 0.0427), ("AP+ (Cash loan)", 0.0342), ("Channel of corporate sales", 0.0037), ("Car dealer", 0.0003)]),
    C::whole_spread("SELLERPLACE_AREA", &[(0.0, -1.0), (0.47, -1.0), (0.5, 3.0), (0.75, 82.0), (0.95, 1_780.0), (0.99, 3_500.0), (0.9999, 8_000.0), (1.0, 4_000_000.0)]),
    C::word("NAME_SELLER_INDUSTRY", |p| Cell::Word(p.industry)),
    C::number("CNT_PAYMENT", |p| Cell::Number(p.payments)),
    C::word("NAME_YIELD_GROUP", |p| Cell::Word(p.yield_group)),
    C::word("PRODUCT_COMBINATION", |p| Cell::Word(p.combination())).missing(0.0002),
    C::number("DAYS_FIRST_DRAWING", |p| day(p, p.first_drawing)),
    C::number("DAYS_FIRST_DUE", |p| day(p, p.first_due)),
    C::number("DAYS_LAST_DUE_1ST_VERSION", |p| day(p, p.last_due_planned)),
    C::number("DAYS_LAST_DUE", |p| day(p, p.last_due)),
    C::number("DAYS_TERMINATION", |p| day(p, p.terminated)),
    C::number("NFLAG_INSURED_ON_APPROVAL", |p| if p.is_contract() { Cell::Number(f64::from(u8::from(p.insured))) } else { Cell::Missing }),
];
