//! Layers on top of each other, by year.

use super::colour::Colour;

/// One layer of a stack.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Name.
    pub name: String,
    /// A value per model year.
    pub values: Vec<f64>,
    /// Colour.
    pub colour: Colour,
}

impl Layer {
    /// Its largest value.
    #[must_use]
    pub fn peak(&self) -> f64 {
        self.values.iter().copied().fold(0.0, f64::max)
    }

    /// Its last value.
    #[must_use]
    pub fn last(&self) -> f64 {
        self.values.last().copied().unwrap_or(0.0)
    }
}

/// Sums of all layers by year.
#[must_use]
pub fn totals(layers: &[Layer], years: usize) -> Vec<f64> {
    (0..years).map(|i| layers.iter().map(|layer| layer.values[i]).sum()).collect()
}
