//! Closed lists whose members are written as one word each: in tables, on the command line, in what is kept.

/// A member of a closed list.
pub trait Named: Copy {
    /// The member that a word means.
    fn of(word: &str) -> Option<Self>;

    /// The word that it is written as.
    fn word(self) -> &'static str;
}

/// A closed list whose words are all its own, in order.
pub trait Words: Named + 'static {
    /// The words.
    const WORDS: &'static [&'static str];
}

/// The member that a word means.
#[must_use]
pub fn named<T: Named>(word: &str) -> Option<T> {
    T::of(word)
}

/// The word of a member; empty where there is none.
#[must_use]
pub fn word_or_empty<T: Named>(member: Option<T>) -> &'static str {
    member.map_or("", T::word)
}

/// Writes and reads an enum with `name` as words; members are found in `ALL`, unless it is said how.
macro_rules! written {
    ($kind:ty) => {
        $crate::named::written!($kind, |word| Self::ALL.iter().copied().find(|member| member.name() == word));
    };
    ($kind:ty, |$word:ident| $of:expr) => {
        impl $crate::named::Named for $kind {
            fn of($word: &str) -> Option<Self> {
                $of
            }

            fn word(self) -> &'static str {
                self.name()
            }
        }

        impl std::fmt::Display for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl serde::Serialize for $kind {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $kind {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                $crate::named::read(deserializer)
            }
        }
    };
}
pub(crate) use written;

/// An enum with the word of every member, `Member, "word";`, which the command line takes too; before them in brackets members that are those of another.
macro_rules! words {
    ($(#[doc = $about:literal])+ $name:ident { $($(#[doc = $doc:literal])+ $member:ident, $word:literal;)+ }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[doc = $doc])+ $member,)+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: [Self; [$($word),+].len()] = [$(Self::$member),+];

            /// Name in tables.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$member => $word,)+ }
            }
        }

        impl $crate::named::Words for $name {
            const WORDS: &'static [&'static str] = &[$($word),+];
        }

        $crate::named::written!($name);

        impl clap::ValueEnum for $name {
            fn value_variants<'a>() -> &'a [Self] {
                &Self::ALL
            }

            fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
                let help = match self { $(Self::$member => concat!($($doc),+),)+ };
                Some(clap::builder::PossibleValue::new(self.name()).help(help.trim().trim_end_matches('.')))
            }
        }
    };
    ($(#[doc = $about:literal])+ $name:ident [ $($(#[doc = $doc:literal])+ $other:ident($inner:ty);)+ ]
        { $($(#[doc = $own:literal])+ $member:ident, $word:expr;)* }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[doc = $doc])+ $other($inner),)+
            $($(#[doc = $own])+ $member,)*
        }

        impl $name {
            /// Name in tables.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$other(inner) => inner.name(),)+
                    $(Self::$member => $word,)*
                }
            }
        }

        $crate::named::written!($name, |word| None
            $(.or_else(|| $crate::named::named(word).map(Self::$other)))+
            $(.or_else(|| (word == $word).then_some(Self::$member)))*);
    };
}
pub(crate) use words;

/// Reads a member from its word.
///
/// # Errors
/// If the word means no member.
pub fn read<'de, T: Named, D: serde::Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let word = <String as serde::Deserialize>::deserialize(deserializer)?;
    named(&word).ok_or_else(|| serde::de::Error::custom(format!("unknown word \"{word}\"")))
}

/// Members that may be missing, written as another word where they are.
macro_rules! or_word {
    ($(#[doc = $about:literal] $module:ident, $word:literal;)+) => {$(
        #[doc = $about]
        pub mod $module {
            use super::Named;

            /// Writes the member, or the word for none.
            ///
            /// # Errors
            /// The serialiser's.
            #[allow(clippy::trivially_copy_pass_by_ref)]
            pub fn serialize<T: Named, S: serde::Serializer>(value: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(value.map_or($word, T::word))
            }

            /// Reads the member, none from the word for none.
            ///
            /// # Errors
            /// If the word means no member.
            pub fn deserialize<'de, T: Named, D: serde::Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
                let word = <String as serde::Deserialize>::deserialize(from)?;
                let found = super::named(&word);
                if found.is_none() && word != $word {
                    return Err(serde::de::Error::custom(format!("unknown word \"{word}\"")));
                }
                Ok(found)
            }
        }
    )+};
}

or_word! {
    /// Missing members are an empty text.
    or_empty, "";
    /// Missing members are `none`.
    or_none, "none";
}
