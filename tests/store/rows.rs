//! A good row of every table, and how each can be bad.

use rusqlite::Connection;

/// A table: a row that is accepted, as columns and SQL values, and a value that may replace one.
pub struct Good {
    pub table: &'static str,
    pub row: &'static [(&'static str, &'static str)],
    pub change: (&'static str, &'static str),
}

/// In an order in which each row finds those that it refers to.
pub const GOOD: [Good; 15] = [
    Good {
        table: "setting",
        row: &[("id", "900"), ("name", "'x'"), ("value", "'1'")],
        change: ("value", "'2'"),
    },
    Good {
        table: "choice",
        row: &[("id", "900"), ("list", "'religion'"), ("name", "'x'"), ("position", "1"), ("confirmed", "1")],
        change: ("name", "'y'"),
    },
    Good {
        table: "unit",
        row: &[("id", "900"), ("kind", "'cell'"), ("code", "'900'"), ("name", "'Chi bộ'"), ("position", "1")],
        change: ("closed_on", "'2026-01-01'"),
    },
    Good {
        table: "member",
        row: &[
            ("id", "900"),
            ("uuid", "'0192f0c1-7e2b-7000-8000-000000000001'"),
            ("full_name", "'Lê Thị Ngọc'"),
            ("folded", "'le thi ngoc'"),
            ("sort_key", "x'00'"),
            ("sex", "'female'"),
            ("born_on", "'1970'"),
            ("ethnicity", "'Kinh'"),
            ("religion", "'Không'"),
            ("admission_decided_on", "'2001-05-19'"),
        ],
        change: ("sort_key", "x'ff00'"),
    },
    Good {
        table: "membership",
        row: &[("id", "900"), ("member_id", "900"), ("unit_id", "900"), ("from_on", "'2001-05-19'")],
        change: ("to_on", "'2002-01-01'"),
    },
    Good {
        table: "member_status",
        row: &[("id", "900"), ("member_id", "900"), ("status", "'active'"), ("from_on", "'2001-05-19'")],
        change: ("status", "'exempt'"),
    },
    Good {
        table: "post",
        row: &[("id", "900"), ("member_id", "900"), ("sphere", "'party'"), ("title", "'Bí thư'")],
        change: ("title", "'Phó Bí thư'"),
    },
    Good {
        table: "rating_regime",
        row: &[
            ("id", "900"),
            ("from_year", "2099"),
            ("source", "'x'"),
            ("confirmed", "0"),
            ("months_before_rating", "6"),
        ],
        change: ("confirmed", "1"),
    },
    Good {
        table: "rating_level",
        row: &[
            ("id", "900"),
            ("regime_id", "900"),
            ("subject", "'member'"),
            ("level", "'good'"),
            ("position", "1"),
            ("name", "'Tốt'"),
        ],
        change: ("name", "'Khá'"),
    },
    Good {
        table: "member_rating",
        row: &[
            ("id", "900"),
            ("year", "2025"),
            ("member_id", "900"),
            ("unit_id", "900"),
            ("regime_id", "900"),
            ("level", "'good'"),
        ],
        change: ("level", "NULL"),
    },
    Good {
        table: "unit_rating",
        row: &[
            ("id", "900"),
            ("year", "2025"),
            ("unit_id", "900"),
            ("regime_id", "900"),
            ("level", "'weak'"),
        ],
        change: ("level", "'good'"),
    },
    Good {
        table: "rating_total",
        row: &[
            ("id", "900"),
            ("unit_id", "900"),
            ("year", "2016"),
            ("subject", "'unit'"),
            ("level", "'not_rated'"),
            ("count", "3"),
        ],
        change: ("count", "4"),
    },
    Good {
        table: "rating_decision",
        row: &[
            ("id", "900"),
            ("year", "2016"),
            ("subject", "'unit'"),
            ("decision", "'12-QĐ/ĐU'"),
            ("decided_on", "'2017-01-05'"),
        ],
        change: ("decision", "'13-QĐ/ĐU'"),
    },
    Good {
        table: "quota",
        row: &[("id", "900"), ("unit_id", "900"), ("year", "2026"), ("target", "5")],
        change: ("target", "6"),
    },
    Good {
        table: "quota_term",
        row: &[
            ("id", "900"),
            ("unit_id", "900"),
            ("from_year", "2026"),
            ("to_year", "2030"),
            ("resolution_target", "25"),
        ],
        change: ("resolution", "'05-NQ/CB'"),
    },
];

