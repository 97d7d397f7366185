//! An earlier application to this lender, and the contract that may have come of it.

use super::{
    applicant::monthly,
    bureau::DAYS_A_MONTH,
    goods::{CASH_PURPOSES, REJECTIONS, goods},
};
use crate::pipeline::synth::{
    chance::Chance,
    column::{Spread, Story, rounded},
    person::{Person, Standing},
};

/// What the public tables hold for a day that never came.
pub(super) const NEVER: f64 = 365_243.0;

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Product {
    /// Money.
    #[default]
    Cash,
    /// Goods, paid for in a shop.
    Consumer,
    /// A card.
    Revolving,
}

/// An earlier application. Days count from the present application: negative is before it.
#[derive(Debug)]
pub(super) struct PreviousApplication {
    pub(super) person: Person,
    pub(super) client_id: i64,
    pub(super) previous_id: i64,
    pub(super) product: Product,
    pub(super) status: &'static str,
    pub(super) decided_days_ago: f64,
    pub(super) asked: f64,
    pub(super) credit: f64,
    pub(super) annuity: f64,
    pub(super) down_payment: f64,
    /// How many payments were agreed; NaN when nothing was.
    pub(super) payments: f64,
    pub(super) first_drawing: f64,
    pub(super) first_due: f64,
    pub(super) last_due_planned: f64,
    pub(super) last_due: f64,
    pub(super) terminated: f64,
    pub(super) insured: bool,
    pub(super) purpose: &'static str,
    pub(super) reject_reason: &'static str,
    pub(super) goods: &'static str,
    pub(super) industry: &'static str,
    pub(super) product_type: &'static str,
    pub(super) yield_group: &'static str,
}

impl Story for PreviousApplication {
    fn person(&self) -> &Person {
        &self.person
    }
}

static DECIDED_DAYS_AGO: Spread = Spread {
    points: &[
        (0.0, 2.0),
        (0.01, 15.0),
        (0.05, 91.0),
        (0.25, 280.0),
        (0.5, 581.0),
        (0.75, 1_300.0),
        (0.95, 2_560.0),
        (1.0, 2_922.0),
    ],
    step: 1.0,
};
static CASH_ASKED: Spread = Spread {
    points: &[
        (0.0, 22_500.0),
        (0.05, 45_000.0),
        (0.25, 135_000.0),
        (0.5, 270_000.0),
        (0.75, 513_000.0),
        (0.95, 1_100_000.0),
        (1.0, 4_000_000.0),
    ],
    step: 2_250.0,
};
static GOODS_ASKED: Spread = Spread {
    points: &[
        (0.0, 9_000.0),
        (0.05, 22_000.0),
        (0.25, 45_000.0),
        (0.5, 75_000.0),
        (0.75, 125_000.0),
        (0.95, 290_000.0),
        (1.0, 2_000_000.0),
    ],
    step: 0.005,
};

impl PreviousApplication {
    /// One of this client's earlier applications.
    pub(super) fn draw(
        client_id: i64,
        previous_id: i64,
        person: Person,
        chance: &mut Chance,
    ) -> Self {
        let stretched = person.standing(Standing::Debt);
        let product = chance.pick(&[
            (Product::Cash, 0.4476),
            (Product::Consumer, 0.4366),
            (Product::Revolving, 0.1158),
        ]);
        let status = status(product, &person, chance);
        let offered = matches!(status, "Approved" | "Unused offer");
        let Terms { named, asked, payments, down_payment } = Terms::draw(product, status, chance);
        let lent = asked - if down_payment.is_nan() { 0.0 } else { down_payment };
        let credit = rounded(lent * chance.between(0.98, 1.18), 0.5);
        let yearly_rate = (0.3 + 0.05 * stretched).max(0.05);
        let annuity = match product {
            _ if !named => f64::NAN,
            Product::Revolving => rounded(credit * 0.05, 4.5),
            _ => rounded(monthly(credit, yearly_rate, payments), 0.005),
        };
        // Cards are older than loans.
        let age = chance.uniform();
        let age = if product == Product::Revolving { age.powf(0.65) } else { age };
        let decided_days_ago = DECIDED_DAYS_AGO.at(age);
        let (goods, industry) = goods(product, chance);
        let mut previous = Self {
            person,
            client_id,
            previous_id,
            product,
            status,
            decided_days_ago,
            asked,
            credit,
            annuity,
            down_payment,
            payments,
            first_drawing: NEVER,
            first_due: NEVER,
            last_due_planned: NEVER,
            last_due: NEVER,
            terminated: NEVER,
            insured: chance.happens(0.33),
            purpose: match product {
                Product::Consumer | Product::Revolving => "XAP",
                Product::Cash if offered && chance.happens(0.1) => chance.pick(&CASH_PURPOSES),
                Product::Cash => "XNA",
            },
            reject_reason: match status {
                "Refused" => chance.pick(&REJECTIONS),
                "Unused offer" => "CLIENT",
                _ => "XAP",
            },
            goods,
            industry,
            product_type: match product {
                Product::Consumer => "XNA",
                _ => chance.pick(&[("x-sell", 0.48), ("walk-in", 0.16), ("XNA", 0.36)]),
            },
            yield_group: match product {
                Product::Revolving => "XNA",
                _ if !named => "XNA",
                _ if yearly_rate > 0.36 => "high",
                _ => chance.pick(&[
                    ("middle", 0.34),
                    ("high", 0.26),
                    ("low_normal", 0.29),
                    ("low_action", 0.11),
                ]),
            },
        };
        previous.live(chance);
        previous
    }

