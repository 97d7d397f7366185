//! Who applies, and for what: what the columns of the application tell.

use super::{
    dwelling::PARTS,
    employment::{OCCUPATIONS, ORGANIZATIONS},
};
use crate::pipeline::synth::{
    chance::{Chance, at_position},
    column::{Spread, Story, rounded},
    person::{Lean, Person, Standing},
};

/// What the public tables hold where somebody has no employer: a thousand years.
const NEVER_EMPLOYED: i64 = 365_243;
/// The share of applications that are for a card.
const REVOLVING: f64 = 0.095;
/// The log-odds of default of the average client.
const AVERAGE_LOG_ODDS: f64 = -3.64;
/// How many log-odds one standard deviation of the overall standing is worth.
const LOG_ODDS_PER_STANDING: f64 = 1.9;

/// A client's application.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a yes or no of the form")]
pub(super) struct Applicant {
    pub(super) person: Person,
    pub(super) client_id: i64,
    pub(super) defaulted: bool,
    pub(super) revolving: bool,
    pub(super) gender: &'static str,
    pub(super) owns_car: bool,
    pub(super) owns_home: bool,
    pub(super) children: i64,
    pub(super) income: f64,
    pub(super) credit: f64,
    pub(super) annuity: f64,
    pub(super) goods_price: f64,
    pub(super) income_type: &'static str,
    pub(super) family_status: &'static str,
    pub(super) family_members: f64,
    pub(super) days_birth: i64,
    pub(super) days_employed: i64,
    pub(super) days_registration: f64,
    pub(super) car_age_years: f64,
    pub(super) occupation: Option<&'static str>,
    pub(super) organization: &'static str,
    pub(super) region_rating: i64,
    pub(super) region_rating_with_city: i64,
    pub(super) dwelling: Dwelling,
}

/// What is known of the building that a client lives in; NaN is not known.
#[derive(Debug)]
pub(super) struct Dwelling {
    /// Average, mode and median of each measure, from 0 to 1.
    pub(super) parts: [[f64; 3]; PARTS],
    pub(super) total_area: f64,
    pub(super) house: Option<&'static str>,
    pub(super) emergency: Option<&'static str>,
}

impl Dwelling {
    /// One statistic of one measure.
    pub(super) fn part(&self, part: usize, statistic: usize) -> f64 {
        self.parts.get(part).and_then(|part| part.get(statistic)).copied().unwrap_or(f64::NAN)
    }
}

impl Story for Applicant {
    fn person(&self) -> &Person {
        &self.person
    }
}

static AGE_YEARS: Spread = Spread {
    points: &[
        (0.0, 20.5),
        (0.01, 22.4),
        (0.05, 25.6),
        (0.25, 34.0),
        (0.5, 43.2),
        (0.75, 53.9),
        (0.95, 63.2),
        (1.0, 69.1),
    ],
    step: 0.0,
};

static INCOME: Spread = Spread {
    points: &[
        (0.0, 25_650.0),
        (0.01, 45_000.0),
        (0.05, 67_500.0),
        (0.25, 112_500.0),
        (0.5, 147_000.0),
        (0.75, 202_500.0),
        (0.95, 337_500.0),
        (0.99, 472_500.0),
        (0.9999, 1_900_000.0),
        (1.0, 9_000_000.0),
    ],
    step: 2_250.0,
};

static GOODS_PRICE: Spread = Spread {
    points: &[
        (0.0, 40_500.0),
        (0.01, 67_500.0),
        (0.05, 135_000.0),
        (0.25, 238_500.0),
        (0.5, 450_000.0),
        (0.75, 679_500.0),
        (0.95, 1_305_000.0),
        (0.99, 1_800_000.0),
        (1.0, 4_050_000.0),
    ],
    step: 4_500.0,
};

static YEARS_EMPLOYED: Spread = Spread {
    points: &[
        (0.0, 0.05),
        (0.05, 0.55),
        (0.25, 2.1),
        (0.5, 4.5),
        (0.75, 8.7),
        (0.95, 21.0),
        (0.99, 31.0),
        (1.0, 48.0),
    ],
    step: 0.0,
};

