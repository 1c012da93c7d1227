-- Who can be admitted (nguồn kết nạp: quần chúng ưu tú, cảm tình đảng): how many people a unit with
-- all below it reports for a year. A proportional allocation follows this number.
CREATE TABLE candidate_count (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    year    INTEGER NOT NULL CHECK (year BETWEEN 1930 AND 2100),
    count   INTEGER NOT NULL CHECK (count BETWEEN 0 AND 1000000),
    note    TEXT CHECK (length(note) BETWEEN 1 AND 300),
    UNIQUE (unit_id, year)
) STRICT;
