//! Notes the commit that the binary is built from, for the manifest of a run.

#![allow(clippy::print_stdout)] // what is printed is for cargo

use std::path::Path;
use std::process::Command;

fn main() {
    // Where git keeps them: in a worktree `.git` is a file that names another folder.
    for name in ["HEAD", "refs/heads", "packed-refs"] {
        if let Some(file) = git(&["rev-parse", "--git-path", name]).filter(|file| Path::new(file).exists()) {
            println!("cargo:rerun-if-changed={file}");
        }
    }
    println!("cargo:rerun-if-changed=data");
    println!("cargo:rerun-if-changed=scenarios");
    println!("cargo:rerun-if-changed=model/experiment/verify/known");
    let commit = git(&["rev-parse", "--short=12", "HEAD"]).unwrap_or_else(|| "unknown".to_owned());
    println!("cargo:rustc-env=GRIDBOUND_COMMIT={commit}");
}

/// What git says, if there is git and it says anything.
fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
    let said = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (!said.is_empty()).then_some(said)
}