impl Applicant {
    /// The application of this client.
    pub(super) fn draw(client_id: i64, person: Person, chance: &mut Chance) -> Self {
        let leaning = |on, strength| Lean { on, strength };
        let age_years = AGE_YEARS.at(person.position(leaning(Standing::Situation, -0.35), chance));
        let pensioner = chance.happens(pensioner_share(age_years));
        let income_type = if pensioner {
            "Pensioner"
        } else {
            chance.pick(&[
                ("Working", 0.629),
                ("Commercial associate", 0.284),
                ("State servant", 0.0864),
                ("Unemployed", 0.0002),
                ("Student", 0.0001),
            ])
        };
        let employed = !matches!(income_type, "Pensioner" | "Unemployed");
        let years_employed = YEARS_EMPLOYED
            .at(person.position(leaning(Standing::Situation, -0.4), chance))
            .min((age_years - 18.0).max(0.1));
        let revolving = chance.happens(REVOLVING);
        let female =
            chance.happens((0.658 - 0.06 * person.standing(Standing::Situation)).clamp(0.1, 0.9));
        let owns_car = chance.happens(if female { 0.22 } else { 0.57 });
        let family_status = chance.pick(&[
            ("Married", 0.639),
            ("Single / not married", 0.148),
            ("Civil marriage", 0.097),
            ("Separated", 0.064),
            ("Widow", 0.052),
        ]);
        let children = if age_years > 55.0 {
            i64::from(chance.happens(0.03))
        } else {
            i64::from(chance.count(0.5).min(9))
        };
        let adults = if matches!(family_status, "Married" | "Civil marriage") { 2.0 } else { 1.0 };
        let income = INCOME.at(person.position(leaning(Standing::Debt, -0.15), chance));
        let goods = GOODS_PRICE.at(person.position(leaning(Standing::Debt, -0.1), chance));
        // What is lent beyond the price pays for an insurance; stretched clients take more of it.
        let insured = chance.happens(0.7);
        let beyond = if insured {
            (chance.between(0.0, 0.25) + 0.04 * person.standing(Standing::Debt)).max(0.0)
        } else {
            0.0
        };
        let credit = rounded(goods * (1.0 + beyond), 4.5);
        let annual_rate = (0.16 + 0.03 * person.standing(Standing::Debt)).max(0.04);
        // Larger credits are repaid over more months.
        let months = (5.0 + 26.0 * (credit / 600_000.0).sqrt()) * chance.between(0.65, 1.35);
        let annuity = if revolving { credit * 0.05 } else { monthly(credit, annual_rate, months) };
        let region_rating = chance.pick(&[(2, 0.738), (3, 0.157), (1, 0.105)]);
        let with_city = if region_rating == 3 && chance.happens(0.08) { 2 } else { region_rating };
        let log_odds =
            AVERAGE_LOG_ODDS + LOG_ODDS_PER_STANDING * person.standing(Standing::Overall);
        Self {
            person,
            client_id,
            defaulted: chance.happens(1.0 / (1.0 + (-log_odds).exp())),
            revolving,
            // Four clients of the published tables have neither.
            gender: match female {
                _ if chance.happens(0.000_011) => "XNA",
                true => "F",
                false => "M",
            },
            owns_car,
            owns_home: chance.happens(0.69),
            children,
            income,
            credit,
            annuity: if chance.happens(0.000_04) { f64::NAN } else { rounded(annuity, 4.5) },
            goods_price: if chance.happens(0.0009) { f64::NAN } else { goods },
            income_type,
            family_status,
            family_members: if chance.happens(0.000_006) {
                f64::NAN
            } else {
                adults + children as f64
            },
            days_birth: -(age_years * 365.25) as i64,
            days_employed: if employed {
                -(years_employed * 365.25) as i64
            } else {
                NEVER_EMPLOYED
            },
            days_registration: -(chance.between(0.0, 1.0).powf(1.4) * (age_years - 14.0) * 365.25)
                .round(),
            car_age_years: if owns_car { f64::from(chance.count(11.0).min(91)) } else { f64::NAN },
            occupation: (employed && !chance.happens(0.16)).then(|| {
                let position = person.position(leaning(Standing::Situation, 0.3), chance);
                at_position(&OCCUPATIONS, position)
            }),
            organization: if employed {
                let position = person.position(leaning(Standing::Situation, 0.2), chance);
                at_position(&ORGANIZATIONS, position)
            } else {
                "XNA"
            },
            region_rating,
            region_rating_with_city: with_city,
            dwelling: Dwelling::draw(&person, chance),
        }
    }

    /// Whether the client has an employer.
    pub(super) fn is_employed(&self) -> bool {
        self.days_employed != NEVER_EMPLOYED
    }
}

/// The share of pensioners at an age.
fn pensioner_share(age_years: f64) -> f64 {
    match age_years {
        age if age < 45.0 => 0.005,
        age if age < 55.0 => 0.12,
        age if age < 60.0 => 0.5,
        _ => 0.85,
    }
}

/// What is paid a month for `credit` over so many months at a yearly rate.
pub(super) fn monthly(credit: f64, annual_rate: f64, months: f64) -> f64 {
    let rate = annual_rate / 12.0;
    if rate.abs() < 1e-9 {
        return credit / months.max(1.0);
    }
    credit * rate / (1.0 - (1.0 + rate).powf(-months.max(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn monthly_payments_repay_the_credit() {
        // 100 000 at 12 % over 12 months: the textbook gives 8 884.88.
        assert!((monthly(100_000.0, 0.12, 12.0) - 8_884.88).abs() < 0.005);
        assert_eq!(monthly(1_200.0, 0.0, 12.0), 100.0);
    }

    #[test]
    fn applicants_are_like_the_population_that_they_stand_for() {
        let mut chance = Chance::of(11, 0, 0);
        let clients = 20_000;
        let (mut defaults, mut pensioners, mut women) = (0, 0, 0);
        for id in 0..clients {
            let person = Person::draw(&mut chance);
            let applicant = Applicant::draw(id, person, &mut chance);
            defaults += i32::from(applicant.defaulted);
            pensioners += i32::from(!applicant.is_employed());
            women += i32::from(applicant.gender == "F");
            assert!(applicant.days_birth < -20 * 365 && applicant.days_birth > -70 * 365);
            assert!(applicant.days_employed >= applicant.days_birth);
            assert!(applicant.credit > 0.0);
            assert!(applicant.annuity.is_nan() || applicant.annuity < applicant.credit);
        }
        let share = |count: i32| f64::from(count) / clients as f64;
        assert!((share(defaults) - 0.081).abs() < 0.012, "{}", share(defaults));
        assert!((share(pensioners) - 0.18).abs() < 0.03, "{}", share(pensioners));
        assert!((share(women) - 0.658).abs() < 0.03, "{}", share(women));
    }
}
