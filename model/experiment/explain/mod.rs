//! Which limit is the bottleneck, by how much, and what would change it: many calls of the middle arrows.

pub mod bottlenecks;
pub mod ceilings;
pub mod explain;
pub mod families;
pub mod flips;
pub mod ladder;
pub mod levers;
pub mod origin;
pub mod outcome;
pub mod relax;
pub mod shapley;
pub mod tables;
pub mod theme;
pub mod theme_amounts;
pub mod theme_best;
pub mod themes;
pub mod validity;
pub mod verdict;

use serde::{Deserialize, Serialize};
use tables::{BottleneckRow, CeilingRow, FlipRow, LadderRow, RelaxRow, ShapleyRow, ThemeRow};
use verdict::Verdict;

use crate::results::catalogue::tables;

tables! {
    /// All that the analysis of a scenario finds.
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    Explanation {
        /// By family, year and region.
        bottlenecks: BottleneckRow,
        /// Re-solves with raised limits.
        relax: RelaxRow,
        /// Shapley values.
        shapley: ShapleyRow,
        /// What binds next.
        ladder: LadderRow,
        /// What more of each theme is worth.
        themes: ThemeRow,
        /// Where verdicts change.
        flips as flip_points: FlipRow,
        /// Separate ceilings beside the optimum; empty unless asked for.
        ceilings: CeilingRow,
    } and {
        /// The verdict.
        verdict: Verdict,
    }
}
