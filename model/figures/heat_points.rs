//! The scenarios of a grid over two axes, or three, by level.

use super::cells::Side;
use super::flip::said;
use super::sweep_words::{at, axis_title, level, levels, title};
use crate::experiment::sweep::record::{Finished, Found, Level, Mode, Record};

/// Most levels of the third axis.
const LAYERS: usize = 6;

/// Records by level of the third axis, of the second, of the first.
pub struct Points<'a> {
    sweep: &'a Finished,
    levels: Vec<Vec<Level>>,
    layers: Vec<Vec<Vec<Option<&'a Record>>>>,
    left_out: usize,
}

impl<'a> Points<'a> {
    /// Nothing unless the sweep is a grid over two axes or three.
    #[must_use]
    pub fn of(sweep: &'a Finished) -> Option<Self> {
        let is_grid = sweep.mode == Mode::Grid && (2..=3).contains(&sweep.axes.len());
        let mut levels: Vec<Vec<Level>> = (0..sweep.axes.len()).map(|axis| levels(sweep, axis)).collect();
        if !is_grid || levels.iter().any(Vec::is_empty) {
            return None;
        }
        let all = levels.get(2).map_or(1, Vec::len);
        if let Some(third) = levels.get_mut(2).filter(|third| third.len() > LAYERS) {
            *third = (0..LAYERS).map(|i| third[i * (all - 1) / (LAYERS - 1)].clone()).collect();
        }
        let at = |point: &[&Level]| sweep.records.iter().find(|record| record.levels.iter().eq(point.iter().copied()));
        let row = |third: Option<&Level>, upward: &Level| -> Vec<Option<&'a Record>> {
            levels[0].iter().map(|across| at(&[across, upward].into_iter().chain(third).collect::<Vec<_>>())).collect()
        };
        let thirds: Vec<Option<&Level>> = levels.get(2).map_or(vec![None], |third| third.iter().map(Some).collect());
        let layer = |third: Option<&Level>| levels[1].iter().map(|upward| row(third, upward)).collect();
        let layers: Vec<Vec<Vec<Option<&Record>>>> = thirds.into_iter().map(layer).collect();
        Some(Self { sweep, left_out: all - layers.len(), levels, layers })
    }

    /// How many levels of the third axis are shown; one without it.
    #[must_use]
    pub fn layers(&self) -> usize {
        self.layers.len()
    }

    /// Records of a layer, by row from below.
    #[must_use]
    pub fn rows(&self, layer: usize) -> &[Vec<Option<&'a Record>>] {
        &self.layers[layer]
    }

    /// The first two axes.
    #[must_use]
    pub fn sides(&self) -> [Side; 2] {
        [0, 1].map(|axis| Side {
            title: axis_title(&self.sweep.axes[axis]),
            levels: self.levels[axis].iter().map(level).collect(),
            said: self.levels[axis].iter().map(|level| at(&self.sweep.axes[axis], level)).collect(),
            base: self.levels[axis].iter().position(|level| *level == self.sweep.axes[axis].base),
        })
    }

    /// The level of the third axis that a layer is about, in words; empty without it.
    #[must_use]
    pub fn name(&self, layer: usize) -> String {
        let third = self.sweep.axes.get(2).zip(self.levels.get(2).map(|levels| &levels[layer]));
        let Some((axis, at)) = third else { return String::new() };
        let words = if let Level::Number(number) = at { said(*number, &axis.unit) } else { level(at) };
        if *at == axis.base { format!("{words} (base scenario)") } else { words }
    }

    /// The same with the title of the axis.
    #[must_use]
    pub fn said(&self, layer: usize) -> String {
        let third = self.sweep.axes.get(2).zip(self.levels.get(2).map(|levels| &levels[layer]));
        third.map_or(String::new(), |(axis, level)| at(axis, level))
    }

    /// Whether the base scenario may stand in a layer.
    #[must_use]
    pub fn is_base(&self, layer: usize) -> bool {
        let third = self.sweep.axes.get(2).zip(self.levels.get(2).map(|levels| &levels[layer]));
        third.is_none_or(|(axis, at)| *at == axis.base)
    }

    /// What the base scenario brings, if it is among the points.
    #[must_use]
    pub fn base(&self) -> Option<&'a Found> {
        let axes = &self.sweep.axes;
        let is_base = |record: &&Record| record.levels.iter().zip(axes).all(|(level, axis)| *level == axis.base);
        self.sweep.records.iter().find(is_base)?.found.as_ref()
    }

    /// "; one panel for each level of …".
    #[must_use]
    pub fn by(&self) -> String {
        let third = self.sweep.axes.get(2);
        third.map_or(String::new(), |axis| format!("; a panel for each level of “{}”", title(self.sweep, &axis.name)))
    }

    /// What a reader must know of the points.
    #[must_use]
    pub fn notes(&self) -> String {
        let is_empty = |record: Option<&Record>| record.is_none_or(|record| record.found.is_none());
        let empty = self.layers.iter().flatten().flatten().copied().any(is_empty);
        let empty = if empty { " –: no certified optimum." } else { "" };
        let has_base =
            self.sides().iter().all(|side| side.base.is_some()) && (0..self.layers()).any(|l| self.is_base(l));
        let framed = if has_base { "Framed: the base scenario. " } else { "" };
        let left_out = match self.left_out {
            0 => String::new(),
            1 => " 1 further level of the third axis is not shown.".to_owned(),
            several => format!(" {several} further levels of the third axis are not shown."),
        };
        format!("{framed}Levels stand side by side, not to scale.{empty}{left_out}")
    }
}
