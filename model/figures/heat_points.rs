//! The scenarios of a grid over two axes, or three, by level.

use super::flip::said;
use super::scale::Scale;
use super::sweep_words::{at, axis_title, level, levels, title};
use crate::experiment::sweep::record::{AxisLabel, Finished, Found, Level, Mode, Record};

/// Most levels of the third axis.
const LAYERS: usize = 6;

/// Records by level of the third axis, of the second from the highest down, of the first.
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
        levels[1].reverse();
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

    /// Records of a layer, row by row: column, row, levels in words.
    #[must_use]
    pub fn cells(&self, layer: usize) -> Vec<(usize, usize, String, Option<&'a Record>)> {
        let [across, upward] = [0, 1].map(|axis| (&self.sweep.axes[axis], &self.levels[axis]));
        let cell = |(row, (records, high)): (usize, (&Vec<Option<&'a Record>>, &Level))| {
            let said = |wide: &Level| format!("{}, {}", at(across.0, wide), at(upward.0, high));
            let columns = records.iter().zip(across.1).enumerate();
            columns.map(|(column, (record, wide))| (column, row, said(wide), *record)).collect::<Vec<_>>()
        };
        self.layers[layer].iter().zip(upward.1).enumerate().flat_map(cell).collect()
    }

    /// The first two axes, across and upwards.
    #[must_use]
    pub fn scales(&self) -> [Scale; 2] {
        let scale = |axis: usize| {
            let names = self.levels[axis].iter().map(level).collect();
            Scale::levels(axis_title(&self.sweep.axes[axis]), names, self.base_level(axis))
        };
        [scale(0), scale(1)]
    }

    /// Column and row at which the base scenario may stand in a layer.
    #[must_use]
    pub fn base_cell(&self, layer: usize) -> Option<(usize, usize)> {
        let place = (self.base_level(0)?, self.base_level(1)?);
        self.third(layer).is_none_or(|(axis, at)| *at == axis.base).then_some(place)
    }

    fn base_level(&self, axis: usize) -> Option<usize> {
        self.levels[axis].iter().position(|level| *level == self.sweep.axes[axis].base)
    }

    /// The third axis and its level in a layer.
    fn third(&self, layer: usize) -> Option<(&AxisLabel, &Level)> {
        self.sweep.axes.get(2).zip(self.levels.get(2)?.get(layer))
    }

    /// The level of the third axis that a layer is about, in words; empty without it.
    #[must_use]
    pub fn name(&self, layer: usize) -> String {
        let Some((axis, at)) = self.third(layer) else { return String::new() };
        let words = if let Level::Number(number) = at { said(*number, &axis.unit) } else { level(at) };
        if *at == axis.base { format!("{words} (base scenario)") } else { words }
    }

    /// The same with the title of the axis.
    #[must_use]
    pub fn said(&self, layer: usize) -> String {
        self.third(layer).map_or(String::new(), |(axis, level)| at(axis, level))
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
        let has_base = (0..self.layers()).any(|layer| self.base_cell(layer).is_some());
        let framed = if has_base { "Framed: the base scenario. " } else { "" };
        let left_out = match self.left_out {
            0 => String::new(),
            1 => " 1 further level of the third axis is not shown.".to_owned(),
            several => format!(" {several} further levels of the third axis are not shown."),
        };
        format!("{framed}Levels stand side by side, not to scale.{empty}{left_out}")
    }
}