    /// The days of the contract, when there is one.
    fn live(&mut self, chance: &mut Chance) {
        if !self.is_contract() {
            return;
        }
        let opened = -self.decided_days_ago;
        if self.product == Product::Revolving {
            self.first_drawing = (opened + chance.between(5.0, 60.0)).min(-1.0);
            return;
        }
        self.first_due = opened + chance.between(25.0, 40.0);
        let planned = self.first_due + DAYS_A_MONTH * (self.payments - 1.0);
        self.last_due_planned = planned;
        // Some repay before the plan.
        let repaid = if chance.happens(0.42) {
            self.first_due + (planned - self.first_due) * chance.between(0.2, 0.95)
        } else {
            planned
        };
        if repaid < -1.0 {
            self.last_due = repaid;
            self.terminated = (repaid + chance.between(1.0, 12.0)).min(-1.0);
        }
    }

    /// Whether a contract came of it.
    pub(super) fn is_contract(&self) -> bool {
        self.status == "Approved"
    }

    pub(super) fn contract_type(&self) -> &'static str {
        match self.product {
            Product::Cash => "Cash loans",
            Product::Consumer => "Consumer loans",
            Product::Revolving => "Revolving loans",
        }
    }

    pub(super) fn portfolio(&self) -> &'static str {
        match self.product {
            _ if self.asked == 0.0 && !self.is_contract() => "XNA",
            Product::Cash => "Cash",
            Product::Consumer => "POS",
            Product::Revolving => "Cards",
        }
    }

    pub(super) fn goods_price(&self) -> f64 {
        if self.asked > 0.0 { self.asked } else { f64::NAN }
    }

    pub(super) fn down_payment_rate(&self) -> f64 {
        if self.asked > 0.0 { self.down_payment / self.asked } else { f64::NAN }
    }

    pub(super) fn combination(&self) -> &'static str {
        match (self.product, self.product_type, self.yield_group, self.goods) {
            (Product::Revolving, "x-sell", ..) => "Card X-Sell",
            (Product::Revolving, ..) => "Card Street",
            (Product::Cash, "x-sell", "low_normal" | "low_action", _) => "Cash X-Sell: low",
            (Product::Cash, "x-sell", "middle", _) => "Cash X-Sell: middle",
            (Product::Cash, "x-sell", "high", _) => "Cash X-Sell: high",
            (Product::Cash, "walk-in", "low_normal" | "low_action", _) => "Cash Street: low",
            (Product::Cash, "walk-in", "middle", _) => "Cash Street: middle",
            (Product::Cash, "walk-in", "high", _) => "Cash Street: high",
            (Product::Cash, ..) => "Cash",
            (_, _, "low_action", "Mobile") => "POS mobile without interest",
            (_, _, _, "Mobile") => "POS mobile with interest",
            (
                _,
                _,
                "low_action",
                "Furniture" | "Construction Materials" | "Clothing and Accessories",
            ) => "POS industry without interest",
            (_, _, _, "Furniture" | "Construction Materials" | "Clothing and Accessories") => {
                "POS industry with interest"
            }
            (_, _, "low_action", "Other" | "Tourism") => "POS others without interest",
            (_, _, _, "Other" | "Tourism" | "Vehicles") => "POS other with interest",
            (_, _, "low_action", _) => "POS household without interest",
            _ => "POS household with interest",
        }
    }
}

/// What was asked for, and on which terms. Amounts are 0 and counts NaN when nothing was said.
struct Terms {
    named: bool,
    asked: f64,
    payments: f64,
    down_payment: f64,
}

impl Terms {
    fn draw(product: Product, status: &str, chance: &mut Chance) -> Self {
        // Cancelled applications mostly never named an amount, and some refused ones neither.
        let named = match status {
            "Canceled" => chance.happens(0.03),
            "Refused" => chance.happens(0.8),
            _ => true,
        };
        let asked = match product {
            _ if !named => 0.0,
            Product::Cash => CASH_ASKED.at(chance.uniform()),
            Product::Consumer => GOODS_ASKED.at(chance.uniform()),
            Product::Revolving if chance.happens(0.6) => 0.0,
            Product::Revolving => rounded(chance.between(45_000.0, 450_000.0), 45_000.0),
        };
        let payments = match product {
            _ if !named => f64::NAN,
            Product::Revolving => 0.0,
            Product::Consumer => chance.pick(&[
                (6.0, 0.22),
                (8.0, 0.04),
                (10.0, 0.18),
                (12.0, 0.36),
                (18.0, 0.08),
                (24.0, 0.12),
            ]),
            Product::Cash => chance.pick(&[
                (6.0, 0.08),
                (12.0, 0.32),
                (18.0, 0.13),
                (24.0, 0.21),
                (30.0, 0.03),
                (36.0, 0.12),
                (48.0, 0.07),
                (60.0, 0.04),
            ]),
        };
        let down_payment = match product {
            Product::Consumer if named && chance.happens(0.5) => {
                rounded(asked * chance.between(0.0, 0.3), 4.5)
            }
            Product::Consumer if named => 0.0,
            _ if named && chance.happens(0.05) => 0.0,
            _ => f64::NAN,
        };
        Self { named, asked, payments, down_payment }
    }
}

/// What became of an application: who stands worse is refused more.
fn status(product: Product, person: &Person, chance: &mut Chance) -> &'static str {
    let [approved, canceled, refused, unused] = match product {
        Product::Cash => [0.418, 0.359, 0.221, 0.002],
        Product::Consumer => [0.859, 0.002, 0.104, 0.035],
        Product::Revolving => [0.508, 0.232, 0.26, 0.0],
    };
    chance.pick(&[
        ("Approved", approved),
        ("Canceled", canceled),
        ("Refused", person.scaled(refused, Standing::Overall, 0.45)),
        ("Unused offer", unused),
    ])
}
