//! Which limit is the bottleneck, by how much, and what would change it: many calls of the middle arrows.

pub mod bottlenecks;
pub mod ceilings;
pub mod flips;
pub mod kinds;
pub mod ladder;
pub mod lever_groups;
pub mod levers;
pub mod parts;
pub mod question;
pub mod reach;
pub mod relax;
pub mod shapley;
pub mod tables;
pub mod validity;
pub mod verdict;

use flips::LeverSwingRow;
use kinds::KindRow;
use serde::{Deserialize, Serialize};
use tables::{BottleneckRow, CeilingRow, FlipRow, LadderRow, RelaxRow, ShapleyRow, ThemeRow};
use verdict::Verdict;

use crate::results::catalogue::listed;

/// All that the analysis of a scenario finds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// By family, year and region.
    pub bottlenecks: Vec<BottleneckRow>,
    /// Re-solves with raised limits.
    pub relax: Vec<RelaxRow>,
    /// Shapley values.
    pub shapley: Vec<ShapleyRow>,
    /// What binds next.
    pub ladder: Vec<LadderRow>,
    /// What more of each lever group is worth.
    pub themes: Vec<ThemeRow>,
    /// Where verdicts change.
    pub flips: Vec<FlipRow>,
    /// Who leads in models of another kind.
    pub kinds: Vec<KindRow>,
    /// What levers bring at the ends of their ranges.
    pub swings: Vec<LeverSwingRow>,
    /// Separate ceilings beside the optimum; empty unless asked for.
    pub ceilings: Vec<CeilingRow>,
    /// The verdict.
    pub verdict: Verdict,
}

// Kept analyses have the order of the fields, folders this one.
listed! {
    Explanation {
        bottlenecks: BottleneckRow,
        relax: RelaxRow,
        ladder: LadderRow,
        shapley: ShapleyRow,
        themes: ThemeRow,
        kinds as model_kinds: KindRow,
        swings as lever_swings: LeverSwingRow,
        flips as flip_points: FlipRow,
        ceilings: CeilingRow,
    }
}
