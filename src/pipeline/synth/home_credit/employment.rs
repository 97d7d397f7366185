//! Occupations and kinds of employers, and how they rank.
//!
//! Shares are rounded from public statistics; the order makes some default more than others.

/// Occupations, from those who default least to those who default most.
#[rustfmt::skip]
pub(super) static OCCUPATIONS: [(&str, f64); 18] = [
    ("Accountants", 0.046), ("High skill tech staff", 0.054), ("Managers", 0.101),
    ("Core staff", 0.131), ("HR staff", 0.003), ("IT staff", 0.002),
    ("Private service staff", 0.013), ("Medicine staff", 0.04), ("Secretaries", 0.006),
    ("Realty agents", 0.004), ("Cleaning staff", 0.022), ("Sales staff", 0.152),
    ("Cooking staff", 0.028), ("Laborers", 0.261), ("Security staff", 0.032),
    ("Waiters/barmen staff", 0.006), ("Drivers", 0.088), ("Low-skill Laborers", 0.01),
];

/// Kinds of employers, from those whose people default least to those whose people default most.
#[rustfmt::skip]
pub(super) static ORGANIZATIONS: [(&str, f64); 57] = [
    ("Trade: type 4", 0.0003), ("Industry: type 12", 0.0015), ("Transport: type 1", 0.0008),
    ("Trade: type 6", 0.0025), ("Security Ministries", 0.0078), ("University", 0.0053),
    ("Military", 0.0104), ("Police", 0.0093), ("Bank", 0.0099), ("Insurance", 0.0024),
    ("Culture", 0.0015), ("Religion", 0.0003), ("Hotel", 0.0038), ("School", 0.0352),
    ("Services", 0.0062), ("Electricity", 0.0038), ("Industry: type 10", 0.0004),
    ("Emergency", 0.0022), ("Industry: type 6", 0.0004), ("Kindergarten", 0.0273),
    ("Medicine", 0.0444), ("Government", 0.0412), ("Trade: type 5", 0.0002),
    ("Industry: type 2", 0.0018), ("Telecom", 0.0023), ("Legal Services", 0.0012),
    ("Other", 0.0661), ("Industry: type 9", 0.0133), ("Housing", 0.0117),
    ("Transport: type 2", 0.0087), ("Industry: type 5", 0.0024), ("Trade: type 2", 0.0075),
    ("Business Entity Type 1", 0.0237), ("Postal", 0.0085), ("Industry: type 7", 0.0052),
    ("Industry: type 11", 0.0107), ("Business Entity Type 2", 0.0418), ("Advertising", 0.0017),
    ("Mobile", 0.0013), ("Trade: type 1", 0.0014), ("Transport: type 4", 0.0214),
    ("Business Entity Type 3", 0.2696), ("Trade: type 7", 0.031), ("Security", 0.0129),
    ("Agriculture", 0.0097), ("Industry: type 4", 0.0035), ("Self-employed", 0.1522),
    ("Trade: type 3", 0.0138), ("Industry: type 3", 0.013), ("Realtor", 0.0016),
    ("Industry: type 1", 0.0041), ("Cleaning", 0.001), ("Restaurant", 0.0072),
    ("Construction", 0.0267), ("Industry: type 8", 0.0001), ("Industry: type 13", 0.0003),
    ("Transport: type 3", 0.0047),
];
