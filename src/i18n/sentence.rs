//! Sentences for people, made from the kinds of problems and errors, in one place.
