//! What several test files share. Each uses its part of it.
#![allow(dead_code)]

pub mod bench;
pub mod robot;