impl Good {
    /// The statement that adds the row, with one column set otherwise.
    pub fn insert(&self, other: Option<(&str, &str)>) -> String {
        let mut columns: Vec<(&str, &str)> =
            self.row.iter().copied().filter(|(name, _)| Some(*name) != other.map(|(name, _)| name)).collect();
        columns.extend(other);
        let (names, values): (Vec<&str>, Vec<&str>) = columns.into_iter().unzip();
        format!("INSERT INTO {} ({}) VALUES ({})", self.table, names.join(", "), values.join(", "))
    }

    pub fn update(&self) -> String {
        format!("UPDATE {} SET {} = {} WHERE id = 900", self.table, self.change.0, self.change.1)
    }

    pub fn delete(&self) -> String {
        format!("DELETE FROM {} WHERE id = 900", self.table)
    }
}

/// What the schema refuses: table, column, value, and a word of SQLite's reason.
pub const BAD: &[(&str, &str, &str, &str)] = &[
    ("setting", "name", "''", "CHECK"),
    ("setting", "value", "NULL", "NOT NULL"),
    ("setting", "value", "replace(hex(zeroblob(5001)), '00', 'xx')", "CHECK"),
    ("choice", "list", "'colour'", "CHECK"),
    ("choice", "position", "'first'", "cannot store TEXT"),
    ("choice", "confirmed", "2", "CHECK"),
    ("choice", "name", "'Phật giáo'", "UNIQUE"),
    ("unit", "kind", "'office'", "CHECK"),
    ("unit", "parent_id", "777", "FOREIGN KEY"),
    ("unit", "parent_id", "900", "CHECK"),
    ("unit", "name", "''", "CHECK"),
    ("unit", "merged_into_id", "1", "CHECK"),
    ("unit", "closed_on", "'2026'", "CHECK"),
    ("unit", "position", "1.5", "cannot store REAL"),
    ("member", "uuid", "'short'", "CHECK"),
    ("member", "full_name", "''", "CHECK"),
    ("member", "full_name", "NULL", "NOT NULL"),
    ("member", "full_name", "hex(zeroblob(51))", "CHECK"),
    ("member", "sort_key", "'text'", "cannot store TEXT"),
    ("member", "sex", "'other'", "CHECK"),
    ("member", "personal_id", "'12345678901'", "CHECK"),
    ("member", "personal_id", "'12345678901x'", "CHECK"),
    ("member", "card_number", "'123456789'", "CHECK"),
    ("member", "old_id", "'1234567890'", "CHECK"),
    ("member", "admission_unit_id", "777", "FOREIGN KEY"),
    ("membership", "member_id", "777", "FOREIGN KEY"),
    ("membership", "unit_id", "777", "FOREIGN KEY"),
    ("membership", "from_on", "'2001'", "CHECK"),
    ("membership", "to_on", "'2001-05-18'", "CHECK"),
    ("member_status", "status", "'gone'", "CHECK"),
    ("member_status", "to_on", "'2001-05-18'", "CHECK"),
    ("member_status", "member_id", "777", "FOREIGN KEY"),
    ("post", "sphere", "'sport'", "CHECK"),
    ("post", "title", "''", "CHECK"),
    ("post", "member_id", "777", "FOREIGN KEY"),
    ("rating_regime", "to_year", "2098", "CHECK"),
    ("rating_level", "level", "'best'", "CHECK"),
    ("rating_level", "regime_id", "777", "FOREIGN KEY"),
    ("member_rating", "year", "1929", "CHECK"),
    ("member_rating", "level", "'weak'", "CHECK"),
    ("member_rating", "not_rated", "'exempt'", "CHECK"),
    ("member_rating", "not_rated", "'other'", "CHECK"),
    ("member_rating", "member_id", "777", "FOREIGN KEY"),
    ("unit_rating", "regime_id", "777", "FOREIGN KEY"),
    ("unit_rating", "not_rated", "'exempt'", "CHECK"),
    ("rating_total", "count", "-1", "CHECK"),
    ("rating_total", "subject", "'nobody'", "CHECK"),
    ("rating_decision", "decision", "''", "CHECK"),
    ("rating_decision", "reopened_on", "'2026-01-01'", "CHECK"),
    ("quota", "target", "-1", "CHECK"),
    ("quota", "target", "'five'", "cannot store TEXT"),
    ("quota", "unit_id", "777", "FOREIGN KEY"),
    ("quota_term", "to_year", "2025", "CHECK"),
    ("quota_term", "unit_id", "777", "FOREIGN KEY"),
];

/// Adds the good rows before `table` in the order, and the table's own unless it is to be tried.
pub fn insert_before(connection: &Connection, table: &str) {
    for good in GOOD.iter().take_while(|good| good.table != table) {
        connection.execute(&good.insert(None), []).unwrap();
    }
}
