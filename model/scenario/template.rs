//! A commented scenario to edit.

use super::lever::Lever;

/// The text of a scenario that inherits from another; the levers that it lists change nothing as they stand.
#[must_use]
pub fn template((name, parent): (&str, &str), levers: &[Lever]) -> String {
    let lever = |l: &Lever| {
        let Lever { name, neutral, title, low, high, unit, description, .. } = l;
        format!("# {name} = {neutral:?}   # {title}, {low} to {high} {unit}: {description}")
    };
    let levers: Vec<String> = levers.iter().map(lever).collect();
    let text = include_str!("template.toml").replace("{name}", name).replace("{parent}", parent);
    text.replace("{levers}", &levers.join("\n"))
}
