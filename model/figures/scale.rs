//! Scales: from years, amounts and names to places.

/// A side of a panel: what is told along it.
#[derive(Debug, Clone, PartialEq)]
pub enum Scale {
    /// Calendar years, as far apart as they are.
    Time(Vec<i32>),
    /// Amounts, evenly.
    Amount(Amount),
    /// Names, each with as much room as the others; the first at the left or on top.
    Band(Band),
}

/// Amounts on one side.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// Unit, over the values; empty where no values stand beside the panel.
    pub unit: String,
    /// The amount from which bars start; always in sight.
    pub origin: f64,
    /// An amount that the scale reaches at least.
    pub reach: f64,
    /// Words left and right of the origin of amounts across.
    pub sides: [String; 2],
    /// Panels of a figure, and of the same chart of other scenarios, whose scales have the same name span the same.
    pub shared: &'static str,
    /// Whether no values are told along it.
    pub silent: bool,
    /// Least and most of what is drawn: set by [`align`](super::align::align).
    pub span: Option<(f64, f64)>,
}

impl Amount {
    /// From nothing on, in a unit.
    #[must_use]
    pub fn new(unit: impl Into<String>) -> Self {
        let sides = [String::new(), String::new()];
        Self { unit: unit.into(), origin: 0.0, reach: 0.0, sides, shared: "", silent: false, span: None }
    }

    /// To both sides of an amount, with words for the sides.
    #[must_use]
    pub fn around(origin: f64, sides: [String; 2]) -> Self {
        Self { origin, reach: origin, sides, ..Self::new("") }
    }

    /// Sharing its span with all scales of that name.
    #[must_use]
    pub fn shared(mut self, name: &'static str) -> Self {
        self.shared = name;
        self
    }

    /// From nothing to all of something else for every name: no values are told along it.
    #[must_use]
    pub fn share() -> Self {
        Self { silent: true, reach: 1.0, ..Self::new("") }
    }

    /// Reaching an amount at least.
    #[must_use]
    pub fn reach(mut self, reach: f64) -> Self {
        self.reach = reach;
        self
    }
}

/// Names on one side.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// In order.
    pub names: Vec<String>,
    /// How much room each has.
    pub room: Room,
    /// Names before which there is a gap, by their numbers, and what heads those that come after it.
    pub parts: Vec<(usize, String)>,
    /// What levels are levels of, with its unit.
    pub title: String,
    /// The number of the name that stands out: of the base scenario.
    pub base: Option<usize>,
}

impl Band {
    /// Where the n-th name starts, in names: gaps move those after them.
    #[must_use]
    pub fn start(&self, name: f64) -> f64 {
        const GAP: f64 = 0.3;
        let gaps = self.parts.iter().filter(|(first, _)| *first as f64 <= name);
        name + gaps.map(|(_, heading)| if heading.is_empty() { GAP } else { 1.0 }).sum::<f64>()
    }

    /// Room of all names and gaps, in names.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.start(self.names.len() as f64)
    }
}

/// How much room a name of a band has; across, all names share what there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// A bar.
    Bar,
    /// A cell with words in it; names are in bold.
    Cell,
    /// A thin bar with words above it.
    Bullet,
    /// A tile of a map: a cell with its series and the first line of its words set off, in rows and columns without names.
    Tile,
    /// A level of an axis of a grid: a cell that is as large as the number of levels allows. Names are left out where they
    /// would touch.
    Level,
}

impl Scale {
    /// Whether it holds names.
    #[must_use]
    pub fn is_names(&self) -> bool {
        matches!(self, Self::Band(_))
    }

    /// Names with room for bars or columns.
    #[must_use]
    pub fn bars(names: Vec<String>) -> Self {
        Self::names(names, Room::Bar)
    }

    /// Names with room for cells.
    #[must_use]
    pub fn cells(names: Vec<String>) -> Self {
        Self::names(names, Room::Cell)
    }

    /// Names with gaps before some of them.
    #[must_use]
    pub fn parted(mut self, parts: Vec<(usize, String)>) -> Self {
        if let Self::Band(band) = &mut self {
            band.parts = parts;
        }
        self
    }

    /// Names with room for thin bars and words above them.
    #[must_use]
    pub fn bullets(names: Vec<String>) -> Self {
        Self::names(names, Room::Bullet)
    }

    /// So many rows or columns of a map.
    #[must_use]
    pub fn tiles(count: usize) -> Self {
        Self::names(vec![String::new(); count], Room::Tile)
    }

    /// Levels of what is named by a title, and which of them is the base scenario's.
    #[must_use]
    pub fn levels(title: impl Into<String>, names: Vec<String>, base: Option<usize>) -> Self {
        Self::Band(Band { names, room: Room::Level, parts: vec![], title: title.into(), base })
    }

    fn names(names: Vec<String>, room: Room) -> Self {
        Self::Band(Band { names, room, parts: vec![], title: String::new(), base: None })
    }

    /// Amounts in a unit, from nothing on, on one scale with the same chart of other scenarios.
    #[must_use]
    pub fn amount(unit: impl Into<String>) -> Self {
        Self::Amount(Amount::new(unit).shared("own"))
    }
}
