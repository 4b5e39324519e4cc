//! A folder of input files: on disk, or the shipped one inside the binary.

use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::error::{Error, Problem, Result, of_system};

static SHIPPED_DATA: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data");
static SHIPPED_SCENARIOS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");
static KNOWN_DATA: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/model/experiment/verify/known/data");
static KNOWN_SCENARIOS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/model/experiment/verify/known/scenarios");

/// Where input files are read from.
#[derive(Debug, Clone)]
pub enum Folder {
    /// A folder on disk.
    Disk(PathBuf),
    /// A folder of the binary, with the path to show in messages.
    Shipped(&'static Dir<'static>, String),
    /// A folder on disk; what it lacks is taken from the shipped one.
    Layered(Box<Folder>, Box<Folder>),
    /// Files whose texts are kept elsewhere, as in a manifest: paths as they were shown, and texts.
    Texts(Vec<(String, String)>),
}

impl Folder {
    /// The folder of datasets: the one given, else `data` here, else the shipped one.
    ///
    /// # Errors
    /// If a folder is given and does not exist.
    pub fn data(given: Option<&Path>) -> Result<Self> {
        Self::choose(given, "data", "--data", &SHIPPED_DATA)
    }

    /// The folder of scenarios: the one given, else `scenarios` here, else the shipped one.
    ///
    /// # Errors
    /// If a folder is given and does not exist.
    pub fn scenarios(given: Option<&Path>) -> Result<Self> {
        Self::choose(given, "scenarios", "--scenarios", &SHIPPED_SCENARIOS)
    }

    /// Datasets and scenarios that are shipped, from the binary.
    #[must_use]
    pub fn shipped() -> (Self, Self) {
        let shipped = |dir: &'static Dir<'static>, what: &str| Self::Shipped(dir, format!("(shipped) {what}"));
        (shipped(&SHIPPED_DATA, "data"), shipped(&SHIPPED_SCENARIOS, "scenarios"))
    }

    /// Datasets and scenarios of the cases whose answer is known, all from the binary; what they lack is taken from those
    /// that are shipped.
    #[must_use]
    pub fn known() -> (Self, Self) {
        let layered = |known: &'static Dir<'static>, shipped: &'static Dir<'static>, what: &str| {
            let known = Self::Shipped(known, format!("(shipped) model/experiment/verify/known/{what}"));
            Self::Layered(Box::new(known), Box::new(Self::Shipped(shipped, format!("(shipped) {what}"))))
        };
        (layered(&KNOWN_DATA, &SHIPPED_DATA, "data"), layered(&KNOWN_SCENARIOS, &SHIPPED_SCENARIOS, "scenarios"))
    }

    fn choose(given: Option<&Path>, default: &str, option: &str, shipped: &'static Dir<'static>) -> Result<Self> {
        match given {
            Some(path) if path.is_dir() => Ok(Self::Disk(path.to_owned())),
            Some(path) => Err(Error::from(
                Problem::new(format!("{option} {}: there is no such folder", path.display()))
                    .hint(format!("leave {option} out to use ./{default} or the shipped {default}")),
            )),
            None => {
                let shipped = Self::Shipped(shipped, format!("(shipped) {default}"));
                let own = Path::new(default).is_dir().then(|| Self::Disk(default.into()));
                Ok(own.map_or(shipped.clone(), |own| Self::Layered(Box::new(own), Box::new(shipped))))
            }
        }
    }

    /// A folder inside this one, if it exists. The name must be plain: it never leaves the folder.
    #[must_use]
    pub fn inside(&self, name: &str) -> Option<Self> {
        if !plain(name) {
            return None;
        }
        match self {
            Self::Disk(path) => Some(path.join(name)).filter(|p| p.is_dir()).map(Self::Disk),
            Self::Shipped(dir, shown) => {
                let inner = dir.dirs().find(|d| d.path().file_name().is_some_and(|n| n == name))?;
                Some(Self::Shipped(inner, format!("{shown}/{name}")))
            }
            Self::Texts(_) => None,
            Self::Layered(own, shipped) => own.inside(name).or_else(|| shipped.inside(name)),
        }
    }

    /// A folder inside this one, layered if this one is and both have it: what its own lacks is taken from the
    /// shipped one.
    #[must_use]
    pub fn layers_inside(&self, name: &str) -> Option<Self> {
        let Self::Layered(own, shipped) = self else { return self.inside(name) };
        match (own.inside(name), shipped.inside(name)) {
            (Some(own), Some(shipped)) => Some(Self::Layered(Box::new(own), Box::new(shipped))),
            (own, shipped) => own.or(shipped),
        }
    }

