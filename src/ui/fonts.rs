//! The one type family of the window, the same on every machine.
//!
//! Inter in three weights, with figures of equal width so that columns of numbers line up;
//! egui's own fonts stand behind it for the scripts that it lacks. See `assets/fonts/README.md`.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId, FontTweak};

const SEMIBOLD: &str = "Inter-SemiBold";
const BOLD: &str = "Inter-Bold";
const REGULAR: &str = "Inter-Regular";

/// The weight of text that counts.
#[must_use]
pub fn semibold(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name(SEMIBOLD.into()))
}

/// The weight of what counts most: a number in a sentence, the client's name.
#[must_use]
pub fn bold(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name(BOLD.into()))
}

/// The weight of text.
#[must_use]
pub fn regular(points: f32) -> FontId {
    FontId::new(points, FontFamily::Proportional)
}

/// The narrow no-break space of French numbers is nearly as wide as a space: the two stand side by
/// side, because lines that may break are set with the wide one (see [`super::ui_ext`]).
fn tweak() -> FontTweak {
    FontTweak { thin_space_width: 0.85, ..FontTweak::default() }
}

/// All families, each with egui's own fonts behind it.
#[must_use]
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let behind = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let files: [(&str, FontFamily, &'static [u8]); 3] = [
        (REGULAR, FontFamily::Proportional, include_bytes!("../../assets/fonts/Inter-Regular.otf")),
        (
            SEMIBOLD,
            FontFamily::Name(SEMIBOLD.into()),
            include_bytes!("../../assets/fonts/Inter-SemiBold.otf"),
        ),
        (BOLD, FontFamily::Name(BOLD.into()), include_bytes!("../../assets/fonts/Inter-Bold.otf")),
    ];
    for (name, family, bytes) in files {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes).tweak(tweak())));
        let chain = std::iter::once(name.to_owned()).chain(behind.iter().cloned());
        fonts.families.insert(family, chain.collect());
    }
    fonts
}
