//! A value with its name in words, for the options of a `choice`.

use std::fmt;

/// A value and what people call it. Two are equal when their values are.
#[derive(Debug, Clone)]
pub struct Named<T> {
    /// The value.
    pub value: T,
    name: String,
}

impl<T> Named<T> {
    /// A value called `name`.
    pub fn new(value: T, name: impl Into<String>) -> Self {
        Self { value, name: name.into() }
    }
}

impl<T: PartialEq> PartialEq for Named<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T> fmt::Display for Named<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// The option that has this value.
pub fn find<T: PartialEq + Clone>(options: &[Named<T>], value: &T) -> Option<Named<T>> {
    options.iter().find(|option| option.value == *value).cloned()
}
