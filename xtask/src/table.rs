//! What a measurement found, beside its aim.

use crate::trouble::Trouble;

/// One line of a table.
#[derive(Debug)]
struct Figure {
    what: String,
    found: f64,
    unit: &'static str,
    at_most: Option<f64>,
}

/// The figures of one measurement.
#[derive(Debug)]
pub struct Table {
    name: &'static str,
    figures: Vec<Figure>,
}

impl Table {
    /// Begins the table of a measurement.
    pub const fn new(name: &'static str) -> Self {
        Self { name, figures: Vec::new() }
    }

    /// Adds a figure that has no aim of its own.
    #[must_use]
    pub fn with(mut self, what: impl Into<String>, found: f64, unit: &'static str) -> Self {
        self.figures.push(Figure { what: what.into(), found, unit, at_most: None });
        self
    }

    /// Adds a figure that must not be above `at_most`.
    #[must_use]
    pub fn with_aim(mut self, what: impl Into<String>, found: f64, unit: &'static str, at_most: f64) -> Self {
        self.figures.push(Figure { what: what.into(), found, unit, at_most: Some(at_most) });
        self
    }

    /// Prints the table.
    ///
    /// # Errors
    /// When a figure misses its aim.
    pub fn tell(&self) -> Result<(), Trouble> {
        println!("\n── {}", self.name);
        let mut missed = Vec::new();
        for Figure { what, found, unit, at_most } in &self.figures {
            let aim = match at_most {
                None => String::new(),
                Some(most) if found <= most => format!("at most {most:.1}, met"),
                Some(most) => {
                    missed.push(what.as_str());
                    format!("at most {most:.1}, MISSED")
                }
            };
            println!("   {what:<52} {found:>9.1} {unit:<3} {aim}");
        }
        if missed.is_empty() {
            return Ok(());
        }
        Err(Trouble::new(format!("the aim is missed: {}", missed.join(", "))))
    }
}

/// Returns the middle value; the mean of the two in the middle where there is no single one.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |place: usize| sorted.get(place).copied().unwrap_or_default();
    let half = sorted.len() / 2;
    if sorted.len().is_multiple_of(2) { f64::midpoint(at(half.saturating_sub(1)), at(half)) } else { at(half) }
}
