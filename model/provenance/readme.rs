//! The rule behind a table, in the words of the dataset's README.
//!
//! A README may hold a table whose first cells name tables of the dataset in code marks, with what they rest on and by
//! what rule; and a list of judgements, `- **J9 ...**`, that the rules refer to by number.

use serde::Serialize;

/// What a README says of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The rule.
    pub rule: String,
    /// The judgements that the rule names, in full.
    pub judgements: Vec<String>,
}

/// The rule of a table, if the README has one.
#[must_use]
pub fn rule(readme: &str, table: &str) -> Option<Rule> {
    let cells = |line: &str| -> Vec<String> {
        let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
        inner.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let line = readme.lines().map(cells).find(|cells| cells.len() >= 3 && names(&cells[0], table))?;
    let rule = line.last().filter(|rule| !rule.is_empty() && *rule != "-")?.clone();
    let judgements = judgements_named(&rule).filter_map(|number| judgement(readme, &number)).collect();
    Some(Rule { rule, judgements })
}

/// Whether a text names something in code marks.
#[must_use]
pub fn names(text: &str, word: &str) -> bool {
    text.contains(&format!("`{word}`"))
}

/// Numbers such as `J17a`, spans such as `J21 to J23` written out.
fn judgements_named(rule: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = rule.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| word.strip_prefix('J').and_then(|rest| rest.parse::<u32>().ok());
    let mut found: Vec<String> = vec![];
    for (place, word) in words.iter().enumerate() {
        let starts = word.strip_prefix('J').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if let (Some("to"), Some(to), Some(from)) =
            (place.checked_sub(1).map(|p| words[p]), number(word), place.checked_sub(2).and_then(|p| number(words[p])))
        {
            found.extend((from + 1..to).map(|n| format!("J{n}")));
        }
        if starts {
            found.push((*word).to_owned());
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|number| seen.insert(number.clone()));
    found.into_iter()
}

/// A judgement's paragraph, from its bold number on to the next bold judgement or the end of the line.
fn judgement(readme: &str, number: &str) -> Option<String> {
    let start = readme.match_indices(&format!("**{number}")).map(|(at, _)| at).find(|&at| {
        let rest = &readme[at + 2 + number.len()..];
        !rest.starts_with(char::is_alphanumeric)
    })?;
    let line = readme[start..].lines().next()?;
    let end = line[2..].find("**J").map_or(line.len(), |at| at + 2);
    Some(line[..end].replace("**", "").trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const README: &str = "| table | rests on | rule |\n| --- | --- | --- |\n| `a`, `b` | `s` | J2, J4 to J6 |\n| `c` | `s` | - |\n\
        - **J2 Peaks.** Mean of two.\n- **J4 Links:** practical. **J4b** Lines.\n- **J6 ELCC:** declines.\n- **J20 Not this.**\n";

    #[test]
    fn a_rule_comes_with_its_judgements() {
        let rule = rule(README, "b").expect("a rule");
        assert_eq!(rule.rule, "J2, J4 to J6");
        assert_eq!(rule.judgements, ["J2 Peaks. Mean of two.", "J4 Links: practical.", "J6 ELCC: declines."]);
    }

    #[test]
    fn no_rule_is_no_rule() {
        assert_eq!(super::rule(README, "c"), None);
        assert_eq!(super::rule(README, "d"), None);
    }
}
