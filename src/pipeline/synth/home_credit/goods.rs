//! What earlier credits were for, and why they were refused.

use super::previous::Product;
use crate::pipeline::synth::chance::Chance;

/// What money was borrowed for, when somebody said it.
#[rustfmt::skip]
pub(super) static CASH_PURPOSES: [(&str, f64); 23] = [
    ("Repairs", 0.33), ("Other", 0.22), ("Urgent needs", 0.117), ("Buying a used car", 0.04),
    ("Building a house or an annex", 0.037), ("Everyday expenses", 0.034), ("Medicine", 0.03),
    ("Payments on other loans", 0.027), ("Education", 0.022), ("Journey", 0.017),
    ("Purchase of electronic equipment", 0.015), ("Buying a new car", 0.014),
    ("Wedding / gift / holiday", 0.013), ("Buying a home", 0.012), ("Car repairs", 0.011),
    ("Furniture", 0.01), ("Buying a holiday home / land", 0.007), ("Business development", 0.006),
    ("Gasification / water supply", 0.004), ("Buying a garage", 0.002), ("Hobby", 0.001),
    ("Money for a third person", 0.0004), ("Refusal to name the goal", 0.0002),
];

/// Goods that were paid for in parts, with the trade of who sells them.
#[rustfmt::skip]
static GOODS: [(&str, &str, f64); 26] = [
    ("Mobile", "Connectivity", 0.308), ("Consumer Electronics", "Consumer electronics", 0.167),
    ("Computers", "Consumer electronics", 0.145), ("Audio/Video", "Consumer electronics", 0.137),
    ("Furniture", "Furniture", 0.074), ("Photo / Cinema Equipment", "Consumer electronics", 0.034),
    ("Construction Materials", "Construction", 0.034),
    ("Clothing and Accessories", "Clothing", 0.032), ("Auto Accessories", "Auto technology", 0.01),
    ("Jewelry", "Jewelry", 0.009), ("Homewares", "Construction", 0.007),
    ("Medical Supplies", "Industry", 0.005), ("Vehicles", "Industry", 0.005),
    ("Sport and Leisure", "Industry", 0.004), ("Gardening", "Industry", 0.004),
    ("Other", "Industry", 0.004), ("Office Appliances", "Consumer electronics", 0.003),
    ("Tourism", "Tourism", 0.002), ("Medicine", "Industry", 0.002),
    ("Direct Sales", "MLM partners", 0.0006), ("Fitness", "Industry", 0.0003),
    ("Additional Service", "Industry", 0.0002), ("Education", "Industry", 0.0001),
    ("Weapon", "Industry", 0.0001), ("Insurance", "Industry", 0.0001),
    ("Animals", "Industry", 0.000_01),
];

/// Why applications were refused.
#[rustfmt::skip]
pub(super) static REJECTIONS: [(&str, f64); 7] = [
    ("HC", 0.6), ("LIMIT", 0.19), ("SCO", 0.128), ("SCOFR", 0.044), ("XNA", 0.018),
    ("VERIF", 0.012), ("SYSTEM", 0.002),
];

/// The goods that were bought, and the trade of who sold them.
pub(super) fn goods(product: Product, chance: &mut Chance) -> (&'static str, &'static str) {
    if product != Product::Consumer {
        return ("XNA", "XNA");
    }
    let mut left = chance.uniform() * GOODS.iter().map(|(.., share)| share).sum::<f64>();
    for (goods, industry, share) in &GOODS {
        left -= share;
        if left < 0.0 {
            return (*goods, *industry);
        }
    }
    ("XNA", "XNA")
}
