-- Spreadsheets: what headings of other people's lists mean, and lists that have a name.

-- A heading that the register was taught: folded text of all header rows of a column, and the
-- stable name of what the column is; empty for a column that is left out.
CREATE TABLE learned_heading (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    subject TEXT NOT NULL CHECK (subject IN ('members', 'ratings', 'quotas')),
    heading TEXT NOT NULL CHECK (length(heading) BETWEEN 1 AND 300),
    target  TEXT NOT NULL CHECK (length(target) <= 40),
    UNIQUE (subject, heading)
) STRICT;

-- A list of members with a name: who (JSON of the filter), which columns (their stable names, with
-- commas, in order) and in which order (column names with commas, each perhaps with " desc").
CREATE TABLE saved_list (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
    filter     TEXT NOT NULL CHECK (json_valid(filter) AND length(filter) <= 10000),
    columns    TEXT NOT NULL CHECK (length(columns) BETWEEN 1 AND 2000),
    sort       TEXT NOT NULL CHECK (length(sort) <= 2000)
) STRICT;
