//! Numbers with their notes: the same cell is noted once.

use super::document::{Note, Piece, Words};

/// Collects notes while a memo is written.
#[derive(Debug, Default)]
pub struct Notes {
    notes: Vec<Note>,
}

impl Notes {
    /// A number in words, with a note on its cell (`table.csv: column, key`) and on what that rests on.
    pub fn figure(&mut self, number: impl Into<String>, cell: impl Into<String>, rests_on: &str) -> Piece {
        let note = Note { cell: cell.into(), rests_on: rests_on.to_owned() };
        let known = self.notes.iter().position(|other| *other == note);
        let place = known.unwrap_or_else(|| {
            self.notes.push(note);
            self.notes.len() - 1
        });
        Piece::Figure(number.into(), place + 1)
    }

    /// All notes, in the order of their numbers.
    #[must_use]
    pub fn all(self) -> Vec<Note> {
        self.notes
    }
}

/// Keeps marks of patterns in words of users apart; no text holds it.
const KEPT: char = '\u{0}';

/// Words of users as part of a pattern: nothing in them is a hole or strong.
#[must_use]
pub fn plain(words: &str) -> String {
    words.replace("{}", &format!("{{{KEPT}}}")).replace('*', &format!("*{KEPT}"))
}

/// A sentence from a pattern: every `{}` stands for the next piece, `**words**` are strong.
///
/// # Panics
/// Never: a hole without a piece stays empty, a piece without a hole is appended.
#[must_use]
pub fn say(pattern: &str, pieces: Vec<Piece>) -> Words {
    let mut words = vec![];
    let mut pieces = pieces.into_iter();
    let bare = |run: &str| run.replace(KEPT, "");
    for (hole, part) in pattern.split("{}").enumerate() {
        if hole > 0 {
            words.extend(pieces.next());
        }
        for (turn, run) in part.split("**").enumerate() {
            match run {
                "" => {}
                run if turn % 2 == 1 => words.push(Piece::Strong(bare(run))),
                run => words.push(Piece::Text(bare(run))),
            }
        }
    }
    words.extend(pieces);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_cell_has_one_note() {
        let mut notes = Notes::default();
        let first = notes.figure("93 GW", "summary.csv: ai_rated_gw, 2030", "");
        let other = notes.figure("250 MH100e", "summary.csv: compute_mh100e, 2030", "");
        let again = notes.figure("92.9 GW", "summary.csv: ai_rated_gw, 2030", "");
        assert_eq!(first, Piece::Figure("93 GW".to_owned(), 1));
        assert_eq!(other, Piece::Figure("250 MH100e".to_owned(), 2));
        assert_eq!(again, Piece::Figure("92.9 GW".to_owned(), 1));
        assert_eq!(notes.all().len(), 2);
    }

    #[test]
    fn words_of_users_are_no_patterns() {
        let one = Piece::Figure("1 GW".to_owned(), 1);
        let said = say(&format!("“{}” is {{}}.", plain("**Chips** {} energy")), vec![one.clone()]);
        let [before, after] = ["“**Chips** {} energy” is ", "."].map(|words| Piece::Text(words.to_owned()));
        assert_eq!(said, [before, one, after]);
    }

    #[test]
    fn a_sentence_takes_its_pieces_in_order() {
        let one = Piece::Figure("1 GW".to_owned(), 1);
        let said = say("From {} it is **chips**, not {}.", vec![one.clone(), Piece::Text("power".to_owned())]);
        assert_eq!(
            said,
            [
                Piece::Text("From ".to_owned()),
                one,
                Piece::Text(" it is ".to_owned()),
                Piece::Strong("chips".to_owned()),
                Piece::Text(", not ".to_owned()),
                Piece::Text("power".to_owned()),
                Piece::Text(".".to_owned()),
            ]
        );
    }
}
