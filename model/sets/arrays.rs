//! Arrays that know what they are indexed by.
//!
//! A [`Map`] is an `ndarray` whose indices are members of sets, in the order that its type says; a [`List`] is one
//! with a single index. Indices in another order, or of another set, do not compile:
//!
//! ```
//! use gridbound::sets::{Map, Region, Year};
//! let peak: Map<(Region, Year), f64> = ndarray::array![[1.0, 2.0], [3.0, 4.0]].into();
//! assert_eq!(peak[(Region(0), Year(1))], 2.0);
//! ```
//!
//! ```compile_fail
//! use gridbound::sets::{Map, Region, Year};
//! let peak: Map<(Region, Year), f64> = ndarray::array![[1.0, 2.0], [3.0, 4.0]].into();
//! assert_eq!(peak[(Year(1), Region(0))], 2.0);
//! ```

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, Index, IndexMut};

use ndarray::{Array, Array1, Dimension, Ix1, Ix2, Ix3, Ix4};

/// A member of a set.
pub trait Member: Copy {
    /// Where it stands among all.
    fn position(self) -> usize;
}

/// Ordinary (false) and peak (true) and the like.
impl Member for bool {
    fn position(self) -> usize {
        usize::from(self)
    }
}

/// Members that together say where a value stands.
pub trait Place: Copy {
    /// That of the array.
    type Dimension: Dimension;
    /// Their positions.
    fn positions(self) -> Self::Dimension;
}

macro_rules! places {
    ($($dimension:ident: $($member:ident $name:ident),*;)*) => {$(
        impl<$($member: Member),*> Place for ($($member),*) {
            type Dimension = $dimension;
            fn positions(self) -> $dimension {
                let ($($name),*) = self;
                $dimension($($name.position()),*)
            }
        }
    )*};
}

places! {
    Ix2: A a, B b;
    Ix3: A a, B b, C c;
    Ix4: A a, B b, C c, D d;
}

impl<A: Member> Place for A {
    type Dimension = Ix1;
    fn positions(self) -> Ix1 {
        Ix1(self.position())
    }
}

/// A value for every combination of members: `x[(r, k, y)]`.
pub struct Map<P: Place, T> {
    values: Array<T, P::Dimension>,
    place: PhantomData<P>,
}

impl<P: Place, T> From<Array<T, P::Dimension>> for Map<P, T> {
    fn from(values: Array<T, P::Dimension>) -> Self {
        Self { values, place: PhantomData }
    }
}

impl<P: Place, T> Index<P> for Map<P, T> {
    type Output = T;
    fn index(&self, place: P) -> &T {
        &self.values[place.positions()]
    }
}

impl<P: Place, T> IndexMut<P> for Map<P, T> {
    fn index_mut(&mut self, place: P) -> &mut T {
        &mut self.values[place.positions()]
    }
}

impl<P: Place, T> Deref for Map<P, T> {
    type Target = Array<T, P::Dimension>;
    fn deref(&self) -> &Self::Target {
        &self.values
    }
}

impl<P: Place, T: Clone> Clone for Map<P, T> {
    fn clone(&self) -> Self {
        self.values.clone().into()
    }
}

impl<P: Place, T: PartialEq> PartialEq for Map<P, T> {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl<P: Place, T: fmt::Debug> fmt::Debug for Map<P, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.values.fmt(f)
    }
}

/// A value for every member of a set: `x[y]`; a slice in all else.
#[derive(Debug, Clone, PartialEq)]
pub struct List<M, T> {
    values: Vec<T>,
    member: PhantomData<M>,
}

impl<M, T> Default for List<M, T> {
    fn default() -> Self {
        vec![].into()
    }
}

impl<M, T> From<Vec<T>> for List<M, T> {
    fn from(values: Vec<T>) -> Self {
        Self { values, member: PhantomData }
    }
}

impl<M, T> From<Array1<T>> for List<M, T> {
    fn from(values: Array1<T>) -> Self {
        values.into_iter().collect()
    }
}

impl<M, T> FromIterator<T> for List<M, T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Vec::from_iter(values).into()
    }
}

impl<M: Member, T> Index<M> for List<M, T> {
    type Output = T;
    fn index(&self, member: M) -> &T {
        &self.values[member.position()]
    }
}

impl<M: Member, T> IndexMut<M> for List<M, T> {
    fn index_mut(&mut self, member: M) -> &mut T {
        &mut self.values[member.position()]
    }
}

/// By plain position, where members are counted off.
impl<M, T> Index<usize> for List<M, T> {
    type Output = T;
    fn index(&self, position: usize) -> &T {
        &self.values[position]
    }
}

impl<M, T> Deref for List<M, T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.values
    }
}

impl<'a, M, T> IntoIterator for &'a List<M, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.values.iter()
    }
}