    /// The bytes of a file of this folder, or of one inside it as in `economy/parameters.csv`; `None` if there is no such file.
    ///
    /// # Errors
    /// If the file exists and cannot be read.
    pub fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match self {
            Self::Disk(path) => match read_file(&path.join(name)) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(fault) => Err(fault),
            },
            Self::Shipped(dir, _) => Ok(dir.get_file(dir.path().join(name)).map(|file| file.contents().to_owned())),
            Self::Layered(own, shipped) => match own.read(name)? {
                Some(bytes) => Ok(Some(bytes)),
                None => shipped.read(name),
            },
            Self::Texts(files) => Ok(text_of(files, name).map(|(_, text)| text.clone().into_bytes())),
        }
    }

    /// That a file of this folder cannot be read.
    #[must_use]
    pub fn unreadable(&self, name: &str, fault: &io::Error) -> Problem {
        let problem = Problem::new(format!("{}: the file cannot be read: {}", self.shown(name), of_system(fault)));
        problem.hint(match fault.kind() {
            io::ErrorKind::IsADirectory => "a file is expected here: rename the folder, or move it away",
            io::ErrorKind::PermissionDenied => "give yourself the right to read it, as with chmod u+r",
            _ => "is it a file of its own, whole and on a disk that can be read?",
        })
    }

    /// Names of the files with an ending, or of the folders where `ending` is empty; sorted.
    #[must_use]
    pub fn names(&self, ending: &str) -> Vec<String> {
        let mut names: Vec<String> = match self {
            Self::Disk(path) => std::fs::read_dir(path)
                .into_iter()
                .flatten()
                .filter_map(std::result::Result::ok)
                .filter(|entry| entry.path().is_dir() == ending.is_empty())
                .filter_map(|entry| entry.file_name().into_string().ok())
                .collect(),
            Self::Shipped(dir, _) if ending.is_empty() => dir.dirs().filter_map(|d| file_name(d.path())).collect(),
            Self::Shipped(dir, _) => dir.files().filter_map(|f| file_name(f.path())).collect(),
            Self::Layered(own, shipped) => [own.names(ending), shipped.names(ending)].concat(),
            Self::Texts(_) if ending.is_empty() => vec![],
            Self::Texts(files) => files.iter().filter_map(|(path, _)| file_name(Path::new(path))).collect(),
        };
        names.retain(|name| name.ends_with(ending));
        names.sort();
        names.dedup();
        names
    }

    /// Names of the TOML files without their ending, sorted.
    #[must_use]
    pub fn stems(&self) -> Vec<String> {
        self.names(".toml").iter().map(|file| file.trim_end_matches(".toml").to_owned()).collect()
    }

    /// The path of a file as shown to the user.
    #[must_use]
    pub fn shown(&self, name: &str) -> String {
        match self {
            Self::Disk(path) => path.join(name).display().to_string(),
            Self::Shipped(_, shown) => format!("{shown}/{name}"),
            Self::Layered(own, shipped) => match own.read(name) {
                Ok(None) if matches!(shipped.read(name), Ok(Some(_))) => shipped.shown(name),
                _ => own.shown(name),
            },
            Self::Texts(files) => text_of(files, name).map_or(name, |(path, _)| path).to_owned(),
        }
    }
}

/// The bytes of a file that is one and not too large: what never ends is not begun.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    const LARGEST: u64 = 1 << 28;
    let about = std::fs::metadata(path)?;
    match about.len() {
        _ if about.is_dir() => Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")),
        _ if !about.is_file() => Err(io::Error::other("it is no file, but a device or a pipe")),
        bytes if bytes > LARGEST => {
            Err(io::Error::other(format!("it has {} million bytes; expected at most {}", bytes >> 20, LARGEST >> 20)))
        }
        _ => std::fs::read(path),
    }
}

/// The file of a name among texts.
fn text_of<'a>(files: &'a [(String, String)], name: &str) -> Option<&'a (String, String)> {
    files.iter().find(|(path, _)| file_name(Path::new(path)).is_some_and(|own| own == name))
}

fn file_name(path: &Path) -> Option<String> {
    path.file_name().and_then(|name| name.to_str()).map(str::to_owned)
}

/// Whether a name from input is a plain file name that cannot leave its folder.
#[must_use]
pub fn plain(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_name_from_input_never_leaves_its_folder() {
        assert!(plain("nuclear-renaissance"));
        assert!(plain("us_2025.v2"));
        for bad in ["", ".", "..", "../us", "a/b", "a\\b", "/etc", ".hidden", "a b", "c:x"] {
            assert!(!plain(bad), "{bad}");
        }
    }
}
