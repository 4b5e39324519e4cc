//! Notes the commit that the binary is built from, for the manifest of a run.

use std::path::Path;
use std::process::Command;

fn main() {
    for file in [".git/HEAD", ".git/refs/heads", ".git/packed-refs"] {
        if Path::new(file).exists() {
            println!("cargo:rerun-if-changed={file}");
        }
    }
    println!("cargo:rerun-if-changed=data");
    println!("cargo:rerun-if-changed=scenarios");
    println!("cargo:rerun-if-changed=model/verify/known");
    let commit = Command::new("git").args(["rev-parse", "--short=12", "HEAD"]).output().ok();
    let commit = commit.filter(|o| o.status.success()).and_then(|o| String::from_utf8(o.stdout).ok());
    let commit = commit.map_or_else(|| "unknown".to_owned(), |text| text.trim().to_owned());
    println!("cargo:rustc-env=GRIDBOUND_COMMIT={commit}");
}
