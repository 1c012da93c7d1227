//! A good row of every table, and how each can be bad.

use rusqlite::Connection;

/// A table: a row that is accepted, as columns and SQL values, and a value that may replace one.
pub struct Good {
    pub table: &'static str,
    pub row: &'static [(&'static str, &'static str)],
    pub change: (&'static str, &'static str),
}

/// In an order in which each row finds those that it refers to.
pub const GOOD: [Good; 34] = [
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
        table: "badge",
        row: &[
            ("id", "900"),
            ("member_id", "900"),
            ("badge_level", "40"),
            ("kind", "'on_time'"),
            ("round_on", "'2020-02-03'"),
            ("ending", "NULL"),
            ("ended_on", "NULL"),
        ],
        change: ("number", "'1234567'"),
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
    Good {
        table: "rating_ceiling",
        row: &[
            ("id", "900"),
            ("regime_id", "900"),
            ("subject", "'member'"),
            ("percent", "2000"),
            ("base", "'good'"),
            ("article", "'x'"),
            ("confirmed", "0"),
        ],
        change: ("raised_percent", "2500"),
    },
    Good {
        table: "rating_exclusion",
        row: &[
            ("id", "900"),
            ("regime_id", "900"),
            ("subject", "'member'"),
            ("why", "'exempt'"),
            ("article", "'x'"),
            ("confirmed", "0"),
        ],
        change: ("confirmed", "1"),
    },
    Good {
        table: "rating_band",
        row: &[
            ("id", "900"),
            ("regime_id", "900"),
            ("subject", "'member'"),
            ("level", "'good'"),
            ("at_least", "7000"),
        ],
        change: ("at_least", "7100"),
    },
    Good {
        table: "rating_consequence",
        row: &[
            ("id", "900"),
            ("kind", "'review'"),
            ("subject", "'member'"),
            ("level", "'weak'"),
            ("years", "2"),
            ("from_year", "2018"),
            ("outcome", "'x'"),
            ("article", "'x'"),
            ("confirmed", "0"),
        ],
        change: ("years", "3"),
    },
    Good {
        table: "rating_detail",
        row: &[("id", "900"), ("year", "2025"), ("member_id", "900"), ("points", "8950")],
        change: ("post_group", "'Lãnh đạo'"),
    },
    Good {
        table: "rating_step",
        row: &[
            ("id", "900"),
            ("year", "2025"),
            ("member_id", "900"),
            ("step", "'self'"),
            ("level", "'good'"),
        ],
        change: ("words", "'Nhất trí'"),
    },
    Good {
        table: "ballot",
        row: &[("id", "900"), ("year", "2025"), ("member_id", "900"), ("issued", "12")],
        change: ("returned", "11"),
    },
    Good {
        table: "rerating",
        row: &[
            ("id", "900"),
            ("year", "2025"),
            ("member_id", "900"),
            ("before_level", "'good'"),
            ("level", "'completed'"),
            ("reason", "'x'"),
            ("decision", "'9-QĐ/ĐU'"),
            ("decided_on", "'2026-03-01'"),
        ],
        change: ("body", "'Đảng ủy'"),
    },
    Good {
        table: "rating_acknowledgement",
        row: &[
            ("id", "900"),
            ("year", "2025"),
            ("subject", "'member'"),
            ("member_id", "900"),
            ("warning", "'discipline'"),
            ("note", "'x'"),
        ],
        change: ("note", "'y'"),
    },
    Good {
        table: "ceiling_raise",
        row: &[
            ("id", "900"),
            ("year", "2025"),
            ("subject", "'member'"),
            ("unit_id", "900"),
            ("decision", "'9-QĐ/ĐU'"),
            ("decided_on", "'2025-12-01'"),
        ],
        change: ("decision", "'10-QĐ/ĐU'"),
    },
    Good {
        table: "rating_target",
        row: &[
            ("id", "900"),
            ("unit_id", "900"),
            ("from_year", "2021"),
            ("to_year", "2025"),
            ("subject", "'member'"),
            ("measure", "'good_or_better'"),
            ("percent", "8000"),
        ],
        change: ("percent", "9000"),
    },
    Good {
        table: "discipline",
        row: &[("id", "900"), ("member_id", "900"), ("form", "'reprimand'"), ("decided_on", "'2025-06-01'")],
        change: ("ended_on", "'2026-06-01'"),
    },
    Good {
        table: "quota_amendment",
        row: &[
            ("id", "900"),
            ("term_id", "900"),
            ("target", "30"),
            ("document", "'7-NQ/ĐU'"),
            ("decided_on", "'2027-01-01'"),
        ],
        change: ("target", "31"),
    },
    Good {
        table: "quota_adjustment",
        row: &[
            ("id", "900"),
            ("unit_id", "900"),
            ("year", "2026"),
            ("change", "2"),
            ("document", "'7-CV/ĐU'"),
            ("decided_on", "'2026-06-01'"),
        ],
        change: ("change", "-1"),
    },
    Good {
        table: "admission_total",
        row: &[("id", "900"), ("unit_id", "900"), ("year", "2016"), ("count", "390")],
        change: ("count", "391"),
    },
    Good {
        table: "candidate_count",
        row: &[
            ("id", "900"),
            ("unit_id", "900"),
            ("year", "2026"),
            ("count", "12"),
            ("note", "'9 đã học lớp'"),
        ],
        change: ("count", "13"),
    },
    Good {
        table: "learned_heading",
        row: &[("id", "900"), ("subject", "'members'"), ("heading", "'ho ten'"), ("target", "'name'")],
        change: ("target", "''"),
    },
    Good {
        table: "saved_list",
        row: &[("id", "900"), ("name", "'Nữ'"), ("filter", "'{}'"), ("columns", "'name'"), ("sort", "''")],
        change: ("columns", "'name,sex'"),
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
    ("rating_ceiling", "percent", "10001", "CHECK"),
    ("rating_ceiling", "base", "'all'", "CHECK"),
    ("rating_ceiling", "raised_percent", "1999", "CHECK"),
    ("rating_exclusion", "why", "'other'", "CHECK"),
    ("rating_band", "at_least", "10001", "CHECK"),
    ("rating_consequence", "years", "0", "CHECK"),
    ("rating_detail", "unit_id", "900", "CHECK"),
    ("rating_detail", "points", "10001", "CHECK"),
    ("rating_step", "step", "'boss'", "CHECK"),
    ("rating_step", "level", "NULL", "CHECK"),
    ("rating_step", "member_id", "777", "FOREIGN KEY"),
    ("ballot", "good", "-1", "CHECK"),
    ("ballot", "member_id", "NULL", "CHECK"),
    ("rerating", "reason", "''", "CHECK"),
    ("rerating", "decided_on", "'2026'", "CHECK"),
    ("rating_acknowledgement", "note", "''", "CHECK"),
    ("ceiling_raise", "unit_id", "NULL", "NOT NULL"),
    ("rating_target", "measure", "'best'", "CHECK"),
    ("rating_target", "to_year", "2020", "CHECK"),
    ("badge", "member_id", "777", "FOREIGN KEY"),
    ("badge", "badge_level", "35.5", "cannot store REAL"),
    ("badge", "badge_level", "41", "CHECK"),
    ("badge", "kind", "'late'", "CHECK"),
    ("badge", "round_on", "'2020-02-04'", "CHECK"),
    ("badge", "number", "''", "CHECK"),
    ("badge", "ending", "'returned'", "CHECK"),
    ("badge", "ended_on", "'2026'", "CHECK"),
    ("badge", "end_reason", "'mất'", "CHECK"),
    ("discipline", "form", "'dissolution'", "CHECK"),
    ("discipline", "ended_on", "'2025-05-31'", "CHECK"),
    ("quota_amendment", "term_id", "777", "FOREIGN KEY"),
    ("quota_adjustment", "change", "0", "CHECK"),
    ("admission_total", "count", "-1", "CHECK"),
    ("candidate_count", "count", "-1", "CHECK"),
    ("candidate_count", "note", "''", "CHECK"),
    ("learned_heading", "subject", "'units'", "CHECK"),
    ("learned_heading", "heading", "''", "CHECK"),
    ("saved_list", "filter", "'{'", "CHECK"),
    ("saved_list", "name", "''", "CHECK"),
];

/// Adds the good rows before `table` in the order, and the table's own unless it is to be tried.
pub fn insert_before(connection: &Connection, table: &str) {
    for good in GOOD.iter().take_while(|good| good.table != table) {
        connection.execute(&good.insert(None), []).unwrap();
    }
}
